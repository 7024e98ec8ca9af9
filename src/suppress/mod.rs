//! What a document says about findings that it does not want: directives, by the node below which
//! they hold.
//!
//! This room knows nothing of output formats, nor of how rules work. So far it reads what is written
//! for other linters, where its meaning is clear: `x-zally-ignore`, `x-lint-ignore` (vacuum) and
//! `.redocly.lint-ignore.yaml`. A directive silences the rules that correspond to the named ones
//! (`peers` on their pages), at its node and everything below it.

mod inline;
mod redocly;

use std::path::Path;

use rustc_hash::FxHashMap;

use crate::finding::RuleName;
use crate::openapi::{Cursor, Forest, NodeId};
use crate::rule::Catalogue;

/// A kind of directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Directive {
    /// The extension `x-zally-ignore`, with the numbers of Zally's rules.
    ZallyIgnore,
    /// The extension `x-lint-ignore`, with the names of vacuum's rules.
    LintIgnore,
    /// Redocly's file `.redocly.lint-ignore.yaml`.
    RedoclyIgnoreFile,
}

impl Directive {
    /// The name by which users know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ZallyIgnore => "x-zally-ignore",
            Self::LintIgnore => "x-lint-ignore",
            Self::RedoclyIgnoreFile => redocly::FILE_NAME,
        }
    }

    /// The linters whose rules it names.
    fn tools(self) -> &'static [&'static str] {
        match self {
            Self::ZallyIgnore => &["zally"],
            // vacuum took over Spectral's rules with their names.
            Self::LintIgnore => &["vacuum", "spectral"],
            Self::RedoclyIgnoreFile => &["redocly"],
        }
    }

    /// The rules of ours that correspond to one that the directive names.
    fn rules(self, id: &str, catalogue: &Catalogue) -> Vec<RuleName> {
        let corresponds = |rule: &&crate::rule::Rule| {
            let mut peers = rule.peers.iter();
            peers.any(|peer| self.tools().contains(&peer.tool()) && peer.has_id(id))
        };
        let rules = catalogue.rules().filter(corresponds);
        rules.map(|rule| rule.name.clone()).collect()
    }
}

/// The directives that hold for one description.
#[derive(Debug, Default)]
pub struct Suppressions {
    by_node: FxHashMap<NodeId, Vec<(Directive, RuleName)>>,
}

impl Suppressions {
    /// Reads the directives in the files of a description, and in the ignore files beside or above
    /// its entry document up to `root`; without a root, only those in its files.
    pub fn read(forest: &Forest, catalogue: &Catalogue, root: Option<&Path>) -> Self {
        let mut suppressions = Self::default();
        inline::read(forest, catalogue, &mut suppressions);
        if let Some(root) = root {
            redocly::read(forest, catalogue, root, &mut suppressions);
        }
        suppressions
    }

    /// Which directive silences a rule at a node, if any does: one at the node or at what is around
    /// it in its file.
    pub fn silences(&self, rule: &RuleName, node: Cursor<'_>) -> Option<Directive> {
        if self.by_node.is_empty() {
            return None;
        }
        let around = node.node().ancestors();
        around
            .filter_map(|around| self.by_node.get(&node.with_node(around).id()))
            .flatten()
            .find(|(_, silenced)| silenced == rule)
            .map(|(directive, _)| *directive)
    }

    fn add(&mut self, node: NodeId, directive: Directive, id: &str, catalogue: &Catalogue) {
        let rules = directive.rules(id, catalogue).into_iter();
        let entries = rules.map(|rule| (directive, rule));
        self.by_node.entry(node).or_default().extend(entries);
    }
}

#[cfg(test)]
mod tests;

//! What a document says about findings that it does not want: directives, by the node or the line at
//! which they hold.
//!
//! This room knows nothing of output formats, nor of how rules work. Our own directives are the
//! comment `# statuslint: ignore[rule] reason` and the key `x-statuslint-ignore`. What is written for
//! other linters is understood where its meaning is clear: `x-zally-ignore`, `x-lint-ignore` (vacuum)
//! and `.redocly.lint-ignore.yaml` silence the rules that correspond to the named ones (`peers` on
//! their pages).

mod baseline;
mod comments;
mod extension;
mod inline;
mod notice;
mod redocly;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

pub use baseline::{Baseline, BaselineEntry, Coverage};
use rustc_hash::FxHashMap;

pub use notice::{Notice, UNUSED_SUPPRESSION};

use crate::finding::{Place, RuleName, Token};
use crate::openapi::{Cursor, FileId, Forest, NodeId, Operation};
use crate::rule::Catalogue;

/// A kind of directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Directive {
    /// The comment `# statuslint: ignore[…]`.
    Comment,
    /// The key `x-statuslint-ignore`, a map of rules to reasons.
    Extension,
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
            Self::Comment => "statuslint: ignore",
            Self::Extension => extension::KEY,
            Self::ZallyIgnore => "x-zally-ignore",
            Self::LintIgnore => "x-lint-ignore",
            Self::RedoclyIgnoreFile => redocly::FILE_NAME,
        }
    }

    /// The linters whose rules it names; none where they are ours.
    fn tools(self) -> &'static [&'static str] {
        match self {
            Self::Comment | Self::Extension => &[],
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

/// One rule that one directive silences.
#[derive(Debug)]
struct Entry {
    by: Directive,
    rule: RuleName,
    /// Why, in the words of the document; empty where it says nothing.
    reason: String,
    /// Where the rule is named; none for directives of other linters.
    place: Option<Place>,
    is_used: AtomicBool,
}

/// What silences a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// The kind of directive.
    pub by: Directive,
    /// Why, in the words of the document; empty where it says nothing.
    pub reason: String,
}

/// The directives that hold for one description.
#[derive(Debug, Default)]
pub struct Suppressions {
    entries: Vec<Entry>,
    by_node: FxHashMap<NodeId, Vec<usize>>,
    by_line: FxHashMap<(FileId, u32), Vec<usize>>,
    notices: Vec<Notice>,
}

impl Suppressions {
    /// Reads the directives in the files of a description, and in the ignore files beside or above
    /// its entry document up to `root`; without a root, only those in its files.
    pub fn read(forest: &Forest, catalogue: &Catalogue, root: Option<&Path>) -> Self {
        let mut suppressions = Self::default();
        comments::read(forest, catalogue, &mut suppressions);
        extension::read(forest, catalogue, &mut suppressions);
        inline::read(forest, catalogue, &mut suppressions);
        if let Some(root) = root {
            redocly::read(forest, catalogue, root, &mut suppressions);
        }
        suppressions
    }

    /// What silences a rule at a token, if anything does: a directive on its line, at its node or at
    /// what is around it in its file, or at the component that stands there by reference.
    pub fn silences(&self, rule: &RuleName, token: Token<'_>) -> Option<Silence> {
        if self.entries.is_empty() {
            return None;
        }
        let node = token.node();
        self.on_line(rule, token)
            .or_else(|| self.around(rule, node))
            .or_else(|| self.at(rule, node.reference().and_then(|_| node.resolved())?))
    }

    /// What silences a rule for an operation: a directive at the operation or around it.
    pub fn silences_operation(&self, rule: &RuleName, operation: Operation<'_>) -> Option<Silence> {
        if self.entries.is_empty() {
            return None;
        }
        self.around(rule, operation.node())
            .or_else(|| self.around(rule, operation.value()))
    }

    /// What is wrong with the directives, those that silence nothing among them: where their rule
    /// ran, they are no longer needed.
    pub fn notices(&self, ran: impl Fn(&RuleName) -> bool) -> Vec<Notice> {
        let unused = self.entries.iter().filter(|entry| {
            entry.place.is_some() && !entry.is_used.load(Ordering::Relaxed) && ran(&entry.rule)
        });
        let unused = unused.filter_map(|entry| {
            let place = entry.place.clone()?;
            Some(Notice::unused(&entry.rule, place))
        });
        self.notices.iter().cloned().chain(unused).collect()
    }

    /// The places of the directives that silenced something.
    pub fn used(&self) -> impl Iterator<Item = &Place> {
        let used = self.entries.iter();
        used.filter(|entry| entry.is_used.load(Ordering::Relaxed))
            .filter_map(|entry| entry.place.as_ref())
    }

    fn on_line(&self, rule: &RuleName, token: Token<'_>) -> Option<Silence> {
        if self.by_line.is_empty() {
            return None;
        }
        let line = token.place().start().line;
        self.silence(rule, self.by_line.get(&(token.node().file(), line)))
    }

    fn around(&self, rule: &RuleName, node: Cursor<'_>) -> Option<Silence> {
        let mut around = node.node().ancestors();
        around.find_map(|around| self.at(rule, node.with_node(around)))
    }

    fn at(&self, rule: &RuleName, node: Cursor<'_>) -> Option<Silence> {
        self.silence(rule, self.by_node.get(&node.id()))
    }

    fn silence(&self, rule: &RuleName, entries: Option<&Vec<usize>>) -> Option<Silence> {
        let mut entries = entries?.iter().filter_map(|index| self.entries.get(*index));
        let entry = entries.find(|entry| entry.rule == *rule)?;
        entry.is_used.store(true, Ordering::Relaxed);
        Some(Silence {
            by: entry.by,
            reason: entry.reason.clone(),
        })
    }

    /// Adds what a directive of another linter silences at a node.
    fn add(&mut self, node: NodeId, by: Directive, id: &str, catalogue: &Catalogue) {
        for rule in by.rules(id, catalogue) {
            let entry = Entry {
                by,
                rule,
                reason: String::new(),
                place: None,
                is_used: AtomicBool::new(false),
            };
            self.add_at_node(node, entry);
        }
    }

    fn add_at_node(&mut self, node: NodeId, entry: Entry) {
        self.by_node
            .entry(node)
            .or_default()
            .push(self.entries.len());
        self.entries.push(entry);
    }

    fn add_on_line(&mut self, file: FileId, line: u32, entry: Entry) {
        let on_line = self.by_line.entry((file, line)).or_default();
        on_line.push(self.entries.len());
        self.entries.push(entry);
    }
}

/// The rule that a directive of ours names, or why there is none.
fn rule_named(name: &str, place: &Place, catalogue: &Catalogue) -> Result<RuleName, Notice> {
    if let Some(renamed) = catalogue.renamed(name) {
        return Ok(renamed.clone());
    }
    match catalogue.get(name) {
        Some(rule) => Ok(rule.name.clone()),
        None => Err(Notice::unknown(name, place.clone(), catalogue)),
    }
}

#[cfg(test)]
mod tests;

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
use memchr::memmem;
use rustc_hash::FxHashMap;

pub use notice::{Notice, UNUSED_SUPPRESSION};

use crate::finding::{Place, RuleName, Token};
use crate::openapi::{Cursor, Document, FileId, Forest, NodeId, Operation, Response, ResponseUse};
use crate::rule::Catalogue;
use crate::syntax::Tree;

/// Whether a word stands anywhere in the text of a tree.
fn mentions(tree: &Tree, word: &str) -> bool {
    memmem::find(tree.source().text().as_bytes(), word.as_bytes()).is_some()
}

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
    /// What the directive stands at.
    at: NodeId,
    is_used: AtomicBool,
}

impl Entry {
    /// What it silences a finding by; it is of use from now on.
    fn used(&self) -> Silence {
        self.is_used.store(true, Ordering::Relaxed);
        Silence {
            by: self.by,
            reason: self.reason.clone(),
        }
    }
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
        // The keys of all directives end alike, and most documents hold none: one look tells.
        if forest.trees().any(|tree| mentions(tree, "-ignore")) {
            extension::read(forest, catalogue, &mut suppressions);
            inline::read(forest, catalogue, &mut suppressions);
        }
        if let Some(root) = root {
            redocly::read(forest, catalogue, root, &mut suppressions);
        }
        suppressions
    }

    /// The same directives with nothing silenced: what is wrong with them is still said.
    #[must_use]
    pub fn without_effect(self) -> Self {
        Self {
            notices: self.notices,
            ..Self::default()
        }
    }

    /// What silences a rule at a token, if anything does: a directive on its line, at its node or at
    /// what is around it in its file, at the component that stands there by reference, or at the root
    /// of the document that the token is read for.
    pub fn silences(
        &self,
        rule: &RuleName,
        token: Token<'_>,
        document: &Document<'_>,
    ) -> Option<Silence> {
        if self.entries.is_empty() {
            return None;
        }
        let node = token.node();
        self.on_line(rule, token)
            .or_else(|| self.around(rule, node))
            .or_else(|| self.at(rule, node.reference().and_then(|_| node.resolved())?))
            .or_else(|| self.at(rule, document.root()))
    }

    /// What silences a rule at a node for an operation: a directive at the operation or around it, or
    /// where the operation refers to the response that holds the node.
    pub fn silences_operation(
        &self,
        rule: &RuleName,
        operation: Operation<'_>,
        node: Cursor<'_>,
    ) -> Option<Silence> {
        if self.entries.is_empty() {
            return None;
        }
        self.around(rule, operation.node())
            .or_else(|| self.around(rule, operation.value()))
            .or_else(|| self.around(rule, operation.path_item()))
            .or_else(|| {
                let mut references = operation.responses().filter(|used| refers(*used, node));
                references.find_map(|used| {
                    self.on_line(rule, Token::Key(used.value()))
                        .or_else(|| self.around(rule, used.value()))
                })
            })
    }

    /// What is wrong with the directives, those that silence nothing among them: where their rule
    /// ran, they are no longer needed.
    pub fn notices(&self, forest: &Forest, ran: impl Fn(&RuleName) -> bool) -> Vec<Notice> {
        let (about_unused, others): (Vec<_>, Vec<_>) = self
            .entries
            .iter()
            .filter(|entry| ran(&entry.rule))
            .partition(|entry| entry.rule.as_str() == UNUSED_SUPPRESSION);
        let is_told = |notice: &Notice| self.silence_of(notice, forest).is_none();
        let told = self.notices.iter().filter(|notice| is_told(notice));
        let mut notices: Vec<Notice> = told.cloned().collect();
        // A directive may silence that another is unused, so those are judged last.
        for entry in others.into_iter().chain(about_unused) {
            let place = entry.place.as_ref();
            if let Some(place) = place.filter(|_| !entry.is_used.load(Ordering::Relaxed)) {
                let notice = Notice::unused(&entry.rule, place.clone(), entry.at);
                if is_told(&notice) {
                    notices.push(notice);
                }
            }
        }
        notices
    }

    /// What silences what is said of a directive: one on its line, or around what it stands at.
    fn silence_of(&self, notice: &Notice, forest: &Forest) -> Option<Silence> {
        let file = notice.at.file;
        let on_line = self.by_line.get(&(file, notice.place.start().line));
        let around = forest.tree(file)?.node(notice.at.node).ancestors();
        let at_nodes = around.filter_map(|node| {
            let node = node.index();
            self.by_node.get(&NodeId { file, node })
        });
        let numbers = on_line.into_iter().chain(at_nodes).flatten();
        let mut entries = numbers.filter_map(|index| self.entries.get(*index));
        entries
            .find(|entry| entry.rule.as_str() == notice.rule)
            .map(Entry::used)
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
        entries.find(|entry| entry.rule == *rule).map(Entry::used)
    }

    /// Adds what a directive of another linter silences at a node.
    fn add(&mut self, node: NodeId, by: Directive, id: &str, catalogue: &Catalogue) {
        for rule in by.rules(id, catalogue) {
            let entry = Entry {
                by,
                rule,
                reason: String::new(),
                place: None,
                at: node,
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
fn rule_named(
    name: &str,
    place: &Place,
    at: NodeId,
    catalogue: &Catalogue,
) -> Result<RuleName, Notice> {
    if let Some(renamed) = catalogue.renamed(name) {
        return Ok(renamed.clone());
    }
    match catalogue.get(name) {
        Some(rule) => Ok(rule.name.clone()),
        None => Err(Notice::unknown(name, place.clone(), at, catalogue)),
    }
}

/// Whether a response is used by reference and holds a node.
fn refers(used: ResponseUse<'_>, node: Cursor<'_>) -> bool {
    let Some(response) = used.response().map(Response::node) else {
        return false;
    };
    let mut around = node.node().ancestors();
    response.id() != used.value().id()
        && response.file() == node.file()
        && around.any(|around| node.with_node(around).id() == response.id())
}

#[cfg(test)]
mod tests;

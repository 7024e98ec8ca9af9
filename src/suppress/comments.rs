//! The comment `# statuslint: ignore[rule, other-rule] reason`.
//!
//! Behind content it holds for its line. On a line of its own it holds for the next line with
//! content; and where that is the first entry of a mapping, for all of the mapping: at the top of a
//! file, for all of the file.

use std::sync::atomic::AtomicBool;

use super::{Directive, Entry, Notice, Suppressions, mentions, rule_named};
use crate::finding::Place;
use crate::openapi::{FileId, Forest, NodeId};
use crate::rule::Catalogue;
use crate::source::Span;
use crate::syntax::{Comment, Node, Tree};

/// What begins a directive, behind the `#`.
const PREFIX: &str = "statuslint:";

/// The same without the colon, which is a slip where `ignore[` follows.
const WORD: &str = "statuslint";

pub(super) fn read(forest: &Forest, catalogue: &Catalogue, suppressions: &mut Suppressions) {
    for (file, tree) in forest.files() {
        if tree.comments().is_empty() || !mentions(tree, WORD) {
            continue;
        }
        let mut keys: Vec<Node<'_>> = Vec::new();
        for comment in tree.comments() {
            let Some(written) = Written::of(tree, *comment) else {
                continue;
            };
            if keys.is_empty() {
                keys = tree.nodes().filter(|node| is_entry(*node)).collect();
                keys.sort_by_key(|node| node.span());
            }
            let Some(scope) = written.scope(&keys) else {
                continue;
            };
            written.read(file, scope, catalogue, suppressions);
        }
    }
}

/// Whether a node begins an entry or an item, so that a line can be told by it.
fn is_entry(node: Node<'_>) -> bool {
    let is_key = node.key() == Some(node);
    let is_item = node.key().is_none() && node.parent().is_some();
    is_key || is_item
}

/// A comment that is a directive.
struct Written<'t> {
    tree: &'t Tree,
    comment: Comment,
    /// What stands behind the prefix, and where that begins; none where the prefix is misspelt.
    text: Option<&'t str>,
    start: u32,
}

impl<'t> Written<'t> {
    fn of(tree: &'t Tree, comment: Comment) -> Option<Self> {
        let written = tree.source().slice(comment.span);
        let said = written.trim_start_matches('#').trim_start();
        let text = said.strip_prefix(PREFIX).map(str::trim_start);
        let is_slip = said.starts_with(WORD) && said.contains("ignore[");
        if text.is_none() && !is_slip {
            return None;
        }
        let before = written.len() - text.unwrap_or(said).len();
        Some(Self {
            tree,
            comment,
            text: text.map(str::trim_end),
            start: comment.span.start() + u32::try_from(before).ok()?,
        })
    }

    fn read(
        &self,
        file: FileId,
        scope: Scope<'_>,
        catalogue: &Catalogue,
        suppressions: &mut Suppressions,
    ) {
        let at = NodeId {
            file,
            node: scope.node().index(),
        };
        let place = |span| {
            let source = self.tree.source().clone();
            Place::new(source, span, scope.node().pointer())
        };
        let Some((names, reason)) = self.parts() else {
            let message = "this directive cannot be read";
            let notice = Notice::malformed(place(self.comment.span), at, message);
            suppressions.notices.push(notice);
            return;
        };
        for (name, span) in names {
            let place = place(span);
            let rule = match rule_named(name, &place, at, catalogue) {
                Ok(rule) => rule,
                Err(notice) => {
                    suppressions.notices.push(notice);
                    continue;
                }
            };
            let entry = Entry {
                by: Directive::Comment,
                rule,
                reason: reason.to_owned(),
                place: Some(place),
                at,
                is_used: AtomicBool::new(false),
            };
            match scope {
                Scope::Line(line, _) => suppressions.add_on_line(file, line, entry),
                Scope::Mapping(_) => suppressions.add_at_node(at, entry),
            }
        }
    }

    /// The named rules with their places, and the reason; none where it is written another way.
    fn parts(&self) -> Option<(Vec<(&'t str, Span)>, &'t str)> {
        let text = self.text?;
        let list = text.strip_prefix("ignore")?.trim_start();
        let (inside, reason) = list.strip_prefix('[')?.split_once(']')?;
        let offset_of = |part: &str| {
            let offset = part.as_ptr() as usize - text.as_ptr() as usize;
            u32::try_from(offset).map(|offset| self.start + offset).ok()
        };
        let mut names = Vec::new();
        for name in inside.split(',').map(str::trim) {
            let start = offset_of(name)?;
            let end = start + u32::try_from(name.len()).ok()?;
            if name.is_empty() {
                return None;
            }
            names.push((name, Span::new(start, end)));
        }
        Some((names, reason.trim()))
    }

    /// Where the directive holds; none in a file that holds nothing.
    fn scope<'n>(&self, keys: &[Node<'n>]) -> Option<Scope<'n>> {
        let line_of = |node: &Node<'_>| self.tree.source().line_column(node.span().start()).line;
        let own = self
            .tree
            .source()
            .line_column(self.comment.span.start())
            .line;
        let behind = keys.partition_point(|key| key.span().start() < self.comment.span.start());
        let (before, after) = keys.split_at_checked(behind)?;
        if self.comment.trailing {
            let on_line = before.iter().rev().take_while(|key| line_of(key) == own);
            let outermost = on_line.last().or(before.last());
            return outermost.map(|key| Scope::Line(own, *key));
        }
        let Some(next) = after.first() else {
            return before.last().map(|last| Scope::Line(own, *last));
        };
        match next.parent() {
            Some(mapping) if is_first(*next, mapping) => Some(Scope::Mapping(mapping)),
            _ => Some(Scope::Line(line_of(next), *next)),
        }
    }
}

/// Where a directive holds.
#[derive(Clone, Copy)]
enum Scope<'n> {
    /// On a line, on which this stands first.
    Line(u32, Node<'n>),
    /// In a mapping.
    Mapping(Node<'n>),
}

impl<'n> Scope<'n> {
    fn node(self) -> Node<'n> {
        match self {
            Self::Line(_, node) | Self::Mapping(node) => node,
        }
    }
}

fn is_first(key: Node<'_>, mapping: Node<'_>) -> bool {
    let mut entries = mapping.own_entries();
    entries.next().is_some_and(|first| first.key == key)
}

//! The comment `# statuslint: ignore[rule, other-rule] reason`.
//!
//! Behind content it holds for its line. On a line of its own it holds for the next line with
//! content; and where that is the first entry of a mapping, for all of the mapping: at the top of a
//! file, for all of the file.

use std::sync::atomic::AtomicBool;

use memchr::memmem;

use super::{Directive, Entry, Notice, Suppressions, rule_named};
use crate::finding::Place;
use crate::openapi::{FileId, Forest, NodeId};
use crate::rule::Catalogue;
use crate::source::Span;
use crate::syntax::{Comment, Node, Pointer, Tree};

/// What begins a directive, behind the `#`.
const PREFIX: &str = "statuslint:";

pub(super) fn read(forest: &Forest, catalogue: &Catalogue, suppressions: &mut Suppressions) {
    for (file, tree) in forest.files() {
        if memmem::find(tree.source().text().as_bytes(), PREFIX.as_bytes()).is_none() {
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
            written.read(file, &keys, catalogue, suppressions);
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
    /// What stands behind the prefix, and where that begins.
    text: &'t str,
    start: u32,
}

impl<'t> Written<'t> {
    fn of(tree: &'t Tree, comment: Comment) -> Option<Self> {
        let written = tree.source().slice(comment.span);
        let text = written.trim_start_matches('#').trim_start();
        let text = text.strip_prefix(PREFIX)?.trim_start();
        let before = u32::try_from(written.len() - text.len()).ok()?;
        Some(Self {
            tree,
            comment,
            text: text.trim_end(),
            start: comment.span.start() + before,
        })
    }

    fn read(
        &self,
        file: FileId,
        keys: &[Node<'_>],
        catalogue: &Catalogue,
        suppressions: &mut Suppressions,
    ) {
        let Some((names, reason)) = self.parts() else {
            let message = "this directive cannot be read";
            let notice = Notice::malformed(self.place(self.comment.span), message);
            suppressions.notices.push(notice);
            return;
        };
        for (name, span) in names {
            let place = self.place(span);
            let rule = match rule_named(name, &place, catalogue) {
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
                is_used: AtomicBool::new(false),
            };
            match self.scope(keys) {
                Scope::Line(line) => suppressions.add_on_line(file, line, entry),
                Scope::Mapping(mapping) => {
                    let node = NodeId {
                        file,
                        node: mapping.index(),
                    };
                    suppressions.add_at_node(node, entry);
                }
            }
        }
    }

    /// The named rules with their places, and the reason; none where it is written another way.
    fn parts(&self) -> Option<(Vec<(&'t str, Span)>, &'t str)> {
        let list = self.text.strip_prefix("ignore")?.trim_start();
        let (inside, reason) = list.strip_prefix('[')?.split_once(']')?;
        let offset_of = |part: &str| {
            let offset = part.as_ptr() as usize - self.text.as_ptr() as usize;
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

    fn scope<'n>(&self, keys: &[Node<'n>]) -> Scope<'n> {
        let line = |offset| self.tree.source().line_column(offset).line;
        let own = line(self.comment.span.start());
        if self.comment.trailing {
            return Scope::Line(own);
        }
        let behind = keys.partition_point(|key| key.span().start() < self.comment.span.start());
        let Some(next) = keys.get(behind) else {
            return Scope::Line(own);
        };
        match next.parent() {
            Some(mapping) if is_first(*next, mapping) => Scope::Mapping(mapping),
            _ => Scope::Line(line(next.span().start())),
        }
    }

    fn place(&self, span: Span) -> Place {
        let source = self.tree.source().clone();
        Place::new(source, span, Pointer::default())
    }
}

/// Where a directive holds.
enum Scope<'n> {
    Line(u32),
    Mapping(Node<'n>),
}

fn is_first(key: Node<'_>, mapping: Node<'_>) -> bool {
    let mut entries = mapping.own_entries();
    entries.next().is_some_and(|first| first.key == key)
}

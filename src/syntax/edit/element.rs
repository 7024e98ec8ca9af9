//! An entry or an item with what belongs to it: its comments, and the blanks that are its value.

use super::super::node::Node;
use super::super::tree::Style;
use super::layout::line_before;
use crate::source::{Source, Span};

/// An entry of a mapping, or an item of a sequence, in the text.
#[derive(Clone, Copy)]
pub(super) struct Element<'t> {
    /// The key, or the item.
    pub(super) first: Node<'t>,
    /// The value, or the item.
    pub(super) last: Node<'t>,
}

impl<'t> Element<'t> {
    /// The element that a value, a key or an item belongs to; none for the root.
    pub(super) fn of(node: Node<'t>) -> Option<Self> {
        let parent = node.parent()?;
        if parent.is_sequence() {
            return Some(Self {
                first: node,
                last: node,
            });
        }
        let key = node.key()?;
        let entry = parent.own_entries().find(|entry| entry.key == key)?;
        Some(Self {
            first: entry.key,
            last: entry.value,
        })
    }

    /// The elements of a collection, in the order of the text.
    pub(super) fn all_of(collection: Node<'t>) -> Vec<Self> {
        let entries = collection.own_entries().map(|entry| Self {
            first: entry.key,
            last: entry.value,
        });
        let items = collection.items().map(|item| Self {
            first: item,
            last: item,
        });
        entries.chain(items).collect()
    }

    pub(super) fn source(self) -> &'t Source {
        self.first.tree().source()
    }

    /// Where the value ends: behind the last line of a block scalar that is content.
    pub(super) fn end(self) -> Option<u32> {
        let text = self.source().text();
        let end = self.last.span().end().max(self.first.span().end());
        let leaf = last_leaf(self.last);
        if leaf.style() != Style::BlockScalar {
            return Some(self.behind_colon(end));
        }
        let written = self.source().slice(leaf.span());
        let header = written.lines().next().unwrap_or_default();
        let rest = text.get(end as usize..).unwrap_or_default();
        if !rest.contains('\n') {
            // The line break that the file lacks would become part of the text.
            return None;
        }
        if !header.contains('+') {
            return Some(end);
        }
        let blank = rest.len() - rest.trim_start().len();
        let content = rest.get(..blank)?.rfind('\n')?;
        let kept = rest.get(..content)?;
        let kept = kept.strip_suffix('\r').unwrap_or(kept);
        u32::try_from(end as usize + kept.len()).ok()
    }

    /// A value that is not written may have its place before the colon.
    fn behind_colon(self, end: u32) -> u32 {
        let rest = self.source().text().get(end as usize..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let is_before_colon = self.last.span().is_empty()
            && self.first != self.last
            && rest.get(blanks..).is_some_and(|rest| rest.starts_with(':'));
        if is_before_colon {
            end + u32::try_from(blanks).unwrap_or_default() + 1
        } else {
            end
        }
    }

    /// The end of the last line that belongs to the element of a block collection: that of its value,
    /// or of a comment below it that is indented deeper than its key. None where more than blanks and
    /// a comment follow on the line of the value.
    pub(super) fn end_of_lines(self) -> Option<u32> {
        let source = self.source();
        let end = self.end()?;
        let mut last = line_end(source, end);
        let rest = source.slice(Span::new(end, last)).trim_start();
        if !rest.is_empty() && !rest.starts_with('#') {
            return None;
        }
        let column = self.column();
        let comments = self.first.tree().comments();
        let behind = comments.partition_point(|comment| comment.span.start() < end);
        for comment in comments.get(behind..).unwrap_or_default() {
            let between = source.slice(Span::new(
                last.min(comment.span.start()),
                comment.span.start(),
            ));
            if comment.span.start() < last {
                continue;
            }
            let indent = between.rsplit(['\n', '\r']).next().unwrap_or_default();
            if !between.trim().is_empty() || indent.len() <= column {
                break;
            }
            last = line_end(source, comment.span.end());
        }
        Some(last)
    }

    /// The beginning of the first line that belongs to the element of a block collection: its own, or
    /// that of the comments right above it, as far as they are indented alike. None where something
    /// else stands before it on its line.
    pub(super) fn start_of_lines(self) -> Option<u32> {
        let source = self.source();
        let before = line_before(self.first);
        let lead = before.trim_end_matches(['-', ' ']);
        let is_item = self.first == self.last;
        let is_alone = if is_item {
            lead.trim().is_empty()
        } else {
            before.trim().is_empty()
        };
        if !is_alone {
            return None;
        }
        let column = before.len() - before.trim_start().len();
        let mut start = self.first.span().start() - u32::try_from(before.len()).ok()?;
        let comments = self.first.tree().comments();
        let above = comments.partition_point(|comment| comment.span.start() < start);
        for comment in comments.get(..above).unwrap_or_default().iter().rev() {
            let between = source.slice(Span::new(comment.span.end(), start));
            let is_next_to = matches!(between.trim_matches([' ', '\t']), "\n" | "\r\n" | "\r");
            let begins = line_start(source, comment.span.start());
            let indent = (comment.span.start() - begins) as usize;
            if comment.trailing || !is_next_to || indent != column {
                break;
            }
            start = begins;
        }
        Some(start)
    }

    /// How far the key is from the beginning of its line.
    fn column(self) -> usize {
        let before = line_before(self.first);
        if self.first == self.last {
            return before.len() - before.trim_start().len();
        }
        before.len()
    }
}

/// The last scalar, alias or collection in brackets within a node.
fn last_leaf(node: Node<'_>) -> Node<'_> {
    let mut leaf = node;
    while leaf.style() == Style::Block && !leaf.is_alias() {
        let inner = leaf
            .own_entries()
            .next_back()
            .map(|entry| entry.value)
            .or_else(|| leaf.items().next_back());
        match inner {
            Some(inner) => leaf = inner,
            None => break,
        }
    }
    leaf
}

/// The end of the line that holds an offset, before its line break.
pub(super) fn line_end(source: &Source, offset: u32) -> u32 {
    let rest = source.text().get(offset as usize..).unwrap_or_default();
    let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
    offset + u32::try_from(length).unwrap_or_default()
}

/// The beginning of the line that holds an offset.
pub(super) fn line_start(source: &Source, offset: u32) -> u32 {
    let before = source.text().get(..offset as usize).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    u32::try_from(start).unwrap_or_default()
}

/// The offset behind the line break at an offset.
pub(super) fn behind_line_break(source: &Source, offset: u32) -> u32 {
    let rest = source.text().get(offset as usize..).unwrap_or_default();
    let length = if rest.starts_with("\r\n") {
        2
    } else {
        u32::from(rest.starts_with(['\n', '\r']))
    };
    offset + length
}

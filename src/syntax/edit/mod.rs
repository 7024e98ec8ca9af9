//! Changes to a text that its tree describes: entries put in, taken out, renamed and reordered, as
//! the neighbours are written.
//!
//! Each change is worked out from spans against the source text and touches nothing else: comments,
//! quotes, indentation, line breaks and the order of keys stay as they are. Where a change cannot be
//! made so, there is none.

mod element;
mod insert;
mod layout;
mod new_node;
mod remove;
mod replace;
mod scalar;
mod sort;
mod write;

pub use insert::{NewKey, Slot, insert_entry};
pub use new_node::NewNode;
pub use remove::remove;
pub use replace::{quote_key, replace_key, replace_value, replace_within};
pub use sort::sort_entries;

use super::node::Node;
use crate::source::Span;

/// A stretch of a text, and what comes in its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextEdit {
    /// The bytes that go; empty where text is only put in.
    pub span: Span,
    /// The text that comes in their place; empty where text only goes.
    pub text: String,
}

impl TextEdit {
    fn insertion(at: u32, text: String) -> Self {
        Self {
            span: Span::new(at, at),
            text,
        }
    }

    fn deletion(start: u32, end: u32) -> Self {
        Self {
            span: Span::new(start, end),
            text: String::new(),
        }
    }
}

/// The text with all edits made; none where they overlap or do not fit it.
pub fn apply(text: &str, edits: &[TextEdit]) -> Option<String> {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    sorted.sort();
    let mut made = String::with_capacity(text.len());
    let mut done = 0;
    for edit in sorted {
        let range = edit.span.range();
        made.push_str(text.get(done..range.start)?);
        made.push_str(&edit.text);
        done = range.end;
    }
    made.push_str(text.get(done..)?);
    Some(made)
}

/// Whether what is written at a node also stands somewhere else, by an alias to it or to what is
/// around it, so that a change would be one there too.
pub fn is_repeated(node: Node<'_>) -> bool {
    let aliased = node.tree().aliased();
    !aliased.is_empty()
        && node
            .ancestors()
            .any(|around| aliased.contains(&around.index()))
}

/// Whether a node holds an anchor that is used, or an alias.
fn takes_part_in_aliases(node: Node<'_>) -> bool {
    let tree = node.tree();
    if tree.aliased().is_empty() {
        return false;
    }
    tree.nodes().any(|inner| {
        node.span().contains(inner.span())
            && (inner.is_alias() || tree.aliased().contains(&inner.index()))
    })
}

#[cfg(test)]
mod tests;

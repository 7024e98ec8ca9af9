//! The entries of a mapping in another order.

use super::super::node::Node;
use super::element::Element;
use super::layout::{Form, form_of};
use super::{TextEdit, is_repeated, takes_part_in_aliases};
use crate::source::Span;

/// The edits that put the entries of a mapping into another order, each with its comments; what
/// stands between them, such as blank lines, stays. `order` gives for each position the entry that
/// comes there. None where an alias is concerned, or where entries share lines.
pub fn sort_entries(mapping: Node<'_>, order: &[usize]) -> Option<Vec<TextEdit>> {
    if mapping.is_alias() || is_repeated(mapping) || takes_part_in_aliases(mapping) {
        return None;
    }
    let elements = Element::all_of(mapping);
    let mut seen: Vec<usize> = order.to_vec();
    seen.sort_unstable();
    if !seen.into_iter().eq(0..elements.len()) {
        return None;
    }
    let in_block = form_of(mapping) == Form::Block;
    let comments = mapping.tree().comments();
    if !in_block
        && comments
            .iter()
            .any(|comment| mapping.span().contains(comment.span))
    {
        return None;
    }
    let spans: Option<Vec<Span>> = elements
        .iter()
        .map(|element| {
            if in_block {
                Some(Span::new(
                    element.start_of_lines()?,
                    element.end_of_lines()?,
                ))
            } else {
                Some(Span::new(element.first.span().start(), element.end()?))
            }
        })
        .collect();
    let spans = spans?;
    let source = mapping.tree().source();
    let moved = order.iter().enumerate().filter(|(to, from)| to != *from);
    moved
        .map(|(to, from)| {
            Some(TextEdit {
                span: *spans.get(to)?,
                text: source.slice(*spans.get(*from)?).to_owned(),
            })
        })
        .collect()
}

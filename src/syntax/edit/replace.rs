//! Scalars that say something else, in the notation that they had.

use super::super::node::{Kind, Node, kind_of_plain};
use super::super::tree::{Notation, Style};
use super::layout::{Form, Layout, form_of};
use super::new_node::NewNode;
use super::scalar::{is_plain_text, like_neighbours, nearest_quotes, quoted};
use super::write::Writer;
use super::{TextEdit, is_repeated};
use crate::source::Span;

/// A key that says something else, with the quotes that it has; a plain one stays plain as long as
/// it stays what it is, text or a number. None where the mapping has such a key, or where an alias
/// is concerned.
pub fn replace_key(key: Node<'_>, text: &str) -> Option<Vec<TextEdit>> {
    let mapping = key.parent()?;
    let is_taken = mapping.entries().any(|entry| entry.key.text() == text);
    if is_taken || key.is_alias() || is_repeated(key) {
        return None;
    }
    Some(vec![TextEdit {
        span: key.span(),
        text: rewritten(key, text)?,
    }])
}

/// Quotes around a plain key, as its neighbours have them.
pub fn quote_key(key: Node<'_>) -> Option<Vec<TextEdit>> {
    if key.style() != Style::Plain || key.notation() == Notation::Json || is_repeated(key) {
        return None;
    }
    let siblings = key.parent()?.own_entries().map(|entry| entry.key.style());
    let style = siblings
        .into_iter()
        .find(|style| matches!(style, Style::SingleQuoted | Style::DoubleQuoted));
    let style = style.unwrap_or_else(|| nearest_quotes(key));
    Some(vec![TextEdit {
        span: key.span(),
        text: quoted(key.text(), style),
    }])
}

/// A value that says something else. A scalar keeps its notation where a scalar takes its place.
pub fn replace_value(value: Node<'_>, new: &NewNode) -> Option<Vec<TextEdit>> {
    if value.is_alias() || is_repeated(value) {
        return None;
    }
    let text = match new {
        NewNode::Text(text) => rewritten(value, text)?,
        NewNode::Literal(text) => text.clone(),
        NewNode::Mapping(_) | NewNode::Sequence(_) => in_brackets(value, new)?,
    };
    let is_absent = value.span().is_empty();
    Some(vec![TextEdit {
        span: value.span(),
        text: if is_absent { format!(" {text}") } else { text },
    }])
}

/// The parts of a text that are to be replaced, where they stand in the source as they are.
pub fn replace_within(value: Node<'_>, from: &str, to: &str) -> Option<Vec<TextEdit>> {
    if value.is_alias() || is_repeated(value) {
        return None;
    }
    let written = value.tree().source().slice(value.span());
    let start = value.span().start();
    let edits: Option<Vec<TextEdit>> = written
        .match_indices(from)
        .map(|(at, found)| {
            let first = start + u32::try_from(at).ok()?;
            let length = u32::try_from(found.len()).ok()?;
            Some(TextEdit {
                span: Span::new(first, first + length),
                text: to.to_owned(),
            })
        })
        .collect();
    edits.filter(|edits| !edits.is_empty() && edits.len() == value.text().matches(from).count())
}

/// The scalar with another text.
fn rewritten(scalar: Node<'_>, text: &str) -> Option<String> {
    let in_flow = scalar
        .parent()
        .is_some_and(|around| around.style() == Style::Flow);
    match scalar.style() {
        Style::SingleQuoted | Style::DoubleQuoted => Some(quoted(text, scalar.style())),
        Style::BlockScalar if text.contains('\n') => None,
        Style::Plain if scalar.span().is_empty() || scalar.kind() != Kind::Number => {
            let is_key = scalar.key() == Some(scalar);
            let key = scalar.key().map_or("", Node::text);
            let plain = is_plain_text(text, in_flow);
            if plain && (is_key || !scalar.span().is_empty()) {
                return Some(text.to_owned());
            }
            Some(like_neighbours(text, scalar, key, in_flow))
        }
        Style::Plain if kind_of_plain(text) == Kind::Number => Some(text.to_owned()),
        _ => {
            let key = scalar.key().map_or("", Node::text);
            Some(like_neighbours(text, scalar, key, in_flow))
        }
    }
}

fn in_brackets(value: Node<'_>, new: &NewNode) -> Option<String> {
    let around = value.parent()?;
    let layout = Layout::of(around);
    let form = match form_of(around) {
        Form::Lines => Form::Lines,
        Form::Block | Form::Inline => Form::Inline,
    };
    let key = value.key().map_or("", Node::text);
    Some(Writer { near: around }.value(key, new, &layout, form))
}

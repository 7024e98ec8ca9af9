//! A new entry for a mapping.

use super::super::node::Node;
use super::super::tree::{Notation, Style};
use super::element::{Element, line_end};
use super::layout::{Form, Layout, form_of, indent_at, line_before};
use super::new_node::NewNode;
use super::write::Writer;
use super::{TextEdit, is_repeated};
use crate::source::Span;

/// The key of a new entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    /// What it says; in quotes where it would be a number without.
    pub text: String,
    /// Whether a number stays without quotes where its neighbours have none.
    pub like_neighbours: bool,
}

impl NewKey {
    /// A key that is text to every reader.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            like_neighbours: false,
        }
    }
}

/// Where a new entry goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot<'t> {
    /// Before all others.
    First,
    /// Behind the entry with this key.
    Behind(Node<'t>),
    /// Behind all others.
    Last,
}

/// The edits that put an entry into a mapping, or into nothing where one is to be (`headers:`).
/// None where the mapping has the key, also stands elsewhere by an alias, or is written so that no
/// safe place is found.
pub fn insert_entry(
    mapping: Node<'_>,
    key: &NewKey,
    value: &NewNode,
    slot: Slot<'_>,
) -> Option<Vec<TextEdit>> {
    if mapping.is_alias() || is_repeated(mapping) {
        return None;
    }
    if mapping.is_null() || mapping.is_mapping() && mapping.is_empty() {
        return into_empty(mapping, key, value);
    }
    if !mapping.is_mapping()
        || mapping
            .own_entries()
            .any(|entry| entry.key.text() == key.text)
    {
        return None;
    }
    let layout = Layout::of(mapping);
    let form = form_of(mapping);
    let entry = Writer { near: mapping }.entry(key, value, &layout, form);
    let behind = match slot {
        Slot::First => None,
        Slot::Behind(node) => Some(Element::of(node)?),
        Slot::Last => Element::all_of(mapping).pop(),
    };
    match (behind, form) {
        (Some(element), Form::Block) => {
            let end = element.end_of_lines()?;
            Some(vec![TextEdit::insertion(end, layout.new_line() + &entry)])
        }
        (None, Form::Block) => before_first(mapping, &entry, &layout),
        (Some(element), _) => behind_in_brackets(element, mapping, &entry, &layout, form),
        (None, _) => {
            let first = mapping.own_entries().next()?.key;
            let gap = if form == Form::Lines {
                layout.new_line()
            } else {
                layout.gap
            };
            let text = format!("{entry},{gap}");
            Some(vec![TextEdit::insertion(first.span().start(), text)])
        }
    }
}

/// Above the first entry of a block mapping and its comments.
fn before_first(mapping: Node<'_>, entry: &str, layout: &Layout) -> Option<Vec<TextEdit>> {
    let element = Element::all_of(mapping).into_iter().next()?;
    let before = line_before(element.first);
    let is_beside_dash = before.trim_start().starts_with('-')
        && before
            .chars()
            .all(|character| matches!(character, '-' | ' '));
    let at = match element.start_of_lines() {
        Some(start) => start + u32::try_from(layout.indent.len()).ok()?,
        None if is_beside_dash => element.first.span().start(),
        None => return None,
    };
    Some(vec![TextEdit::insertion(
        at,
        entry.to_owned() + &layout.new_line(),
    )])
}

/// Behind an entry in brackets, with the comma that it needs.
fn behind_in_brackets(
    element: Element<'_>,
    mapping: Node<'_>,
    entry: &str,
    layout: &Layout,
    form: Form,
) -> Option<Vec<TextEdit>> {
    let source = element.source();
    let end = element.end()?;
    let close = mapping.span().end().checked_sub(1)?;
    let lead = if form == Form::Lines {
        layout.new_line()
    } else {
        layout.gap.clone()
    };
    let comma = comma_behind(mapping, end, close);
    let is_last = Element::all_of(mapping)
        .last()
        .is_some_and(|last| last.first == element.first);
    let Some(comma) = comma else {
        let rest = source.slice(Span::new(end, line_end(source, end).min(close)));
        if rest.trim_start().starts_with('#') {
            let below = line_end(source, end);
            return Some(vec![
                TextEdit::insertion(end, ",".to_owned()),
                TextEdit::insertion(below, layout.new_line() + entry),
            ]);
        }
        return Some(vec![TextEdit::insertion(end, format!(",{lead}{entry}"))]);
    };
    let rest = source.slice(Span::new(comma, line_end(source, comma).min(close)));
    let at = match form {
        Form::Lines if rest.trim_start().starts_with('#') => line_end(source, comma),
        _ => comma,
    };
    let has_comment = rest.trim_start().starts_with('#');
    if has_comment && form != Form::Lines {
        return None;
    }
    let trail = if is_last && form == Form::Inline {
        ""
    } else {
        ","
    };
    Some(vec![TextEdit::insertion(
        at,
        format!("{lead}{entry}{trail}"),
    )])
}

/// The offset behind the comma that follows an element in brackets, past comments.
fn comma_behind(collection: Node<'_>, from: u32, to: u32) -> Option<u32> {
    let tree = collection.tree();
    let text = tree.source().slice(Span::new(from, to));
    let is_comment = |offset: u32| {
        let comments = tree.comments();
        let at = comments.partition_point(|comment| comment.span.end() <= offset);
        comments
            .get(at)
            .is_some_and(|comment| comment.span.start() <= offset)
    };
    for (position, character) in text.char_indices() {
        let offset = from + u32::try_from(position).ok()?;
        if is_comment(offset) || character.is_whitespace() {
            continue;
        }
        return (character == ',').then_some(offset + 1);
    }
    None
}

/// In place of `{}`, `null` or nothing.
fn into_empty(node: Node<'_>, key: &NewKey, value: &NewNode) -> Option<Vec<TextEdit>> {
    let source = node.tree().source();
    let text = source.slice(node.span());
    let holds_comment = text.contains('#') && !node.is_null();
    let around = node.parent().filter(|around| around.is_mapping());
    let is_in_block = around.is_some_and(|around| around.style() == Style::Block);
    if holds_comment || around.is_none() && node.notation() == Notation::Yaml {
        return None;
    }
    if node.notation() == Notation::Yaml && is_in_block {
        return as_block(node, key, value);
    }
    if node.is_null() && node.span().is_empty() {
        return None;
    }
    let layout = Layout::of(node);
    let form = match around.map(form_of) {
        Some(Form::Inline) => Form::Inline,
        _ => Form::Lines,
    };
    let layout = Layout {
        inner: form,
        ..layout
    };
    let entry = Writer { near: node }.entry(key, value, &layout, form);
    let text = if form == Form::Lines {
        let outer = node.key().map_or_else(String::new, indent_at);
        format!(
            "{{{}{entry}{}{outer}}}",
            layout.new_line(),
            layout.line_break
        )
    } else {
        format!("{{{0}{entry}{0}}}", layout.padding)
    };
    Some(vec![TextEdit {
        span: node.span(),
        text,
    }])
}

/// The entry as a block below the key whose value is empty.
fn as_block(node: Node<'_>, key: &NewKey, value: &NewNode) -> Option<Vec<TextEdit>> {
    let source = node.tree().source();
    let layout = Layout {
        inner: Form::Block,
        ..Layout::of(node)
    };
    let entry = Writer { near: node }.entry(key, value, &layout, Form::Block);
    let element = Element::of(node)?;
    let end = element.end()?;
    let line = line_end(source, end);
    let rest = source.slice(Span::new(end, line)).trim();
    let line_up_to_key = Span::new(element.first.span().end(), end);
    let written = source
        .slice(line_up_to_key)
        .trim_start()
        .strip_prefix(':')?;
    if written.trim() != source.slice(node.span()) || !rest.is_empty() && !rest.starts_with('#') {
        // An anchor or a tag stands there, or the value is on a line of its own.
        return None;
    }
    let below = TextEdit::insertion(line, layout.new_line() + &entry);
    if node.span().is_empty() {
        return Some(vec![below]);
    }
    let blanks = u32::try_from(written.len() - written.trim_start().len()).ok()?;
    let gone = TextEdit::deletion(node.span().start().checked_sub(blanks)?, node.span().end());
    Some(if rest.is_empty() {
        vec![TextEdit {
            span: Span::new(gone.span.start(), line),
            text: below.text,
        }]
    } else {
        vec![gone, below]
    })
}

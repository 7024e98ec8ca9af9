//! An entry or an item taken out, with its comments.

use super::super::node::Node;
use super::super::tree::Style;
use super::element::{Element, behind_line_break, line_end, line_start};
use super::layout::{Form, form_of, indent_at, line_before};
use super::{TextEdit, is_repeated, takes_part_in_aliases};
use crate::source::{Source, Span};

/// The edits that take out the entries or items that nodes belong to, with the comments right above
/// them and behind them. A collection that would be left empty goes too. None where an alias is
/// concerned, or where other text stands on the lines.
pub fn remove(nodes: &[Node<'_>]) -> Option<Vec<TextEdit>> {
    let mut gone: Vec<Node<'_>> = Vec::new();
    for node in nodes {
        let mut node = *node;
        while let Some(parent) = node.parent().filter(|parent| parent.parent().is_some()) {
            let lost = nodes.iter().filter(|other| other.parent() == Some(parent));
            if parent.len() > lost.count().max(1) {
                break;
            }
            node = parent;
        }
        if !gone.contains(&node) {
            gone.push(node);
        }
    }
    let is_lost = |node: Node<'_>| gone.contains(&node);
    let edits: Option<Vec<Vec<TextEdit>>> = gone.iter().map(|node| one(*node, &is_lost)).collect();
    Some(edits?.into_iter().flatten().collect())
}

fn one(node: Node<'_>, is_lost: &impl Fn(Node<'_>) -> bool) -> Option<Vec<TextEdit>> {
    let parent = node.parent()?;
    let element = Element::of(node)?;
    let is_alone = Element::all_of(parent)
        .iter()
        .all(|other| is_lost(other.last));
    if is_alone || is_repeated(parent) || takes_part_in_aliases(element.last) {
        return None;
    }
    match form_of(parent) {
        Form::Block => from_block(element, parent),
        form => from_brackets(element, parent, form, is_lost),
    }
}

fn from_block(element: Element<'_>, parent: Node<'_>) -> Option<Vec<TextEdit>> {
    let source = element.source();
    let end = element.end_of_lines()?;
    let Some(start) = element.start_of_lines() else {
        return beside_dash(element, parent);
    };
    let behind = behind_line_break(source, end);
    if behind == end {
        // The last line of a file without a final line break: the break before it goes.
        let before = before_line_break(source, start);
        return Some(vec![TextEdit::deletion(before, end)]);
    }
    let start = if is_blank_line(source, behind) {
        above_blank_lines(source, start, parent)
    } else {
        start
    };
    Some(vec![TextEdit::deletion(start, behind)])
}

/// The first entry of a mapping that is an item (`- key: value`): the next takes its place.
fn beside_dash(element: Element<'_>, parent: Node<'_>) -> Option<Vec<TextEdit>> {
    let before = line_before(element.first);
    let is_beside_dash = before
        .chars()
        .all(|character| matches!(character, '-' | ' '));
    let next = Element::all_of(parent).into_iter().nth(1)?;
    let is_first = Element::all_of(parent).first()?.first == element.first;
    let indent = indent_at(element.first);
    let is_aligned = line_before(next.first) == indent;
    if !is_beside_dash
        || !is_first
        || !is_aligned
        || next.start_of_lines()? != line_start(element.source(), next.first.span().start())
    {
        return None;
    }
    let span = Span::new(element.first.span().start(), next.first.span().start());
    Some(vec![TextEdit::deletion(span.start(), span.end())])
}

fn from_brackets(
    element: Element<'_>,
    parent: Node<'_>,
    form: Form,
    is_lost: &impl Fn(Node<'_>) -> bool,
) -> Option<Vec<TextEdit>> {
    let source = element.source();
    let all = Element::all_of(parent);
    let position = all.iter().position(|other| other.first == element.first)?;
    let inside = Span::new(
        parent.span().start() + 1,
        parent.span().end().checked_sub(1)?,
    );
    let comments = element.first.tree().comments();
    let has_comment = comments.iter().any(|comment| inside.contains(comment.span));
    let (start, end) = (element.first.span().start(), element.end()?);
    // What goes at the end takes the comma before it along, and what goes elsewhere the one behind it.
    let behind = all.get(position + 1..).unwrap_or_default();
    let is_tail = behind.iter().all(|other| is_lost(other.last));
    if form == Form::Lines && has_comment {
        return line_of_brackets(element, position, &all);
    }
    if has_comment {
        return None;
    }
    match (
        position.checked_sub(1).and_then(|before| all.get(before)),
        all.get(position + 1).filter(|_| !is_tail),
    ) {
        (_, Some(next)) => Some(vec![TextEdit::deletion(start, next.first.span().start())]),
        (Some(before), None) => {
            let from = before.end()?;
            let behind = source.slice(Span::new(from, start));
            let is_clean = behind.trim() == ",";
            let keeps_comma = source
                .slice(Span::new(end, inside.end()))
                .trim_start()
                .starts_with(',');
            let from = if keeps_comma {
                from + u32::try_from(behind.find(',')?).ok()?
            } else {
                from
            };
            let end = if keeps_comma {
                end + u32::try_from(source.slice(Span::new(end, inside.end())).find(',')?).ok()?
            } else {
                end
            };
            is_clean.then(|| vec![TextEdit::deletion(from, end)])
        }
        (None, None) => None,
    }
}

/// An element that has its lines for itself, in brackets with comments.
fn line_of_brackets(
    element: Element<'_>,
    position: usize,
    all: &[Element<'_>],
) -> Option<Vec<TextEdit>> {
    let source = element.source();
    let is_last = position + 1 == all.len();
    let start = element.start_of_lines()?;
    let end = element.end()?;
    let line = line_end(source, end);
    let rest = source.slice(Span::new(end, line)).trim_start();
    let behind_comma = rest.strip_prefix(',');
    let tail = behind_comma.unwrap_or(rest).trim_start();
    if !tail.is_empty() && !tail.starts_with('#') || behind_comma.is_none() && !is_last {
        return None;
    }
    let line = TextEdit::deletion(start, behind_line_break(source, line));
    if !is_last || behind_comma.is_some() {
        return Some(vec![line]);
    }
    let before = all.get(position.checked_sub(1)?)?;
    let from = before.end()?;
    let comma = source
        .slice(Span::new(from, line_end(source, from)))
        .find(',')?;
    let comma = from + u32::try_from(comma).ok()?;
    Some(vec![TextEdit::deletion(comma, comma + 1), line])
}

/// The offset before the line break that ends right before an offset.
fn before_line_break(source: &Source, offset: u32) -> u32 {
    let before = source.text().get(..offset as usize).unwrap_or_default();
    let before = before.strip_suffix('\n').unwrap_or(before);
    let before = before.strip_suffix('\r').unwrap_or(before);
    u32::try_from(before.len()).unwrap_or(offset)
}

fn is_blank_line(source: &Source, start: u32) -> bool {
    let line = source.slice(Span::new(start, line_end(source, start)));
    line.trim().is_empty()
}

/// Where one of two blank lines around what goes is enough: the beginning of those above it. Blank
/// lines above may be part of a text that keeps them.
fn above_blank_lines(source: &Source, start: u32, parent: Node<'_>) -> u32 {
    let keeps = parent.tree().nodes().any(|node| {
        node.style() == Style::BlockScalar
            && source
                .slice(node.span())
                .lines()
                .next()
                .is_some_and(|header| header.contains('+'))
    });
    let mut first = start;
    while !keeps && first > 0 {
        let above = line_start(source, before_line_break(source, first));
        if above == first || !is_blank_line(source, above) {
            break;
        }
        first = above;
    }
    first
}

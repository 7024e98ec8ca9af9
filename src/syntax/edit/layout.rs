//! How a collection is laid out: line breaks, indentation, and the blanks of brackets.

use super::super::node::Node;
use super::super::tree::{Notation, Style};
use crate::source::Span;

/// The layout that new entries of a collection take over.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The line break of the file.
    pub(super) line_break: &'static str,
    /// What stands before each entry on its line.
    pub(super) indent: String,
    /// By how much a nested collection is indented further.
    pub(super) step: String,
    /// How collections within the entries are written.
    pub(super) inner: Form,
    /// Between a key and its value in brackets: `: `.
    pub(super) colon: String,
    /// Behind a comma on one line.
    pub(super) gap: String,
    /// Within the brackets of a collection on one line.
    pub(super) padding: String,
}

/// How a collection is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Indented, without brackets.
    Block,
    /// In brackets, an entry on each line.
    Lines,
    /// In brackets, on one line.
    Inline,
}

impl Layout {
    /// The layout of a mapping's entries; of an empty one, what its surroundings suggest.
    pub(super) fn of(mapping: Node<'_>) -> Self {
        let form = form_of(mapping);
        let sample = sample(mapping);
        let colon = sample.map_or(": ", |sample| colon_of(sample));
        let (gap, padding) = inline_blanks(mapping);
        Self {
            line_break: line_break(mapping),
            indent: indent_of_entries(mapping),
            step: step(mapping),
            inner: inner_form(mapping, form),
            colon: colon.to_owned(),
            gap,
            padding,
        }
    }

    /// The same for what is nested one level deeper.
    pub(super) fn deeper(&self) -> Self {
        Self {
            indent: format!("{}{}", self.indent, self.step),
            ..self.clone()
        }
    }

    /// A line break and the indentation of the entries.
    pub(super) fn new_line(&self) -> String {
        format!("{}{}", self.line_break, self.indent)
    }
}

/// How a collection is written itself.
pub(super) fn form_of(collection: Node<'_>) -> Form {
    if collection.style() != Style::Flow {
        return Form::Block;
    }
    let text = collection.tree().source().slice(collection.span());
    let first = collection
        .own_entries()
        .next()
        .map(|entry| entry.key)
        .or_else(|| collection.items().next());
    let head = first.map_or(text, |first| {
        let length = first
            .span()
            .start()
            .saturating_sub(collection.span().start());
        text.get(..length as usize).unwrap_or(text)
    });
    if head.contains(['\n', '\r']) {
        Form::Lines
    } else {
        Form::Inline
    }
}

/// How the collections under the keys of a mapping are written: on one line where all its
/// neighbours are.
fn inner_form(mapping: Node<'_>, form: Form) -> Form {
    if form == Form::Inline && !mapping.is_empty() {
        return Form::Inline;
    }
    let usual = match mapping.notation() {
        Notation::Json => Form::Lines,
        Notation::Yaml if form == Form::Lines => Form::Lines,
        Notation::Yaml => Form::Block,
    };
    let mut values = mapping
        .own_entries()
        .map(|entry| entry.value)
        .filter(|value| !value.is_alias() && value.is_mapping() && !value.is_empty());
    let Some(first) = values.next() else {
        return if in_one_line(mapping) {
            Form::Inline
        } else {
            usual
        };
    };
    let is_inline = |value: Node<'_>| form_of(value) == Form::Inline;
    if is_inline(first) && values.all(is_inline) {
        Form::Inline
    } else {
        usual
    }
}

/// Whether a collection without a sample of its own stands in one that is on one line.
fn in_one_line(mapping: Node<'_>) -> bool {
    let around = mapping
        .ancestors()
        .skip(1)
        .find(|around| !around.is_empty());
    around.is_some_and(|around| form_of(around) == Form::Inline)
}

pub(super) fn line_break(node: Node<'_>) -> &'static str {
    let text = node.tree().source().text();
    match text.split_once('\n') {
        Some((line, _)) if line.ends_with('\r') => "\r\n",
        None if text.contains('\r') => "\r",
        _ => "\n",
    }
}

/// The nearest entry in brackets, within the mapping or around it.
fn sample(mapping: Node<'_>) -> Option<(Node<'_>, Node<'_>)> {
    mapping
        .ancestors()
        .filter(|around| around.style() == Style::Flow)
        .find_map(|around| around.own_entries().next())
        .map(|entry| (entry.key, entry.value))
}

fn colon_of<'t>((key, value): (Node<'t>, Node<'t>)) -> &'t str {
    let between = Span::new(key.span().end(), value.span().start().max(key.span().end()));
    let text = key.tree().source().slice(between);
    let is_usual = text.trim() == ":" && !text.contains(['\n', '\r']);
    if is_usual { text } else { ": " }
}

/// The blanks behind a comma and within brackets, of the nearest collection on one line.
fn inline_blanks(mapping: Node<'_>) -> (String, String) {
    let source = mapping.tree().source();
    let default = match mapping.notation() {
        Notation::Json if sample(mapping).is_some_and(|sample| colon_of(sample) == ":") => "",
        _ => " ",
    };
    let inline = mapping
        .ancestors()
        .chain(mapping.own_entries().map(|entry| entry.value))
        .filter(|node| node.style() == Style::Flow && !node.is_empty() && !node.is_alias())
        .find(|node| form_of(*node) == Form::Inline && node.is_mapping());
    let Some(inline) = inline else {
        return (default.to_owned(), default.to_owned());
    };
    let mut entries = inline.own_entries();
    let first = entries.next();
    let padding = first.map(|first| {
        let head = Span::new(inline.span().start() + 1, first.key.span().start());
        source.slice(head).to_owned()
    });
    let gap = first.zip(entries.next()).and_then(|(first, second)| {
        let between = Span::new(first.value.span().end(), second.key.span().start());
        let blanks = source.slice(between).trim_start().strip_prefix(',')?;
        blanks.trim().is_empty().then(|| blanks.to_owned())
    });
    let blank = |text: Option<String>| {
        text.filter(|text| text.chars().all(|character| character == ' '))
            .unwrap_or_else(|| default.to_owned())
    };
    (blank(gap), blank(padding))
}

/// What stands before the entries of a mapping on their lines.
fn indent_of_entries(mapping: Node<'_>) -> String {
    if let Some(first) = mapping.own_entries().next() {
        return indent_at(first.key);
    }
    let around = mapping.key().map_or_else(String::new, indent_at);
    format!("{around}{}", step(mapping))
}

/// The blanks that put text below a node: those of its line, and blanks for a `- ` before it.
pub(super) fn indent_at(node: Node<'_>) -> String {
    let before = line_before(node);
    let blanks = before.len() - before.trim_start_matches([' ', '\t']).len();
    let (lead, rest) = before.split_at(blanks);
    let dashes: String = rest
        .chars()
        .map_while(|character| matches!(character, '-' | ' ').then_some(' '))
        .collect();
    format!("{lead}{dashes}")
}

/// What stands before a node on its line.
pub(super) fn line_before(node: Node<'_>) -> &str {
    let source = node.tree().source();
    let start = node.span().start();
    let line = source.lines().line_of(start);
    let line = source.lines().line_span(line, source.text());
    line.map_or("", |line| source.slice(Span::new(line.start(), start)))
}

/// By how much the file indents: as the mapping itself is against what is around it, else as the
/// nearest nested collection is.
fn step(mapping: Node<'_>) -> String {
    let inner = mapping
        .own_entries()
        .find_map(|entry| step_between(entry.key, entry.value));
    let outward = || {
        mapping
            .ancestors()
            .find_map(|node| step_between(node.key()?, node))
    };
    let anywhere = || {
        let root = mapping.ancestors().last()?;
        root.own_entries()
            .find_map(|entry| step_between(entry.key, entry.value))
    };
    let default = || "  ".to_owned();
    inner
        .or_else(outward)
        .or_else(anywhere)
        .unwrap_or_else(default)
}

/// By how much the first entry of a mapping is indented against the mapping's key.
fn step_between(key: Node<'_>, value: Node<'_>) -> Option<String> {
    if value.is_alias() {
        return None;
    }
    let first = value.own_entries().next()?.key;
    let lines = key.tree().source().lines();
    if lines.line_of(first.span().start()) == lines.line_of(key.span().start()) {
        return None;
    }
    let (outer, inner) = (indent_at(key), indent_at(first));
    let further = inner.strip_prefix(outer.as_str())?;
    (!further.is_empty()).then(|| further.to_owned())
}

//! How a scalar is written: plain where that is safe, else in quotes.

use super::super::node::Node;
use super::super::tree::{Notation, Style};

/// How far around a place neighbours are looked for.
const NEIGHBOURHOOD: usize = 4096;

/// Words that readers of YAML 1.1 take for booleans or null.
const WORDS_OF_1_1: [&str; 12] = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "~", "nil",
];

/// Whether every reader of YAML takes a plain scalar for this very text.
pub(super) fn is_plain_text(text: &str, in_flow: bool) -> bool {
    let begins_plainly = text.starts_with(|first: char| {
        first.is_alphanumeric() || matches!(first, '/' | '_' | '$' | '(' | '.')
    });
    let has_indicator = text.contains(": ")
        || text.contains(" #")
        || text.ends_with([':', ' '])
        || text.contains(|character: char| character.is_control() || character == '\u{FEFF}')
        || in_flow && text.contains([',', '[', ']', '{', '}']);
    begins_plainly && !has_indicator && !looks_like_another_type(text)
}

/// Numbers, dates, times and words that some reader of YAML takes for something else than text.
fn looks_like_another_type(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_numeric = |character: char| {
        character.is_ascii_digit() || matches!(character, '.' | '_' | '-' | '+' | ':')
    };
    let is_number_like = text.chars().all(is_numeric)
        || lower.starts_with("0x")
        || lower.starts_with("0o")
        || lower.split_once('e').is_some_and(|(mantissa, exponent)| {
            [mantissa, exponent]
                .iter()
                .all(|part| part.chars().all(is_numeric))
        });
    let is_date = text.len() > 10
        && text
            .get(..10)
            .is_some_and(|date| date.chars().all(is_numeric));
    is_number_like
        || is_date
        || matches!(lower.as_str(), ".inf" | ".nan" | "<<" | "=")
        || WORDS_OF_1_1.contains(&lower.as_str())
}

/// The text in quotes of a style; what single quotes cannot hold is put in double quotes.
pub(super) fn quoted(text: &str, style: Style) -> String {
    let is_single_line = !text.contains(|character: char| character.is_control());
    if style == Style::SingleQuoted && is_single_line {
        return format!("'{}'", text.replace('\'', "''"));
    }
    // JSON's escapes are all escapes of YAML too.
    serde_json::Value::String(text.to_owned()).to_string()
}

/// The text of a new scalar that stands under `key` or is that key, written like the nearest one.
pub(super) fn like_neighbours(text: &str, near: Node<'_>, key: &str, in_flow: bool) -> String {
    if near.notation() == Notation::Json {
        return quoted(text, Style::DoubleQuoted);
    }
    let quotes = quotes_of_values(near, key);
    match quotes {
        Some(style) => quoted(text, style),
        None if is_plain_text(text, in_flow) => text.to_owned(),
        None => quoted(text, nearest_quotes(near)),
    }
}

/// The quotes of the nearest scalar that stands under the same key; none where it is plain, or
/// where there is none.
fn quotes_of_values(near: Node<'_>, key: &str) -> Option<Style> {
    let same_key = |node: &Node<'_>| {
        node.key()
            .is_some_and(|found| found != *node && found.text() == key)
            && node.is_scalar()
    };
    around(near).find(same_key).and_then(quotes)
}

/// The quotes that the nearest quoted scalar has; single ones where there is none.
pub(super) fn nearest_quotes(near: Node<'_>) -> Style {
    around(near).find_map(quotes).unwrap_or(Style::SingleQuoted)
}

fn quotes(node: Node<'_>) -> Option<Style> {
    let style = node.style();
    let is_quoted = matches!(style, Style::SingleQuoted | Style::DoubleQuoted);
    is_quoted.then_some(style)
}

/// The nodes around one: within it and behind it first, then those before it.
fn around(near: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let tree = near.tree();
    let at = near.index().0;
    let behind = (at..)
        .take(NEIGHBOURHOOD)
        .take_while(|index| (*index as usize) < tree.len());
    let before = (0..at).rev().take(NEIGHBOURHOOD);
    // What stands before was written first, and sets the style.
    let inside = behind.clone().take(64);
    inside
        .chain(before)
        .chain(behind)
        .map(|index| tree.node(super::super::tree::NodeIndex(index)))
}

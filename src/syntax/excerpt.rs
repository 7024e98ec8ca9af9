//! The piece of text that an error message points at.

use crate::source::Span;

/// The character at an offset; behind the end of the text, its last visible character.
pub(super) fn character_at(text: &str, offset: usize) -> Span {
    match text.get(offset..).and_then(|rest| rest.chars().next()) {
        Some(character) => Span::from_range(offset..offset + character.len_utf8()),
        None => last_character(text),
    }
}

/// The last character that is no blank, or else the last one; empty only for an empty text.
pub(super) fn last_character(text: &str) -> Span {
    let visible = text.trim_end();
    let up_to = if visible.is_empty() { text } else { visible };
    let width = up_to.chars().next_back().map_or(0, char::len_utf8);
    Span::from_range(up_to.len() - width..up_to.len())
}

/// The rest of the line from an offset, without blanks at its end; at least one character.
pub(super) fn line_rest(text: &str, offset: usize) -> Span {
    let rest = text.get(offset..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    at_least_one(text, offset, line.trim_end().len())
}

/// The letters, digits and `_-+.$` from an offset; at least one character.
pub(super) fn word_at(text: &str, offset: usize) -> Span {
    let rest = text.get(offset..).unwrap_or_default();
    let length = rest
        .find(|character: char| !character.is_alphanumeric() && !"_-+.$".contains(character))
        .unwrap_or(rest.len());
    at_least_one(text, offset, length)
}

fn at_least_one(text: &str, offset: usize, length: usize) -> Span {
    if length == 0 {
        return character_at(text, offset);
    }
    Span::from_range(offset..offset + length)
}

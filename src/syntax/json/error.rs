//! What is wrong with a text that is not JSON, in plain words and with the usual remedy.

use super::Expected;
use super::scanner::{Scanner, Token};
use crate::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::excerpt::{character_at, last_character, line_rest, word_at};

/// A string that the text ends within.
pub(super) fn unclosed_string(start: usize) -> SyntaxError {
    SyntaxError::new(
        "this string is never closed",
        Span::from_range(start..start + 1),
    )
    .with_help("put the closing `\"` behind the last character of the string")
}

/// A line break, tab or other control character in a string that begins at `start`.
pub(super) fn control_character(text: &str, start: usize, offset: usize) -> SyntaxError {
    match text.as_bytes().get(offset) {
        Some(b'\n' | b'\r') => SyntaxError::new(
            "this string is not closed on its line",
            Span::from_range(start..start + 1),
        )
        .with_help("close it with `\"`; a line break within a string is written `\\n`"),
        Some(b'\t') => SyntaxError::new("a string holds a tab", character_at(text, offset))
            .with_help("write a tab within a string as `\\t`"),
        byte => {
            let code = byte.copied().unwrap_or_default();
            SyntaxError::new(
                format!("a string holds the control character U+{code:04X}"),
                character_at(text, offset),
            )
            .with_help(format!("write it as `\\u{code:04x}`"))
        }
    }
}

/// A backslash at `offset` that begins no escape.
pub(super) fn escape(text: &str, offset: usize) -> SyntaxError {
    let backslash = character_at(text, offset);
    let behind = character_at(text, offset + 1);
    SyntaxError::new(
        "a backslash begins no escape that JSON knows",
        Span::new(backslash.start(), behind.end()),
    )
    .with_help("write `\\\\` for a backslash; `\\u` takes four hexadecimal digits")
}

/// Something at `start` that is neither a value nor a sign of punctuation.
pub(super) fn no_value(text: &str, start: usize) -> SyntaxError {
    let rest = text.get(start..).unwrap_or_default();
    if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') {
        return SyntaxError::new("JSON has no comments", line_rest(text, start))
            .with_help("remove the comment, or keep the document as YAML");
    }
    if rest.starts_with('\'') {
        return SyntaxError::new(
            "a string in JSON stands in double quotes",
            single_quoted(text, start),
        )
        .with_help("write `\"` in place of `'`");
    }
    let span = word_at(text, start);
    let word = text.get(span.range()).unwrap_or_default();
    let begins_number =
        word.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
    if begins_number {
        return SyntaxError::new("this is not a number as JSON writes one", span).with_help(
            "a number has no leading `+` or `0`, and digits on both sides of its point",
        );
    }
    match word.to_ascii_lowercase().as_str() {
        "true" | "false" | "null" => SyntaxError::new("JSON does not know this word", span)
            .with_help("`true`, `false` and `null` are written in lower case"),
        "none" | "nil" | "undefined" => SyntaxError::new("JSON does not know this word", span)
            .with_help("write `null` for a value that is absent"),
        "nan" | "infinity" => SyntaxError::new("JSON has no such number", span)
            .with_help("JSON writes only finite numbers; use `null` or a string"),
        _ => SyntaxError::new("text in JSON stands in double quotes", span)
            .with_help("put the key or the value in double quotes"),
    }
}

fn single_quoted(text: &str, start: usize) -> Span {
    let line = line_rest(text, start);
    let inner = text.get(start + 1..line.range().end).unwrap_or_default();
    match inner.find('\'') {
        Some(length) => Span::from_range(start..start + length + 2),
        None => character_at(text, start),
    }
}

/// A token that may not stand where it stands. `opened` is the offset of the bracket around it.
pub(super) fn unexpected(
    scanner: &Scanner<'_>,
    expected: Expected,
    token: Token,
    span: Span,
    opened: Option<u32>,
) -> SyntaxError {
    let text = scanner.text();
    match (token, opened) {
        (Token::End, Some(opened)) => return unclosed(text, opened),
        (Token::End, None) => {
            return SyntaxError::new("the text holds no value", last_character(text));
        }
        _ => {}
    }
    match (expected, token) {
        (Expected::Key | Expected::Value, Token::CloseObject | Token::CloseArray)
            if comma_before(text, span).is_some() =>
        {
            SyntaxError::new(
                "a comma stands before a closing bracket",
                comma_before(text, span).unwrap_or(span),
            )
            .with_help("remove the comma: JSON allows none behind the last entry")
        }
        (Expected::Nothing, _) => SyntaxError::new("text follows the end of the document", span)
            .with_help("a JSON text is one value; look for a bracket that closes too early"),
        (Expected::EntryEnd | Expected::FirstKey, Token::CloseArray)
        | (Expected::ItemEnd | Expected::FirstItem, Token::CloseObject) => {
            mismatched(text, span, opened)
        }
        (Expected::EntryEnd | Expected::ItemEnd, _) => {
            SyntaxError::new("a comma is missing before this", span)
                .with_help("entries and items are separated by commas")
        }
        (Expected::Colon, _) => SyntaxError::new("a colon is missing behind the key", span)
            .with_help("write a key as `\"key\": value`"),
        (
            Expected::Key | Expected::FirstKey | Expected::Value | Expected::FirstItem,
            Token::Comma,
        ) => SyntaxError::new("nothing stands before this comma", span)
            .with_help("remove the comma, or write what is missing before it"),
        (Expected::Key | Expected::FirstKey, _) => {
            SyntaxError::new("a key in JSON is a string in double quotes", span)
                .with_help("write an entry as `\"key\": value`")
        }
        (Expected::Value | Expected::FirstItem, _) => {
            SyntaxError::new("a value is missing before this", span)
        }
    }
}

fn mismatched(text: &str, span: Span, opened: Option<u32>) -> SyntaxError {
    let open = opened.map_or(span, |offset| character_at(text, offset as usize));
    let open = text.get(open.range()).unwrap_or_default();
    let close = text.get(span.range()).unwrap_or_default();
    SyntaxError::new(format!("`{close}` closes what `{open}` opened"), span)
        .with_help("look for a bracket that is missing or of the wrong kind")
}

fn unclosed(text: &str, opened: u32) -> SyntaxError {
    let span = character_at(text, opened as usize);
    let bracket = text.get(span.range()).unwrap_or_default();
    SyntaxError::new(format!("this `{bracket}` is never closed"), span)
        .with_help("look for a bracket that is missing between here and the end of the text")
}

/// The comma that stands before a token, with only blanks between the two.
fn comma_before(text: &str, span: Span) -> Option<Span> {
    let before = text.get(..span.range().start)?.trim_end();
    before
        .ends_with(',')
        .then(|| Span::from_range(before.len() - 1..before.len()))
}

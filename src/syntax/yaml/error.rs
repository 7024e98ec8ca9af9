//! What is wrong with a text that is not YAML, in plain words and with the usual remedy.

use granit_parser::{ErrorKind, ScanError};

use crate::source::Span;
use crate::syntax::excerpt::{character_at, last_character, line_rest};
use crate::syntax::{Limits, SyntaxError};

/// Turns the parser's error into one that a person can act on.
pub(super) fn explain(text: &str, limits: Limits, error: &ScanError) -> SyntaxError {
    let offset = error.marker().byte_offset().unwrap_or_default();
    let here = character_at(text, offset);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => SyntaxError::nesting(limits.nesting, here),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::MappingKeyNotAllowed => colon(text, offset),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => SyntaxError::new(
            "this line is no `key: value`",
            line_rest(text, offset),
        )
        .with_help(
            "write a `:` and a space behind the key, or indent text that continues the line above",
        ),
        kind => indentation(kind, text, offset)
            .or_else(|| brackets(kind, text, offset))
            .or_else(|| quotes(kind, text, offset))
            .unwrap_or_else(|| SyntaxError::new(without_preamble(&error.info()), here)),
    }
}

fn indentation(kind: &ErrorKind, text: &str, offset: usize) -> Option<SyntaxError> {
    let here = character_at(text, offset);
    Some(match kind {
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => SyntaxError::new(
            "a tab stands where YAML allows only spaces",
            tab_near(text, offset),
        )
        .with_help("indent with spaces"),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry => {
            SyntaxError::new(
                "this line fits neither the block above it nor the one around it",
                line_rest(text, offset),
            )
            .with_help(
                "give all keys of a mapping, and all `-` of a sequence, the same indentation",
            )
        }
        ErrorKind::InvalidIndentation | ErrorKind::InvalidFlowScalarIndent => {
            SyntaxError::new("this line is indented wrongly", line_rest(text, offset)).with_help(
                "give all keys of a mapping, and all `-` of a sequence, the same indentation",
            )
        }
        ErrorKind::InvalidBlockScalarIndent => SyntaxError::new(
            "a blank line at the start of this text is indented deeper than the text",
            here,
        )
        .with_help("remove the blanks from the lines before the first line of text"),
        ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::BlockEntryInFlowCollection => {
            SyntaxError::new("a `-` item cannot begin here", here).with_help(
                "begin the sequence on a line of its own, or quote text that begins with `-`",
            )
        }
        _ => return None,
    })
}

fn brackets(kind: &ErrorKind, text: &str, offset: usize) -> Option<SyntaxError> {
    let here = character_at(text, offset);
    Some(match kind {
        ErrorKind::UnclosedFlowCollection { open } => {
            SyntaxError::new(format!("this `{open}` is never closed"), here)
                .with_help("look for a bracket that is missing behind it")
        }
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            SyntaxError::new("the text ends within brackets", last_character(text))
                .with_help("look for a `[` or `{` that is never closed")
        }
        ErrorKind::ExpectedFlowMappingSeparator => {
            SyntaxError::new("a `,` or `}` is missing before this", here)
                .with_help("look for a comma that is missing, or a `{` that is never closed")
        }
        ErrorKind::ExpectedFlowSequenceSeparator => {
            SyntaxError::new("a `,` or `]` is missing before this", here)
                .with_help("look for a comma that is missing, or a `[` that is never closed")
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            SyntaxError::new("this bracket closes nothing", here)
                .with_help("remove it, or quote the text if the bracket belongs to it")
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            SyntaxError::new(format!("this `{open}` is closed by `{close}`"), here)
                .with_help("look for a bracket that is missing or of the wrong kind")
        }
        _ => return None,
    })
}

fn quotes(kind: &ErrorKind, text: &str, offset: usize) -> Option<SyntaxError> {
    let here = character_at(text, offset);
    Some(match kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            SyntaxError::new("this quote is never closed", here)
                .with_help("put the same quote behind the text; within single quotes `'` is written `''`")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            SyntaxError::new("text follows the closing quote", line_rest(text, offset))
                .with_help("quote the whole text; within single quotes `'` is written `''`, within double quotes `\"` is `\\\"`")
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => SyntaxError::new(
            "a backslash in this text begins no escape that YAML knows",
            escape_near(text, offset),
        )
        .with_help("write `\\\\` for a backslash, or put the text in single quotes"),
        ErrorKind::UnexpectedCharacter { character } => SyntaxError::new(
            format!("text without quotes cannot begin with `{}`", character.escape_default()),
            here,
        )
        .with_help("put the text in quotes"),
        _ => return None,
    })
}

/// A colon where no mapping can begin; often a space is missing behind an earlier one.
fn colon(text: &str, offset: usize) -> SyntaxError {
    if let Some(span) = colon_without_space(text, offset) {
        return SyntaxError::new("a space is missing behind this colon", span)
            .with_help("write `key: value`, with a space");
    }
    SyntaxError::new(
        "a second `key:` cannot begin within this value",
        character_at(text, offset),
    )
    .with_help("check the indentation, and quote text that holds a `: `")
}

/// The colon of `key:value` on the last line above that holds any text.
fn colon_without_space(text: &str, offset: usize) -> Option<Span> {
    let (above, _) = text.get(..offset)?.rsplit_once('\n')?;
    let above = above.trim_end();
    let line_start = above.rfind('\n').map_or(0, |newline| newline + 1);
    let line = above.get(line_start..)?;
    let (key, value) = line.split_once(':')?;
    let is_key = !key.trim().is_empty() && !key.contains(['"', '\'', '#', '{', '[']);
    let touches = value.starts_with(|first: char| !first.is_whitespace() && first != '/');
    (is_key && touches && !value.contains(": ")).then(|| character_at(text, line_start + key.len()))
}

/// The tab next to an offset: the last one before it on its line, or else the first one behind.
fn tab_near(text: &str, offset: usize) -> Span {
    let (before, behind) = text.split_at_checked(offset).unwrap_or_default();
    let indent = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let line = behind.split(['\n', '\r']).next().unwrap_or_default();
    let tab_before = indent.rfind('\t').map(|tab| offset - indent.len() + tab);
    let tab_behind = line.find('\t').map(|tab| offset + tab);
    character_at(text, tab_before.or(tab_behind).unwrap_or(offset))
}

/// The first escape that YAML does not know in the quoted text that begins at `offset`.
fn escape_near(text: &str, offset: usize) -> Span {
    let mut rest = text.get(offset..).unwrap_or_default();
    while let Some((_, behind)) = rest.split_once('\\') {
        let first = behind.chars().next().unwrap_or_default();
        if !"0abt\tnvfre \"/\\N_LP\r\n".contains(first) && !is_hexadecimal_escape(behind) {
            let backslash = text.len() - behind.len() - 1;
            let behind = character_at(text, backslash + 1);
            return Span::new(Span::from_range(backslash..backslash).start(), behind.end());
        }
        rest = behind.get(first.len_utf8()..).unwrap_or_default();
    }
    character_at(text, offset)
}

fn is_hexadecimal_escape(behind: &str) -> bool {
    let length = match behind.as_bytes().first() {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        _ => return false,
    };
    behind
        .get(1..=length)
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .is_some_and(|code| char::from_u32(code).is_some())
}

/// The parser's own words, without what it was about to do when it stopped.
fn without_preamble(message: &str) -> String {
    let rest = message
        .strip_prefix("while ")
        .and_then(|message| message.split_once(", "))
        .map_or(message, |(_, rest)| rest);
    rest.replace("did not find expected", "expected")
}

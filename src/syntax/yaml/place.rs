//! Where the parts of a YAML text begin and end, where the parser says it otherwise.

use crate::source::Span;

/// Whether content precedes a comment on its line.
pub(super) fn follows_content(text: &str, comment: Span) -> bool {
    let before = text.get(..comment.range().start).unwrap_or_default();
    let before = before.trim_end_matches([' ', '\t']);
    !before.is_empty() && !before.ends_with(['\n', '\r'])
}

/// The place of a value that is not written: right behind its colon where it has one, and never on
/// the line after its key.
pub(super) fn absent_value(text: &str, span: Span, key_end: Option<u32>) -> Span {
    let offset = span.range().start;
    let (before, behind) = text.split_at_checked(offset).unwrap_or_default();
    let Some(key_end) = key_end else {
        let before = before.trim_end_matches([' ', '\t']);
        let behind_dash = before.ends_with('-').then_some(before.len());
        return behind_dash.map_or(span, |end| Span::from_range(end..end));
    };
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    if behind
        .get(blanks..)
        .is_some_and(|rest| rest.starts_with(':'))
    {
        return Span::from_range(offset + blanks + 1..offset + blanks + 1);
    }
    if before.ends_with(['\n', '\r']) {
        return Span::new(key_end, key_end);
    }
    span
}

/// Where a block sequence begins: at its first `-`.
///
/// The parser says so, but for a sequence that is indented no deeper than its key: there it gives
/// the place behind the dash. `is_value` tells whether the sequence is the value of a key.
pub(super) fn block_sequence(text: &str, span: Span, is_value: bool) -> Span {
    let (before, behind) = text
        .split_at_checked(span.range().start)
        .unwrap_or_default();
    let begins_line = before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']);
    if !is_value || (behind.starts_with('-') && begins_line) {
        return span;
    }
    let before = before.trim_end();
    match before.strip_suffix('-') {
        Some(above) if above.ends_with([' ', '\t', '\n', '\r']) => {
            Span::from_range(above.len()..before.len())
        }
        _ => span,
    }
}

/// A block scalar from its `|` or `>` to the end of its last line that is not blank.
///
/// The parser's place begins with the content where there is any. `key_end` is the end of the key
/// before it.
pub(super) fn block_scalar(text: &str, span: Span, key_end: Option<u32>) -> Span {
    let start = span.range().start;
    let written = text.get(span.range()).unwrap_or_default();
    let header = if is_header(written) {
        Some(start)
    } else {
        header_above(text, start, key_end)
    };
    let Some(header) = header else {
        return span;
    };
    let behind = text.get(header..span.range().end).unwrap_or_default();
    let content = behind.find('\n').unwrap_or(behind.len());
    let has_content = behind
        .get(content..)
        .is_some_and(|content| !content.trim().is_empty());
    let length = if has_content {
        behind.trim_end().len()
    } else {
        1 + indicators(behind)
    };
    Span::from_range(header..header + length)
}

/// The offset of the header on the last line above `start` that is not blank.
fn header_above(text: &str, start: usize, key_end: Option<u32>) -> Option<usize> {
    let above = text.get(..start)?.trim_end();
    let line_start = above
        .rfind(['\n', '\r'])
        .map_or(0, |line_break| line_break + 1);
    let first = line_start.max(key_end.map_or(0, |end| end as usize));
    let line = above.get(first..)?;
    line.match_indices(['|', '>'])
        .filter(|(offset, _)| {
            let before = line.get(..*offset).unwrap_or_default();
            before.is_empty() || before.ends_with([' ', '\t'])
        })
        .find(|(offset, _)| line.get(*offset..).is_some_and(is_header))
        .map(|(offset, _)| first + offset)
}

/// Whether the first line of the text is the header of a block scalar.
fn is_header(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let rest = line.get(1 + indicators(line)..).unwrap_or_default();
    let is_comment = rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#');
    line.starts_with(['|', '>']) && (rest.trim().is_empty() || is_comment)
}

/// How many indicators of indentation and chomping follow the first character of a header.
fn indicators(header: &str) -> usize {
    let behind = header.get(1..).unwrap_or_default();
    let rest = behind.trim_start_matches(|character: char| {
        character.is_ascii_digit() || matches!(character, '+' | '-')
    });
    behind.len() - rest.len()
}

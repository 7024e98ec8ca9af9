//! Where the parts of a YAML text begin and end, where the parser says it otherwise.

use crate::source::Span;
use crate::syntax::tree::Comment;

/// Whether content precedes a comment on its line.
pub(super) fn follows_content(text: &str, comment: Span) -> bool {
    let before = text.get(..comment.range().start).unwrap_or_default();
    let before = before.trim_end_matches([' ', '\t']);
    !before.is_empty() && !before.ends_with(['\n', '\r'])
}

/// The place of a value that is not written: right behind its colon where it has one, and never on
/// the line after its key.
pub(super) fn absent_value(text: &str, span: Span, key_end: Option<u32>) -> Span {
    let Some(key_end) = key_end else {
        return span;
    };
    let offset = span.range().start;
    let (before, behind) = text.split_at_checked(offset).unwrap_or_default();
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

/// A block scalar from its `|` or `>` to the end of its last line that is not blank.
///
/// The parser's place begins with the content. The header stands on the last line above that is
/// not blank, before a comment (`comment` is the last one read).
pub(super) fn block_scalar(text: &str, span: Span, comment: Option<Comment>) -> Span {
    let written = text.get(span.range()).unwrap_or_default();
    let end = span.range().start + written.trim_end().len();
    if written.starts_with(['|', '>']) && is_header(written) {
        return Span::from_range(span.range().start..end);
    }
    let mut above = text
        .get(..span.range().start)
        .unwrap_or_default()
        .trim_end();
    if let Some(comment) = comment.filter(|comment| comment.span.range().end == above.len()) {
        above = text
            .get(..comment.span.range().start)
            .unwrap_or_default()
            .trim_end();
    }
    let start = above.trim_end_matches(|character: char| {
        character.is_ascii_digit() || matches!(character, '+' | '-')
    });
    if start.ends_with(['|', '>']) {
        Span::from_range(start.len() - 1..end.max(above.len()))
    } else {
        Span::from_range(span.range().start..end.max(span.range().start))
    }
}

/// Whether the text is the header of a block scalar without content.
fn is_header(written: &str) -> bool {
    let line = written.lines().next().unwrap_or_default();
    let indicators = line.get(1..).unwrap_or_default();
    let rest = indicators.trim_start_matches(|character: char| {
        character.is_ascii_digit() || matches!(character, '+' | '-')
    });
    let is_bare = rest.trim().is_empty() || rest.trim_start().starts_with('#');
    is_bare && written.trim_end().lines().count() <= 1
}

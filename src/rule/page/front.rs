//! Where the front matter of a page is, and what it says as plain values.

use std::sync::Arc;

use crate::source::{Source, Span};
use crate::strict_yaml::Problem;

/// Where the front matter ends that stands between two lines `---`, and the text behind.
pub(super) fn split(source: &Arc<Source>) -> Result<(usize, Span), Problem> {
    let missing = |message: &str| {
        Problem::at(source, Span::new(0, 0), message).with_help(Some(
            "begin the page with front matter between two lines `---`",
        ))
    };
    let text = source.text();
    let mut offset = 0;
    let mut lines = text.split_inclusive('\n').map(|line| {
        let start = offset;
        offset += line.len();
        (start, line)
    });
    if lines
        .next()
        .is_none_or(|(_, line)| line.trim_end() != "---")
    {
        return Err(missing("the page has no front matter"));
    }
    let (head_end, fence) = lines
        .find(|(_, line)| line.trim_end() == "---")
        .ok_or_else(|| missing("the front matter has no end"))?;
    let body = Span::from_range(head_end + fence.len()..text.len());
    Ok((head_end, body))
}

/// A problem at the first place where `text` occurs in the page, for what is checked after reading;
/// with the page as a whole where it does not occur.
pub(super) fn at_text(source: &Arc<Source>, text: &str, message: impl Into<String>) -> Problem {
    let span = source.text().find(text).map_or(Span::new(0, 0), |start| {
        Span::from_range(start..start + text.len())
    });
    Problem::at(source, span, message)
}

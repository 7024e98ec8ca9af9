//! Small works on text: one line, plurals, numbers, wrapping.

use std::borrow::Cow;

use crate::source::sanitize;

/// Text from a document or a file name, safe to print within one line.
pub(super) fn one_line(text: &str) -> String {
    sanitize(text)
        .replace("\r\n", " ")
        .replace(['\n', '\r', '\t'], " ")
}

/// `1 error`, `12 errors`, `1,204 operations`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(count))
}

/// A number with commas between its groups of three digits.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// How many columns the text takes; escape sequences take none.
pub(super) fn columns(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// Stands for a space at which no line is broken, until [`wrapped`] or [`spaced`] makes it one.
pub(super) const UNBROKEN_SPACE: &str = "\u{a0}";

/// The text in one piece: a command that can be copied, a reference that is read as one.
pub(super) fn unbroken(text: &str) -> String {
    text.replace(' ', UNBROKEN_SPACE)
}

/// The text with common spaces in place of unbroken ones.
pub(super) fn spaced(text: &str) -> String {
    text.replace(UNBROKEN_SPACE, " ")
}

/// The lines of a text that is at most `width` columns wide. A piece that is too long for a line of
/// its own is broken at its spaces after all.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let options = textwrap::Options::new(width)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let pieces = text.split(' ').map(|piece| {
        if columns(piece) > width {
            spaced(piece).into()
        } else {
            Cow::Borrowed(piece)
        }
    });
    let text = pieces.collect::<Vec<_>>().join(" ");
    let lines = textwrap::wrap(&text, options);
    let lines = lines.iter().map(|line| spaced(line)).enumerate();
    lines
        .map(|(position, line)| match line.strip_prefix("::") {
            // GitHub Actions takes such a line for a command, whatever blanks stand before it.
            Some(rest) if position > 0 => format!(": :{rest}"),
            _ => line,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stay_on_one_line_where_they_fit_on_one() {
        let text = format!("run {} now", unbroken("statuslint explain 429"));
        assert_eq!(wrapped(&text, 24), ["run", "statuslint explain 429", "now"]);
        assert_eq!(wrapped(&text, 20), ["run statuslint", "explain 429 now"]);
    }
}

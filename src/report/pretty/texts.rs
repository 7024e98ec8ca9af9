//! The texts of sources, made safe to print, once for each source.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::source::{Source, sanitize};

/// Texts that are safe to print and in which every span of their source still fits.
#[derive(Debug, Default)]
pub(super) struct Texts<'r> {
    by_source: BTreeMap<*const Source, Cow<'r, str>>,
}

impl<'r> Texts<'r> {
    /// Makes the text of a source ready.
    pub(super) fn prepare(&mut self, source: &'r Source) {
        self.by_source
            .entry(std::ptr::from_ref(source))
            .or_insert_with(|| printable(source.text()));
    }

    /// The text of a source that was made ready.
    pub(super) fn get(&self, source: &Source) -> &str {
        let text = self.by_source.get(&std::ptr::from_ref(source));
        text.map_or("", |text| text)
    }
}

/// The text without hostile characters. A lone carriage return, which ends a line for the line
/// index but would move the cursor of a terminal, becomes a line feed.
fn printable(text: &str) -> Cow<'_, str> {
    let safe = sanitize(text);
    if !has_lone_return(&safe) {
        return safe;
    }
    let mut lines = String::with_capacity(safe.len());
    let mut characters = safe.chars().peekable();
    while let Some(character) = characters.next() {
        let is_lone = character == '\r' && characters.peek() != Some(&'\n');
        lines.push(if is_lone { '\n' } else { character });
    }
    Cow::Owned(lines)
}

fn has_lone_return(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('\r') {
        if !behind.starts_with('\n') {
            return true;
        }
        rest = behind;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_return_breaks_the_line_and_a_pair_stays() {
        assert_eq!(printable("a\rb\r\nc\r"), "a\nb\r\nc\n");
        assert!(matches!(printable("a\r\nb\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn spans_still_fit() {
        let hostile = "a\u{1b}[31m\u{202E}é\u{85}\rb";
        assert_eq!(printable(hostile).len(), hostile.len());
    }
}

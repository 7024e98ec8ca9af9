//! From byte offsets to lines and columns.

use super::Span;

/// A place as a person names it: line and column, both counted from one. The column counts
/// characters (Unicode scalar values), as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// The offsets at which the lines of a text begin. A line ends with LF, CRLF or a lone CR.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the text once and notes where its lines begin.
    pub fn new(text: &str) -> Self {
        Self::of_bytes(text.as_bytes())
    }

    /// The lines of bytes that may be no text.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        let begins_line = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|&offset| {
            bytes.get(offset) == Some(&b'\n') || bytes.get(offset + 1) != Some(&b'\n')
        });
        let starts = std::iter::once(0)
            .chain(begins_line.map(|offset| u32::try_from(offset + 1).unwrap_or(u32::MAX)))
            .collect();
        Self { starts }
    }

    /// How many lines there are; a final line break opens one more, empty line.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line that holds the offset, counted from zero.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts
            .partition_point(|&start| start <= offset)
            .saturating_sub(1)
    }

    /// The span of a line counted from zero, with its line break; none beyond the last line.
    pub fn line_span(&self, line: usize, text: &str) -> Option<Span> {
        let start = *self.starts.get(line)?;
        let end = self
            .starts
            .get(line + 1)
            .copied()
            .unwrap_or_else(|| u32::try_from(text.len()).unwrap_or(u32::MAX));
        Some(Span::new(start, end))
    }

    /// Line and column of an offset; an offset behind the end counts as the end.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let (line, before) = self.line_before(text, offset);
        LineColumn {
            line,
            column: narrow(before.chars().count()).saturating_add(1),
        }
    }

    /// Line and column as [`line_column`](Self::line_column), but the column counts UTF-16 code
    /// units from 1, as SARIF and the language server protocol (less one) do.
    pub fn line_column_utf16(&self, text: &str, offset: u32) -> LineColumn {
        let (line, before) = self.line_before(text, offset);
        LineColumn {
            line,
            column: narrow(before.encode_utf16().count()).saturating_add(1),
        }
    }

    /// The line of an offset, from 1, and the text of that line before the offset.
    fn line_before<'s>(&self, text: &'s str, offset: u32) -> (u32, &'s str) {
        let offset = offset.min(narrow(text.len()));
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let end = text.floor_char_boundary(offset as usize);
        let before = text.get(start as usize..end).unwrap_or_default();
        (narrow(line + 1), before)
    }
}

fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{LineColumn, LineIndex};

    #[test]
    fn lines_end_with_lf_crlf_or_a_lone_cr() {
        let text = "a\nb\r\nc\rd\r\r\ne";
        let index = LineIndex::new(text);
        let lines: Vec<_> = (0..index.count())
            .filter_map(|line| index.line_span(line, text))
            .map(|span| &text[span.range()])
            .collect();
        assert_eq!(lines, ["a\n", "b\r\n", "c\r", "d\r", "\r\n", "e"]);
    }

    #[test]
    fn columns_count_characters_or_utf16_units_from_one() {
        let text = "x\nüb🦀c\n";
        let index = LineIndex::new(text);
        let cases = [
            (0, 1, 1, 1),
            (2, 2, 1, 1),
            (4, 2, 2, 2),
            (9, 2, 4, 5),
            (99, 3, 1, 1),
        ];
        for (offset, line, column, units) in cases {
            assert_eq!(index.line_column(text, offset), LineColumn { line, column });
            let column = units;
            assert_eq!(
                index.line_column_utf16(text, offset),
                LineColumn { line, column }
            );
        }
    }

    #[test]
    fn an_offset_within_a_character_counts_as_its_begin() {
        let index = LineIndex::new("🦀");
        assert_eq!(
            index.line_column("🦀", 2),
            LineColumn { line: 1, column: 1 }
        );
    }
}

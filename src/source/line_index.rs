//! From byte offsets to lines and columns.

use std::ops::Range;

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
    /// What stands before every so many bytes of a long line, in ascending order, so that a minified
    /// document is not counted from its beginning for every place in it.
    checkpoints: Vec<Checkpoint>,
}

/// The most bytes that are counted to find a column.
const STRIDE: usize = 4096;

#[derive(Clone, Copy, Debug)]
struct Checkpoint {
    offset: u32,
    before: Counts,
}

/// The length of a text in two units.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    characters: u32,
    utf16_units: u32,
}

impl Counts {
    /// With the characters that begin in `bytes`.
    fn plus(self, bytes: &[u8]) -> Self {
        let begins = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
        let begins_pair = |byte: &&u8| **byte >= 0b1111_0000;
        let characters = narrow(bytes.iter().filter(begins).count());
        let pairs = narrow(bytes.iter().filter(begins_pair).count());
        Self {
            characters: self.characters.saturating_add(characters),
            utf16_units: self
                .utf16_units
                .saturating_add(characters)
                .saturating_add(pairs),
        }
    }
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
        let starts: Vec<u32> = std::iter::once(0)
            .chain(begins_line.map(|offset| narrow(offset + 1)))
            .collect();
        let ends = starts.iter().skip(1).copied();
        let ends = ends.chain([narrow(bytes.len())]);
        let lines = starts.iter().copied().zip(ends);
        let checkpoints = lines
            .filter(|(start, end)| (end - start) as usize > STRIDE)
            .flat_map(|(start, end)| checkpoints(bytes, start as usize..end as usize))
            .collect();
        Self {
            starts,
            checkpoints,
        }
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
        let (line, before) = self.counted(text, offset);
        LineColumn {
            line,
            column: before.characters.saturating_add(1),
        }
    }

    /// Line and column as [`line_column`](Self::line_column), but the column counts UTF-16 code
    /// units from 1, as SARIF and the language server protocol (less one) do.
    pub fn line_column_utf16(&self, text: &str, offset: u32) -> LineColumn {
        let (line, before) = self.counted(text, offset);
        LineColumn {
            line,
            column: before.utf16_units.saturating_add(1),
        }
    }

    /// The line of an offset, from 1, and what stands before the offset in that line.
    fn counted(&self, text: &str, offset: u32) -> (u32, Counts) {
        let offset = text.floor_char_boundary(offset as usize);
        let line = self.line_of(narrow(offset));
        let start = self.starts.get(line).copied().unwrap_or_default();
        let passed = self
            .checkpoints
            .partition_point(|checkpoint| checkpoint.offset as usize <= offset);
        let nearest = passed
            .checked_sub(1)
            .and_then(|last| self.checkpoints.get(last))
            .filter(|checkpoint| checkpoint.offset > start);
        let (from, before) = nearest.map_or((start, Counts::default()), |checkpoint| {
            (checkpoint.offset, checkpoint.before)
        });
        let between = text.as_bytes().get(from as usize..offset);
        (narrow(line + 1), before.plus(between.unwrap_or_default()))
    }
}

/// What stands before every stride of a line but the first.
fn checkpoints(bytes: &[u8], line: Range<usize>) -> impl Iterator<Item = Checkpoint> {
    let strides = bytes.get(line.clone()).unwrap_or_default().chunks(STRIDE);
    let begin = Checkpoint {
        offset: narrow(line.start),
        before: Counts::default(),
    };
    strides.scan(begin, |checkpoint, stride| {
        checkpoint.offset = checkpoint.offset.saturating_add(narrow(stride.len()));
        checkpoint.before = checkpoint.before.plus(stride);
        Some(*checkpoint)
    })
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
            .map(|span| text.get(span.range()).unwrap())
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

    #[test]
    fn columns_in_long_lines_are_counted_as_in_short_ones() {
        let piece = "aü🦀語";
        let text = format!("x\n{}\n{}y\r\nz", piece.repeat(3000), piece.repeat(900));
        let index = LineIndex::new(&text);
        for line in 0..index.count() {
            let span = index.line_span(line, &text).unwrap();
            let (mut column, mut units) = (1, 1);
            for (offset, character) in text.get(span.range()).unwrap().char_indices() {
                let offset = span.start() + u32::try_from(offset).unwrap();
                let line = u32::try_from(line).unwrap() + 1;
                assert_eq!(
                    index.line_column(&text, offset),
                    LineColumn { line, column }
                );
                assert_eq!(index.line_column_utf16(&text, offset).column, units);
                column += 1;
                units += u32::try_from(character.len_utf16()).unwrap();
            }
        }
    }
}

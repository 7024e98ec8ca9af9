//! A source as miette reads it: by line index instead of from the beginning, and never wider than
//! the terminal.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::report::text::{columns, one_line};
use crate::source::{LineColumn, Source, Span};

/// The most lines that one snippet spans between its first and its last label.
const MOST_LINES: usize = 12;
/// Labels whose contexts have at most so many lines between them share a snippet.
const NEARBY: usize = 4;

/// The most columns that a tab takes.
pub(super) const TAB: usize = 2;

/// A token longer than this, in bytes, is marked only at its beginning.
pub(super) const LONGEST_MARK: usize = 60;

/// A text with the labels that will be drawn in it.
#[derive(Debug)]
pub(super) struct Excerpt<'a> {
    source: &'a Source,
    /// The text of the source, safe to print.
    text: &'a str,
    /// The labels, none of which may be cut in two.
    labels: Vec<Range<usize>>,
    /// How many columns a line may take.
    pub(super) room: usize,
    /// The parts of long lines that can be asked for, with marks where they are clipped.
    clips: Vec<Clip>,
}

/// A part of a long line.
#[derive(Debug)]
struct Clip {
    bytes: Range<usize>,
    /// As long as `bytes`, so that labels stay where they are.
    shown: String,
}

/// What is shown around a span.
struct Window {
    bytes: Range<usize>,
    first_line: usize,
    line_count: usize,
}

impl<'a> Excerpt<'a> {
    /// The text of a source with labels, for lines of `room` columns; `ellipsis` (three bytes) marks
    /// where a line is clipped.
    pub(super) fn new(
        source: &'a Source,
        text: &'a str,
        labels: Vec<Range<usize>>,
        room: usize,
        ellipsis: &str,
    ) -> Self {
        let mut excerpt = Self {
            source,
            text,
            labels,
            room,
            clips: Vec::new(),
        };
        excerpt.clips = excerpt.clips(ellipsis);
        excerpt
    }

    /// miette asks for the surroundings of each label, and of neighbours together.
    fn clips(&self, ellipsis: &str) -> Vec<Clip> {
        let mut clips: Vec<Clip> = Vec::new();
        for (index, first) in self.labels.iter().enumerate() {
            let mut span = first.clone();
            for label in self.labels.iter().skip(index) {
                span.end = span.end.max(label.end);
                let line = self.line_of(span.start);
                if span.end > self.line(line).end || self.fits(line) {
                    break;
                }
                let bytes = self.clipped(&span, line);
                let shown = self.marked(bytes.clone(), line, ellipsis);
                clips.push(Clip { bytes, shown });
            }
        }
        clips
    }

    /// A part of a line, with an ellipsis in place of the characters at the ends that are not ends of
    /// the line, unless a label is there.
    fn marked(&self, bytes: Range<usize>, line: usize, ellipsis: &str) -> String {
        let whole = self.line_text(line);
        let shown = self.text.get(bytes.clone()).unwrap_or_default();
        let is_free = |part: &Range<usize>| {
            let mut labels = self.labels.iter();
            labels.all(|label| label.end <= part.start || part.end <= label.start)
        };
        let head = self.text.ceil_char_boundary(bytes.start + ellipsis.len());
        let head = (bytes.start > whole.start && head <= bytes.end)
            .then_some(bytes.start..head)
            .filter(is_free)
            .map_or(0, |part| part.len());
        let tail = bytes.end.saturating_sub(ellipsis.len());
        let tail = self.text.floor_char_boundary(tail);
        let tail = (bytes.end < whole.end && bytes.start + head <= tail)
            .then_some(tail..bytes.end)
            .filter(is_free)
            .map_or(0, |part| part.len());
        let middle = shown.get(head..shown.len() - tail).unwrap_or_default();
        let before = if head > 0 { ellipsis } else { "" };
        let after = if tail > 0 { ellipsis } else { "" };
        format!(
            "{before:<head$}{middle}{after:>tail$}",
            head = padded(before, head),
            tail = padded(after, tail)
        )
    }

    /// How many columns of its line stand before an offset in the snippet that shows it.
    pub(super) fn column_of(&self, label: &Range<usize>) -> usize {
        let start = self.window(label, 1, 1).map_or(label.start, |window| {
            let line = self.line(self.line_of(label.start)).start;
            window.bytes.start.max(line)
        });
        columns(self.text.get(start..label.start).unwrap_or_default())
    }

    fn line_of(&self, offset: usize) -> usize {
        self.source
            .lines()
            .line_of(u32::try_from(offset).unwrap_or(u32::MAX))
    }

    /// The bytes of a line with its break, empty behind the last.
    fn line(&self, line: usize) -> Range<usize> {
        let span = self.source.lines().line_span(line, self.text);
        span.map_or(self.text.len()..self.text.len(), Span::range)
    }

    /// The bytes of a line without its break.
    fn line_text(&self, line: usize) -> Range<usize> {
        let range = self.line(line);
        let text = self.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + text.trim_end_matches(['\r', '\n']).len()
    }

    fn fits(&self, line: usize) -> bool {
        let bytes = self.line_text(line);
        let text = self.text.get(bytes).unwrap_or_default();
        // No character takes more columns than bytes, and few take more than four bytes a column.
        let is_short = text.len() <= self.room * 4;
        is_short && columns(text) + text.matches('\t').count() * TAB <= self.room
    }

    /// What is shown around a span; none where it would be too much for one snippet.
    fn window(&self, span: &Range<usize>, before: usize, after: usize) -> Option<Window> {
        let first = self.line_of(span.start);
        let last = self.line_of(span.end.saturating_sub(1).max(span.start));
        if last - first > MOST_LINES {
            return None;
        }
        if !(first..=last).all(|line| self.fits(line)) {
            let is_shown = first == last && span.len() <= self.room.max(LONGEST_MARK);
            let bytes = is_shown.then(|| self.clipped(span, first))?;
            return Some(Window {
                bytes,
                first_line: first,
                line_count: 1,
            });
        }
        let top = (first.saturating_sub(before)..first)
            .rev()
            .take_while(|line| self.fits(*line))
            .last();
        let bottom = (last + 1..self.source.lines().count())
            .take(after)
            .take_while(|line| self.fits(*line))
            .last();
        let (top, bottom) = (top.unwrap_or(first), bottom.unwrap_or(last));
        Some(Window {
            bytes: self.line(top).start..self.line(bottom).end,
            first_line: top,
            line_count: bottom - top + 1,
        })
    }

    /// The part of a long line around a span that fits, cutting neither characters nor labels.
    fn clipped(&self, span: &Range<usize>, line: usize) -> Range<usize> {
        let line = self.line_text(line);
        let spare = self.room.saturating_sub(span.len());
        let start = span.start.saturating_sub(spare / 2).max(line.start);
        let end = (start + spare + span.len()).min(line.end).max(span.end);
        let start = self.labels.iter().fold(start, |start, label| {
            let cut = label.start < start && start < label.end && label.end <= span.start;
            if cut { label.end } else { start }
        });
        let end = self.labels.iter().fold(end, |end, label| {
            let cut = label.start < end && end < label.end && label.start >= span.end;
            if cut { label.start } else { end }
        });
        self.text.ceil_char_boundary(start)..self.text.floor_char_boundary(end)
    }

    fn contents(
        &self,
        bytes: Range<usize>,
        line: usize,
        column: usize,
        lines: usize,
    ) -> Contents<'_> {
        let clip = self.clips.iter().find(|clip| clip.bytes == bytes);
        let data = match clip {
            Some(clip) => clip.shown.as_bytes(),
            None => self.text.as_bytes().get(bytes.clone()).unwrap_or_default(),
        };
        let name = one_line(self.source.name());
        let span = SourceSpan::from(bytes);
        MietteSpanContents::new_named(name, data, span, line, column, lines)
    }
}

/// The width to which an ellipsis is padded, in characters, so that it has so many bytes.
fn padded(ellipsis: &str, bytes: usize) -> usize {
    bytes.saturating_sub(ellipsis.len()) + ellipsis.chars().count()
}

type Contents<'a> = MietteSpanContents<'a>;

impl SourceCode for Excerpt<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let bytes = span.offset()..span.offset() + span.len();
        if self.text.get(bytes.clone()).is_none() {
            return Err(MietteError::OutOfBounds);
        }
        if (before, after) == (0, 0) {
            let start = u32::try_from(bytes.start).unwrap_or(u32::MAX);
            let LineColumn { line, column } = self.source.line_column(start);
            let (line, column) = (line as usize - 1, column as usize - 1);
            return Ok(Box::new(self.contents(bytes, line, column, 1)));
        }
        let window = self
            .window(&bytes, before, after)
            .ok_or(MietteError::OutOfBounds)?;
        let Window {
            bytes,
            first_line,
            line_count,
        } = window;
        // miette reads the number of lines only to decide which labels share a snippet.
        Ok(Box::new(self.contents(
            bytes,
            first_line,
            0,
            line_count + NEARBY,
        )))
    }
}

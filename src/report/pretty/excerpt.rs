//! A source as miette reads it: by line index instead of from the beginning, and never wider than
//! the terminal.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::report::text::columns;
use crate::source::{LineIndex, Span};

/// The most lines that one snippet spans between its first and its last label.
const MOST_LINES: usize = 12;
/// Labels whose contexts have at most so many lines between them share a snippet.
const NEARBY: usize = 4;

/// A token longer than this, in bytes, is marked only at its beginning.
pub(super) const LONGEST_MARK: usize = 60;

/// A text with the labels that will be drawn in it.
#[derive(Debug)]
pub(super) struct Excerpt<'a> {
    /// The name to show.
    pub(super) name: String,
    /// The text, safe to print.
    pub(super) text: &'a str,
    /// Where its lines begin.
    pub(super) lines: &'a LineIndex,
    /// The labels, none of which may be cut in two.
    pub(super) labels: Vec<Range<usize>>,
    /// How many columns a line may take.
    pub(super) room: usize,
}

/// What is shown around a span.
struct Window {
    bytes: Range<usize>,
    first_line: usize,
    line_count: usize,
}

impl Excerpt<'_> {
    /// How many columns of its line stand before an offset in the snippet that shows it.
    pub(super) fn column_of(&self, label: &Range<usize>) -> usize {
        let start = self.window(label, 1, 1).map_or(label.start, |window| {
            let line = self.line(self.line_of(label.start)).start;
            window.bytes.start.max(line)
        });
        columns(self.text.get(start..label.start).unwrap_or_default())
    }

    fn line_of(&self, offset: usize) -> usize {
        self.lines
            .line_of(u32::try_from(offset).unwrap_or(u32::MAX))
    }

    /// The bytes of a line with its break, empty behind the last.
    fn line(&self, line: usize) -> Range<usize> {
        let span = self.lines.line_span(line, self.text);
        span.map_or(self.text.len()..self.text.len(), Span::range)
    }

    /// The bytes of a line without its break.
    fn line_text(&self, line: usize) -> Range<usize> {
        let range = self.line(line);
        let text = self.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + text.trim_end_matches(['\r', '\n']).len()
    }

    fn fits(&self, line: usize) -> bool {
        self.line_text(line).len() <= self.room
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
        let bottom = (last + 1..self.lines.count())
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
        let data = self.text.as_bytes().get(bytes.clone()).unwrap_or_default();
        let span = SourceSpan::from(bytes);
        MietteSpanContents::new_named(self.name.clone(), data, span, line, column, lines)
    }
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
            let line = self.line_of(bytes.start);
            let ahead = self.text.get(self.line(line).start..bytes.start);
            let column = ahead.map_or(0, |ahead| ahead.chars().count());
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

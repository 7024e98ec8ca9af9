//! Byte ranges within one decoded text.

use std::ops::Range;

/// A half-open range of byte offsets into the decoded text of one [`Source`](super::Source).
///
/// Both ends lie on character boundaries. Offsets are 32 bits wide: a text of 4 GiB or more is
/// refused when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span from `start` up to, and not including, `end`. An end before the start is taken as
    /// the start.
    pub fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// A span over a range of `usize` offsets, as parsers give them; offsets beyond 4 GiB saturate.
    pub fn from_range(range: Range<usize>) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self::new(narrow(range.start), narrow(range.end))
    }

    /// The offset of the first byte.
    pub fn start(self) -> u32 {
        self.start
    }

    /// The offset behind the last byte.
    pub fn end(self) -> u32 {
        self.end
    }

    /// The length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range as `usize` offsets, to slice a text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

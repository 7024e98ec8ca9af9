//! Path templates and their segments.

/// One segment of a path template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment<'a> {
    /// Text that is the same in every request.
    Literal(&'a str),
    /// A segment that is, or holds, a template expression: `{id}`, `{id}.json`.
    Parameter(&'a str),
}

impl<'a> Segment<'a> {
    /// The text of the segment, braces included.
    pub fn text(self) -> &'a str {
        match self {
            Segment::Literal(text) | Segment::Parameter(text) => text,
        }
    }

    /// Whether the segment is, or holds, a template expression.
    pub fn is_parameter(self) -> bool {
        matches!(self, Segment::Parameter(_))
    }
}

/// The segments of a path template, empty ones left out; a query or fragment that stands in it by
/// mistake is cut off.
pub fn segments(path: &str) -> impl DoubleEndedIterator<Item = Segment<'_>> {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let (path, _) = path.split_at(end);
    path.split('/').filter(|text| !text.is_empty()).map(|text| {
        if text.contains('{') {
            Segment::Parameter(text)
        } else {
            Segment::Literal(text)
        }
    })
}

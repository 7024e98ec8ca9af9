//! Path templates: their segments, and which path is the item of which collection.

use rustc_hash::FxHashMap;

use super::document::{Document, narrow};
use super::operation::{Operation, Role};

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

/// The operations of a document by path.
#[derive(Debug, Default)]
pub struct PathIndex {
    /// Operations by path with every parameter written `{}`.
    exact: FxHashMap<String, Vec<u32>>,
    /// Operations on `P/{x}` by `P`, whatever follows the parameter in its segment.
    items: FxHashMap<String, Vec<u32>>,
    /// Operations on `…/name/{x}` by the name of the collection alone.
    items_by_name: FxHashMap<String, Vec<u32>>,
}

impl PathIndex {
    pub(super) fn new(document: &Document<'_>) -> Self {
        let mut index = Self::default();
        let own = document
            .operations()
            .filter(|operation| operation.role() == Role::Operation);
        for operation in own {
            index.add(operation);
        }
        index
    }

    fn add(&mut self, operation: Operation<'_>) {
        let number = narrow(operation.index());
        let mut segments: Vec<_> = segments(operation.path()).collect();
        self.exact.entry(shape(&segments)).or_default().push(number);
        if !segments.pop().is_some_and(Segment::is_parameter) {
            return;
        }
        self.items.entry(shape(&segments)).or_default().push(number);
        if let Some(Segment::Literal(name)) = segments.last() {
            self.items_by_name
                .entry(name.to_ascii_lowercase())
                .or_default()
                .push(number);
        }
    }

    /// The operations on the same path, whatever its parameters are called.
    pub fn on<'a>(&self, operation: Operation<'a>) -> impl Iterator<Item = Operation<'a>> {
        let segments: Vec<_> = segments(operation.path()).collect();
        found(&self.exact, &shape(&segments), operation.document())
    }

    /// The operations on the items of the collection that the operation's path names: `P/{x}` for
    /// `P`.
    pub fn items_of<'a>(&self, operation: Operation<'a>) -> impl Iterator<Item = Operation<'a>> {
        let segments: Vec<_> = segments(operation.path()).collect();
        found(&self.items, &shape(&segments), operation.document())
    }

    /// The operations on items of any collection of that name, wherever it stands.
    pub fn items_named<'a>(
        &self,
        name: &str,
        document: &'a Document<'a>,
    ) -> impl Iterator<Item = Operation<'a>> {
        found(&self.items_by_name, &name.to_ascii_lowercase(), document)
    }
}

fn found<'a>(
    index: &FxHashMap<String, Vec<u32>>,
    key: &str,
    document: &'a Document<'a>,
) -> impl Iterator<Item = Operation<'a>> + use<'a> {
    let numbers = index.get(key).cloned().unwrap_or_default();
    numbers
        .into_iter()
        .filter_map(|number| document.operation(number as usize))
}

/// The path with every parameter segment written `{}`.
fn shape(segments: &[Segment<'_>]) -> String {
    let mut shape = String::new();
    for segment in segments {
        shape.push('/');
        shape.push_str(match segment {
            Segment::Literal(text) => text,
            Segment::Parameter(_) => "{}",
        });
    }
    shape
}

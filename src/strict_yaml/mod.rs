//! The YAML that statuslint defines itself (configuration files, rule pages, profiles), read
//! strictly: every value knows its bytes, and what is wrong is told with its place and a remedy.
//!
//! This room knows nothing of what the files mean. It reads values from the tree of [`syntax`] and
//! stops at the first that is wrong; API descriptions are looked at through views, because a broken one
//! must still be linted where it is whole.

mod aliases;
mod error;
mod placed;
mod problem;
mod reader;
mod suggest;

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;

pub use error::unknown_value;
pub use placed::{OneOrMany, Placed, PlacedMap};
pub use problem::Problem;
pub use suggest::{did_you_mean, nearest};

use self::error::Error;
use self::reader::Reader;
use crate::source::{Source, Span};
use crate::syntax::{self, Limits};

/// Reads a whole source as `T`. An empty source is read like an empty mapping.
///
/// # Errors
/// The first [`Problem`] in the text: YAML that cannot be parsed, an unknown or repeated key, a
/// value of the wrong kind.
pub fn read<T: DeserializeOwned>(source: &Arc<Source>) -> Result<T, Problem> {
    read_until(source, source.text().len())
}

/// Reads the text before the byte `end` as `T`. The front matter of a page is such a part: its
/// opening `---` is YAML's own mark of a document's start.
///
/// # Errors
/// As for [`read`].
pub fn read_until<T: DeserializeOwned>(source: &Arc<Source>, end: usize) -> Result<T, Problem> {
    // What stands before the end has the same bytes in a text that ends there.
    let part = if end == source.text().len() {
        Arc::clone(source)
    } else {
        let text = source.slice(Span::from_range(0..end));
        Arc::new(Source::from_text(source.name(), text))
    };
    let limits = Limits {
        nesting: aliases::NESTING,
    };
    let tree = syntax::parse(part, limits).map_err(|error| Problem::of_syntax(source, error))?;
    let mut documents = tree.documents();
    let (first, second) = (documents.next(), documents.next());
    if let Some(second) = second {
        let message = "a second document begins here";
        return Err(Problem::at(source, second.span(), message)
            .with_help(Some("keep one document in the file")));
    }
    let value = match first.filter(|root| !root.is_null()) {
        Some(root) => aliases::check(root).and_then(|()| T::deserialize(Reader::new(root))),
        None => T::deserialize(MapDeserializer::new(std::iter::empty::<((), ())>())),
    };
    value.map_err(|error: Error| Problem::of_value(source, error))
}

/// Reads a text that stands in a test.
#[cfg(test)]
pub(crate) fn of_text<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    read(&Arc::new(Source::from_text("test.yaml", text)))
}

#[cfg(test)]
mod tests;

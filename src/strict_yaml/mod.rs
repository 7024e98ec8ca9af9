//! The YAML that statuslint defines itself (configuration files, rule pages, profiles), read
//! strictly: every value knows its bytes, and what is wrong is told with its place and a remedy.
//!
//! This room knows nothing of what the files mean. API descriptions take another road
//! ([`syntax`](crate::syntax)), because a broken one must still be linted where it is whole.

mod placed;
mod problem;
mod suggest;

use std::sync::Arc;

use serde::de::DeserializeOwned;

pub use placed::{OneOrMany, Placed, PlacedMap};
pub use problem::{Problem, unknown_value};
pub use suggest::{did_you_mean, nearest};

use crate::source::{Source, Span};

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
    let options = serde_saphyr::options! {
        strict_booleans: true,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(source.slice(Span::from_range(0..end)), options)
        .map_err(|error| Problem::from_yaml(source, &error))
}

#[cfg(test)]
mod tests;

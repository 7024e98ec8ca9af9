//! The spanned tree: YAML and JSON as one arena of nodes, each with its exact place.
//!
//! Keys are nodes of their own, duplicate keys are kept, aliases are followed and never copied,
//! and nothing is typed: a tolerant tree is what lets one broken node cost one finding. This room
//! knows nothing of OpenAPI.

mod builder;
pub mod edit;
mod excerpt;
mod json;
mod merge;
mod node;
mod pointer;
mod same;
mod to_json;
mod tree;
mod yaml;

use std::path::Path;
use std::sync::Arc;

pub use edit::TextEdit;
pub use node::{Entry, Kind, Node};
pub use pointer::{Pointer, percent_decode};
pub use to_json::to_json;
pub use tree::{Comment, NodeIndex, Notation, Style, Tree};

use crate::source::{Source, Span};

/// Why a text could not be read as YAML or JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// What is wrong, in one sentence without place.
    pub message: String,
    /// What to do about it, where that is known.
    pub help: Option<String>,
    /// The offending text, at least one character where the text is not empty.
    pub span: Span,
}

impl SyntaxError {
    fn new(message: impl Into<String>, span: Span) -> Self {
        Self {
            message: message.into(),
            help: None,
            span,
        }
    }

    fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn nesting(limit: usize, span: Span) -> Self {
        Self::new(
            format!("mappings and sequences nest deeper than the limit `nesting` of {limit}"),
            span,
        )
    }
}

/// Bounds on what a text may hold, so that hostile input costs little.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How deep mappings and sequences may nest.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { nesting: 500 }
    }
}

impl Limits {
    /// Whether one more collection, at `span`, may open within `depth` others.
    fn check_nesting(self, depth: usize, span: Span) -> Result<(), SyntaxError> {
        if depth < self.nesting {
            Ok(())
        } else {
            Err(SyntaxError::nesting(self.nesting, span))
        }
    }
}

/// Reads a source as JSON where its first character is `{` or `[`, as YAML otherwise.
///
/// YAML's flow notation allows more than JSON, so a text that begins like JSON but is none is read
/// as YAML, unless its name ends in `.json`. Where both readers fail, the error of the one that
/// came farther is given, because it understood more of the text.
///
/// # Errors
/// [`SyntaxError`] with the place of the offending text.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the tree keeps the source, so a caller hands it over"
)]
pub fn parse(source: Arc<Source>, limits: Limits) -> Result<Tree, SyntaxError> {
    if !source.text().trim_start().starts_with(['{', '[']) {
        return yaml::parse(&source, limits);
    }
    json::parse(&source, limits).or_else(|not_json| {
        if is_named_json(&source) {
            return Err(not_json);
        }
        yaml::parse(&source, limits).map_err(|not_yaml| {
            if not_yaml.span.start() > not_json.span.start() {
                not_yaml
            } else {
                not_json
            }
        })
    })
}

fn is_named_json(source: &Source) -> bool {
    let path = source.path().unwrap_or(Path::new(source.name()));
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

#[cfg(test)]
mod tests;

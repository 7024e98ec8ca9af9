//! The spanned tree: YAML and JSON as one arena of nodes, each with its exact place.
//!
//! Keys are nodes of their own, duplicate keys are kept, aliases are followed and never copied,
//! and nothing is typed: a tolerant tree is what lets one broken node cost one finding. This room
//! knows nothing of OpenAPI.

mod builder;
mod json;
mod node;
mod pointer;
mod to_json;
mod tree;
mod yaml;

use std::sync::Arc;

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

/// Reads a source as JSON where its first character is `{` or `[`, as YAML otherwise.
///
/// A text that begins with `{` but is no JSON is read as YAML, whose flow notation allows more.
///
/// # Errors
/// [`SyntaxError`] with the place of the offending text.
pub fn parse(source: Arc<Source>, limits: Limits) -> Result<Tree, SyntaxError> {
    let looks_like_json = source.text().trim_start().starts_with(['{', '[']);
    if looks_like_json {
        let is_yaml = source
            .path()
            .and_then(std::path::Path::extension)
            .is_some_and(|extension| extension == "yaml" || extension == "yml");
        match json::parse(Arc::clone(&source), limits) {
            Err(_) if is_yaml => {}
            outcome => return outcome,
        }
    }
    yaml::parse(source, limits)
}

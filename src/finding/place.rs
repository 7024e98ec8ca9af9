//! A place in a file, made concrete.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use crate::source::{LineColumn, Source, Span};
use crate::syntax::Pointer;

/// A token in a file: its bytes, and the JSON pointer of the node that it belongs to.
///
/// Places order by file name, then by position.
#[derive(Clone)]
pub struct Place {
    source: Arc<Source>,
    span: Span,
    pointer: Pointer,
}

impl Place {
    /// A place in a source.
    pub fn new(source: Arc<Source>, span: Span, pointer: Pointer) -> Self {
        Self {
            source,
            span,
            pointer,
        }
    }

    /// The file.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The bytes of the token.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The JSON pointer of the node that the token belongs to; a key has the pointer of its value.
    pub fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// Line and column of the token's first character.
    pub fn start(&self) -> LineColumn {
        self.source.line_column(self.span.start())
    }

    /// Line and column behind the token's last character.
    pub fn end(&self) -> LineColumn {
        self.source.line_column(self.span.end())
    }

    /// The token as it stands in the text.
    pub fn text(&self) -> &str {
        self.source.slice(self.span)
    }

    fn order_key(&self) -> (&str, Span, &Pointer) {
        (self.source.name(), self.span, &self.pointer)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LineColumn { line, column } = self.start();
        write!(
            formatter,
            "{}:{line}:{column} {}",
            self.source.name(),
            self.pointer
        )
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.order_key() == other.order_key()
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order_key().cmp(&other.order_key())
    }
}

/// Another place that a finding shows, with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What a reader should see there.
    pub label: String,
}

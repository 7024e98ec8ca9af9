//! Where a value of the configuration comes from.

use std::fmt;
use std::sync::Arc;

use crate::source::{LineColumn, Source, Span};

/// Where a value of the configuration comes from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// Nobody said otherwise.
    BuiltIn,
    /// A profile that is in force.
    Profile(String),
    /// A place in a configuration file.
    File {
        /// The file.
        source: Arc<Source>,
        /// The value in it.
        span: Span,
    },
    /// An option on the command line, such as `--select`.
    CommandLine(&'static str),
}

impl Origin {
    /// A place in a configuration file.
    pub(super) fn file(source: &Arc<Source>, span: Span) -> Self {
        Origin::File {
            source: Arc::clone(source),
            span,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::BuiltIn => formatter.write_str("built-in"),
            Origin::Profile(name) => write!(formatter, "profile {name}"),
            Origin::File { source, span } => {
                let LineColumn { line, column } = source.line_column(span.start());
                write!(formatter, "{}:{line}:{column}", source.name())
            }
            Origin::CommandLine(option) => write!(formatter, "command line, {option}"),
        }
    }
}

/// A value and where it comes from.
#[derive(Clone, Debug)]
pub struct Sourced<T> {
    /// The value in force.
    pub value: T,
    /// Who said so.
    pub origin: Origin,
}

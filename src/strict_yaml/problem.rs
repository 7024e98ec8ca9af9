//! What is wrong with a file of ours, where, and what to do.

use std::fmt;
use std::sync::Arc;

use super::error::Error;
use crate::source::{LineColumn, Source, Span};
use crate::syntax::SyntaxError;

/// Something wrong in a configuration file or rule page, or in what the command line says in their
/// place.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The file it stands in; none for a word on the command line or a file that cannot be read.
    pub source: Option<Arc<Source>>,
    /// The bytes at fault; none where the whole file is.
    pub span: Option<Span>,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Problem {
    /// A problem that stands in no text.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            source: None,
            span: None,
            message: message.into(),
            help: None,
        }
    }

    /// A problem at a place of a source.
    pub fn at(source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        Self {
            source: Some(Arc::clone(source)),
            span: Some(span),
            ..Self::new(message)
        }
    }

    /// The same problem with a remedy.
    #[must_use]
    pub fn with_help(mut self, help: Option<impl Into<String>>) -> Self {
        self.help = help.map(Into::into);
        self
    }

    pub(super) fn of_value(source: &Arc<Source>, error: Error) -> Self {
        Self {
            source: Some(Arc::clone(source)),
            span: error.span.map(|span| within_line(source, span)),
            message: error.message,
            help: error.help,
        }
    }

    pub(super) fn of_syntax(source: &Arc<Source>, error: SyntaxError) -> Self {
        Self::at(source, within_line(source, error.span), error.message).with_help(error.help)
    }
}

/// The part of a span that lies on its first line: a marker under a whole block points at nothing.
fn within_line(source: &Source, span: Span) -> Span {
    let line = source.slice(span).lines().next().unwrap_or_default();
    let start = span.range().start.min(source.text().len());
    Span::from_range(start..start + line.trim_end().len())
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(source) = &self.source {
            write!(formatter, "{}", source.name())?;
            if let Some(span) = self.span {
                let LineColumn { line, column } = source.line_column(span.start());
                write!(formatter, ":{line}:{column}")?;
            }
            formatter.write_str(": ")?;
        }
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

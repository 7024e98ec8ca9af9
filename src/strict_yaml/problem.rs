//! What is wrong with a file of ours, where, and what to do.

use std::fmt;
use std::sync::Arc;

use serde_saphyr::{Error, UserMessageFormatter};

use super::placed::span_of;
use super::suggest::did_you_mean;
use crate::source::{LineColumn, Source, Span};

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

    pub(super) fn from_yaml(source: &Arc<Source>, error: &Error) -> Self {
        let error = error.without_snippet();
        let (message, help) = explain(error);
        Self {
            source: Some(Arc::clone(source)),
            span: error
                .location()
                .and_then(span_of)
                .map(|span| within_line(source, span)),
            message,
            help,
        }
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

fn explain(error: &Error) -> (String, Option<String>) {
    match error {
        Error::SerdeUnknownField {
            field, expected, ..
        } => (
            format!("unknown key `{field}`"),
            did_you_mean(field, expected),
        ),
        Error::SerdeUnknownVariant {
            variant, expected, ..
        } => (
            format!("unknown value `{variant}`"),
            did_you_mean(variant, expected),
        ),
        Error::SerdeMissingField { field, .. } => (
            format!("the key `{field}` is missing"),
            Some(format!("add `{field}:`")),
        ),
        Error::DuplicateMappingKey { key: Some(key), .. } => (
            format!("the key `{key}` is given twice"),
            Some("keep one of them".to_owned()),
        ),
        Error::SerdeInvalidType {
            unexpected,
            expected,
            ..
        }
        | Error::SerdeInvalidValue {
            unexpected,
            expected,
            ..
        } => (format!("expected {expected}, found {unexpected}"), None),
        Error::Message { msg, .. } => match msg.split_once(REMEDY_FOLLOWS) {
            Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
            None => (msg.clone(), None),
        },
        other => (plain_message(other), None),
    }
}

/// The error for a word that is none of those expected, to return from a visitor. The reader puts
/// it where the word stands; serde's own `unknown_variant` ends up at the key.
pub fn unknown_value<E: serde::de::Error>(word: &str, expected: &[&str]) -> E {
    let help = did_you_mean(word, expected).unwrap_or_default();
    E::custom(format_args!("unknown value `{word}`{REMEDY_FOLLOWS}{help}"))
}

/// Parts message and remedy in an error of a visitor, which can carry one text only.
const REMEDY_FOLLOWS: char = '\n';

/// The reader's own words, without the place, which is told separately.
fn plain_message(error: &Error) -> String {
    use serde_saphyr::MessageFormatter as _;
    UserMessageFormatter.format_message(error).into_owned()
}

//! What a reader answers where a value is not what its type asks for.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::suggest::did_you_mean;
use crate::source::Span;

/// What is wrong with a value, what to do about it, and where, as soon as that is known.
#[derive(Debug)]
pub(super) struct Error {
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) span: Option<Span>,
}

/// Parts message and remedy in an error of a visitor, which can carry one text only.
const REMEDY_FOLLOWS: char = '\n';

impl Error {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            span: None,
        }
    }

    pub(super) fn with_help(self, help: &str) -> Self {
        Self {
            help: Some(help.to_owned()),
            ..self
        }
    }

    pub(super) fn repeated_key(key: &str) -> Self {
        Self::new(format!("the key `{key}` is given twice")).with_help("keep one of them")
    }

    /// The same error at a place, unless it has one: the innermost says most.
    pub(super) fn at(self, span: Span) -> Self {
        Self {
            span: self.span.or(Some(span)),
            ..self
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(formatter, "{REMEDY_FOLLOWS}{help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let text = message.to_string();
        match text.split_once(REMEDY_FOLLOWS) {
            Some((message, help)) => Self {
                help: Some(help.to_owned()).filter(|help| !help.is_empty()),
                ..Self::new(message)
            },
            None => Self::new(text),
        }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("expected {expected}, found {}", told(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self {
            help: did_you_mean(variant, expected),
            ..Self::new(format!("unknown value `{variant}`"))
        }
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self {
            help: did_you_mean(field, expected),
            ..Self::new(format!("unknown key `{field}`"))
        }
    }

    fn missing_field(field: &'static str) -> Self {
        Self {
            help: Some(format!("add `{field}:`")),
            ..Self::new(format!("the key `{field}` is missing"))
        }
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::repeated_key(field)
    }
}

/// What was found, in the words of the file and not of Rust.
fn told(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Unit | Unexpected::Option => "nothing".to_owned(),
        Unexpected::Bool(flag) => format!("`{flag}`"),
        Unexpected::Unsigned(number) => format!("`{number}`"),
        Unexpected::Signed(number) => format!("`{number}`"),
        Unexpected::Float(number) => format!("`{number}`"),
        Unexpected::Str(text) => format!("`{text}`"),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a mapping".to_owned(),
        other => other.to_string(),
    }
}

/// The error for a word that is none of those expected, to return from a visitor. The reader puts
/// it where the word stands.
pub fn unknown_value<E: de::Error>(word: &str, expected: &[&str]) -> E {
    let help = did_you_mean(word, expected).unwrap_or_default();
    E::custom(format_args!("unknown value `{word}`{REMEDY_FOLLOWS}{help}"))
}

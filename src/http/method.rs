//! Request methods.

use std::fmt;

/// A request method (RFC 9110 section 9; PATCH: RFC 5789; QUERY: RFC 10008).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Reads a representation.
    Get,
    /// Like GET, without content in the answer.
    Head,
    /// Lets the target process what is sent.
    Post,
    /// Replaces the state of the target.
    Put,
    /// Changes part of the target.
    Patch,
    /// Removes the target.
    Delete,
    /// Asks what the target allows.
    Options,
    /// Echoes the request.
    Trace,
    /// Reads with a body: safe and idempotent.
    Query,
    /// Any other method, as it is written.
    Other(String),
}

impl Method {
    /// The method that a field of a Path Item Object, or a key of `additionalOperations`, names.
    pub fn parse(text: &str) -> Self {
        match text.to_ascii_lowercase().as_str() {
            "get" => Self::Get,
            "head" => Self::Head,
            "post" => Self::Post,
            "put" => Self::Put,
            "patch" => Self::Patch,
            "delete" => Self::Delete,
            "options" => Self::Options,
            "trace" => Self::Trace,
            "query" => Self::Query,
            _ => Self::Other(text.to_owned()),
        }
    }

    /// The name as HTTP writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }

    /// Whether it only reads (RFC 9110 section 9.2.1). An unknown method is not taken as safe.
    pub fn is_safe(&self) -> bool {
        matches!(
            self,
            Self::Get | Self::Head | Self::Options | Self::Trace | Self::Query
        )
    }

    /// Whether repeating it has no further effect (RFC 9110 section 9.2.2).
    pub fn is_idempotent(&self) -> bool {
        self.is_safe() || matches!(self, Self::Put | Self::Delete)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

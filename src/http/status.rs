//! Status codes, their classes, and the keys under which OpenAPI declares them.

use std::fmt;
use std::str::FromStr;

/// A status code as HTTP allows it: three digits, 100 to 599 (RFC 9110 section 15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusCode(u16);

/// A text or number that is no status code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a status code: it takes three digits, from 100 to 599")]
pub struct InvalidStatusCode(pub String);

impl StatusCode {
    /// The code with that number; none outside 100 to 599.
    pub fn new(number: u16) -> Option<Self> {
        (100..=599).contains(&number).then_some(Self(number))
    }

    /// The number.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The class that the first digit names.
    pub fn class(self) -> StatusClass {
        match self.0 / 100 {
            1 => StatusClass::Informational,
            2 => StatusClass::Successful,
            3 => StatusClass::Redirection,
            4 => StatusClass::ClientError,
            _ => StatusClass::ServerError,
        }
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl FromStr for StatusCode {
    type Err = InvalidStatusCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits
            .then(|| text.parse().ok().and_then(Self::new))
            .flatten()
            .ok_or_else(|| InvalidStatusCode(text.to_owned()))
    }
}

/// The class of a status code, which a client understands even where it does not know the code
/// (RFC 9110 section 15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusClass {
    /// 1xx: the request goes on.
    Informational,
    /// 2xx: the request succeeded.
    Successful,
    /// 3xx: the client has more to do.
    Redirection,
    /// 4xx: the client is at fault.
    ClientError,
    /// 5xx: the server is at fault.
    ServerError,
}

impl StatusClass {
    /// All classes in ascending order.
    pub const ALL: [StatusClass; 5] = [
        Self::Informational,
        Self::Successful,
        Self::Redirection,
        Self::ClientError,
        Self::ServerError,
    ];

    /// The range as OpenAPI writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Informational => "1XX",
            Self::Successful => "2XX",
            Self::Redirection => "3XX",
            Self::ClientError => "4XX",
            Self::ServerError => "5XX",
        }
    }

    /// The range in OpenAPI's notation, with its capital `X`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == text)
    }

    /// Whether it reports a failure: 4xx or 5xx.
    pub fn is_error(self) -> bool {
        matches!(self, Self::ClientError | Self::ServerError)
    }
}

impl fmt::Display for StatusClass {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What a key of a Responses Object may be (OpenAPI 3.1 section 4.8.16): a code, a range, or
/// `default`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusKey {
    /// One code.
    Code(StatusCode),
    /// Every code of a class that is not declared itself.
    Range(StatusClass),
    /// Every outcome that is not declared itself.
    Default,
}

impl StatusKey {
    /// What a key means; none where OpenAPI gives it no meaning.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "default" {
            return Some(Self::Default);
        }
        let code = text.parse().ok().map(Self::Code);
        code.or_else(|| StatusClass::parse(text).map(Self::Range))
    }

    /// The class of the code or range; none for `default`.
    pub fn class(self) -> Option<StatusClass> {
        match self {
            Self::Code(code) => Some(code.class()),
            Self::Range(class) => Some(class),
            Self::Default => None,
        }
    }

    /// The code, where the key is one.
    pub fn code(self) -> Option<StatusCode> {
        match self {
            Self::Code(code) => Some(code),
            Self::Range(_) | Self::Default => None,
        }
    }
}

impl fmt::Display for StatusKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => code.fmt(formatter),
            Self::Range(class) => class.fmt(formatter),
            Self::Default => formatter.write_str("default"),
        }
    }
}

//! The words that matcher keys take as values, and what each stands for.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use crate::checks::Options;
use crate::http::{Phrase, PhraseKind, StatusCode, phrase_named};
use crate::openapi::{Role, SchemaType, Version};
use crate::rule::matcher::value::ScalarVisitor;
use crate::strict_yaml::unknown_value;

/// One or more versions of OpenAPI that a page names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
pub(crate) enum VersionTerm {
    /// Swagger 2.0.
    #[schemars(rename = "2.0")]
    Swagger,
    /// OpenAPI 3.0.
    #[schemars(rename = "3.0")]
    V3_0,
    /// OpenAPI 3.1.
    #[schemars(rename = "3.1")]
    V3_1,
    /// OpenAPI 3.2.
    #[schemars(rename = "3.2")]
    V3_2,
    /// Every version from 3.0.
    #[schemars(rename = "3.x")]
    FromV3,
}

/// Written by hand because a bare `3.1` is a number to YAML.
impl<'de> Deserialize<'de> for VersionTerm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const WORDS: [&str; 5] = ["2.0", "3.0", "3.1", "3.2", "3.x"];
        let text = deserializer.deserialize_any(ScalarVisitor)?;
        Ok(match text.as_str() {
            "2.0" => Self::Swagger,
            "3.0" => Self::V3_0,
            "3.1" => Self::V3_1,
            "3.2" => Self::V3_2,
            "3.x" => Self::FromV3,
            other => return Err(unknown_value(other, &WORDS)),
        })
    }
}

impl VersionTerm {
    /// Whether the term names this version.
    pub(crate) fn names(self, version: Version) -> bool {
        match self {
            Self::Swagger => version == Version::V2_0,
            Self::V3_0 => version == Version::V3_0,
            Self::V3_1 => version == Version::V3_1,
            Self::V3_2 => version == Version::V3_2,
            Self::FromV3 => !version.is_swagger(),
        }
    }
}

/// What a description makes of the reason phrase of its code (RFC 9110, section 15); nothing holds
/// where the code has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PhraseUse {
    /// It is the phrase, of today or of former days, and nothing else.
    Only,
    /// It holds the phrase and says more.
    Within,
    /// It does not hold the phrase.
    Absent,
}

impl PhraseUse {
    /// What a description makes of the phrase of a code; none where the code has no phrase.
    pub(crate) fn of(description: &str, code: StatusCode) -> Option<Self> {
        let phrase = code.reason_phrase()?;
        let is_name =
            |named: &&Phrase| named.kind != PhraseKind::Alias && named.codes.contains(&code);
        Some(if phrase_named(description).as_ref().is_some_and(is_name) {
            Self::Only
        } else if description
            .to_ascii_lowercase()
            .contains(&phrase.to_ascii_lowercase())
        {
            Self::Within
        } else {
            Self::Absent
        })
    }
}

/// Yes or no, or the option of the page that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FlagOrOption {
    /// The page itself says so.
    Flag(bool),
    /// The option of this name says so.
    Option(String),
}

impl FlagOrOption {
    /// The answer, under what is configured.
    pub(crate) fn is_set(&self, options: &Options<'_>) -> bool {
        match self {
            Self::Flag(flag) => *flag,
            Self::Option(name) => options.flag(name),
        }
    }
}

impl<'de> Deserialize<'de> for FlagOrOption {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FlagVisitor)
    }
}

struct FlagVisitor;

impl Visitor<'_> for FlagVisitor {
    type Value = FlagOrOption;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("`true`, `false` or the name of an option")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<FlagOrOption, E> {
        Ok(FlagOrOption::Flag(flag))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<FlagOrOption, E> {
        Ok(FlagOrOption::Option(name.to_owned()))
    }
}

impl JsonSchema for FlagOrOption {
    fn schema_name() -> Cow<'static, str> {
        "FlagOrOption".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Yes or no, or the name of the option that says so",
            "type": ["boolean", "string"]
        })
    }
}

/// How a client meets an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RoleName {
    /// It calls it.
    Operation,
    /// It receives it, out of band.
    Webhook,
    /// It receives it, as an earlier request asked.
    Callback,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Operation => Self::Operation,
            RoleName::Webhook => Self::Webhook,
            RoleName::Callback => Self::Callback,
        }
    }
}

/// Whether an operation asks for credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Secured {
    /// Every alternative of its security asks for them.
    Required,
    /// One alternative asks for none.
    Optional,
    /// It asks for none.
    Public,
}

/// What the registry of status codes, or common knowledge, says about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Registry {
    /// It is registered.
    Registered,
    /// It is neither registered nor known to be private to a product.
    Unregistered,
    /// It is private to a server product or a service.
    Vendor,
    /// It is deprecated, unused, reserved or historic.
    Obsolete,
    /// It belongs to the connection or to an intermediary.
    Protocol,
    /// It belongs to `WebDAV`.
    Webdav,
}

/// How the `$ref` of a response fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Reference {
    /// It leads to a response.
    Resolved,
    /// It leads nowhere.
    Broken,
    /// It leads to another host, which is never asked.
    Unknown,
    /// It leads to something that is no response.
    Mistyped,
    /// Keys beside it are ignored.
    Siblings,
}

/// A JSON type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TypeName {
    /// An object.
    Object,
    /// An array.
    Array,
    /// A string.
    String,
    /// A number.
    Number,
    /// An integer.
    Integer,
    /// A boolean.
    Boolean,
    /// Nothing.
    Null,
}

impl From<TypeName> for SchemaType {
    fn from(name: TypeName) -> Self {
        match name {
            TypeName::Object => Self::Object,
            TypeName::Array => Self::Array,
            TypeName::String => Self::String,
            TypeName::Number => Self::Number,
            TypeName::Integer => Self::Integer,
            TypeName::Boolean => Self::Boolean,
            TypeName::Null => Self::Null,
        }
    }
}

/// What an API uses a schema for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SchemaRole {
    /// For its errors.
    Error,
    /// For its successes.
    Success,
    /// For successes and errors alike, by the members of both.
    Envelope,
}

/// What else an operation uses a schema for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Counterpart {
    /// For its request body.
    Request,
    /// For one of its success responses.
    Success,
}

/// A well-known format of error bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ErrorFormat {
    /// RFC 9457.
    ProblemDetails,
    /// RFC 6749 section 5.2.
    Oauth,
    /// JSON:API `errors`.
    JsonApi,
    /// `OData` and Microsoft Graph.
    Odata,
    /// `google.rpc.Status`.
    GoogleRpc,
    /// RFC 7644 section 3.12.
    Scim,
    /// FHIR `OperationOutcome`.
    Fhir,
    /// GraphQL.
    Graphql,
    /// JSON-RPC.
    JsonRpc,
    /// SOAP fault.
    Soap,
    /// CAMARA `ErrorInfo`.
    Camara,
}

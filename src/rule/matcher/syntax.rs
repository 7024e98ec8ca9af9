//! The keys that matchers may have, by the kind of target, as they are written in a page.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::status::StatusSet;
use super::value::{OneOrMany, ScalarVisitor, ShortOrLong, Text};
use crate::openapi::intent::{Confidence, Purpose};
use crate::openapi::{Role, SchemaType, Version};
use crate::strict_yaml::unknown_value;

/// One or more texts or regular expressions.
pub(crate) type Texts = OneOrMany<Text>;

/// A versions list: `[2.0, 3.x]`.
pub(crate) type Versions = OneOrMany<VersionTerm>;

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

/// What can be asked of a document.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct DocumentMatcher {
    /// At least one of these matchers holds.
    pub(crate) any: Option<Vec<DocumentMatcher>>,
    /// All of these matchers hold.
    pub(crate) all: Option<Vec<DocumentMatcher>>,
    /// This matcher does not hold.
    pub(crate) not: Option<Box<DocumentMatcher>>,
    /// The version of OpenAPI that the document is written in.
    pub(crate) version: Option<Versions>,
    /// The title of the API.
    pub(crate) title: Option<Texts>,
    /// What the API says of itself: the description of the API, or of one of its tags.
    pub(crate) description: Option<Texts>,
}

/// What can be asked of an operation.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct OperationMatcher {
    /// At least one of these matchers holds.
    pub(crate) any: Option<Vec<OperationMatcher>>,
    /// All of these matchers hold.
    pub(crate) all: Option<Vec<OperationMatcher>>,
    /// This matcher does not hold.
    pub(crate) not: Option<Box<OperationMatcher>>,
    /// How a client meets it; `operation` where the page names none.
    pub(crate) role: Option<OneOrMany<RoleName>>,
    /// The method, in lower case.
    pub(crate) method: Option<Methods>,
    /// The path template, the webhook's name or the callback's expression.
    pub(crate) path: Option<Texts>,
    /// The `operationId`.
    pub(crate) operation_id: Option<Texts>,
    /// One of its tags.
    pub(crate) tag: Option<Texts>,
    /// Whether it is marked as deprecated.
    pub(crate) deprecated: Option<bool>,
    /// Its summary or its description.
    pub(crate) text: Option<Texts>,
    /// What it probably does.
    pub(crate) intent: Option<ShortOrLong<OneOrMany<Purpose>, IntentQuestion>>,
    /// Whether a client must show credentials.
    pub(crate) secured: Option<OneOrMany<Secured>>,
    /// One of the schemes that secure it.
    pub(crate) security_scheme: Option<SecuritySchemeQuestion>,
    /// Whether its path has parameters.
    pub(crate) path_parameters: Option<bool>,
    /// Whether it takes parameters of any kind.
    pub(crate) parameters: Option<bool>,
    /// Whether it takes a body, or one of which kind.
    pub(crate) request_body: Option<ShortOrLong<bool, RequestBodyQuestion>>,
    /// It declares a request header of such a name.
    pub(crate) request_header: Option<Texts>,
    /// A listed status is covered: by its own key or by its range.
    pub(crate) declares: Option<ShortOrLong<StatusSet, Coverage>>,
    /// Whether the `responses` field is there, or what holds of its responses.
    pub(crate) responses: Option<ShortOrLong<bool, ResponsesQuestion>>,
    /// The document satisfies this.
    pub(crate) document: Option<Box<DocumentMatcher>>,
    /// An `x-` extension stands on it.
    pub(crate) extension: Option<ShortOrLong<Texts, ExtensionQuestion>>,
    /// The version of OpenAPI that the document is written in.
    pub(crate) version: Option<Versions>,
}

/// What can be asked of a response.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct ResponseMatcher {
    /// At least one of these matchers holds.
    pub(crate) any: Option<Vec<ResponseMatcher>>,
    /// All of these matchers hold.
    pub(crate) all: Option<Vec<ResponseMatcher>>,
    /// This matcher does not hold.
    pub(crate) not: Option<Box<ResponseMatcher>>,
    /// The status that its key stands for.
    pub(crate) status: Option<StatusSet>,
    /// Whether its key is a code, a range or `default`, in the notation of OpenAPI.
    pub(crate) valid: Option<bool>,
    /// What the registry of status codes says about its code.
    pub(crate) registry: Option<OneOrMany<Registry>>,
    /// The option of this name lists its key.
    pub(crate) listed_in: Option<String>,
    /// Its key as it is written.
    pub(crate) key: Option<Texts>,
    /// Whether its key is written in quotes; keys in JSON always are.
    pub(crate) quoted: Option<bool>,
    /// Whether an earlier key of the same operation stands for the same status.
    pub(crate) duplicate: Option<bool>,
    /// It declares such a header.
    pub(crate) header: Option<ShortOrLong<Texts, Box<HeaderMatcher>>>,
    /// Whether it documents content.
    pub(crate) content: Option<bool>,
    /// One of its media types.
    pub(crate) media_type: Option<Texts>,
    /// One of its schemas satisfies this.
    pub(crate) schema: Option<SchemaMatcher>,
    /// Whether it has a description.
    pub(crate) described: Option<bool>,
    /// Its description.
    pub(crate) description: Option<Texts>,
    /// Whether it has a summary (OpenAPI 3.2).
    pub(crate) summarised: Option<bool>,
    /// Whether it stands among the shared responses.
    pub(crate) component: Option<bool>,
    /// How its `$ref` fares.
    pub(crate) reference: Option<OneOrMany<Reference>>,
    /// The operation that uses it satisfies this.
    pub(crate) operation: Option<Box<OperationMatcher>>,
    /// An `x-` extension stands on it.
    pub(crate) extension: Option<ShortOrLong<Texts, ExtensionQuestion>>,
    /// The version of OpenAPI that the document is written in.
    pub(crate) version: Option<Versions>,
}

/// What can be asked of a response header.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct HeaderMatcher {
    /// At least one of these matchers holds.
    pub(crate) any: Option<Vec<HeaderMatcher>>,
    /// All of these matchers hold.
    pub(crate) all: Option<Vec<HeaderMatcher>>,
    /// This matcher does not hold.
    pub(crate) not: Option<Box<HeaderMatcher>>,
    /// Its name, compared without case.
    pub(crate) name: Option<Texts>,
    /// Whether it is declared as required.
    pub(crate) required: Option<bool>,
    /// Its schema satisfies this.
    pub(crate) schema: Option<SchemaMatcher>,
    /// The response that declares it satisfies this.
    pub(crate) response: Option<Box<ResponseMatcher>>,
    /// The version of OpenAPI that the document is written in.
    pub(crate) version: Option<Versions>,
}

/// What can be asked of one media type of a response.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct MediaTypeMatcher {
    /// At least one of these matchers holds.
    pub(crate) any: Option<Vec<MediaTypeMatcher>>,
    /// All of these matchers hold.
    pub(crate) all: Option<Vec<MediaTypeMatcher>>,
    /// This matcher does not hold.
    pub(crate) not: Option<Box<MediaTypeMatcher>>,
    /// The media type, compared without case.
    pub(crate) name: Option<Texts>,
    /// Whether it has a schema, or what holds of it.
    pub(crate) schema: Option<ShortOrLong<bool, SchemaMatcher>>,
    /// Whether it has an example.
    pub(crate) example: Option<bool>,
    /// The response satisfies this.
    pub(crate) response: Option<Box<ResponseMatcher>>,
    /// The version of OpenAPI that the document is written in.
    pub(crate) version: Option<Versions>,
}

/// What can be asked of a schema; references, `allOf` and branches are looked through.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct SchemaMatcher {
    /// At least one of these matchers holds.
    pub(crate) any: Option<Vec<SchemaMatcher>>,
    /// All of these matchers hold.
    pub(crate) all: Option<Vec<SchemaMatcher>>,
    /// This matcher does not hold.
    pub(crate) not: Option<Box<SchemaMatcher>>,
    /// It allows a value of this type.
    pub(crate) r#type: Option<OneOrMany<TypeName>>,
    /// The name of the shared schema that it refers to.
    pub(crate) name: Option<Texts>,
    /// It has a property of such a name.
    pub(crate) has: Option<Texts>,
    /// It has a property for each of these names.
    pub(crate) has_all: Option<Texts>,
    /// What holds of one of its properties.
    pub(crate) property: Option<PropertyQuestion>,
    /// It has at least so many of the five members of problem details (RFC 9457 section 3.1).
    pub(crate) problem_members: Option<usize>,
    /// Whether all of it could be read.
    pub(crate) known: Option<bool>,
    /// Whether it is an object that names no property and allows any.
    pub(crate) open: Option<bool>,
    /// What the API uses it for.
    pub(crate) role: Option<OneOrMany<SchemaRole>>,
    /// The well-known error format that it follows.
    pub(crate) format: Option<OneOrMany<ErrorFormat>>,
}

/// The inferred intent of an operation with a least confidence.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct IntentQuestion {
    /// One of these.
    pub(crate) is: Option<OneOrMany<Purpose>>,
    /// At least this sure.
    pub(crate) confidence: Option<Confidence>,
}

/// What is asked of the security schemes of an operation.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct SecuritySchemeQuestion {
    /// The type: apiKey, http, mutualTLS, oauth2, openIdConnect, basic.
    pub(crate) r#type: Option<Texts>,
    /// The HTTP authentication scheme, compared without case.
    pub(crate) scheme: Option<Texts>,
}

/// What is asked of a request body.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct RequestBodyQuestion {
    /// One of its media types, compared without case.
    pub(crate) media_type: Option<Texts>,
}

/// Which statuses an operation covers, and what counts as covering.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Coverage {
    /// At least one of these is covered.
    pub(crate) status: Option<StatusSet>,
    /// Whether `default` counts.
    pub(crate) default: Option<bool>,
    /// Whether only the code's own key counts, not its range.
    pub(crate) explicit: Option<bool>,
}

/// What is asked of all responses of an operation.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct ResponsesQuestion {
    /// At least one satisfies this.
    pub(crate) some: Option<Box<ResponseMatcher>>,
    /// Every one satisfies this.
    pub(crate) every: Option<Box<ResponseMatcher>>,
    /// None satisfies this.
    pub(crate) none: Option<Box<ResponseMatcher>>,
}

/// An extension with a value.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct ExtensionQuestion {
    /// Its key.
    pub(crate) name: Option<Texts>,
    /// Its value as text.
    pub(crate) value: Option<Texts>,
}

/// What is asked of one property of a schema.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct PropertyQuestion {
    /// The name of the property.
    pub(crate) name: Option<Texts>,
    /// It allows a value of this type.
    pub(crate) r#type: Option<OneOrMany<TypeName>>,
    /// Whether it allows the number of a status code, 100 to 599.
    pub(crate) status_code: Option<bool>,
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

/// One or more methods, compared without case.
pub(crate) type Methods = OneOrMany<Text>;

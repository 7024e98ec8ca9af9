//! The keys that matchers may have, by the kind of target, as they are written in a page.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::status::StatusSet;
use super::value::{OneOrMany, ShortOrLong, Text};
use crate::openapi::intent::Purpose;

mod questions;
mod words;

pub(crate) use questions::{
    Coverage, ExtensionQuestion, IntentQuestion, MediaTypesQuestion, OperationsQuestion,
    ParameterMatcher, ParametersQuestion, PropertyQuestion, RequestBodyQuestion, ResponsesQuestion,
    SecuritySchemeQuestion,
};
pub(crate) use words::{
    Counterpart, ErrorFormat, FlagOrOption, PhraseUse, Reference, Registry, RoleName, SchemaRole,
    Secured, TypeName, VersionTerm,
};

/// One or more texts or regular expressions.
pub(crate) type Texts = OneOrMany<Text>;

/// One or more methods, compared without case.
pub(crate) type Methods = OneOrMany<Text>;

/// A versions list: `[2.0, 3.x]`.
pub(crate) type Versions = OneOrMany<VersionTerm>;

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
    /// The option of this name is set to true.
    pub(crate) option: Option<String>,
    /// The version of OpenAPI that the document is written in.
    pub(crate) version: Option<Versions>,
    /// The title of the API.
    pub(crate) title: Option<Texts>,
    /// What the API says of itself: the description of the API, or of one of its tags.
    pub(crate) description: Option<Texts>,
    /// The URL of one of its servers (2.0: its host).
    pub(crate) server: Option<Texts>,
    /// Whether it defines any security scheme.
    pub(crate) security_schemes: Option<bool>,
    /// What holds of its operations.
    pub(crate) operations: Option<OperationsQuestion>,
    /// Whether it declares webhooks.
    pub(crate) webhooks: Option<bool>,
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
    /// The option of this name is set to true.
    pub(crate) option: Option<String>,
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
    /// Whether it takes parameters of any kind, or what holds of them.
    pub(crate) parameters: Option<ShortOrLong<bool, ParametersQuestion>>,
    /// It takes such a parameter, by its name or by more.
    pub(crate) parameter: Option<ShortOrLong<Texts, ParameterMatcher>>,
    /// Whether all references among its parameters and its body could be followed.
    pub(crate) input_known: Option<bool>,
    /// Whether it takes a body, or one of which kind.
    pub(crate) request_body: Option<ShortOrLong<bool, RequestBodyQuestion>>,
    /// It declares a request header of such a name.
    pub(crate) request_header: Option<Texts>,
    /// Whether it declares callbacks.
    pub(crate) callbacks: Option<bool>,
    /// A listed status is covered: by its own key or by its range.
    pub(crate) declares: Option<ShortOrLong<StatusSet, Coverage>>,
    /// Whether the `responses` field is there, or what holds of its responses.
    pub(crate) responses: Option<ShortOrLong<bool, ResponsesQuestion>>,
    /// What holds of the other operations on its path.
    pub(crate) siblings: Option<OperationsQuestion>,
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
    /// The option of this name is set to true.
    pub(crate) option: Option<String>,
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
    /// What holds of its media types.
    pub(crate) media_types: Option<MediaTypesQuestion>,
    /// Whether it declares links to other operations.
    pub(crate) links: Option<bool>,
    /// One of its schemas satisfies this.
    pub(crate) schema: Option<SchemaMatcher>,
    /// Whether it has a description.
    pub(crate) described: Option<bool>,
    /// Its description.
    pub(crate) description: Option<Texts>,
    /// What its description makes of the reason phrase of its code.
    pub(crate) phrase: Option<OneOrMany<PhraseUse>>,
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
    /// The option of this name is set to true.
    pub(crate) option: Option<String>,
    /// Its name, compared without case.
    pub(crate) name: Option<Texts>,
    /// The option of this name lists its name; `*` there stands for any text.
    pub(crate) listed_in: Option<String>,
    /// Whether an earlier header of the same response has the same name, case aside.
    pub(crate) duplicate: Option<bool>,
    /// Whether it is declared as required.
    pub(crate) required: Option<bool>,
    /// Its description.
    pub(crate) description: Option<Texts>,
    /// One of the values that are written for it: an example, `default`, `enum` or `const`, of the
    /// header or of its schema.
    pub(crate) value: Option<Texts>,
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
    /// The option of this name is set to true.
    pub(crate) option: Option<String>,
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
    /// The option of this name is set to true.
    pub(crate) option: Option<String>,
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
    /// It is a list whose items satisfy this.
    pub(crate) items: Option<Box<SchemaMatcher>>,
    /// It has at least so many of the five members of problem details (RFC 9457 section 3.1).
    pub(crate) problem_members: Option<usize>,
    /// Whether all of it could be read.
    pub(crate) known: Option<bool>,
    /// Whether it is an object that names no property and allows any.
    pub(crate) open: Option<bool>,
    /// What the API uses it for.
    pub(crate) role: Option<OneOrMany<SchemaRole>>,
    /// The operation uses it for this too.
    pub(crate) same_as: Option<OneOrMany<Counterpart>>,
    /// Whether what it tells of success and failure is about the request that it answers, and not
    /// the state of a thing, the outcome of a job or of an item, or a verdict that was asked for.
    pub(crate) about_request: Option<bool>,
    /// Whether it is an object whose names are free and whose values are described.
    pub(crate) map: Option<bool>,
    /// The well-known error format that it follows.
    pub(crate) format: Option<OneOrMany<ErrorFormat>>,
    /// The value, or an item of the value, of each of these keywords, as text:
    /// `{ format: [uuid, date], minimum: /^-/ }`.
    pub(crate) keywords: Option<BTreeMap<String, Texts>>,
}

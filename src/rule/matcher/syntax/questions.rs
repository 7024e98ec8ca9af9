//! The long forms of matcher keys: what is asked of one aspect of a target.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{ResponseMatcher, SchemaMatcher, Texts, TypeName};
use crate::openapi::intent::{Confidence, Purpose};
use crate::rule::matcher::status::StatusSet;
use crate::rule::matcher::value::OneOrMany;

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
    /// The schema of one of them satisfies this.
    pub(crate) schema: Option<SchemaMatcher>,
}

/// What is asked of a parameter.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct ParameterQuestion {
    /// Its name, compared without case.
    pub(crate) name: Option<Texts>,
    /// Where it is sent: `path`, `query`, `header`, `cookie`; in 2.0 also `body` and `formData`.
    pub(crate) r#in: Option<Texts>,
    /// Whether the client has to send it.
    pub(crate) required: Option<bool>,
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

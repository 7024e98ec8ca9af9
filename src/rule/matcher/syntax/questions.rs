//! The long forms of matcher keys: what is asked of one aspect of a target.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    FlagOrOption, MediaTypeMatcher, OperationMatcher, ResponseMatcher, SchemaMatcher, Texts,
    TypeName,
};
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
    /// Whether the requirement that names it asks for a scope or a role.
    pub(crate) scoped: Option<bool>,
}

/// What is asked of a request body.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct RequestBodyQuestion {
    /// One of its media types, compared without case.
    pub(crate) media_type: Option<Texts>,
    /// The schema of one of them satisfies this.
    pub(crate) schema: Option<SchemaMatcher>,
    /// Whether it may have one of several media types.
    pub(crate) several: Option<bool>,
    /// Whether a body can break what the schema of one of them says.
    pub(crate) restricted: Option<bool>,
}

/// What is asked of all parameters of an operation.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct ParametersQuestion {
    /// At least one satisfies this.
    pub(crate) some: Option<Box<ParameterMatcher>>,
    /// Every one satisfies this.
    pub(crate) every: Option<Box<ParameterMatcher>>,
    /// None satisfies this.
    pub(crate) none: Option<Box<ParameterMatcher>>,
}

/// What can be asked of a parameter.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct ParameterMatcher {
    /// At least one of these matchers holds.
    pub(crate) any: Option<Vec<ParameterMatcher>>,
    /// All of these matchers hold.
    pub(crate) all: Option<Vec<ParameterMatcher>>,
    /// This matcher does not hold.
    pub(crate) not: Option<Box<ParameterMatcher>>,
    /// The option of this name is set to true.
    pub(crate) option: Option<String>,
    /// Where it is sent: path, query, header, cookie; body and formData in 2.0.
    pub(crate) r#in: Option<Texts>,
    /// Its name, compared without case.
    pub(crate) name: Option<Texts>,
    /// Whether the client has to send it.
    pub(crate) required: Option<bool>,
    /// Its description.
    pub(crate) description: Option<Texts>,
    /// It allows a value of this type.
    pub(crate) r#type: Option<OneOrMany<TypeName>>,
    /// Whether its values are listed.
    pub(crate) r#enum: Option<bool>,
    /// Whether a text can break what its schema says.
    pub(crate) restricted: Option<bool>,
}

/// Which statuses an operation covers, and what counts as covering.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Coverage {
    /// At least one of these is covered.
    pub(crate) status: Option<StatusSet>,
    /// At least one of those that the option of this name lists is covered.
    pub(crate) listed_in: Option<String>,
    /// Whether `default` counts, unless it is described as a success.
    pub(crate) default: Option<bool>,
    /// Whether only the code's own key counts, neither its range nor `default`; or the option that
    /// says so. Of an option's list, exactly the keys that it names count then.
    pub(crate) explicit: Option<FlagOrOption>,
}

/// What is asked of several operations.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct OperationsQuestion {
    /// At least one satisfies this.
    pub(crate) some: Option<Box<OperationMatcher>>,
    /// Every one satisfies this.
    pub(crate) every: Option<Box<OperationMatcher>>,
    /// None satisfies this.
    pub(crate) none: Option<Box<OperationMatcher>>,
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
    /// Whether a `$ref` stands where the Responses Object should be.
    pub(crate) reference: Option<bool>,
}

/// What is asked of all media types of a response; nothing holds of a response without content.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct MediaTypesQuestion {
    /// At least one satisfies this.
    pub(crate) some: Option<Box<MediaTypeMatcher>>,
    /// Every one satisfies this.
    pub(crate) every: Option<Box<MediaTypeMatcher>>,
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
    /// Its schema satisfies this.
    pub(crate) schema: Option<Box<SchemaMatcher>>,
}

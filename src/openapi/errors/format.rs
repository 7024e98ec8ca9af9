//! Error formats that are known by name.

use std::fmt;

use crate::openapi::{Content, Schema, SchemaType};

/// An error format that a standard or a well-known guideline defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorFormat {
    /// `error` and `error_description` (RFC 6749 section 5.2).
    OAuth,
    /// `schemas`, `status`, `detail` (RFC 7644 section 3.12).
    Scim,
    /// `errors` of a JSON:API document.
    JsonApi,
    /// `error.code` and `error.message` (`OData` JSON format section 21; Microsoft Graph).
    OData,
    /// `code`, `message`, `details` (google.rpc.Status, AIP-193).
    GoogleStatus,
    /// `OperationOutcome` with `issue`s.
    Fhir,
    /// `errors` of a `GraphQL` response.
    GraphQl,
    /// `error` of a JSON-RPC response.
    JsonRpc,
    /// `faultcode` and `faultstring`.
    SoapFault,
    /// `status`, `code`, `message` (CAMARA `ErrorInfo`).
    Camara,
}

impl fmt::Display for ErrorFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::OAuth => "OAuth error responses",
            Self::Scim => "SCIM errors",
            Self::JsonApi => "JSON:API errors",
            Self::OData => "OData errors",
            Self::GoogleStatus => "google.rpc.Status",
            Self::Fhir => "FHIR OperationOutcome",
            Self::GraphQl => "GraphQL errors",
            Self::JsonRpc => "JSON-RPC errors",
            Self::SoapFault => "SOAP faults",
            Self::Camara => "CAMARA ErrorInfo",
        })
    }
}

/// The known format of an error body; none where it is a format of the API's own.
pub fn error_format(content: Content<'_>) -> Option<ErrorFormat> {
    if content.is("application/scim+json") {
        return Some(ErrorFormat::Scim);
    }
    if content.is("application/vnd.api+json") {
        return Some(ErrorFormat::JsonApi);
    }
    if content.is("application/fhir+json") {
        return Some(ErrorFormat::Fhir);
    }
    let schema = content.schema()?;
    of_members(schema).or_else(|| schema.branches().into_iter().find_map(of_members))
}

fn of_members(schema: Schema<'_>) -> Option<ErrorFormat> {
    let has = |name: &str| schema.property(name).is_some();
    let is_integer = |of: Schema<'_>, name: &str| {
        of.property(name)
            .is_some_and(|value| value.is(SchemaType::Integer))
    };
    if has("jsonrpc") {
        return Some(ErrorFormat::JsonRpc);
    }
    if has("error") && has("error_description") {
        return Some(ErrorFormat::OAuth);
    }
    if has("schemas") && has("detail") {
        return Some(ErrorFormat::Scim);
    }
    if has("faultcode") && has("faultstring") {
        return Some(ErrorFormat::SoapFault);
    }
    if has("issue") && (has("resourceType") || schema.name() == Some("OperationOutcome")) {
        return Some(ErrorFormat::Fhir);
    }
    if let Some(item) = schema.property("errors").and_then(Schema::items) {
        return of_items(item);
    }
    if let Some(inner) = schema.property("error") {
        let told = inner.property("code").is_some() && inner.property("message").is_some();
        return match told {
            true if inner.property("status").is_some() && is_integer(inner, "code") => {
                Some(ErrorFormat::GoogleStatus)
            }
            true => Some(ErrorFormat::OData),
            false => None,
        };
    }
    if is_integer(schema, "code") && has("message") && has("details") {
        return Some(ErrorFormat::GoogleStatus);
    }
    let is_camara = schema.properties().len() == 3 && has("code") && has("message");
    (is_camara && is_integer(schema, "status") && !is_integer(schema, "code"))
        .then_some(ErrorFormat::Camara)
}

fn of_items(item: Schema<'_>) -> Option<ErrorFormat> {
    let has = |name: &str| item.property(name).is_some();
    if has("message") && (has("locations") || has("path") && has("extensions")) {
        return Some(ErrorFormat::GraphQl);
    }
    (has("title") && has("detail") && (has("status") || has("source") || has("code")))
        .then_some(ErrorFormat::JsonApi)
}

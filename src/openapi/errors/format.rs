//! Error formats that are known by name.

use crate::openapi::{Schema, SchemaType};

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

/// The published format of an error body, told by its members; none where it is a format of the
/// API's own.
pub fn error_format(schema: Schema<'_>) -> Option<ErrorFormat> {
    let has = |name: &str| schema.property(name).is_some();
    if has("jsonrpc") {
        return Some(ErrorFormat::JsonRpc);
    }
    if has("error") && has("error_description") {
        return Some(ErrorFormat::OAuth);
    }
    if has("detail") && (has("schemas") || has("scimType")) {
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
    match schema.property("error") {
        Some(inner) => of_inner(inner),
        None => of_status(schema),
    }
}

/// The format of a body that holds its error in a member `error`.
fn of_inner(inner: Schema<'_>) -> Option<ErrorFormat> {
    let has = |name: &str| inner.property(name).is_some();
    let is_google = has("status") && is_integer(inner, "code");
    (has("code") && has("message")).then_some(if is_google {
        ErrorFormat::GoogleStatus
    } else {
        ErrorFormat::OData
    })
}

/// The format of a body with a code and a message.
fn of_status(schema: Schema<'_>) -> Option<ErrorFormat> {
    let has = |name: &str| schema.property(name).is_some();
    // `details` is a list of objects of any type, never of texts or numbers.
    let is_open_list = |details: Schema<'_>| {
        let scalar = |item: Schema<'_>| {
            [SchemaType::String, SchemaType::Integer, SchemaType::Number]
                .iter()
                .any(|kind| item.is(*kind))
        };
        details.is(SchemaType::Array) && !details.items().is_some_and(scalar)
    };
    let is_google = schema.property("details").is_some_and(is_open_list);
    if is_google && is_integer(schema, "code") && has("message") {
        return Some(ErrorFormat::GoogleStatus);
    }
    let is_camara = schema.properties().len() == 3 && has("code") && has("message");
    (is_camara && is_integer(schema, "status") && !is_integer(schema, "code"))
        .then_some(ErrorFormat::Camara)
}

fn is_integer(schema: Schema<'_>, name: &str) -> bool {
    let property = schema.property(name);
    property.is_some_and(|value| value.is(SchemaType::Integer))
}

fn of_items(item: Schema<'_>) -> Option<ErrorFormat> {
    let has = |name: &str| item.property(name).is_some();
    if has("message") && (has("locations") || has("path") && has("extensions")) {
        return Some(ErrorFormat::GraphQl);
    }
    (has("title") && has("detail") || has("status") && has("source"))
        .then_some(ErrorFormat::JsonApi)
}

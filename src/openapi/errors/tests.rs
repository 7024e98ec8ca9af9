//! What errors, and answers that only look like them, are taken for.

use std::sync::Arc;

use super::*;
use crate::openapi::{Document, Forest, ResponseUse, Schema};
use crate::source::Source;
use crate::syntax::{self, Limits};

/// Asks a question about the one response of an operation, whose body has these properties.
fn ask<T>(
    operation: &str,
    status: &str,
    properties: &str,
    question: impl FnOnce(ResponseUse<'_>, Schema<'_>) -> T,
) -> T {
    let (method, path) = operation.split_once(' ').unwrap();
    let text = format!(
        "openapi: 3.0.3\n\
         info: {{ title: T, version: '1' }}\n\
         paths:\n  \
           {path:?}:\n    \
             {method}:\n      \
               responses:\n        \
                 '{status}':\n          \
                   description: An answer\n          \
                   content: {{ application/json: {{ schema: {{ type: object, properties: {{ {properties} }} }} }} }}\n        \
                 default: {{ description: An error }}\n"
    );
    let source = Arc::new(Source::from_text("openapi.yaml", &text));
    let tree = Arc::new(syntax::parse(source, Limits::default()).unwrap());
    let forest = Forest::of_text(Arc::clone(&tree));
    let document = Document::new(&forest, tree.documents().next().unwrap()).unwrap();
    let operation = document.operations().next().unwrap();
    let found = operation.responses().next().unwrap();
    let contents = found.response().unwrap().contents();
    question(found, contents.first().unwrap().schema().unwrap())
}

fn subject_of(operation: &str, status: &str, properties: &str) -> Option<Subject> {
    ask(operation, status, properties, subject)
}

fn told(properties: &str) -> Option<(OutcomeKind, Weight)> {
    ask("post /orders", "200", properties, |found, schema| {
        let first = outcomes(found, schema).into_iter().next()?;
        Some((first.kind, first.weight))
    })
}

#[test]
fn errors_in_answers_about_them_are_data() {
    const ERROR: &str = "error: { type: string }";
    for (operation, status, properties, expected) in [
        ("get /health", "200", ERROR, Subject::Health),
        ("get /jobs/{jobId}/result", "200", ERROR, Subject::Job),
        ("get /operations/{operationId}", "200", ERROR, Subject::Job),
        ("post /containers/{id}/wait", "200", ERROR, Subject::Job),
        (
            "post /addresses/validate",
            "200",
            ERROR,
            Subject::Validation,
        ),
        ("post /hooks/test", "200", ERROR, Subject::Validation),
        ("post /orders/batch", "200", ERROR, Subject::Batch),
        ("post /orders", "207", ERROR, Subject::Batch),
        ("post /chat/stream", "200", ERROR, Subject::Batch),
        ("get /audit/log", "200", ERROR, Subject::ErrorData),
        ("post /graphql", "200", ERROR, Subject::Rpc),
        (
            "post /calls",
            "200",
            "jsonrpc: { type: string }, error: { type: object }",
            Subject::Rpc,
        ),
        ("post /oauth/token", "200", ERROR, Subject::Credentials),
    ] {
        let found = subject_of(operation, status, properties);
        assert_eq!(found, Some(expected), "{operation}");
    }
}

#[test]
fn other_answers_are_about_the_request() {
    for operation in ["get /orders", "post /orders", "delete /orders/{id}"] {
        let found = subject_of(operation, "200", "error: { type: string }");
        assert_eq!(found, None, "{operation}");
    }
}

#[test]
fn a_state_that_may_be_unfinished_makes_a_job() {
    let lasting = "status: { type: string, enum: [verifying, done] }, error: { type: string }";
    let settled = "status: { type: string, enum: [ok, error] }, error: { type: string }";
    assert_eq!(
        subject_of("get /orders", "200", lasting),
        Some(Subject::Job)
    );
    assert_eq!(subject_of("get /orders", "200", settled), None);
}

#[test]
fn members_tell_the_outcome_where_something_beside_their_name_says_so() {
    let strong = |kind| Some((kind, Weight::Strong));
    for (properties, expected) in [
        (
            "data: { type: object }, error: { type: string }",
            strong(OutcomeKind::Error),
        ),
        (
            "error: { type: string, description: Set when the request failed }",
            strong(OutcomeKind::Error),
        ),
        (
            "message: { type: string }, errorCode: { type: integer }",
            strong(OutcomeKind::Error),
        ),
        (
            "success: { type: boolean }, error: { type: string }",
            strong(OutcomeKind::Flag),
        ),
        (
            "status: { type: string, enum: [ok, error] }, error: { type: string }",
            strong(OutcomeKind::Flag),
        ),
    ] {
        assert_eq!(told(properties), expected, "{properties}");
    }
}

#[test]
fn counts_things_items_and_other_places_tell_nothing() {
    for properties in [
        "data: { type: object }, error: { type: integer }",
        "data: { type: object }, errors: { type: string, description: Number of errors in the map }",
        "id: { type: string }, error: { type: string }",
        "arn: { type: string }, errorMessage: { type: string }",
        "name: { type: string }, error: { type: string }",
        "data: { type: object }, error: { type: string, description: The error of the last run }",
        "data: { type: object }, errors: { type: array, items: { type: object, properties: { labelId: { type: string }, message: { type: string } } } }",
        "success: { type: boolean }",
        "ok: { type: boolean, enum: [true] }",
    ] {
        assert_eq!(told(properties), None, "{properties}");
    }
}

#[test]
fn published_formats_are_known_by_their_members() {
    const TEXT: &str = "{ type: string }";
    let list = |items: &str| {
        format!("{{ type: array, items: {{ type: object, properties: {{ {items} }} }} }}")
    };
    for (properties, expected) in [
        (format!("error: {TEXT}, error_description: {TEXT}"), ErrorFormat::OAuth),
        (format!("schemas: {TEXT}, status: {TEXT}, detail: {TEXT}"), ErrorFormat::Scim),
        (format!("errors: {}", list("title: { type: string }, detail: { type: string }")), ErrorFormat::JsonApi),
        (format!("errors: {}", list("message: { type: string }, locations: { type: array }")), ErrorFormat::GraphQl),
        ("error: { type: object, properties: { code: { type: string }, message: { type: string } } }".to_owned(), ErrorFormat::OData),
        (format!("code: {{ type: integer }}, message: {TEXT}, details: {{ type: array, items: {{ type: object }} }}"), ErrorFormat::GoogleStatus),
        (format!("resourceType: {TEXT}, issue: {{ type: array }}"), ErrorFormat::Fhir),
        (format!("jsonrpc: {TEXT}, error: {{ type: object }}"), ErrorFormat::JsonRpc),
        (format!("faultcode: {TEXT}, faultstring: {TEXT}"), ErrorFormat::SoapFault),
        (format!("status: {{ type: integer }}, code: {TEXT}, message: {TEXT}"), ErrorFormat::Camara),
    ] {
        let found = ask("get /orders", "400", &properties, |_, schema| error_format(schema));
        assert_eq!(found, Some(expected), "{properties}");
    }
}

#[test]
fn an_own_format_is_none_of_them() {
    for properties in [
        "code: { type: integer }, message: { type: string }",
        "code: { type: integer }, message: { type: string }, details: { type: array, items: { type: string } }",
        "errors: { type: array, items: { type: string } }",
    ] {
        let found = ask("get /orders", "400", properties, |_, schema| {
            error_format(schema)
        });
        assert_eq!(found, None, "{properties}");
    }
}

//! A schema for errors under a success code.

use indexmap::IndexMap;

use super::success_outcomes::bodies;
use super::{Options, systemic};
use crate::finding::{Detection, Token};
use crate::http::Method;
use crate::openapi::errors::{
    is_identified, is_named_error, looks_like_error, speaks_of_errors, subject,
};
use crate::openapi::{Document, NodeId, Response, ResponseUse, Schema, SchemaType};

/// Finds 2xx responses whose schema the API uses for its errors, or names like one.
pub(super) fn check<'a>(document: &'a Document<'a>, options: &Options<'_>) -> Vec<Detection<'a>> {
    let extra: Vec<String> = options.list("extra-error-schemas").collect();
    let mut by_schema: IndexMap<NodeId, Vec<Detection<'a>>> = IndexMap::new();
    let mut places: IndexMap<NodeId, ()> = IndexMap::new();
    for operation in document.operations() {
        for found in operation.successes() {
            for body in bodies(found) {
                let schema = if body.is(SchemaType::Array) && *operation.method() != Method::Get {
                    body.items().unwrap_or(body)
                } else {
                    body
                };
                let Some(id) = schema.id() else { continue };
                let Some(reason) = reason(found, schema, &extra) else {
                    continue;
                };
                if places.insert(schema.cursor().id(), ()).is_none() {
                    by_schema
                        .entry(id)
                        .or_default()
                        .push(detection(found, schema, reason));
                }
            }
        }
    }
    by_schema
        .into_values()
        .flat_map(|found| systemic::once(found, "responses"))
        .collect()
}

fn detection<'a>(found: ResponseUse<'a>, schema: Schema<'a>, reason: String) -> Detection<'a> {
    let name = schema.name().unwrap_or("schema");
    let status = found.key().text();
    let token = schema.cursor().get("$ref").unwrap_or(schema.cursor());
    let users = found.response().into_iter().flat_map(Response::uses);
    let mut detection = Detection::at(Token::Value(token))
        .see(Token::Key(found.value()), "a success")
        .touching(users.map(ResponseUse::operation))
        .because(reason);
    detection.message = Some(format!(
        "{} answers {status} with the error schema `{name}`",
        found.operation()
    ));
    detection.label = Some(format!("an error under {status}"));
    detection.help = Some(
        "declare it under the 4xx or 5xx code that the failure has, or under `default`".to_owned(),
    );
    detection
}

/// Why a schema under a success is taken for an error's; none where it is not.
pub(super) fn reason(
    found: ResponseUse<'_>,
    schema: Schema<'_>,
    extra: &[String],
) -> Option<String> {
    suspicion(found, schema, extra).filter(|_| subject(found, schema).is_none())
}

/// Why a schema is an error's, whatever the answer is about; none where it is not.
pub(super) fn suspicion(
    found: ResponseUse<'_>,
    schema: Schema<'_>,
    extra: &[String],
) -> Option<String> {
    let name = schema.name().unwrap_or_default();
    if extra.iter().any(|known| known == name) {
        return Some(format!("`{name}` is configured as an error schema"));
    }
    let known = found.operation().document().error_schemas();
    let is_named =
        is_named_error(schema) && (looks_like_error(schema) || schema.properties().is_empty());
    let is_described = looks_like_error(schema) && says_error(schema);
    let uses = known.uses(schema);
    let is_used =
        known.contains(schema) && looks_like_error(schema) && uses.errors >= 8 * uses.successes;
    let is_thing = || speaks_of_errors(found.operation()) || is_identified(schema) && !is_used;
    if !(is_named || is_described || is_used) || is_thing() {
        return None;
    }
    Some(if is_used {
        format!("{} error responses use `{name}` too", uses.errors)
    } else if is_named {
        format!("`{name}` is named like an error")
    } else {
        format!(
            "`{name}` is described as “{}”",
            schema.description().unwrap_or_default().trim()
        )
    })
}

/// Whether the description of a schema is a few words that call it an error.
fn says_error(schema: Schema<'_>) -> bool {
    let text = schema
        .description()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut words = text
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let count = words.clone().count();
    count <= 8
        && words.any(|word| word == "error")
        && !text.contains("no error")
        && !text.contains(" or ")
}

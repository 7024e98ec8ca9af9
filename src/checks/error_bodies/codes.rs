//! Errors that a program cannot tell apart, because they hold prose only.

use super::{ErrorBody, Options, folded, has, of_document};
use crate::checks::member_path::has_unread_part;
use crate::finding::Detection;
use crate::openapi::errors::alternatives;
use crate::openapi::{Document, Schema, SchemaType};

/// How deep members of members are looked for.
const DEPTH: usize = 4;

/// Names that identify a kind of error, folded.
const IDENTIFIERS: &str = "\
    type types errortype kind reason reasons key name id slug identifier errorid errno \
    category subtype errorkey messagekey messageid scimtype codes errorname errorclass \
    errorreason status state severity label loc faultcode issue issues domain class";

/// Names of texts for people, folded.
const PROSE: &str = "\
    message messages msg title detail details description error errors errormessage \
    errormessages errordescription errormsg summary text faultstring";

/// Finds error bodies that hold texts for people and nothing by which a program can tell one error
/// from another.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let own: Vec<String> = options
        .list("identifiers")
        .map(|name| folded(&name))
        .collect();
    let bodies = of_document(document);
    let judged = bodies.iter().filter_map(|body| judge(body, &own));
    judged.collect()
}

fn judge<'a>(body: &ErrorBody<'a>, own: &[String]) -> Option<Detection<'a>> {
    let mut prose: Vec<&str> = Vec::new();
    for schema in alternatives(body.schema) {
        if !schema.is(SchemaType::Object) || !gather(schema, own, &mut prose, DEPTH) {
            return None;
        }
    }
    if prose.is_empty() {
        return None;
    }
    prose.sort_unstable();
    prose.dedup();
    let only = prose
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>();
    Some(body.detection(
        format!(
            "{} tells people what went wrong ({}), but no program",
            body.name(),
            only.join(", ")
        ),
        "add a stable code for each kind of error, or serve problem details with a `type`",
    ))
}

/// Collects the texts for people; false as soon as something may identify the error.
fn gather<'a>(schema: Schema<'a>, own: &[String], prose: &mut Vec<&'a str>, depth: usize) -> bool {
    if depth == 0 || schema.node().is_none() || !schema.branches().is_empty() {
        return false;
    }
    if schema.facets().into_iter().any(has_unread_part) {
        return false;
    }
    schema.properties().into_iter().all(|(key, member)| {
        let name = folded(key.text());
        let is_prose = has(PROSE, &name);
        let inner = member.items().unwrap_or(member);
        if is_identifier(&name, own) || inner.allowed_values().len() > 1 {
            return false;
        }
        if inner.is(SchemaType::Object) {
            return !is_map(inner) && gather(inner, own, prose, depth - 1);
        }
        if !inner.branches().is_empty() || inner.types().is_empty() {
            return false;
        }
        if is_prose && inner.is(SchemaType::String) {
            prose.push(key.text());
        }
        // A lone `error` may be a code as well as a text: its example decides.
        name != "error"
            || inner
                .examples()
                .iter()
                .any(|example| example.text().contains(' '))
            || !inner.is(SchemaType::String)
    })
}

/// Whether the keys of an object are names that are not known.
fn is_map(schema: Schema<'_>) -> bool {
    schema.properties().is_empty()
        || schema
            .keyword("additionalProperties")
            .is_some_and(|value| value.node().is_mapping())
}

fn is_identifier(name: &str, own: &[String]) -> bool {
    let is_status = matches!(
        name,
        "statuscode" | "httpcode" | "httpstatuscode" | "httpstatus"
    );
    !is_status
        && (name.ends_with("code")
            || has(IDENTIFIERS, name)
            || own.iter().any(|known| known == name))
}

//! Answers to invalid input that cannot say which part of it was wrong.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::{ErrorBody, Options, folded, has, is_told};
use crate::checks::member_path::has_unread_part;
use crate::finding::Detection;
use crate::http::StatusKey;
use crate::openapi::errors::alternatives;
use crate::openapi::{Document, NodeId, Operation, ResponseUse, Schema, SchemaType};

/// How deep members of members are looked at.
const DEPTH: usize = 4;

/// Names of members, folded, that point at a part of the request.
const POINTERS: &str = "\
    field fields target pointer path param params parameter property location source \
    attribute loc element invalidparams fieldname propertypath argument";

/// Finds schemas of 400 and 422 without a list, a map or a pointer, under operations that take input
/// of several parts.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let mut found: IndexMap<NodeId, ErrorBody<'a>> = IndexMap::new();
    let mut known: FxHashMap<Option<NodeId>, bool> = FxHashMap::default();
    for operation in document.operations() {
        let mut uses = operation
            .responses()
            .filter(|found| is_rejection(*found))
            .peekable();
        if uses.peek().is_none() || !takes_several(operation) {
            continue;
        }
        let uses: Vec<ResponseUse<'a>> = uses.filter(is_told).collect();
        let bodies: Vec<ErrorBody<'a>> = uses.iter().flat_map(|found| bodies(*found)).collect();
        // Where one of 400 and 422 has the details, the other may speak of the request as a whole.
        let mut has_details = |body: &ErrorBody<'a>| {
            *known.entry(body.schema.id()).or_insert_with(|| {
                let mut parts = alternatives(body.schema).into_iter();
                parts.any(|one| tells_where(one, DEPTH))
            })
        };
        if bodies.iter().any(&mut has_details) {
            continue;
        }
        for body in bodies {
            let Some(id) = body.schema.id() else { continue };
            match found.get_mut(&id) {
                Some(earlier) => earlier.uses.extend(body.uses),
                None => {
                    found.insert(id, body);
                }
            }
        }
    }
    let described = |body: &ErrorBody<'a>| {
        body.detection(
            format!(
                "{} cannot say which part of the input is wrong",
                body.name()
            ),
            "add a list with an entry for each fault: where it is, and what is wrong there",
        )
    };
    found.values().map(described).collect()
}

/// Whether an outcome rejects the input: 400 or 422.
fn is_rejection(found: ResponseUse<'_>) -> bool {
    let code = found.status().and_then(StatusKey::code);
    code.is_some_and(|code| matches!(code.number(), 400 | 422))
}

fn bodies(found: ResponseUse<'_>) -> impl Iterator<Item = ErrorBody<'_>> {
    let contents = found.contents().iter().filter(|content| content.is_json());
    contents.filter_map(move |content| {
        let schema = content.schema()?;
        schema.is(SchemaType::Object).then(|| ErrorBody {
            contents: vec![*content],
            schema,
            uses: vec![found],
        })
    })
}

/// Whether a request has more than one part that can be wrong.
fn takes_several(operation: Operation<'_>) -> bool {
    let free = operation
        .parameters()
        .iter()
        .filter(|parameter| parameter.location() == "query" || parameter.location() == "formData")
        .count();
    free >= 2
        || operation
            .request_contents()
            .iter()
            .filter_map(|content| content.schema())
            .any(|schema| {
                alternatives(schema)
                    .iter()
                    .any(|one| one.properties().len() >= 2)
            })
}

/// Whether a schema has room for where the fault is; what is not known may have.
fn tells_where(schema: Schema<'_>, depth: usize) -> bool {
    if depth == 0 || schema.node().is_none() || schema.facets().into_iter().any(has_unread_part) {
        return true;
    }
    let properties = schema.properties();
    properties.is_empty()
        || !schema.branches().is_empty()
        || schema
            .keyword("additionalProperties")
            .is_some_and(|value| value.node().is_mapping())
        || properties.into_iter().any(|(key, member)| {
            member.types().is_empty()
                || member.is(SchemaType::Array)
                || has(POINTERS, &folded(key.text()))
                || member.is(SchemaType::Object) && tells_where(member, depth - 1)
        })
}

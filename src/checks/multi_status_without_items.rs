//! A 207 response whose body does not say what became of each item.

use rustc_hash::FxHashSet;

use super::Options;
use crate::finding::{Detection, Token};
use crate::http::{StatusCode, StatusKey};
use crate::openapi::{
    Content, Cursor, Document, NodeId, Response, ResponseUse, Role, Schema, SchemaType,
};

/// How many schemas of one body are read; a body with more is taken to hold the outcomes.
const SCHEMAS: usize = 400;

/// What members are called that hold the outcome of an item.
const OUTCOMES: &[&str] = &[
    "status", "code", "error", "result", "success", "outcome", "fail", "propstat",
];

/// Finds 207 responses that describe their body to the end and have no outcome for each item in it
/// (RFC 4918 section 13).
pub(super) fn check<'a>(document: &'a Document<'a>, _: &Options<'_>) -> Vec<Detection<'a>> {
    document.responses().filter_map(judge).collect()
}

fn judge(response: Response<'_>) -> Option<Detection<'_>> {
    let is_multi_status = |found: &ResponseUse<'_>| {
        let code = found.status().and_then(StatusKey::code);
        code.map(StatusCode::number) == Some(207) && found.operation().role() == Role::Operation
    };
    let found = response.uses().find(is_multi_status)?;
    let contents = found.contents();
    let schemas: Vec<Schema<'_>> = contents
        .iter()
        .map(|content| content.schema().filter(|_| is_structured(*content)))
        .collect::<Option<_>>()?;
    let bare = schemas.iter().find(|schema| !may_tell_items(**schema))?;
    let token = bare
        .cursor()
        .get("$ref")
        .map_or(Token::Key(bare.cursor()), Token::Value);
    let users = response.uses().map(ResponseUse::operation);
    Some(
        Detection::at(token)
            .fact("operation", found.operation().to_string())
            .touching(users),
    )
}

fn is_structured(content: Content<'_>) -> bool {
    content.is_json() || content.essence().ends_with("xml")
}

/// Whether a list or map in the body has members for outcomes, or may have them.
fn may_tell_items(body: Schema<'_>) -> bool {
    let mut seen: FxHashSet<NodeId> = FxHashSet::default();
    let mut waiting = vec![(body, false)];
    while let Some((schema, of_item)) = waiting.pop() {
        let Some(id) = schema.id() else { return true };
        if seen.len() >= SCHEMAS {
            return true;
        }
        // A schema that is met both as an item and elsewhere is rare; the first counts.
        if !seen.insert(id) {
            continue;
        }
        let properties = schema.properties();
        let items = schema.items();
        let named = named_values(schema);
        let branches = schema.branches();
        let is_open =
            properties.is_empty() && items.is_none() && named.is_none() && branches.is_empty();
        if is_open && (schema.is_unrestricted() || schema.is(SchemaType::Object)) {
            return true;
        }
        let tells = |(key, value): &(Cursor<'_>, Schema<'_>)| {
            let name = key.text().to_ascii_lowercase();
            let is_outcome = OUTCOMES.iter().any(|word| name.contains(word));
            is_outcome && (of_item || value.is(SchemaType::Array) || named_values(*value).is_some())
        };
        if properties.iter().any(tells) {
            return true;
        }
        waiting.extend(properties.into_iter().map(|(_, value)| (value, of_item)));
        waiting.extend(branches.into_iter().map(|branch| (branch, of_item)));
        waiting.extend(items.into_iter().chain(named).map(|item| (item, true)));
    }
    false
}

/// The schema of the values of a map.
fn named_values(schema: Schema<'_>) -> Option<Schema<'_>> {
    let values = schema.keyword("additionalProperties")?;
    values.node().is_mapping().then(|| Schema::new(values))
}

//! A problem schema whose `required` or member types contradict themselves, or what the team wants.

use super::{Options, Problem, merged, of_document};
use crate::checks::member_path::has_unread_part;
use crate::finding::{Detection, Token};
use crate::openapi::{Cursor, Document, Schema, SchemaType};

/// Finds required members that no schema defines, members that `allOf` gives two types, and members
/// that the configuration wants to be required and that are not.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let wanted: Vec<String> = options.list("members").collect();
    let mut found = Vec::new();
    for problem in of_document(document) {
        let faults = undefined(problem.schema)
            .into_iter()
            .chain(retyped(problem.schema))
            .chain(optional(&problem, &wanted));
        let operations = || problem.uses.iter().map(|found| found.operation());
        found.extend(faults.map(|detection| detection.touching(operations())));
    }
    merged(found)
}

/// Required members that are nowhere defined, in a schema all of which could be read.
fn undefined(schema: Schema<'_>) -> Vec<Detection<'_>> {
    let facets = schema.facets();
    let leads_on = |facet: &Cursor<'_>| {
        has_unread_part(*facet)
            || ["oneOf", "anyOf", "patternProperties", "if"]
                .iter()
                .any(|keyword| facet.get(keyword).is_some())
    };
    if facets.iter().any(leads_on) {
        return Vec::new();
    }
    let required = facets.iter().filter_map(|facet| facet.get("required"));
    required
        .flat_map(Cursor::items)
        .filter(|name| schema.property(name.text()).is_none())
        .map(|name| {
            let mut detection = Detection::at(Token::Value(name));
            detection.message = Some(format!(
                "the problem schema requires `{}`, which it does not define",
                name.text()
            ));
            detection.help = Some("define the member, or leave it out of `required`".to_owned());
            detection
        })
        .collect()
}

/// Members to which two parts of an `allOf` give types that have no value in common.
fn retyped(schema: Schema<'_>) -> Vec<Detection<'_>> {
    let facets = schema.facets();
    let members: Vec<(Cursor<'_>, Schema<'_>)> = facets
        .iter()
        .filter_map(|facet| facet.mapping("properties"))
        .flat_map(Cursor::entries)
        .map(|(key, value)| (key, Schema::new(value)))
        .collect();
    let mut found = Vec::new();
    for (index, (key, later)) in members.iter().enumerate() {
        let earlier = members
            .iter()
            .take(index)
            .find(|(name, _)| name.text() == key.text());
        let Some((_, first)) = earlier.filter(|(_, first)| are_disjoint(*first, *later)) else {
            continue;
        };
        let mut detection = Detection::at(Token::Key(later.cursor()))
            .see(Token::Key(first.cursor()), "the other type");
        detection.message = Some(format!(
            "`{}` has two types in one problem schema, so that no value is valid",
            key.text()
        ));
        detection.help = Some("give the member one type in all parts of `allOf`".to_owned());
        found.push(detection);
    }
    found
}

fn are_disjoint(one: Schema<'_>, other: Schema<'_>) -> bool {
    let is_number = |kind: SchemaType| matches!(kind, SchemaType::Integer | SchemaType::Number);
    let (one, other) = (one.types(), other.types());
    !one.is_empty()
        && !other.is_empty()
        && !one.iter().any(|kind| {
            other.contains(kind) || is_number(*kind) && other.iter().any(|found| is_number(*found))
        })
}

/// Members that the configuration wants in every problem.
fn optional<'a>(problem: &Problem<'a>, wanted: &[String]) -> Option<Detection<'a>> {
    let schema = problem.schema;
    let missing: Vec<String> = wanted
        .iter()
        .filter(|name| problem.is_declared && !schema.requires(name))
        .map(|name| format!("`{name}`"))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let node = schema.node()?;
    let token = node.get("required").unwrap_or(node);
    let mut detection = Detection::at(Token::Key(token));
    detection.message = Some(format!(
        "the problem schema does not require {}",
        missing.join(" and ")
    ));
    detection.help = Some("list it under `required`".to_owned());
    Some(detection)
}

//! Problem details (RFC 9457): whether an error response is one.

use crate::openapi::{Content, Response, Schema, SchemaType};

/// The members of a problem details object (RFC 9457 section 3.1).
pub const PROBLEM_MEMBERS: [&str; 5] = ["type", "title", "status", "detail", "instance"];

/// How near an error response comes to problem details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conformance {
    /// A problem's media type, and a schema with members of one, rightly typed.
    Full,
    /// The schema of a problem under another media type.
    MediaTypeMissing,
    /// A problem's media type over a schema that is none.
    SchemaDefective,
    /// Another format.
    AdHoc,
    /// No content is documented.
    None,
    /// A problem's media type, with a schema that is missing, free or cannot be read.
    Unknown,
}

/// How many members of problem details a schema declares, 0 to 5.
pub fn problem_members(schema: Schema<'_>) -> usize {
    PROBLEM_MEMBERS
        .iter()
        .filter(|member| schema.property(member).is_some())
        .count()
}

/// How near a response comes to problem details. Another media type beside a problem's does not
/// spoil it.
pub fn conformance(response: Response<'_>) -> Conformance {
    let contents = response.contents();
    let problems: Vec<_> = contents
        .iter()
        .filter(|content| content.is_problem())
        .collect();
    if contents.is_empty() {
        return Conformance::None;
    }
    if problems.is_empty() {
        let is_shaped = |content: &Content<'_>| {
            content
                .schema()
                .is_some_and(|schema| holds(schema, &|one| is_problem_shaped(one)))
        };
        return if contents.iter().any(is_shaped) {
            Conformance::MediaTypeMissing
        } else {
            Conformance::AdHoc
        };
    }
    let schemas: Vec<_> = problems
        .iter()
        .filter_map(|content| content.schema())
        .collect();
    if schemas.iter().any(|schema| {
        holds(*schema, &|one| {
            is_rightly_typed(one) && problem_members(one) >= 2
        })
    }) {
        Conformance::Full
    } else if schemas.iter().all(|schema| is_open(*schema)) {
        Conformance::Unknown
    } else {
        Conformance::SchemaDefective
    }
}

/// Whether a question holds for a schema, or for every one of its alternatives.
fn holds(schema: Schema<'_>, question: &dyn Fn(Schema<'_>) -> bool) -> bool {
    alternatives(schema).into_iter().all(question)
}

/// The alternatives of a schema that has any and no members of its own; else the schema itself.
pub fn alternatives(schema: Schema<'_>) -> Vec<Schema<'_>> {
    let branches = schema.branches();
    if branches.is_empty() || !schema.properties().is_empty() {
        vec![schema]
    } else {
        branches
    }
}

/// Whether nothing can be told about the members: the schema is free, or leads nowhere.
pub fn is_open(schema: Schema<'_>) -> bool {
    schema.node().is_none()
        || schema
            .facets()
            .iter()
            .any(|facet| facet.reference().is_some())
        || schema.properties().is_empty()
            && schema.branches().is_empty()
            && schema.items().is_none()
            && (schema.types().is_empty() || schema.is(SchemaType::Object))
}

/// Whether a schema under another media type is meant as a problem: at least three of the members,
/// among them `type` or `title`, and none of another type.
fn is_problem_shaped(schema: Schema<'_>) -> bool {
    let names_kind = schema.property("type").is_some() || schema.property("title").is_some();
    names_kind && problem_members(schema) >= 3 && is_rightly_typed(schema)
}

/// Whether the members that a schema declares may have the types that RFC 9457 gives them.
fn is_rightly_typed(schema: Schema<'_>) -> bool {
    PROBLEM_MEMBERS.iter().all(|member| {
        let Some(value) = schema.property(member) else {
            return true;
        };
        let types = value.types();
        let wanted: &[SchemaType] = if *member == "status" {
            &[SchemaType::Integer, SchemaType::Number]
        } else {
            &[SchemaType::String]
        };
        types.is_empty() || types.iter().any(|found| wanted.contains(found))
    })
}

//! Members of a body that are named by a path: `error/code`, `errors/*/message`.

use crate::openapi::{Cursor, Schema, SchemaType};

/// What a schema says of the member at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Member {
    /// It is declared.
    Declared,
    /// It, or a member on the way to it, is not declared.
    Missing,
    /// Too little is known: a part of the way is open, or cannot be read.
    Unknown,
    /// It is declared with a type that does not hold what is wanted.
    Mistyped(SchemaType),
    /// It is declared, and need not be present.
    Optional,
}

/// What a path must lead to.
#[derive(Clone, Copy, Default)]
pub(super) struct Wanted {
    /// The type; none where any will do.
    pub(super) kind: Option<SchemaType>,
    /// Whether each member on the way must be listed under `required`.
    pub(super) is_required: bool,
}

/// Follows a path through properties, and through the items of arrays where a segment is `*` or a
/// number.
pub(super) fn follow<'p>(
    schema: Schema<'_>,
    path: impl IntoIterator<Item = &'p str>,
    wanted: Wanted,
) -> Member {
    let mut current = schema;
    let mut is_optional = false;
    for segment in path {
        let is_item = current.items().is_some() && is_position(segment);
        is_optional |= !is_item && !current.requires(segment);
        match step(current, segment) {
            Step::To(next) => current = next,
            Step::Unknown => return Member::Unknown,
            Step::Nowhere => return Member::Missing,
        }
    }
    let types = current.types();
    match (wanted.kind, types.first()) {
        (Some(kind), Some(first)) if !types.iter().any(|found| holds(*found, kind)) => {
            Member::Mistyped(*first)
        }
        _ if wanted.is_required && is_optional => Member::Optional,
        _ => Member::Declared,
    }
}

fn holds(found: SchemaType, wanted: SchemaType) -> bool {
    let is_number = |kind| matches!(kind, SchemaType::Integer | SchemaType::Number);
    found == wanted || is_number(found) && is_number(wanted)
}

/// Where one segment of a path leads.
enum Step<'a> {
    To(Schema<'a>),
    Unknown,
    Nowhere,
}

fn step<'a>(schema: Schema<'a>, segment: &str) -> Step<'a> {
    let items = schema.items().filter(|_| is_position(segment));
    let next = items
        .or_else(|| schema.property(segment))
        .or_else(|| in_branches(schema, segment));
    match next {
        Some(next) if next.node().is_some() => Step::To(next),
        Some(_) => Step::Unknown,
        None if is_open(schema) || is_map(schema) => Step::Unknown,
        None => Step::Nowhere,
    }
}

fn is_position(segment: &str) -> bool {
    segment == "*" || !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit())
}

/// The member of a schema with alternatives, where every alternative has it.
fn in_branches<'a>(schema: Schema<'a>, name: &str) -> Option<Schema<'a>> {
    let branches = schema.branches();
    let found: Vec<Schema<'a>> = branches
        .iter()
        .filter_map(|branch| branch.property(name))
        .collect();
    let first = found.first().copied();
    first.filter(|_| found.len() == branches.len())
}

/// Whether a schema describes members whose names it does not know.
fn is_map(schema: Schema<'_>) -> bool {
    let others = schema.keyword("additionalProperties");
    others.is_some_and(|others| others.node().as_bool() != Some(false))
}

/// Whether a schema says nothing about its members, or parts of it cannot be read.
pub(super) fn is_open(schema: Schema<'_>) -> bool {
    let is_object = schema.types().is_empty() || schema.is(SchemaType::Object);
    schema.node().is_none()
        || schema.facets().into_iter().any(has_unread_part)
        || is_object && schema.properties().is_empty() && schema.branches().is_empty()
}

/// Whether a part that `allOf` brings in leads nowhere.
pub(super) fn has_unread_part(facet: Cursor<'_>) -> bool {
    let mut parts = facet.get("allOf").into_iter().flat_map(Cursor::items);
    parts.any(|part| part.resolved().is_none())
}

//! Whether a value that is written in a document fits a schema.
//!
//! Only what JSON Schema says of structure: types, required and forbidden members, listed values,
//! bounds of numbers and lists. It works on the nodes of the tree, so that a fault has a place, and
//! follows references across files. What is not known fits.

use super::cursor::Cursor;
use super::schema::{Schema, SchemaType};
use crate::syntax::Kind;

/// How many values are compared with a schema for one example, and how deep.
const STEPS: usize = 4_000;
const DEPTH: usize = 24;

/// Where a value does not fit its schema, and why.
#[derive(Clone, Debug)]
pub struct Mismatch<'a> {
    /// The value at fault: the whole, or a part of it.
    pub value: Cursor<'a>,
    /// What is wrong with it, in a few words.
    pub reason: String,
}

/// The first fault of a value that a schema describes as the body of a response; none where it fits.
pub fn mismatch<'a>(value: Cursor<'a>, schema: Schema<'_>) -> Option<Mismatch<'a>> {
    Comparison { steps: STEPS }.compare(value, schema.cursor(), DEPTH)
}

struct Comparison {
    steps: usize,
}

impl Comparison {
    fn compare<'a>(
        &mut self,
        value: Cursor<'a>,
        schema: Cursor<'_>,
        depth: usize,
    ) -> Option<Mismatch<'a>> {
        self.steps = self.steps.saturating_sub(1);
        // A `$ref` in an example is no reference to OpenAPI, but many tools put the target there.
        if self.steps == 0 || depth == 0 || value.reference().is_some() {
            return None;
        }
        let schema = schema.resolved()?.target();
        if schema.node().as_bool() == Some(false) {
            return Some(fault(value, "no value is allowed here"));
        }
        of_type(value, schema)
            .or_else(|| of_listed(value, schema))
            .or_else(|| of_bounds(value, schema))
            .or_else(|| self.of_members(value, schema, depth))
            .or_else(|| self.of_items(value, schema, depth))
            .or_else(|| self.of_parts(value, schema, depth))
    }

    fn of_members<'a>(
        &mut self,
        value: Cursor<'a>,
        schema: Cursor<'_>,
        depth: usize,
    ) -> Option<Mismatch<'a>> {
        if !value.node().is_mapping() {
            return None;
        }
        let properties = schema.mapping("properties");
        let property = |name: &str| properties.and_then(|all| all.get(name));
        let required = schema.get("required").into_iter().flat_map(Cursor::items);
        let mut missing = required
            .filter(|name| value.get(name.text()).is_none())
            .filter(|name| !property(name.text()).is_some_and(is_write_only));
        if let Some(name) = missing.next() {
            return Some(fault(
                value,
                &format!("`{}` is required and missing", name.text()),
            ));
        }
        let others = schema.get("additionalProperties");
        let is_closed = others.is_some_and(|others| others.node().as_bool() == Some(false))
            && schema.get("patternProperties").is_none();
        for (key, member) in value.entries() {
            let found = match property(key.text()) {
                Some(property) => self.compare(member, property, depth - 1),
                None if is_closed => {
                    Some(fault(member, &format!("`{}` is not allowed", key.text())))
                }
                None => others
                    .filter(|others| {
                        others.node().is_mapping() && schema.get("patternProperties").is_none()
                    })
                    .and_then(|others| self.compare(member, others, depth - 1)),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn of_items<'a>(
        &mut self,
        value: Cursor<'a>,
        schema: Cursor<'_>,
        depth: usize,
    ) -> Option<Mismatch<'a>> {
        let items = schema
            .mapping("items")
            .filter(|_| schema.get("prefixItems").is_none())?;
        value
            .items()
            .find_map(|item| self.compare(item, items, depth - 1))
    }

    /// `allOf`, and of `oneOf` and `anyOf` at least one; with only one alternative its own fault.
    fn of_parts<'a>(
        &mut self,
        value: Cursor<'a>,
        schema: Cursor<'_>,
        depth: usize,
    ) -> Option<Mismatch<'a>> {
        let parts = schema.get("allOf").into_iter().flat_map(Cursor::items);
        for part in parts {
            let found = self.compare(value, part, depth - 1);
            if found.is_some() {
                return found;
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            let Some(branches) = schema.get(keyword).filter(|list| !list.node().is_empty()) else {
                continue;
            };
            let mut first = None;
            let mut fits = false;
            for branch in branches.items() {
                match self.compare(value, branch, depth - 1) {
                    None => fits = true,
                    Some(found) => first = first.or(Some(found)),
                }
                if fits {
                    break;
                }
            }
            if !fits {
                return match branches.node().len() {
                    1 => first,
                    count => Some(fault(
                        value,
                        &format!("it fits none of the {count} alternatives"),
                    )),
                };
            }
        }
        None
    }
}

fn fault<'a>(value: Cursor<'a>, reason: &str) -> Mismatch<'a> {
    Mismatch {
        value,
        reason: reason.to_owned(),
    }
}

fn is_write_only(schema: Cursor<'_>) -> bool {
    let schema = schema.resolved();
    schema.is_some_and(|schema| schema.boolean("writeOnly") == Some(true))
}

fn of_type<'a>(value: Cursor<'a>, schema: Cursor<'_>) -> Option<Mismatch<'a>> {
    let stated = schema.get("type")?;
    let parsed = |node: Cursor<'_>| SchemaType::parse(node.text());
    let wanted: Vec<SchemaType> = if stated.node().is_sequence() {
        stated.items().filter_map(parsed).collect()
    } else {
        parsed(stated).into_iter().collect()
    };
    let is_null = value.node().is_null();
    let allows_null =
        schema.boolean("nullable") == Some(true) || schema.boolean("x-nullable") == Some(true);
    if wanted.is_empty() || is_null && allows_null || wanted.iter().any(|kind| is_of(value, *kind))
    {
        return None;
    }
    let names: Vec<&str> = wanted.iter().map(|kind| kind.as_str()).collect();
    Some(fault(
        value,
        &format!("{}, not {}", kind_of(value), names.join(" or ")),
    ))
}

fn is_of(value: Cursor<'_>, kind: SchemaType) -> bool {
    let node = value.node();
    match kind {
        SchemaType::String => node.kind() == Kind::String,
        SchemaType::Number => node.kind() == Kind::Number,
        SchemaType::Integer => number(value).is_some_and(|number| number.fract() == 0.0),
        SchemaType::Boolean => node.kind() == Kind::Boolean,
        SchemaType::Object => node.is_mapping(),
        SchemaType::Array => node.is_sequence(),
        SchemaType::Null => node.is_null(),
    }
}

fn kind_of(value: Cursor<'_>) -> &'static str {
    match value.node().kind() {
        Kind::Null => "null",
        Kind::Boolean => "a boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Mapping => "an object",
        Kind::Sequence => "an array",
    }
}

/// The number that a value is; none where it is none, or is written as only YAML would.
fn number(value: Cursor<'_>) -> Option<f64> {
    (value.node().kind() == Kind::Number).then(|| value.text().parse().ok())?
}

fn of_listed<'a>(value: Cursor<'a>, schema: Cursor<'_>) -> Option<Mismatch<'a>> {
    let listed = schema
        .get("enum")
        .map(|list| list.items().collect::<Vec<_>>());
    let fixed = schema.get("const").map(|only| vec![only]);
    let allowed = listed.filter(|list| !list.is_empty()).or(fixed)?;
    let is_scalar = value.node().is_scalar() && allowed.iter().all(|one| one.node().is_scalar());
    let is_nullable = value.node().is_null() && schema.boolean("nullable") == Some(true);
    if !is_scalar || is_nullable || allowed.iter().any(|one| are_equal(*one, value)) {
        return None;
    }
    Some(fault(
        value,
        &format!("`{}` is not one of the listed values", value.text()),
    ))
}

/// Whether two scalars are the same JSON value.
fn are_equal(one: Cursor<'_>, other: Cursor<'_>) -> bool {
    let are_alike = one.node().kind() == other.node().kind() && one.text() == other.text();
    are_alike || number(one).is_some() && number(one) == number(other)
}

fn of_bounds<'a>(value: Cursor<'a>, schema: Cursor<'_>) -> Option<Mismatch<'a>> {
    let bound = |keyword: &str| schema.get(keyword).and_then(number);
    if let Some(found) = number(value) {
        let text = value.text();
        if bound("minimum").is_some_and(|least| found < least) {
            return Some(fault(value, &format!("{text} is below the minimum")));
        }
        if bound("maximum").is_some_and(|most| found > most) {
            return Some(fault(value, &format!("{text} is above the maximum")));
        }
    }
    let length = value
        .node()
        .is_sequence()
        .then(|| u32::try_from(value.node().len()).ok())??;
    if bound("minItems").is_some_and(|least| f64::from(length) < least) {
        return Some(fault(value, "the list has too few items"));
    }
    bound("maxItems")
        .is_some_and(|most| f64::from(length) > most)
        .then(|| fault(value, "the list has too many items"))
}

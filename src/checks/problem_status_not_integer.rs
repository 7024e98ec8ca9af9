//! PRB04: the `status` of a problem that is no number.

use rustc_hash::FxHashSet;

use super::Options;
use super::problems::{self, Problem};
use crate::finding::{Detection, Severity, Token};
use crate::openapi::{Document, NodeId, Schema, SchemaType};

/// Finds problems whose `status` is text, a boolean or an object, or a number that is no status
/// code (RFC 9457 section 3.1.2).
pub(super) fn check<'a>(document: &'a Document<'a>, _options: &Options<'_>) -> Vec<Detection<'a>> {
    let mut seen: FxHashSet<NodeId> = FxHashSet::default();
    let mut found: Vec<Detection<'a>> = Vec::new();
    for response in document.responses() {
        for problem in problems::of_response(response) {
            let Some(status) = problem.schema.property("status") else {
                continue;
            };
            let Some((token, what)) = defect(status) else {
                continue;
            };
            let fresh = seen.insert(token.node().id());
            if fresh {
                found.push(detection(&problem, token, &what));
            }
        }
    }
    found
}

fn detection<'a>(problem: &Problem<'a>, token: Token<'a>, what: &str) -> Detection<'a> {
    let mut detection =
        Detection::at(token).touching(problem.uses.iter().map(|found| found.operation()));
    let name = problem
        .schema
        .name()
        .map_or_else(|| "a problem".to_owned(), |name| format!("`{name}`"));
    detection.message = Some(format!(
        "`status` of {name} is {what}, not a status code as a number"
    ));
    detection.label = Some("a client ignores a member of the wrong type".to_owned());
    detection.help = Some("declare `status` as `type: integer` from 100 to 599".to_owned());
    if problem.is_served_as_one {
        detection
    } else {
        let members = "it has the members of a problem, but another media type";
        detection.at_most(Severity::Warning).because(members)
    }
}

/// The token that makes `status` something else than a status code, and what it makes it.
fn defect(status: Schema<'_>) -> Option<(Token<'_>, String)> {
    let types = status.types();
    let is_number = |found: &SchemaType| matches!(found, SchemaType::Integer | SchemaType::Number);
    let wrong = types
        .iter()
        .find(|found| !is_number(found) && **found != SchemaType::Null);
    if let Some(wrong) = wrong.filter(|_| !types.iter().any(is_number)) {
        let token = status.keyword("type").unwrap_or(status.cursor());
        return Some((Token::Value(token), format!("{wrong:?}").to_lowercase()));
    }
    let values = status.allowed_values();
    let is_code = |number: i64| (100..=599).contains(&number);
    if let Some(value) = values
        .iter()
        .find(|value| !value.node().as_i64().is_some_and(is_code))
    {
        return Some((Token::Value(*value), format!("`{}`", value.text())));
    }
    let bound = |name: &str| {
        status
            .keyword(name)
            .and_then(|value| Some((value, value.node().as_i64()?)))
    };
    let outside = bound("minimum").filter(|(_, least)| *least > 599);
    let outside = outside.or_else(|| bound("maximum").filter(|(_, most)| *most < 100));
    outside.map(|(value, number)| (Token::Value(value), format!("bounded by {number}")))
}

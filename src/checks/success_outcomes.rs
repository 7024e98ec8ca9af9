//! What success bodies say about the outcome of the request, put together by where it is written.

use indexmap::IndexMap;

use super::{Options, systemic};
use crate::finding::{Detection, Severity, Token};
use crate::openapi::errors::{Outcome, OutcomeKind, Weight, outcomes, subject};
use crate::openapi::{Document, NodeId, Operation, ResponseUse, Schema};

/// A member that says that requests failed, with all the operations whose success bodies hold it.
pub(super) struct Told<'a> {
    pub(super) outcome: Outcome<'a>,
    /// The first outcome whose body holds it.
    pub(super) found: ResponseUse<'a>,
    pub(super) operations: Vec<Operation<'a>>,
}

/// The members of one kind in the success bodies of a document, one for each place and weight; one
/// for each body and kind.
pub(super) fn told<'a>(
    document: &'a Document<'a>,
    kind: OutcomeKind,
    options: &Options<'_>,
) -> Vec<Told<'a>> {
    let mut places: IndexMap<(NodeId, Weight), Told<'a>> = IndexMap::new();
    for operation in document.operations() {
        for found in operation.successes() {
            let mut names: Vec<&str> = Vec::new();
            for schema in bodies(found) {
                let Some(outcome) = of_body(found, schema, kind, options) else {
                    continue;
                };
                // One answer in several media types has the member once.
                if names.contains(&outcome.key.text()) {
                    continue;
                }
                names.push(outcome.key.text());
                let told = places
                    .entry((outcome.key.id(), outcome.weight))
                    .or_insert_with(|| Told {
                        outcome,
                        found,
                        operations: Vec::new(),
                    });
                if !told.operations.contains(&operation) {
                    told.operations.push(operation);
                }
            }
        }
    }
    places.into_values().collect()
}

/// The outcome that a body tells by members of a kind: the strongest, else the first. A body with a
/// flag is told by its flag alone.
fn of_body<'a>(
    found: ResponseUse<'a>,
    schema: Schema<'a>,
    kind: OutcomeKind,
    options: &Options<'_>,
) -> Option<Outcome<'a>> {
    let mut members = outcomes(found, schema);
    members.retain(|member| !options.names("ignore-properties", member.key.text()));
    let has_flag = members
        .iter()
        .any(|member| member.kind == OutcomeKind::Flag);
    if members.is_empty()
        || has_flag && kind != OutcomeKind::Flag
        || subject(found, schema).is_some()
    {
        return None;
    }
    let of_kind = members.into_iter().filter(|member| member.kind == kind);
    of_kind.reduce(|best, next| {
        if next.weight > best.weight {
            next
        } else {
            best
        }
    })
}

/// The schemas of a response's bodies, each once.
pub(super) fn bodies(found: ResponseUse<'_>) -> Vec<Schema<'_>> {
    let contents = found
        .response()
        .map(crate::openapi::Response::contents)
        .unwrap_or_default();
    let mut schemas: Vec<Schema<'_>> = Vec::new();
    for schema in contents.iter().filter_map(|content| content.schema()) {
        if schemas.iter().all(|known| known.id() != schema.id()) {
            schemas.push(schema);
        }
    }
    schemas
}

/// One detection for each member, or one for all members of a name where a document has many.
pub(super) fn detections<'a>(
    told: Vec<Told<'a>>,
    describe: impl Fn(&Told<'a>) -> (String, String),
) -> Vec<Detection<'a>> {
    let mut by_name: IndexMap<(&str, Weight), Vec<Detection<'a>>> = IndexMap::new();
    for told in told {
        let (message, help) = describe(&told);
        let mut detection = Detection::at(Token::Key(told.outcome.key))
            .see(
                Token::Key(told.found.value()),
                format!("the body of {}", told.found.operation()),
            )
            .touching(told.operations);
        detection.message = Some(message);
        detection.help = Some(help);
        detection.evidence = told.outcome.evidence;
        if told.outcome.weight == Weight::Weak {
            detection = detection.at_most(Severity::Info);
        }
        by_name
            .entry((told.outcome.key.text(), told.outcome.weight))
            .or_default()
            .push(detection);
    }
    by_name
        .into_values()
        .flat_map(|found| systemic::once(found, "schemas"))
        .collect()
}

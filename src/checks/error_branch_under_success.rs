//! A success body that is, as one of its alternatives, an error.

use indexmap::IndexMap;

use super::error_schema_under_success::suspicion;
use super::success_outcomes::bodies;
use super::{Options, systemic};
use crate::finding::{Detection, Token};
use crate::openapi::errors::{Subject, subject};
use crate::openapi::{Content, Document, NodeId, Response, ResponseUse, Schema};
use crate::repair::{Change, Repair};

/// Finds 2xx responses whose schema is a union of which a part, but not all, is the schema of an
/// error.
pub(super) fn check<'a>(document: &'a Document<'a>, options: &Options<'_>) -> Vec<Detection<'a>> {
    let extra: Vec<String> = options.list("extra-error-schemas").collect();
    let mut by_schema: IndexMap<NodeId, Vec<Detection<'a>>> = IndexMap::new();
    let mut places: IndexMap<NodeId, ()> = IndexMap::new();
    for operation in document.operations() {
        for found in operation.successes().filter(|found| !is_stream(*found)) {
            for body in bodies(found) {
                let Some((branch, reason)) = error_branch(found, body, &extra) else {
                    continue;
                };
                if let Some(id) = branch.id()
                    && places.insert(branch.cursor().id(), ()).is_none()
                {
                    let detection = detection(found, branch, reason);
                    by_schema.entry(id).or_default().push(detection);
                }
            }
        }
    }
    by_schema
        .into_values()
        .flat_map(|found| systemic::once(found, "unions"))
        .collect()
}

/// The first alternative that is an error's beside one that is none.
fn error_branch<'a>(
    found: ResponseUse<'a>,
    body: Schema<'a>,
    extra: &[String],
) -> Option<(Schema<'a>, String)> {
    let branches = body.branches();
    if branches.len() < 2 {
        return None;
    }
    let mut error = None;
    let mut has_success = false;
    for branch in branches {
        // A verdict that was asked for is no alternative to another answer.
        let subject = subject(found, branch).filter(|subject| *subject != Subject::Validation);
        match suspicion(found, branch, extra).filter(|_| subject.is_none()) {
            Some(reason) if error.is_none() => error = Some((branch, reason)),
            Some(_) => {}
            None => has_success = true,
        }
    }
    error.filter(|_| has_success)
}

/// Whether the body is a stream of messages, of which any may be an error.
fn is_stream(found: ResponseUse<'_>) -> bool {
    let streams = ["event-stream", "ndjson", "jsonl", "json-seq", "multipart/"];
    let is_one = |content: &Content<'_>| {
        let media_type = content.essence().to_ascii_lowercase();
        streams.iter().any(|part| media_type.contains(part))
            || content.node().get("itemSchema").is_some()
    };
    found.contents().iter().any(is_one)
}

fn detection<'a>(found: ResponseUse<'a>, branch: Schema<'a>, reason: String) -> Detection<'a> {
    let status = found.key().text();
    let token = branch.cursor().get("$ref").unwrap_or(branch.cursor());
    let users = found.response().into_iter().flat_map(Response::uses);
    let mut detection = Detection::at(Token::Value(token))
        .see(Token::Key(found.value()), "a success")
        .fact("operation", found.operation().to_string())
        .fact("status", status)
        .fact("name", branch.name().unwrap_or("an error"))
        .touching(users.map(ResponseUse::operation))
        .because(reason);
    detection.label = Some(format!("an error under {status}"));
    let is_one_of_many = branch
        .cursor()
        .parent()
        .is_some_and(|around| around.node().len() > 2);
    let repair = Repair::of(Change::Remove {
        nodes: vec![branch.cursor()],
    });
    let repair = repair.titled("take the error out of the alternatives");
    detection.mended_by(is_one_of_many.then_some(repair))
}

//! Checks of the problem details (RFC 9457) among the error responses of a document.

mod about_blank;
mod dual_media;
mod extensible;
mod iana_type;
mod member_types;
mod obsolete;
mod relative_type;
mod required;
mod stated;
mod status;
mod type_use;
mod uri_format;

pub(super) use about_blank::check as about_blank_title;
pub(super) use dual_media::check as dual_error_media;
pub(super) use extensible::check as schema_closed;
pub(super) use iana_type::check as unregistered_iana_type;
pub(super) use member_types::check as member_wrong_type;
pub(super) use obsolete::check as obsolete_reference;
pub(super) use relative_type::check as relative_type;
pub(super) use required::check as required_conflict;
pub(super) use status::check as status_contradicts_code;
pub(super) use type_use::check as type_inconsistent;
pub(super) use uri_format::check as uri_format;

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use super::Options;
use crate::finding::Detection;

use crate::openapi::errors::{alternatives, problem_members};
use crate::openapi::{Content, Document, NodeId, Response, ResponseUse, Role, Schema};
use stated::{Origin, Stated, stated};

/// A problem that error responses carry.
struct Problem<'a> {
    content: Content<'a>,
    schema: Schema<'a>,
    /// Whether the media type says that it is one.
    is_declared: bool,
    /// The error outcomes that carry it.
    uses: Vec<ResponseUse<'a>>,
}

/// The problems that a response carries: by media type, or by four of the five members.
fn of_response(response: Response<'_>) -> Vec<Problem<'_>> {
    let is_told =
        |found: &ResponseUse<'_>| found.is_error() && found.operation().role() == Role::Operation;
    if !response.uses().any(|found| is_told(&found)) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for &content in response.contents() {
        let is_declared = content.is_problem();
        if !is_declared && !content.is_json() {
            continue;
        }
        for schema in content.schema().into_iter().flat_map(alternatives) {
            if is_declared || is_shaped(schema) {
                problems.push(Problem {
                    content,
                    schema,
                    is_declared,
                    uses: response.uses().filter(is_told).collect(),
                });
            }
        }
    }
    problems
}

/// Whether a schema has the members of a problem, whatever its media type.
fn is_shaped(schema: Schema<'_>) -> bool {
    schema.property("type").is_some()
        && schema.property("title").is_some()
        && problem_members(schema) >= 4
}

/// The problems of a document, each schema once, with all outcomes that carry it.
fn of_document<'a>(document: &'a Document<'a>) -> Vec<Problem<'a>> {
    let mut found: IndexMap<NodeId, Problem<'a>> = IndexMap::new();
    for problem in document.responses().flat_map(of_response) {
        let Some(id) = problem.schema.id() else {
            continue;
        };
        match found.get_mut(&id) {
            Some(known) => {
                known.is_declared |= problem.is_declared;
                known.uses.extend(problem.uses);
            }
            None => {
                found.insert(id, problem);
            }
        }
    }
    found.into_values().collect()
}

/// One detection for each token: what several problems have in common is one defect, which touches
/// the operations of all.
fn merged(found: Vec<Detection<'_>>) -> Vec<Detection<'_>> {
    let mut by_token: IndexMap<NodeId, Detection<'_>> = IndexMap::new();
    let mut touched: FxHashSet<(NodeId, usize)> = FxHashSet::default();
    for mut detection in found {
        let id = detection.token.node().id();
        detection
            .operations
            .retain(|operation| touched.insert((id, operation.index())));
        match by_token.get_mut(&id) {
            Some(known) => {
                known.at_most = known
                    .at_most
                    .zip(detection.at_most)
                    .map(|(one, other)| one.max(other));
                known.operations.append(&mut detection.operations);
            }
            None => {
                by_token.insert(id, detection);
            }
        }
    }
    by_token.into_values().collect()
}

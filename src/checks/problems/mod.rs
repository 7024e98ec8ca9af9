//! Checks of the problem details (RFC 9457) among the error responses of a document.

mod about_blank;
mod dual_media;
mod extensible;
mod iana_type;
mod member_types;
mod obsolete;
mod relative_type;
mod required;
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
use crate::http::{StatusCode, StatusKey};
use crate::openapi::errors::{alternatives, problem_members};
use crate::openapi::{Content, Cursor, Document, NodeId, Response, ResponseUse, Role, Schema};

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
    for content in response.contents() {
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

/// A value of a member that the document states.
struct Stated<'a> {
    value: Cursor<'a>,
    /// The example that it is part of.
    example: Option<Cursor<'a>>,
    origin: Origin,
    /// The outcomes that it is stated for.
    uses: Vec<ResponseUse<'a>>,
}

/// How a document states a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// No other value is allowed.
    Fixed,
    /// It is one of several that are allowed.
    Listed,
    /// It is the default or an example of the member.
    Loose,
    /// It is part of an example of the whole.
    Example,
}

impl<'a> Stated<'a> {
    /// The distinct keys that it stands under, in ascending order.
    fn keys(&self) -> Vec<&'a str> {
        let mut keys: Vec<&str> = self.uses.iter().map(|found| found.key().text()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The only code that it stands under; none where there are several, or a range.
    fn code(&self) -> Option<StatusCode> {
        only_code(&self.uses)
    }
}

/// The only code that outcomes have; none where there are several, or a range.
fn only_code(uses: &[ResponseUse<'_>]) -> Option<StatusCode> {
    let code = |found: &ResponseUse<'_>| found.status().and_then(StatusKey::code);
    let first = uses.first().and_then(code)?;
    let is_only = uses.iter().all(|found| code(found) == Some(first));
    is_only.then_some(first)
}

/// The values that a document states for a member of its problems, each once: in examples of the
/// content, in the schema's own examples, and where the schema lists or fixes them.
fn stated<'a>(document: &'a Document<'a>, member: &str) -> Vec<Stated<'a>> {
    let mut found: IndexMap<NodeId, Stated<'a>> = IndexMap::new();
    for problem in document.responses().flat_map(of_response) {
        for (value, example, origin) in values(&problem, member) {
            let known = found.entry(value.id()).or_insert_with(|| Stated {
                value,
                example,
                origin,
                uses: Vec::new(),
            });
            known.uses.extend(&problem.uses);
        }
    }
    found.into_values().collect()
}

type Value<'a> = (Cursor<'a>, Option<Cursor<'a>>, Origin);

fn values<'a>(problem: &Problem<'a>, member: &str) -> Vec<Value<'a>> {
    let whole = problem.content.examples().into_iter();
    let mut found: Vec<Value<'a>> = whole
        .chain(problem.schema.examples())
        .filter_map(|example| Some((example.get(member)?, Some(example), Origin::Example)))
        .collect();
    if let Some(property) = problem.schema.property(member) {
        let allowed = property.allowed_values();
        if allowed.is_empty() {
            let default = property.keyword("default").into_iter();
            let loose = default.chain(property.examples());
            found.extend(loose.map(|value| (value, None, Origin::Loose)));
        }
        let origin = if allowed.len() == 1 {
            Origin::Fixed
        } else {
            Origin::Listed
        };
        found.extend(allowed.into_iter().map(|value| (value, None, origin)));
    }
    found
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

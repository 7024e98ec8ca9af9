//! The schemas that an API uses for its errors, told by where they are used.

use rustc_hash::{FxHashMap, FxHashSet};

use super::problem::problem_members;
use super::words;
use crate::http::{StatusClass, StatusKey};
use crate::openapi::{Document, NodeId, Schema};

/// The schemas that an API uses for its errors.
///
/// A schema belongs here when at least two error responses use it and less than a fifth of the
/// success responses do, or when it has the shape of problem details.
#[derive(Debug, Default)]
pub struct ErrorSchemas {
    members: FxHashSet<NodeId>,
    uses: FxHashMap<NodeId, Uses>,
    majority: Option<NodeId>,
}

/// How many declared outcomes use a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Those under 4xx, 5xx and `default`.
    pub errors: usize,
    /// Those of them under 4xx and 5xx.
    pub coded_errors: usize,
    /// Those under 2xx.
    pub successes: usize,
}

#[derive(Default)]
struct Tally {
    errors: usize,
    coded_errors: usize,
    successes: usize,
    has_problem_shape: bool,
}

impl ErrorSchemas {
    pub(in crate::openapi) fn of(document: &Document<'_>) -> Self {
        let mut tallies: FxHashMap<NodeId, Tally> = FxHashMap::default();
        let mut successes = 0;
        for response in document.responses() {
            let contents = response.contents();
            let schemas: Vec<_> = contents
                .iter()
                .filter_map(|content| content.schema())
                .collect();
            for found in response.uses() {
                let kind = found.status().map(outcome);
                successes += usize::from(kind == Some(Outcome::Success));
                for (schema, id) in schemas
                    .iter()
                    .filter_map(|schema| Some((schema, schema.id()?)))
                {
                    let tally = tallies.entry(id).or_insert_with(|| Tally {
                        has_problem_shape: problem_members(*schema) >= 4,
                        ..Tally::default()
                    });
                    match kind {
                        Some(Outcome::Error) => {
                            tally.errors += 1;
                            let is_coded = found.status() != Some(StatusKey::Default);
                            tally.coded_errors += usize::from(is_coded);
                        }
                        Some(Outcome::Success) => tally.successes += 1,
                        _ => {}
                    }
                }
            }
        }
        Self::from_tallies(&tallies, successes)
    }

    fn from_tallies(tallies: &FxHashMap<NodeId, Tally>, successes: usize) -> Self {
        let is_member = |tally: &Tally| {
            let rare_in_success = tally.successes * 5 < successes.max(1);
            tally.errors >= 1 && tally.has_problem_shape || tally.errors >= 2 && rare_in_success
        };
        let mut found: Vec<(NodeId, usize)> = tallies
            .iter()
            .filter(|(_, tally)| is_member(tally))
            .map(|(id, tally)| (*id, tally.errors))
            .collect();
        found.sort_unstable();
        Self {
            majority: found
                .iter()
                .rev()
                .max_by_key(|(_, errors)| *errors)
                .map(|(id, _)| *id),
            members: found.into_iter().map(|(id, _)| id).collect(),
            uses: tallies
                .iter()
                .map(|(id, tally)| {
                    let Tally {
                        errors,
                        coded_errors,
                        successes,
                        ..
                    } = *tally;
                    (
                        *id,
                        Uses {
                            errors,
                            coded_errors,
                            successes,
                        },
                    )
                })
                .collect(),
        }
    }

    /// Whether the API uses the schema for its errors.
    pub fn contains(&self, schema: Schema<'_>) -> bool {
        schema.id().is_some_and(|id| self.members.contains(&id))
    }

    /// Whether this is the schema that most error responses use.
    pub fn is_majority(&self, schema: Schema<'_>) -> bool {
        schema.id().is_some() && schema.id() == self.majority
    }

    /// How many declared outcomes use the schema as their body.
    pub fn uses(&self, schema: Schema<'_>) -> Uses {
        let found = schema.id().and_then(|id| self.uses.get(&id));
        found.copied().unwrap_or_default()
    }

    /// Whether no schema is used for errors in particular.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Success,
    Error,
    Other,
}

fn outcome(status: StatusKey) -> Outcome {
    match (status, status.class()) {
        (StatusKey::Default, _)
        | (_, Some(StatusClass::ClientError | StatusClass::ServerError)) => Outcome::Error,
        (_, Some(StatusClass::Successful)) => Outcome::Success,
        _ => Outcome::Other,
    }
}

/// Whether a name says that what it names is an error: `ApiError`, `ErrorResponse`,
/// `ProblemDetails`, `404_error_body`.
pub fn names_error(name: &str) -> bool {
    let mut words = words(name.rsplit('.').next().unwrap_or(name));
    while words.last().is_some_and(|word| is_wrapping(word)) {
        words.pop();
    }
    let last = words.last().map_or("", String::as_str);
    let before = words.iter().rev().nth(1).map_or("", String::as_str);
    matches!(
        last,
        "error" | "errors" | "problem" | "problemdetails" | "failure"
    ) || last == "fault" && words.len() < 3
        || last == "exception" && matches!(before, "api" | "service" | "http" | "")
        || before == "problem" && matches!(last, "detail" | "details")
}

/// Words behind `error` that do not change what the name says.
fn is_wrapping(word: &str) -> bool {
    matches!(
        word,
        "response"
            | "responses"
            | "schema"
            | "model"
            | "dto"
            | "body"
            | "object"
            | "result"
            | "message"
            | "payload"
            | "envelope"
            | "wrapper"
            | "info"
            | "type"
            | "reply"
            | "output"
    ) || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a schema has the members by which errors are told: a message beside a code, a member
/// named error, or the members of problem details.
pub fn looks_like_error(schema: Schema<'_>) -> bool {
    let names: Vec<String> = schema
        .properties()
        .iter()
        .map(|(key, _)| words(key.text()).concat())
        .collect();
    let has = |listed: &[&str]| names.iter().any(|name| listed.contains(&name.as_str()));
    let tells = has(&[
        "message",
        "messages",
        "msg",
        "detail",
        "details",
        "description",
        "title",
        "reason",
    ]);
    let classifies = has(&[
        "code",
        "status",
        "success",
        "statuscode",
        "type",
        "errorcode",
        "name",
        "key",
    ]);
    let names_it = has(&[
        "error",
        "errors",
        "errorcode",
        "errormessage",
        "errordescription",
        "faultstring",
        "errormsg",
    ]);
    names_it || tells && classifies && names.len() <= 8 || problem_members(schema) >= 3
}

#[cfg(test)]
mod tests {
    use super::names_error;

    #[test]
    fn names_of_errors_end_in_the_word() {
        for name in [
            "Error",
            "ApiError",
            "ErrorResponse",
            "ProblemDetails",
            "404_error_body",
            "global_error_response_schema",
        ] {
            assert!(names_error(name), "{name}");
        }
    }

    #[test]
    fn names_of_things_do_not() {
        for name in [
            "ErrorLog",
            "ScheduledEventException",
            "ErrorReport",
            "Terror",
            "MeterGridFault",
            "ErrorRate",
        ] {
            assert!(!names_error(name), "{name}");
        }
    }
}

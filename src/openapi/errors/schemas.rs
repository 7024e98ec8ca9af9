//! The schemas that an API uses for its errors, told by where they are used.

use rustc_hash::{FxHashMap, FxHashSet};

use super::problem::problem_members;
use super::words;
use crate::http::{StatusClass, StatusKey};
use crate::openapi::memo::Question;
use crate::openapi::{Document, NodeId, Response, ResponseUse, Schema, SchemaType};

/// The schemas that an API uses for its errors.
///
/// A schema belongs here when at least two error responses use it and less than a fifth of the
/// success responses do, or when it has the shape of problem details.
#[derive(Debug, Default)]
pub struct ErrorSchemas {
    members: FxHashSet<NodeId>,
    uses: FxHashMap<NodeId, Uses>,
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

impl Uses {
    fn add(&mut self, other: Uses) {
        self.errors += other.errors;
        self.coded_errors += other.coded_errors;
        self.successes += other.successes;
    }
}

impl ErrorSchemas {
    pub(in crate::openapi) fn of(document: &Document<'_>) -> Self {
        let mut tallies: FxHashMap<NodeId, (Schema<'_>, Uses)> = FxHashMap::default();
        let mut successes = 0;
        for response in document.responses() {
            let uses = uses_of(response);
            successes += uses.successes;
            let contents = response.contents();
            let schemas = contents.iter().filter_map(|content| content.schema());
            for (schema, id) in schemas.filter_map(|schema| Some((schema, schema.id()?))) {
                let (_, tally) = tallies.entry(id).or_insert((schema, Uses::default()));
                tally.add(uses);
            }
        }
        Self::from_tallies(&tallies, successes)
    }

    fn from_tallies(tallies: &FxHashMap<NodeId, (Schema<'_>, Uses)>, successes: usize) -> Self {
        let is_member = |schema: Schema<'_>, uses: Uses| {
            let is_rare_in_success = uses.successes * 5 < successes.max(1);
            uses.errors >= 2 && is_rare_in_success
                || uses.errors >= 1 && problem_members(schema) >= 4
        };
        let found = tallies
            .iter()
            .filter(|(_, (schema, uses))| is_member(*schema, *uses));
        Self {
            members: found.map(|(id, _)| *id).collect(),
            uses: tallies.iter().map(|(id, (_, uses))| (*id, *uses)).collect(),
        }
    }

    /// Whether the API uses the schema for its errors.
    pub fn contains(&self, schema: Schema<'_>) -> bool {
        schema.id().is_some_and(|id| self.members.contains(&id))
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

/// How many outcomes of each kind use a response.
fn uses_of(response: Response<'_>) -> Uses {
    let mut uses = Uses::default();
    for status in response.uses().filter_map(ResponseUse::status) {
        match outcome(status) {
            Outcome::Error => {
                uses.errors += 1;
                uses.coded_errors += usize::from(status != StatusKey::Default);
            }
            Outcome::Success => uses.successes += 1,
            Outcome::Other => {}
        }
    }
    uses
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
    schema.once(Question::LooksLikeError, || has_members_of_error(schema))
}

/// Whether a schema is named like an error, see [`names_error`].
pub fn is_named_error(schema: Schema<'_>) -> bool {
    schema.once(Question::IsNamedError, || {
        names_error(schema.name().unwrap_or_default())
    })
}

fn has_members_of_error(schema: Schema<'_>) -> bool {
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

/// Whether a body is an object that can tell a success as well as an error.
pub fn is_envelope(schema: Schema<'_>) -> bool {
    schema.once(Question::IsEnvelope, || {
        schema.is(SchemaType::Object)
            && (looks_like_error(schema) || outcome_names(schema).len() >= 2)
    })
}

/// The members of a body that tell the outcome of a request, by name, in alphabetical order.
pub fn outcome_names(schema: Schema<'_>) -> Vec<String> {
    let listed = [
        "success", "ok", "status", "code", "message", "error", "errors", "msg", "errcode",
    ];
    let mut names: Vec<String> = schema
        .properties()
        .iter()
        .map(|(key, _)| key.text().to_ascii_lowercase())
        .filter(|name| listed.contains(&name.as_str()))
        .collect();
    names.sort_unstable();
    names
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

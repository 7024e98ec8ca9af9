//! The schemas that an API uses for its errors, told by where they are used.

use rustc_hash::{FxHashMap, FxHashSet};

use super::document::Document;
use super::forest::NodeId;
use super::schema::Schema;
use crate::http::{StatusClass, StatusKey};

/// The members of a problem details object (RFC 9457 section 3.1).
pub const PROBLEM_MEMBERS: [&str; 5] = ["type", "title", "status", "detail", "instance"];

/// How many members of problem details a schema declares, 0 to 5.
pub fn problem_members(schema: Schema<'_>) -> usize {
    PROBLEM_MEMBERS
        .iter()
        .filter(|member| schema.property(member).is_some())
        .count()
}

/// The schemas that an API uses for its errors.
///
/// A schema belongs here when at least two error responses use it and less than a fifth of the
/// success responses do, or when it has the shape of problem details.
#[derive(Debug, Default)]
pub struct ErrorSchemas {
    members: FxHashSet<NodeId>,
    majority: Option<NodeId>,
}

#[derive(Default)]
struct Tally {
    errors: usize,
    successes: usize,
    has_problem_shape: bool,
}

impl ErrorSchemas {
    pub(super) fn of(document: &Document<'_>) -> Self {
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
                        Some(Outcome::Error) => tally.errors += 1,
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

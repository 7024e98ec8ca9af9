//! How an API says that a request failed: its error schemas, their format, and the signs of failure
//! that a success body may carry.

mod format;
mod member_names;
mod outcome;
mod problem;
mod schemas;
mod subject;
#[cfg(test)]
mod tests;

pub use format::{ErrorFormat, error_format};
pub use member_names::{is_error_member, is_flag_name, is_payload_name};
pub use outcome::{Outcome, OutcomeKind, Weight, outcomes};
pub use problem::{
    Conformance, PROBLEM_MEMBERS, alternatives, conformance, is_open, problem_members,
};
pub use schemas::{
    ErrorSchemas, Uses, is_envelope, is_named_error, looks_like_error, names_error, outcome_names,
};
pub(super) use subject::reads_like_errors;
pub use subject::{Subject, is_identified, speaks_of_errors, subject};

use crate::openapi::intent::split_words;

/// How many words of a name or a description are read.
const WORDS: usize = 64;

/// The words of a name or a short text, in lower case.
fn words(text: &str) -> Vec<String> {
    split_words(text, WORDS)
}

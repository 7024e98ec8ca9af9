//! How an API says that a request failed: its error schemas, their format, and the signs of failure
//! that a success body may carry.

mod format;
mod outcome;
mod problem;
mod schemas;
mod subject;

pub use format::{ErrorFormat, error_format};
pub use outcome::{Outcome, OutcomeKind, Weight, outcomes};
pub use problem::{
    Conformance, PROBLEM_MEMBERS, alternatives, conformance, is_open, problem_members,
};
pub use schemas::{ErrorSchemas, Uses, looks_like_error, names_error};
pub use subject::{Subject, subject};

//! Native checks: what matchers cannot express, because it weighs evidence.
//!
//! Each check is one file and is found by the name that a page gives it. A check sees views of the
//! document and answers with symbolic places; it knows no files, bytes or output formats.

mod default_as_success;
mod description_names_other_status;
mod error_member_under_success;
mod error_schema_under_success;
mod head_differs_from_get;
mod options;
mod problem_status_contradicts_code;
mod problems;
mod response_ref_name_mismatch;
mod shared_envelope;
mod status_names;
mod success_flag;
mod success_outcomes;
mod systemic;
mod unreadable_reference;

pub use options::Options;

use crate::finding::Detection;
use crate::openapi::{Document, Operation, Response, ResponseUse};

/// A native check, by what it looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// Looks at the document as a whole.
    Document(for<'a> fn(&'a Document<'a>, &Options<'_>) -> Vec<Detection<'a>>),
    /// Looks at one operation.
    Operation(for<'a> fn(Operation<'a>, &Options<'_>) -> Option<Detection<'a>>),
    /// Looks at one response, where it is defined.
    Response(for<'a> fn(Response<'a>, &Options<'_>) -> Option<Detection<'a>>),
    /// Looks at one outcome of one operation.
    ResponseUse(for<'a> fn(ResponseUse<'a>, &Options<'_>) -> Option<Detection<'a>>),
}

/// The checks by the names that pages give them, in alphabetical order.
const CHECKS: &[(&str, Check)] = &[
    (
        "default-as-success",
        Check::Document(default_as_success::check),
    ),
    (
        "description-names-other-status",
        Check::Response(description_names_other_status::check),
    ),
    (
        "error-member-under-success",
        Check::Document(error_member_under_success::check),
    ),
    (
        "error-schema-under-success",
        Check::Document(error_schema_under_success::check),
    ),
    (
        "head-differs-from-get",
        Check::Document(head_differs_from_get::check),
    ),
    (
        "problem-status-contradicts-code",
        Check::Document(problem_status_contradicts_code::check),
    ),
    (
        "response-ref-name-mismatch",
        Check::ResponseUse(response_ref_name_mismatch::check),
    ),
    ("shared-envelope", Check::Document(shared_envelope::check)),
    ("success-flag", Check::Document(success_flag::check)),
    (
        "unreadable-reference",
        Check::Document(unreadable_reference::check),
    ),
];

/// The check of that name.
pub fn find(name: &str) -> Option<Check> {
    let found = CHECKS.iter().find(|(known, _)| *known == name);
    found.map(|(_, check)| *check)
}

/// The names of all checks.
pub fn names() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|(name, _)| *name)
}

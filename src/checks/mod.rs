//! Native checks: what matchers cannot express, because it weighs evidence.
//!
//! Each check is one file and is found by the name that a page gives it. A check sees views of the
//! document and answers with symbolic places; it knows no files, bytes or output formats.

mod consistency;
mod default_as_success;
mod description_names_other_status;
mod error_bodies;
mod error_branch_under_success;
mod error_example_under_success;
mod error_member_under_success;
mod error_schema_under_success;
mod everything_is_200;
mod head_differs_from_get;
mod house_code_allowlist;
mod identical_descriptions;
mod if_match_without_etag;
mod listed_code_matrix;
mod matrix_row;
mod member_path;
mod multi_status_without_items;
mod not_modified_missing_validators;
mod options;
mod problems;
mod prose_mentions_undeclared_status;
mod rate_limit_families_mixed;
mod redundant_explicit_response;
mod required_response_header;
mod response_ref_name_mismatch;
mod runtime_expressions;
mod shared_envelope;
mod status_key_order;
mod status_list;
mod status_names;
mod status_outside_responses;
mod success_flag;
mod success_outcomes;
mod systemic;
mod too_many_responses;
mod unreadable_reference;
mod unused_response_component;

pub use options::{Answers, Options};

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
    /// Looks at how findings were silenced, which the engine alone knows and reports.
    Suppressions,
}

/// The checks by the names that pages give them, in alphabetical order.
const CHECKS: &[(&str, Check)] = &[
    (
        "about-blank-title",
        Check::Document(problems::about_blank_title),
    ),
    (
        "auth-code-pairing",
        Check::Document(consistency::auth_code_pairing::check),
    ),
    (
        "default-as-success",
        Check::Document(default_as_success::check),
    ),
    (
        "description-names-other-status",
        Check::Document(description_names_other_status::check),
    ),
    (
        "dual-error-media",
        Check::Response(problems::dual_error_media),
    ),
    (
        "duplicate-inline-response",
        Check::Document(consistency::duplicate_inline_response::check),
    ),
    (
        "error-branch-under-success",
        Check::Document(error_branch_under_success::check),
    ),
    (
        "error-code-not-enumerated",
        Check::Document(error_bodies::code_not_enumerated),
    ),
    (
        "error-example-under-success",
        Check::Document(error_example_under_success::check),
    ),
    (
        "error-leaks-internals",
        Check::Document(error_bodies::leaks_internals),
    ),
    (
        "error-media-drift",
        Check::Document(consistency::error_media_drift::check),
    ),
    (
        "error-member-under-success",
        Check::Document(error_member_under_success::check),
    ),
    (
        "error-schema-drift",
        Check::Document(consistency::error_schema_drift::check),
    ),
    (
        "error-schema-under-success",
        Check::Document(error_schema_under_success::check),
    ),
    (
        "everything-is-200",
        Check::Document(everything_is_200::check),
    ),
    (
        "head-differs-from-get",
        Check::Document(head_differs_from_get::check),
    ),
    (
        "house-code-allowlist",
        Check::Document(house_code_allowlist::check),
    ),
    (
        "house-error-shape",
        Check::Document(error_bodies::house_shape),
    ),
    (
        "identical-descriptions",
        Check::Operation(identical_descriptions::check),
    ),
    (
        "if-match-without-etag",
        Check::Document(if_match_without_etag::check),
    ),
    (
        "listed-code-matrix",
        Check::Document(listed_code_matrix::check),
    ),
    (
        "mixed-400-and-422",
        Check::Document(consistency::mixed_400_and_422::check),
    ),
    (
        "multi-status-without-items",
        Check::Document(multi_status_without_items::check),
    ),
    (
        "no-machine-readable-code",
        Check::Document(error_bodies::no_machine_readable_code),
    ),
    (
        "not-modified-missing-validators",
        Check::Response(not_modified_missing_validators::check),
    ),
    (
        "obsolete-rfc7807-reference",
        Check::Document(problems::obsolete_reference),
    ),
    (
        "outlier-missing-code",
        Check::Document(consistency::outlier_missing_code::check),
    ),
    (
        "problem-example-invalid",
        Check::Document(error_bodies::example_invalid),
    ),
    (
        "problem-member-wrong-type",
        Check::Document(problems::member_wrong_type),
    ),
    (
        "problem-required-conflict",
        Check::Document(problems::required_conflict),
    ),
    (
        "problem-schema-closed",
        Check::Document(problems::schema_closed),
    ),
    (
        "problem-status-contradicts-code",
        Check::Document(problems::status_contradicts_code),
    ),
    (
        "problem-type-inconsistent",
        Check::Document(problems::type_inconsistent),
    ),
    ("problem-uri-format", Check::Document(problems::uri_format)),
    (
        "prose-mentions-undeclared-status",
        Check::Operation(prose_mentions_undeclared_status::check),
    ),
    (
        "put-create-replace-schema-differ",
        Check::Operation(consistency::success_schemas::of_one_operation),
    ),
    (
        "rate-limit-families-mixed",
        Check::Document(rate_limit_families_mixed::check),
    ),
    (
        "redundant-explicit-response",
        Check::ResponseUse(redundant_explicit_response::check),
    ),
    (
        "relative-problem-type",
        Check::Document(problems::relative_type),
    ),
    (
        "required-response-header",
        Check::Response(required_response_header::check),
    ),
    (
        "response-header-drift",
        Check::Document(consistency::response_header_drift::check),
    ),
    (
        "response-ref-name-mismatch",
        Check::ResponseUse(response_ref_name_mismatch::check),
    ),
    (
        "runtime-expression-header-undeclared",
        Check::Document(runtime_expressions::check),
    ),
    (
        "same-code-different-description",
        Check::Document(consistency::same_code_different_description::check),
    ),
    (
        "same-kind-different-success",
        Check::Document(consistency::same_kind_different_success::check),
    ),
    ("shared-envelope", Check::Document(shared_envelope::check)),
    (
        "status-key-order",
        Check::Operation(status_key_order::check),
    ),
    (
        "status-outside-responses",
        Check::Document(status_outside_responses::check),
    ),
    ("success-flag", Check::Document(success_flag::check)),
    (
        "success-schema-status-mismatch",
        Check::Document(consistency::success_schemas::of_one_resource),
    ),
    ("suppressions", Check::Suppressions),
    (
        "too-many-responses",
        Check::Operation(too_many_responses::check),
    ),
    (
        "unreadable-reference",
        Check::Document(unreadable_reference::check),
    ),
    (
        "unregistered-iana-problem-type",
        Check::Document(problems::unregistered_iana_type),
    ),
    (
        "unused-response-component",
        Check::Document(unused_response_component::check),
    ),
    (
        "validation-error-without-details",
        Check::Document(error_bodies::validation_without_details),
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

//! A success body with a flag that says whether the request succeeded.

use super::Options;
use super::success_outcomes::{detections, told};
use crate::finding::Detection;
use crate::openapi::Document;
use crate::openapi::errors::OutcomeKind;

/// Finds flags such as `success: boolean` beside an error member, or `status: ok | error`, in the
/// bodies of 2xx responses.
pub(super) fn check<'a>(document: &'a Document<'a>, options: &Options<'_>) -> Vec<Detection<'a>> {
    detections(told(document, OutcomeKind::Flag, options), |told| {
        let flag = told.outcome.key.text();
        let status = told.found.key().text();
        let operation = told.found.operation();
        (
            format!(
                "`{flag}` in the {status} body of {operation} says whether the request succeeded"
            ),
            format!(
                "let the status code say it: answer failures with 4xx or 5xx, and leave `{flag}` out"
            ),
        )
    })
}

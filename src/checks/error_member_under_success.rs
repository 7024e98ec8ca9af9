//! A success body with a member for the error of the request.

use super::Options;
use super::success_outcomes::{detections, told};
use crate::finding::Detection;
use crate::openapi::Document;
use crate::openapi::errors::OutcomeKind;

/// Finds members such as `error` and `errorCode` in the bodies of 2xx responses.
pub(super) fn check<'a>(document: &'a Document<'a>, options: &Options<'_>) -> Vec<Detection<'a>> {
    detections(told(document, OutcomeKind::Error, options), |told| {
        let member = told.outcome.key.text();
        let status = told.found.key().text();
        let operation = told.found.operation();
        (
            format!("the {status} body of {operation} has the error member `{member}`"),
            format!(
                "declare failures as 4xx or 5xx responses, and leave `{member}` out of the success"
            ),
        )
    })
}

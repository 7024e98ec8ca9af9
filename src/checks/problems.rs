//! The problem details among the error responses of a document.

use crate::openapi::errors::{alternatives, problem_members};
use crate::openapi::{Content, Response, ResponseUse, Schema};

/// A problem that error responses carry.
pub(super) struct Problem<'a> {
    pub(super) content: Content<'a>,
    pub(super) schema: Schema<'a>,
    /// The error outcomes that carry it.
    pub(super) uses: Vec<ResponseUse<'a>>,
}

/// The problems that a response carries: by media type, or by four of the five members.
pub(super) fn of_response(response: Response<'_>) -> Vec<Problem<'_>> {
    let uses: Vec<ResponseUse<'_>> = response.uses().filter(|found| found.is_error()).collect();
    if uses.is_empty() {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for content in response.contents() {
        for schema in content.schema().into_iter().flat_map(alternatives) {
            let is_shaped = problem_members(schema) >= 4
                && schema.property("type").is_some()
                && schema.property("title").is_some();
            if content.is_problem() || is_shaped {
                problems.push(Problem {
                    content,
                    schema,
                    uses: uses.clone(),
                });
            }
        }
    }
    problems
}

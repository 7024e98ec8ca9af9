//! Problem details and another JSON error side by side, with different schemas.

use super::Options;
use crate::finding::{Detection, Token};
use crate::openapi::{Content, Response, ResponseUse, Role, Schema};

/// Compares the problem of an error response with the other JSON that it offers.
pub(in crate::checks) fn check<'a>(
    response: Response<'a>,
    _options: &Options<'_>,
) -> Option<Detection<'a>> {
    let contents = response.contents();
    let problem = contents
        .iter()
        .find(|content| content.is("application/problem+json"))?;
    let is_told =
        |found: &ResponseUse<'a>| found.is_error() && found.operation().role() == Role::Operation;
    let uses: Vec<ResponseUse<'a>> = response.uses().filter(is_told).collect();
    if uses.is_empty() {
        return None;
    }
    let schema = problem.schema()?;
    let other = contents
        .iter()
        .find(|content| !content.is_problem() && content.is_json() && differs(**content, schema))?;
    let operations = uses.iter().map(|found| found.operation());
    let mut detection = Detection::at(Token::Key(other.token()))
        .see(Token::Key(problem.token()), "problem details")
        .touching(operations);
    detection.message = Some(format!(
        "the response offers problem details, and as `{}` an error of another shape",
        other.media_type()
    ));
    detection.help =
        Some("serve one format, or the same problem details under both media types".to_owned());
    Some(detection)
}

/// Whether a content has a schema with other members.
fn differs(content: Content<'_>, problem: Schema<'_>) -> bool {
    let Some(other) = content.schema() else {
        return false;
    };
    let (own, its) = (names(problem), names(other));
    other.id() != problem.id() && !own.is_empty() && !its.is_empty() && own != its
}

/// The names of the members, in alphabetical order.
fn names(schema: Schema<'_>) -> Vec<&str> {
    let branches = schema.branches();
    let all = std::iter::once(&schema).chain(&branches);
    let mut names: Vec<&str> = all
        .flat_map(|schema| schema.properties())
        .map(|(key, _)| key.text())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

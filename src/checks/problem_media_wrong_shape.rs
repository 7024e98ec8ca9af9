//! PRB03: a problem's media type over a schema that is none.

use super::Options;
use crate::finding::{Detection, Severity, Token};
use crate::openapi::errors::{alternatives, is_open};
use crate::openapi::{Content, Response, ResponseUse, Schema, SchemaType};

/// Finds error responses served as `application/problem+json` whose schema has neither `type` nor
/// `title`.
pub(super) fn check<'a>(response: Response<'a>, _options: &Options<'_>) -> Option<Detection<'a>> {
    let contents = response.contents();
    let uses: Vec<ResponseUse<'a>> = response.uses().filter(|found| found.is_error()).collect();
    // A 2.0 document lists the media types of all responses together.
    let is_meant = !response.document().version().is_swagger()
        || contents.iter().all(|content| content.is_problem());
    if uses.is_empty() || !is_meant {
        return None;
    }
    let content = contents
        .into_iter()
        .find(|content| content.is_problem() && is_defective(*content))?;
    let schema = content.schema()?;
    let reference = schema.cursor().get("$ref");
    let token = reference.map_or(Token::Key(content.token()), Token::Value);
    let name = schema
        .name()
        .map_or_else(|| "its schema".to_owned(), |name| format!("`{name}`"));
    let mut detection = Detection::at(token).touching(uses.into_iter().map(ResponseUse::operation));
    detection.message = Some(format!(
        "{name} is served as {}, but is no problem",
        content.essence()
    ));
    detection.label = Some("has neither `type` nor `title`".to_owned());
    detection.help = Some(
        "give it the members of a problem (`type`, `title`, `status`, `detail`, `instance`), or serve it as application/json".to_owned(),
    );
    if is_free(schema) {
        detection = detection.at_most(Severity::Info);
    }
    Some(detection)
}

fn is_defective(content: Content<'_>) -> bool {
    let Some(schema) = content.schema() else {
        return false;
    };
    if schema.node().is_none() {
        return false;
    }
    let lacks =
        |one: &Schema<'_>| one.property("type").is_none() && one.property("title").is_none();
    let all = alternatives(schema);
    all.iter().all(lacks) && (is_free(schema) || !all.iter().any(|one| is_open(*one)))
}

/// Whether the schema allows any object and names no member.
fn is_free(schema: Schema<'_>) -> bool {
    schema.is(SchemaType::Object)
        && schema.properties().is_empty()
        && schema.branches().is_empty()
        && schema.keyword("additionalProperties").is_some()
}

//! A `default` that describes a success.

use super::success_outcomes::bodies;
use super::{Options, systemic};
use crate::finding::{Detection, Token};
use crate::http::StatusKey;
use crate::openapi::errors::{is_named_error, looks_like_error, names_error, problem_members};
use crate::openapi::{Document, Response, ResponseUse, Role};
use crate::repair::{Change, Repair};

/// Words that begin a description of a success.
const SUCCESS_WORDS: &[&str] = &["success", "successful", "successfully", "ok", "succeeded"];
/// Words with which a description may speak of failures, or of every outcome.
const FAILURE_WORDS: &[&str] = &[
    "error",
    "errors",
    "unexpected",
    "problem",
    "fail",
    "failed",
    "fails",
    "failure",
    "failures",
    "invalid",
    "exception",
    "unsuccessful",
    "otherwise",
    "any",
    "all",
    "fault",
    "not",
    "denied",
    "unauthorized",
    "unknown",
    "every",
    "other",
    "default",
    "generic",
    "or",
    "wrong",
    "bad",
    "else",
];

/// Finds `default` responses that describe a success, so that every error that is not declared
/// itself is documented as one.
pub(super) fn check<'a>(document: &'a Document<'a>, _options: &Options<'_>) -> Vec<Detection<'a>> {
    let found = document.responses().filter_map(judge).collect();
    systemic::once(found, "responses")
}

fn judge(response: Response<'_>) -> Option<Detection<'_>> {
    let found = response
        .uses()
        .find(|found| found.status() == Some(StatusKey::Default))?;
    let operation = found.operation();
    if operation.role() != Role::Operation || may_be_error(found) {
        return None;
    }
    let description = response.description().unwrap_or_default();
    let reason = if speaks_of(description, SUCCESS_WORDS) {
        format!("it is described as “{}”", description.trim())
    } else {
        serves_successes(found)?
    };
    let only = operation.responses().len() == 1;
    let users = response.uses().map(ResponseUse::operation);
    let mut detection = Detection::at(Token::Key(found.value()))
        .touching(users)
        .because(reason);
    detection.message = Some(format!(
        "`default` of {operation} describes a success, so every undeclared error is documented as one"
    ));
    detection.label = Some("covers every status that is not listed, errors too".to_owned());
    let can_be_renamed = only || operation.successes().next().is_none();
    let defaults = response
        .uses()
        .filter(|found| found.status() == Some(StatusKey::Default));
    let changes = defaults.map(|found| Change::RenameKey {
        of: found.value(),
        to: "200".to_owned(),
    });
    let repair = Repair {
        title: Some("rename `default` to `200`".to_owned()),
        changes: changes.collect(),
    };
    let mut detection = detection.mended_by(can_be_renamed.then_some(repair));
    detection.help = Some(if can_be_renamed {
        "rename `default` to '200', and declare the errors".to_owned()
    } else {
        "describe the errors under `default`, or leave it out".to_owned()
    });
    Some(detection)
}

/// Whether the description or the schema speaks of errors, or may.
fn may_be_error(found: ResponseUse<'_>) -> bool {
    let Some(response) = found.response() else {
        return true;
    };
    let described = speaks_of(response.description().unwrap_or_default(), FAILURE_WORDS);
    let known = found.operation().document().error_schemas();
    described
        || response.component_name().is_some_and(names_error)
        || bodies(found).into_iter().any(|schema| {
            is_named_error(schema)
                || known.contains(schema) && looks_like_error(schema)
                || problem_members(schema) >= 3
        })
}

/// The schema of `default` is one that successes use and no error does.
fn serves_successes(found: ResponseUse<'_>) -> Option<String> {
    let known = found.operation().document().error_schemas();
    let schema = bodies(found).into_iter().find(|schema| {
        let uses = known.uses(*schema);
        uses.successes > 0 && uses.coded_errors == 0 && schema.name().is_some()
    })?;
    if looks_like_error(schema) {
        return None;
    }
    let name = schema.name().unwrap_or_default();
    Some(format!(
        "its schema `{name}` is what successes answer, and no error does"
    ))
}

fn speaks_of(text: &str, listed: &[&str]) -> bool {
    text.to_ascii_lowercase()
        .split(|sign: char| !sign.is_alphanumeric())
        .any(|word| listed.contains(&word))
}

//! One envelope for successes and errors alike.

use super::Options;
use super::success_outcomes::bodies;
use crate::finding::{Detection, Token};
use crate::openapi::errors::{self, outcome_names, subject};
use crate::openapi::{Document, Operation, ResponseUse, Schema};

/// In how many operations at least, and in which share of them (in percent), an envelope is a habit.
const AT_LEAST: usize = 3;
const SHARE: usize = 30;

/// Finds an envelope that stands under success and error codes of the same operations, in a good
/// part of a document; gives one detection for the document.
pub(super) fn check<'a>(document: &'a Document<'a>, _options: &Options<'_>) -> Vec<Detection<'a>> {
    let pairs: Vec<(Operation<'a>, Schema<'a>, ResponseUse<'a>)> = document
        .operations()
        .filter_map(|operation| shared(operation).map(|(schema, error)| (operation, schema, error)))
        .collect();
    if pairs.len() < AT_LEAST || pairs.len() * 100 < document.operations().len() * SHARE {
        return Vec::new();
    }
    let Some(&(_, schema, error)) = pairs.first() else {
        return Vec::new();
    };
    let name = schema
        .name()
        .map_or_else(|| "one envelope".to_owned(), |name| format!("`{name}`"));
    let token = schema.cursor().get("$ref").unwrap_or(schema.cursor());
    let (count, all) = (pairs.len(), document.operations().len());
    let mut detection = Detection::at(Token::Value(token))
        .see(Token::Key(error.value()), "and under this error")
        .touching(pairs.iter().map(|(operation, ..)| *operation))
        .because(format!(
            "{count} of {all} operations answer successes and errors with one schema"
        ));
    detection.message = Some(format!(
        "{name} serves successes and errors alike, in {count} of {all} operations"
    ));
    detection.help = Some(
        "give errors a schema of their own (RFC 9457), so that a client can tell the two by status"
            .to_owned(),
    );
    vec![detection]
}

/// The schema that an operation uses under a success and under an error, where it is an envelope.
fn shared(operation: Operation<'_>) -> Option<(Schema<'_>, ResponseUse<'_>)> {
    let success = operation.successes().find_map(|found| {
        let body = bodies(found)
            .into_iter()
            .find(|schema| is_envelope(found, *schema))?;
        Some(body)
    })?;
    let error = operation
        .responses()
        .filter(|found| found.is_error())
        .find(|found| {
            bodies(*found)
                .into_iter()
                .any(|schema| schema.id() == success.id() || is_alike(schema, success))
        })?;
    Some((success, error))
}

/// Whether a body tells the outcome itself, and is not a report on health or the like.
fn is_envelope(found: ResponseUse<'_>, schema: Schema<'_>) -> bool {
    errors::is_envelope(schema) && subject(found, schema).is_none()
}

/// Whether two inline envelopes tell the outcome by the same members.
fn is_alike(error: Schema<'_>, success: Schema<'_>) -> bool {
    let told = outcome_names(success);
    told.len() >= 2 && told == outcome_names(error)
}

//! A 304 that lacks headers which the 200 of the same operation declares.

use super::Options;
use crate::finding::{Detection, Severity, Token};
use crate::http::{Method, StatusKey};
use crate::openapi::{Header, Response, ResponseUse, Role, Schema};
use crate::repair::{Change, Repair};

/// The fields that a 304 must have where the 200 would have had them (RFC 9110 section 15.4.5).
const REPEATED: [&str; 6] = [
    "ETag",
    "Cache-Control",
    "Content-Location",
    "Date",
    "Expires",
    "Vary",
];
/// The fields that a client sends back to learn whether anything has changed (section 8.8).
const VALIDATORS: [&str; 2] = ["ETag", "Last-Modified"];

/// Compares a 304 with the 200 of each operation that uses it.
pub(super) fn check<'a>(response: Response<'a>, _: &Options<'_>) -> Option<Detection<'a>> {
    let pairs = || {
        response
            .uses()
            .filter_map(|found| Some((found, full_response(found)?)))
    };
    let missing = pairs().find_map(|(found, full)| {
        let headers = missing(response, full);
        (!headers.is_empty()).then_some((found, headers))
    });
    if let Some((first, headers)) = missing {
        return Some(lacking(response, first, &headers));
    }
    let (first, _) = pairs().next()?;
    if has_validator(response)
        || pairs().any(|(_, full)| has_validator(full) || has_tag_in_body(full))
    {
        return None;
    }
    let operations = pairs().map(|(found, _)| found.operation());
    let mut detection = Detection::at(Token::Key(response.node()))
        .touching(operations)
        .at_most(Severity::Info);
    detection.message = Some(format!(
        "nothing that {} declares leads to the 304: no `ETag`, no `Last-Modified`",
        first.operation()
    ));
    detection.help =
        Some("declare `ETag` or `Last-Modified` on the 200, and `ETag` here".to_owned());
    Some(detection)
}

fn lacking<'a>(
    response: Response<'a>,
    first: ResponseUse<'a>,
    headers: &[Header<'a>],
) -> Detection<'a> {
    let operations = response.uses().filter(|found| {
        full_response(*found).is_some_and(|full| !missing(response, full).is_empty())
    });
    let names: Vec<String> = headers
        .iter()
        .map(|header| format!("`{}`", header.name()))
        .collect();
    let detection = Detection::at(Token::Key(response.node()))
        .fact("header", names.join(" and "))
        .fact("operation", first.operation().to_string())
        .touching(operations.map(ResponseUse::operation));
    let changes = headers.iter().map(|header| Change::CopyHeader {
        response,
        header: *header,
    });
    let repair = Repair {
        title: None,
        changes: changes.collect(),
    };
    let detection = detection.mended_by(repair);
    headers.iter().fold(detection, |detection, header| {
        detection.see(Token::Key(header.value()), "declared on the 200")
    })
}

fn has_validator(response: Response<'_>) -> bool {
    VALIDATORS
        .iter()
        .any(|name| response.header(name).is_some())
}

/// Whether the body holds the entity tag, as some APIs have it.
fn has_tag_in_body(full: Response<'_>) -> bool {
    let contents = full.contents().iter();
    let schemas = contents.filter_map(|content| content.schema());
    schemas
        .flat_map(Schema::properties)
        .any(|(name, _)| name.text().trim_matches('_').eq_ignore_ascii_case("etag"))
}

/// What the operation answers where something has changed.
fn full_response(not_modified: ResponseUse<'_>) -> Option<Response<'_>> {
    let is = |found: ResponseUse<'_>, number: u16| {
        found
            .status()
            .and_then(StatusKey::code)
            .is_some_and(|code| code.number() == number)
    };
    let operation = not_modified.operation();
    let reads = matches!(operation.method(), Method::Get | Method::Head);
    if !is(not_modified, 304) || operation.role() != Role::Operation || !reads {
        return None;
    }
    operation
        .responses()
        .find(|found| is(*found, 200))?
        .response()
}

fn missing<'a>(not_modified: Response<'_>, full: Response<'a>) -> Vec<Header<'a>> {
    REPEATED
        .iter()
        .filter(|name| not_modified.header(name).is_none())
        .filter_map(|name| full.header(name))
        .collect()
}

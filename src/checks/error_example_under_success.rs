//! An example of a success body that shows an error.

use rustc_hash::FxHashSet;

use super::{Options, systemic};
use crate::finding::{Detection, Token};
use crate::openapi::errors::{
    is_error_member, is_flag_name, is_identified, is_payload_name, names_error, speaks_of_errors,
    subject,
};
use crate::openapi::{Content, Cursor, Document, NodeId, Response, ResponseUse, Schema};
use crate::syntax::Kind;

/// Texts that stand for a value in an example without being one.
const PLACEHOLDERS: &[&str] = &[
    "", "string", "none", "null", "ok", "success", "no error", "false", "0", "n/a",
];

/// Finds examples of 2xx responses whose values, or whose names, say that the request has failed.
pub(super) fn check<'a>(document: &'a Document<'a>, _: &Options<'_>) -> Vec<Detection<'a>> {
    let mut seen: FxHashSet<NodeId> = FxHashSet::default();
    let mut found = Vec::new();
    for response in document.responses() {
        let Some(success) = response.uses().find(|found| is_success(*found)) else {
            continue;
        };
        for content in success.contents() {
            for shown in shown(*content) {
                if let Some((token, reason)) = judge(success, *content, shown)
                    && seen.insert(shown.value.id())
                {
                    found.push(detection(success, response, token, reason));
                }
            }
        }
    }
    systemic::once(found, "examples")
}

fn is_success(found: ResponseUse<'_>) -> bool {
    found
        .operation()
        .successes()
        .any(|success| success == found)
}

/// An example, and the key and the summary that name it.
#[derive(Clone, Copy)]
struct Shown<'a> {
    name: Option<Cursor<'a>>,
    summary: &'a str,
    value: Cursor<'a>,
}

fn shown(content: Content<'_>) -> Vec<Shown<'_>> {
    let unnamed = |value| Shown {
        name: None,
        summary: "",
        value,
    };
    let named = content
        .node()
        .mapping("examples")
        .into_iter()
        .flat_map(Cursor::entries);
    let named = named.filter_map(|(key, example)| {
        let example = example.resolved()?;
        let value = match example.get("value").or_else(|| example.get("dataValue")) {
            Some(value) => value,
            // In 2.0 the example stands right under its media type.
            None if key.text().contains('/') => example,
            None => return None,
        };
        let summary = example.string("summary").unwrap_or_default();
        Some(Shown {
            name: Some(key),
            summary,
            value,
        })
    });
    let beside = content.node().get("example").map(unnamed);
    let within = content.schema().map(Schema::examples).unwrap_or_default();
    named
        .chain(beside)
        .chain(within.into_iter().map(unnamed))
        .collect()
}

/// The token that shows the error, and why it is one.
fn judge<'a>(
    found: ResponseUse<'a>,
    content: Content<'a>,
    shown: Shown<'a>,
) -> Option<(Token<'a>, String)> {
    let told = by_value(shown.value);
    let told = told.or_else(|| by_name(shown))?;
    let schema = content.schema().unwrap_or(Schema::new(content.node()));
    let is_data = speaks_of_errors(found.operation())
        || is_identified(schema)
        || subject(found, schema).is_some();
    (!is_data).then_some(told)
}

fn by_value(value: Cursor<'_>) -> Option<(Token<'_>, String)> {
    let entries: Vec<(Cursor<'_>, Cursor<'_>)> = value.entries().collect();
    // An error beside what was asked for tells of a part of it.
    let is_given = |(key, value): &(Cursor<'_>, Cursor<'_>)| {
        let is_filled = !value.node().is_scalar() && !value.node().is_empty();
        !is_error_member(key.text())
            && (is_filled || is_payload_name(key.text()) && says_something(key.text(), *value))
    };
    if entries.iter().any(is_given) {
        return None;
    }
    let tells = |(key, value): &(Cursor<'_>, Cursor<'_>)| {
        let name = key.text();
        let text = value.text().to_ascii_lowercase();
        is_flag_name(name) && value.node().as_bool() == Some(false)
            || is_error_member(name)
                && value.node().kind() != Kind::Boolean
                && says_something(name, *value)
            || matches!(name, "status" | "result" | "stat")
                && matches!(text.as_str(), "error" | "fail" | "failure")
            || matches!(name, "status" | "code" | "statusCode" | "status_code")
                && is_error_code(*value)
    };
    let (key, value) = entries.iter().find(|entry| tells(entry))?;
    let reason = if value.node().is_scalar() {
        format!("the example says `{}: {}`", key.text(), short(value.text()))
    } else {
        format!("the example has `{}`", key.text())
    };
    Some((Token::Key(*value), reason))
}

/// A name such as `notFound` or “Internal error”.
fn by_name(shown: Shown<'_>) -> Option<(Token<'_>, String)> {
    let key = shown.name?;
    let says_error = |text: &str| {
        let folded: String = text
            .to_ascii_lowercase()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let is_failure = [
            "notfound",
            "unauthorized",
            "unauthorised",
            "forbidden",
            "badrequest",
        ]
        .iter()
        .any(|phrase| folded.ends_with(phrase));
        (is_failure || names_error(text)) && !folded.contains("noerror") && !folded.contains("with")
    };
    let name = [key.text(), shown.summary]
        .into_iter()
        .find(|text| says_error(text))?;
    Some((
        Token::Key(shown.value.parent()?),
        format!("the example is called “{}”", short(name)),
    ))
}

/// Whether a value in an example is more than nothing and more than a placeholder.
fn says_something(name: &str, value: Cursor<'_>) -> bool {
    match value.node().kind() {
        Kind::Mapping | Kind::Sequence => !value.node().is_empty(),
        Kind::Null => false,
        _ => {
            let text = value.text().to_ascii_lowercase();
            !PLACEHOLDERS.contains(&text.as_str()) && !text.eq_ignore_ascii_case(name)
        }
    }
}

fn is_error_code(value: Cursor<'_>) -> bool {
    let number = (value.node().kind() == Kind::Number).then(|| value.text().parse::<u16>().ok());
    number
        .flatten()
        .is_some_and(|code| (400..600).contains(&code))
}

fn short(text: &str) -> String {
    text.lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(60)
        .collect()
}

fn detection<'a>(
    found: ResponseUse<'a>,
    response: Response<'a>,
    token: Token<'a>,
    reason: String,
) -> Detection<'a> {
    let users = response.uses().filter(|found| is_success(*found));
    Detection::at(token)
        .see(Token::Key(found.value()), "a success")
        .fact("operation", found.operation().to_string())
        .fact("status", found.key().text())
        .touching(users.map(ResponseUse::operation))
        .because(reason)
}

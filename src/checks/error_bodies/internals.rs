//! Errors that show how the server is built.

use std::sync::OnceLock;

use regex::RegexSet;

use super::{ErrorBody, Options, of_document};
use crate::finding::{Detection, Token};
use crate::openapi::errors::{alternatives, speaks_of_errors};
use crate::openapi::{Cursor, Document, Schema, SchemaType};

/// Members, folded, that hold what only the server's own developers need.
const MEMBERS: &[&str] = &[
    "stacktrace",
    "stacktraces",
    "stack",
    "stacktraceelements",
    "traceback",
    "backtrace",
    "exceptionclass",
    "exceptionstacktrace",
    "exceptionstack",
    "innerexception",
    "sqlstate",
    "sqlquery",
    "sqlerror",
    "debuginfo",
    "debugmessage",
    "debugdata",
    "debuginformation",
    "developerstack",
];

/// How deep members of members are looked at.
const DEPTH: usize = 4;
/// How many texts of one example are read.
const TEXTS: usize = 400;

/// Finds members and examples of error bodies that give away stack traces, queries or paths of the
/// server (RFC 9457 section 5).
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let allowed: Vec<String> = options
        .list("allow-members")
        .map(|name| folded(&name))
        .collect();
    let mut found: indexmap::IndexMap<_, Detection<'a>> = indexmap::IndexMap::new();
    for body in of_document(document) {
        if body
            .uses
            .iter()
            .any(|found| speaks_of_errors(found.operation()))
        {
            continue;
        }
        let mut members = Vec::new();
        for schema in alternatives(body.schema) {
            telling(schema, &allowed, DEPTH, &mut members);
        }
        for (key, member) in members {
            let id = member.cursor().id();
            found
                .entry(id)
                .or_insert_with(|| of_member(&body, key, member));
        }
        for example in body
            .content
            .examples()
            .into_iter()
            .chain(body.schema.examples())
        {
            if let Some((text, what)) = in_example(example) {
                let detection = || {
                    body.detection_at(
                        Token::Value(text),
                        format!("the example of an error shows {what}"),
                        "show what a client may see: a message for it, and an id to look up the rest by",
                    )
                };
                found.entry(text.id()).or_insert_with(detection);
            }
        }
    }
    found.into_values().collect()
}

fn of_member<'a>(body: &ErrorBody<'a>, key: Cursor<'a>, member: Schema<'a>) -> Detection<'a> {
    body.detection_at(
        Token::Key(member.cursor()),
        format!("errors show clients `{}`", key.text()),
        "keep it in the log, and give clients an id by which it can be found there",
    )
}

/// The members that give internals away, by their names or by what is said of them.
fn telling<'a>(
    schema: Schema<'a>,
    allowed: &[String],
    depth: usize,
    found: &mut Vec<(Cursor<'a>, Schema<'a>)>,
) {
    for (key, member) in schema.properties() {
        let name = folded(key.text());
        let is_listed = MEMBERS.contains(&name.as_str()) || is_described(&name, member);
        if is_listed && !allowed.contains(&name) && !is_local(member) {
            found.push((key, member));
        } else if depth > 0 {
            let inner = member.items().unwrap_or(member);
            if inner.is(SchemaType::Object) {
                telling(inner, allowed, depth - 1, found);
            }
        }
    }
}

/// Whether an innocent name is said to hold a stack trace.
fn is_described(name: &str, member: Schema<'_>) -> bool {
    let text = member
        .description()
        .unwrap_or_default()
        .to_ascii_lowercase();
    matches!(
        name,
        "trace" | "exception" | "debug" | "cause" | "details" | "data"
    ) && (text.contains("stack trace") || text.contains("stacktrace"))
        && !text.contains("no stack")
        && !text.contains("never")
}

/// Whether the member is said to be there outside production only.
fn is_local(member: Schema<'_>) -> bool {
    let text = member
        .description()
        .unwrap_or_default()
        .to_ascii_lowercase();
    [
        "development",
        "debug mode",
        "non-production",
        "not in production",
        "debug is",
    ]
    .iter()
    .any(|words| text.contains(words))
}

/// The first text of an example that gives internals away, and what it gives away.
fn in_example(example: Cursor<'_>) -> Option<(Cursor<'_>, &'static str)> {
    let mut waiting = vec![example];
    let mut read = 0;
    while let Some(next) = waiting.pop() {
        if let Some(text) = next.node().as_str() {
            read += 1;
            if let Some(first) = patterns().matches(text).iter().next() {
                let what = PATTERNS.get(first).map(|(_, what)| *what)?;
                return Some((next, what));
            }
        }
        if read > TEXTS {
            return None;
        }
        waiting.extend(next.items());
        waiting.extend(next.entries().map(|(_, value)| value));
    }
    None
}

/// What no client should read, and what it is.
const PATTERNS: &[(&str, &str)] = &[
    (
        r"\bat [\w$.<>]+\([\w$]+\.(java|kt|scala|groovy|cs):\d+\)",
        "a stack trace",
    ),
    (
        r"\bat .{1,80}\(?/[\w./-]+\.(js|ts|mjs):\d+:\d+\)?",
        "a stack trace",
    ),
    (r"Traceback \(most recent call last\)", "a stack trace"),
    (r#"File "[^"]+\.py", line \d+"#, "a stack trace"),
    (r"\bgoroutine \d+ \[", "a stack trace"),
    (r"\bORA-\d{5}\b", "an error of the database"),
    (r"SQLSTATE\[", "an error of the database"),
    (
        r"\b([a-z]\w*\.){2,}[A-Z]\w*(Exception|Error)\b",
        "the name of an exception class",
    ),
    (
        r"\bSystem\.(\w+\.)*\w+Exception\b",
        "the name of an exception class",
    ),
    (
        r"(^|[\s'\x22(])(/(home|var/www|usr/(src|local|lib)|opt|srv)/[\w./-]+\.\w{1,5})\b",
        "a path of the server",
    ),
];

fn patterns() -> &'static RegexSet {
    static ALL: OnceLock<RegexSet> = OnceLock::new();
    ALL.get_or_init(|| {
        let expressions = PATTERNS.iter().map(|(expression, _)| *expression);
        RegexSet::new(expressions).unwrap_or_else(|_| RegexSet::empty())
    })
}

/// A name in lower case, without what separates its words.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{PATTERNS, patterns};

    #[test]
    fn what_a_server_says_of_itself_is_told_from_what_it_says_of_the_request() {
        assert_eq!(patterns().len(), PATTERNS.len());
        for text in [
            "at com.shop.Orders.find(Orders.java:12)",
            "Traceback (most recent call last):",
            "SQLSTATE[23000]: Integrity constraint violation",
            "java.lang.NullPointerException",
            "open /var/www/shop/config.php failed",
        ] {
            assert!(patterns().is_match(text), "{text}");
        }
        for text in [
            "the order is at its limit (see https://api.example/limits)",
            "no file /orders/12.json",
            "Error: order.items must not be empty",
        ] {
            assert!(!patterns().is_match(text), "{text}");
        }
    }
}

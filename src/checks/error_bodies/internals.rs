//! Errors that show how the server is built.

use super::traces::in_example;
use super::{ErrorBody, Options, folded, of_document};
use crate::finding::{Detection, Token};
use crate::openapi::errors::{alternatives, speaks_of_errors};
use crate::openapi::{Cursor, Document, Schema, SchemaType};
use crate::repair::{Change, Repair};

/// How the names of members end, folded, that hold what only the server's own developers need.
const MEMBERS: &str = "\
    stacktrace stacktraces stacktraceelements traceback backtrace exceptionclass \
    exceptionclassname exceptionstack innerexception sqlstate sqlquery sqlerror debuginfo \
    debugmessage debugdata debuginformation";

/// How deep members of members are looked at.
const DEPTH: usize = 4;

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
        let mut owners = Vec::new();
        for schema in alternatives(body.schema) {
            telling(schema, &allowed, DEPTH, &mut owners);
        }
        for members in owners {
            let id = members.first().map(|(_, member)| member.cursor().id());
            if let Some(id) = id {
                found
                    .entry(id)
                    .or_insert_with(|| of_members(&body, &members));
            }
        }
        let shown = body.contents.iter().flat_map(|content| content.examples());
        for example in shown.chain(body.schema.examples()) {
            if let Some((text, what)) = in_example(example) {
                found
                    .entry(text.id())
                    .or_insert_with(|| of_text(&body, text, what));
            }
        }
    }
    found.into_values().collect()
}

type Members<'a> = Vec<(Cursor<'a>, Schema<'a>)>;

fn of_members<'a>(body: &ErrorBody<'a>, members: &Members<'a>) -> Detection<'a> {
    let names: Vec<String> = members
        .iter()
        .map(|(key, _)| format!("`{}`", key.text()))
        .collect();
    let first = members
        .first()
        .map_or(body.schema.cursor(), |(_, member)| member.cursor());
    let repair = without(members);
    body.detection_at(
        Token::Key(first),
        format!("errors show clients {}", names.join(", ")),
        "keep it in the log, and give clients an id by which it can be found there",
    )
    .mended_by(repair)
}

/// The schema without these members, which must not be demanded then either.
fn without<'a>(members: &Members<'a>) -> Repair<'a> {
    let removed = members.iter().flat_map(|(key, member)| {
        let schema = member.cursor().parent().and_then(Cursor::parent);
        let required = schema.and_then(|schema| schema.get("required"));
        let demanded = required.into_iter().flat_map(Cursor::items);
        let demands = demanded.filter(|item| item.text() == key.text());
        std::iter::once(member.cursor()).chain(demands)
    });
    Repair {
        title: None,
        changes: vec![Change::Remove {
            nodes: removed.collect(),
        }],
    }
}

fn of_text<'a>(body: &ErrorBody<'a>, text: Cursor<'a>, what: &str) -> Detection<'a> {
    body.detection_at(
        Token::Value(text),
        format!("the example of an error shows {what}"),
        "show what a client may see: a message for it, and an id to look up the rest by",
    )
}

/// The members that give internals away, by their names or by what is said of them; one list for
/// each schema that has any.
fn telling<'a>(schema: Schema<'a>, allowed: &[String], depth: usize, found: &mut Vec<Members<'a>>) {
    let (listed, others): (Members<'a>, Members<'a>) =
        schema.properties().into_iter().partition(|(key, member)| {
            let name = folded(key.text());
            let is_listed = MEMBERS
                .split_ascii_whitespace()
                .any(|end| name.ends_with(end))
                || is_described(&name, *member);
            is_listed && !allowed.contains(&name) && !is_local(*member)
        });
    if !listed.is_empty() {
        found.push(listed);
    }
    for (_, member) in others {
        let inner = member.items().unwrap_or(member);
        if depth > 0 && inner.is(SchemaType::Object) {
            telling(inner, allowed, depth - 1, found);
        }
    }
}

/// Whether a member is a `stack`, or one with an innocent name that is said to hold one.
fn is_described(name: &str, member: Schema<'_>) -> bool {
    let text = member
        .description()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_innocent = matches!(
        name,
        "trace" | "exception" | "debug" | "cause" | "details" | "data"
    );
    let is_denied = text.contains("no stack") || text.contains("never");
    name == "stack"
        || is_innocent
            && (text.contains("stack trace") || text.contains("stacktrace"))
            && !is_denied
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

//! Conditional requests on a path whose answers never hand out an `ETag`.

use rustc_hash::FxHashSet;

use super::Options;
use crate::finding::{Detection, Token};
use crate::http::Method;
use crate::openapi::{Document, NodeId, Operation, Response, ResponseUse, Role, Schema};
use crate::repair::{Change, Repair};
use crate::syntax::edit::NewNode;

/// The request headers that compare entity tags (RFC 9110 sections 13.1.1 and 13.1.2).
const CONDITIONS: [&str; 2] = ["If-Match", "If-None-Match"];

/// Finds paths on which clients may send an entity tag that no success answer of the path gives
/// them: neither as a header (RFC 9110 section 8.8.3) nor as a member of the body, and that nothing
/// is said about in prose. `If-None-Match` on a write needs none, because `*` does.
pub(super) fn check<'a>(document: &'a Document<'a>, options: &Options<'_>) -> Vec<Detection<'a>> {
    let mut seen: FxHashSet<NodeId> = FxHashSet::default();
    let conditional = document
        .operations()
        .filter(|operation| operation.role() == Role::Operation && takes_tag(*operation));
    conditional
        .filter(|operation| seen.insert(operation.path_item().id()))
        .filter_map(|first| judge(first, options))
        .collect()
}

fn takes_tag(operation: Operation<'_>) -> bool {
    let is_read = matches!(operation.method(), Method::Get | Method::Head);
    let [of_writes, of_reads] = CONDITIONS;
    operation.has_request_header(of_writes) || (is_read && operation.has_request_header(of_reads))
}

fn judge<'a>(first: Operation<'a>, options: &Options<'_>) -> Option<Detection<'a>> {
    let rest: Vec<_> = first.siblings().collect();
    let all = || std::iter::once(first).chain(rest.iter().copied());
    let hands_out = |operation: Operation<'a>| {
        speaks_of_tags(operation)
            || operation
                .responses()
                .any(|found| is_unknown(found) || gives_tag(found, options))
    };
    if all().any(hands_out) {
        return None;
    }
    let read = all().find(|operation| *operation.method() == Method::Get);
    let answer = read.and_then(|read| read.successes().next());
    let token = answer.map_or(Token::Key(first.value()), |answer| {
        Token::Key(answer.value())
    });
    let users = all().filter(|operation| takes_tag(*operation));
    let mut detection = Detection::at(token).touching(users);
    detection.message = Some(format!(
        "{first} takes an entity tag, but no answer on {} hands one out",
        first.path()
    ));
    let response = answer.and_then(ResponseUse::response);
    if let Some(response) = response.filter(|response| !response.is_shared()) {
        detection = detection.mended_by(Repair::of(Change::AddHeader {
            response,
            name: "ETag".to_owned(),
            schema: NewNode::mapping([("type", NewNode::text("string"))]),
            description: Some("The version of what is in the body".to_owned()),
            required: false,
        }));
    }
    if answer.is_some() {
        detection = detection.see(Token::Key(first.value()), "takes an entity tag");
    }
    Some(detection)
}

/// What cannot be seen may hold the header.
fn is_unknown(found: ResponseUse<'_>) -> bool {
    found.response().is_none()
}

fn gives_tag(found: ResponseUse<'_>, options: &Options<'_>) -> bool {
    let has_header = found
        .response()
        .is_some_and(|response: Response<'_>| response.header("ETag").is_some());
    let described = found.response().and_then(Response::description);
    has_header
        || described.is_some_and(mentions_tag)
        || found.contents().iter().any(|content| {
            content
                .schema()
                .is_some_and(|schema| holds_tag(schema, options))
        })
}

/// Whether the body has a member for the version, at the top or one level down.
fn holds_tag(schema: Schema<'_>, options: &Options<'_>) -> bool {
    let is_tag = |name: &str| options.names("members", name);
    let has_tag = |schema: Schema<'_>| {
        schema
            .properties()
            .iter()
            .any(|(key, _)| is_tag(key.text()))
    };
    let branches = schema.branches();
    let all = std::iter::once(schema).chain(branches);
    all.into_iter().any(|schema| {
        has_tag(schema)
            || schema
                .properties()
                .into_iter()
                .any(|(_, inner)| has_tag(inner) || inner.items().is_some_and(has_tag))
    })
}

fn speaks_of_tags(operation: Operation<'_>) -> bool {
    operation.description().is_some_and(mentions_tag)
}

fn mentions_tag(text: &str) -> bool {
    text.to_ascii_lowercase().contains("etag")
}

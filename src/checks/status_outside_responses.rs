//! Status codes where OpenAPI does not look for them.

use rustc_hash::FxHashSet;

use super::Options;
use crate::finding::{Detection, Token};
use crate::http::StatusKey;
use crate::openapi::{Cursor, Document, NodeId, ResponseUse};

/// Keys of a response by which some authors repeat its status.
const STATUS_MEMBERS: [&str; 4] = ["statusCode", "httpStatus", "status", "status_code"];

/// Finds status keys beside `responses` or the methods of a path, and inside a response.
pub(super) fn check<'a>(document: &'a Document<'a>, _: &Options<'_>) -> Vec<Detection<'a>> {
    let mut found = Vec::new();
    let mut paths: FxHashSet<NodeId> = FxHashSet::default();
    for operation in document.operations() {
        let item = operation.path_item();
        let places = [
            Some((operation.node(), "operation")),
            paths.insert(item.id()).then_some((item, "path")),
        ];
        for (place, kind) in places.into_iter().flatten() {
            let misplaced = status_keys(place);
            found.extend(misplaced.map(|(key, value)| {
                detection(key, value, format!("of the {kind}, not of its `responses`"))
                    .touching([operation])
            }));
        }
    }
    for response in document.responses() {
        let node = response.node();
        let repeated = STATUS_MEMBERS.iter().filter_map(|name| node.get(name));
        let repeated = repeated.filter(|value| value.node().is_scalar());
        let repeated = repeated.filter_map(|value| Some((value.key()?, value)));
        for (key, value) in status_keys(node).chain(repeated) {
            let users = response.uses().map(ResponseUse::operation);
            found.push(detection(key, value, "of a response".to_owned()).touching(users));
        }
    }
    found
}

fn detection<'a>(key: Cursor<'a>, value: Cursor<'a>, place: String) -> Detection<'a> {
    Detection::at(Token::Key(value))
        .fact("name", key.text())
        .fact("evidence", place)
}

/// The entries whose key is a status: written as a member of something that has other members.
fn status_keys(node: Cursor<'_>) -> impl Iterator<Item = (Cursor<'_>, Cursor<'_>)> {
    let default = node.get("default");
    let default = default.and_then(|value| Some((value.key()?, value)));
    node.numeric_entries()
        .chain(default)
        .filter(|(key, value)| !value.node().is_scalar() && StatusKey::parse(key.text()).is_some())
}

//! The same error response is written out again and again.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::alike::grouped;
use crate::checks::{Options, systemic};
use crate::finding::{Detection, Token};
use crate::http::StatusCode;
use crate::openapi::{Document, Response, ResponseUse};
use crate::syntax::Node;

/// From how many copies on a response is worth a name.
const AT_LEAST: usize = 3;

/// Up to how many responses are told one by one.
const APART: usize = 3;

/// How deep a response is read.
const DEPTH: usize = 64;

/// Finds error responses with content that are written alike in at least three places.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _: &Options<'_>,
) -> Vec<Detection<'a>> {
    let inline = document.responses().filter(|response| {
        let is_error = response.uses().any(ResponseUse::is_error);
        is_error && !response.is_shared() && response.has_content()
    });
    let groups = grouped(inline.map(|response| (likeness(response), response)));
    let mut copied: Vec<Vec<Response<'a>>> = groups.into_values().collect();
    copied.retain(|group| group.len() >= AT_LEAST);
    let found: Vec<Detection<'a>> = copied.iter().filter_map(|it| tell(it)).collect();
    if found.len() <= APART {
        return found;
    }
    let (count, all) = (found.len(), copied.iter().map(Vec::len).sum::<usize>());
    let mut one = systemic::folded(found);
    if let Some(one) = &mut one {
        one.message = Some(format!(
            "{count} error responses are written out again and again, {all} times in all"
        ));
    }
    one.into_iter().collect()
}

fn tell<'a>(copies: &[Response<'a>]) -> Option<Detection<'a>> {
    let [first, second, ..] = copies else {
        return None;
    };
    let status = first.uses().next()?.status()?;
    let reason = status.code().and_then(StatusCode::reason_phrase);
    let name = reason.unwrap_or("Error").replace([' ', '-', '\''], "");
    let users = copies.iter().flat_map(|copy| copy.uses());
    let mut detection = Detection::at(Token::Key(first.node()))
        .see(Token::Key(second.node()), "the same again")
        .touching(users.map(ResponseUse::operation));
    detection.message = Some(format!(
        "the same {status} response is written out {} times",
        copies.len()
    ));
    let place = if first.document().version().is_swagger() {
        "responses"
    } else {
        "components/responses"
    };
    detection.help = Some(format!(
        "write it once, as `{place}/{name}`, and refer to it"
    ));
    Some(detection)
}

/// What two responses have in common where they are written alike, whatever the order of keys. A
/// `$ref` and a YAML alias count as what they name.
fn likeness(response: Response<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    feed(response.node().node(), &mut hasher, DEPTH);
    hasher.finish()
}

fn feed(node: Node<'_>, hasher: &mut DefaultHasher, depth: usize) {
    if node.is_alias() {
        node.target().index().hash(hasher);
    } else if depth == 0 {
        node.index().hash(hasher);
    } else if node.is_mapping() {
        let mut entries: Vec<_> = node.entries().collect();
        entries.sort_by_key(|entry| entry.key.text());
        entries.len().hash(hasher);
        for entry in entries {
            entry.key.text().hash(hasher);
            feed(entry.value, hasher, depth - 1);
        }
    } else if node.is_sequence() {
        node.len().hash(hasher);
        for item in node.items() {
            feed(item, hasher, depth - 1);
        }
    } else {
        node.text().hash(hasher);
    }
}

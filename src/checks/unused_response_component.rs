//! Shared responses that nothing refers to.

use rustc_hash::FxHashSet;

use super::Options;
use crate::finding::{Detection, Token};
use crate::openapi::{Cursor, Document, NodeId};
use crate::syntax::{Node, percent_decode};

/// Finds shared responses of the entry document that no operation uses and no `$ref` names.
///
/// A document without operations is a library: others use what it holds.
pub(super) fn check<'a>(document: &'a Document<'a>, _: &Options<'_>) -> Vec<Detection<'a>> {
    let root = document.root();
    let home = if document.version().is_swagger() {
        Some(root)
    } else {
        root.get("components")
    };
    let Some(shared) = home.and_then(|home| home.mapping("responses")) else {
        return Vec::new();
    };
    if document.operations().len() == 0 {
        return Vec::new();
    }
    let used: FxHashSet<NodeId> = document
        .responses()
        .map(|response| response.node().id())
        .collect();
    let mut idle: Vec<(Cursor<'a>, Cursor<'a>)> = shared
        .entries()
        .filter(|(key, value)| !key.text().starts_with("x-") && !used.contains(&value.id()))
        .collect();
    if idle.is_empty() {
        return Vec::new();
    }
    let named = named_in_references(document);
    idle.retain(|(key, _)| !named.contains(key.text()));
    idle.into_iter()
        .map(|(key, value)| Detection::at(Token::Key(value)).fact("name", key.text()))
        .collect()
}

/// The names that references to shared responses end in, those in extensions and examples included,
/// because what reads them is not known here.
fn named_in_references<'a>(document: &'a Document<'a>) -> FxHashSet<String> {
    let nodes = document
        .root()
        .forest()
        .trees()
        .flat_map(|tree| tree.nodes());
    nodes
        .filter(|node| node.as_str().is_some() && stands_under_ref(*node))
        .filter_map(|node| name_of_response(node.text()))
        .map(|name| percent_decode(name).replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// The last segment of a reference, unless the one before says that it names something else.
fn name_of_response(reference: &str) -> Option<&str> {
    let mut segments = reference.rsplit('/');
    let last = segments.next()?;
    let before = segments.next();
    before
        .is_none_or(|around| around == "responses")
        .then_some(last)
}

fn stands_under_ref(node: Node<'_>) -> bool {
    let key = node.key().filter(|key| *key != node);
    key.is_some_and(|key| matches!(key.text(), "$ref" | "x-$ref" | "x-ref"))
}

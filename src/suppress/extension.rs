//! The key `x-statuslint-ignore`: a map of rules to reasons, for the mapping that holds it and all
//! below it. It works in JSON too.

use std::sync::atomic::AtomicBool;

use memchr::memmem;

use super::{Directive, Entry, Notice, Suppressions, rule_named};
use crate::finding::Place;
use crate::openapi::{FileId, Forest, NodeId};
use crate::rule::Catalogue;
use crate::syntax::Node;

/// The name of the key.
pub(super) const KEY: &str = "x-statuslint-ignore";

pub(super) fn read(forest: &Forest, catalogue: &Catalogue, suppressions: &mut Suppressions) {
    for (file, tree) in forest.files() {
        if memmem::find(tree.source().text().as_bytes(), KEY.as_bytes()).is_none() {
            continue;
        }
        for value in tree.values_of(KEY) {
            read_map(file, value, catalogue, suppressions);
        }
    }
}

fn read_map(file: FileId, value: Node<'_>, catalogue: &Catalogue, suppressions: &mut Suppressions) {
    let Some(owner) = value.parent() else {
        return;
    };
    if !value.is_mapping() || value.is_empty() {
        let key = value.key().unwrap_or(value);
        let message = format!("`{KEY}` has to be a map of rules to reasons");
        let notice = Notice::malformed(place(key), &message);
        suppressions.notices.push(notice);
        return;
    }
    let owner = NodeId {
        file,
        node: owner.index(),
    };
    for entry in value.entries() {
        let at = place(entry.key);
        match rule_named(entry.key.text(), &at, catalogue) {
            Ok(rule) => suppressions.add_at_node(
                owner,
                Entry {
                    by: Directive::Extension,
                    rule,
                    reason: entry.value.text().to_owned(),
                    place: Some(at),
                    is_used: AtomicBool::new(false),
                },
            ),
            Err(notice) => suppressions.notices.push(notice),
        }
    }
}

fn place(key: Node<'_>) -> Place {
    let source = key.tree().source().clone();
    Place::new(source, key.span(), key.pointer())
}

//! The key `x-statuslint-ignore`: a map of rules to reasons, for the mapping that holds it and all
//! below it. It works in JSON too.

use std::sync::atomic::AtomicBool;

use super::{Directive, Entry, Notice, Suppressions, rule_named};
use crate::finding::Place;
use crate::openapi::{FileId, Forest, NodeId, is_data};
use crate::rule::Catalogue;
use crate::syntax::Node;

/// The name of the key.
pub(super) const KEY: &str = "x-statuslint-ignore";

pub(super) fn read(forest: &Forest, catalogue: &Catalogue, suppressions: &mut Suppressions) {
    for (file, tree) in forest.files() {
        for value in tree.values_of(KEY) {
            read_map(file, value, catalogue, suppressions);
        }
    }
}

fn read_map(file: FileId, value: Node<'_>, catalogue: &Catalogue, suppressions: &mut Suppressions) {
    // What looks like a directive in an example is data.
    let Some(owner) = value.parent().filter(|owner| !is_data(*owner)) else {
        return;
    };
    let at = NodeId {
        file,
        node: owner.index(),
    };
    if !value.is_mapping() || value.is_empty() {
        let key = value.key().unwrap_or(value);
        let message = format!("`{KEY}` has to be a map of rules to reasons");
        let notice = Notice::malformed(place(key), at, &message);
        suppressions.notices.push(notice);
        return;
    }
    for entry in value.entries() {
        let place = place(entry.key);
        if !entry.value.is_scalar() {
            let message = format!("the reason to silence `{}` is no text", entry.key.text());
            let notice = Notice::malformed(place, at, &message);
            suppressions.notices.push(notice);
            continue;
        }
        match rule_named(entry.key.text(), &place, at, catalogue) {
            Ok(rule) => suppressions.add_at_node(
                at,
                Entry {
                    by: Directive::Extension,
                    rule,
                    reason: entry.value.text().to_owned(),
                    place: Some(place),
                    at,
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

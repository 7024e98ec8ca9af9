//! Merge keys: `<<: *base` takes over the entries of another mapping (YAML merge key type).
//!
//! A mapping's own entries win over merged ones, and of several merged mappings the earlier wins.
//! Mappings may merge one another in circles or thousands of times; each counts once.

use rustc_hash::FxHashSet;

use super::node::{Entry, Node};
use super::tree::{Notation, Style};

/// Whether a key is a merge key: `<<` without quotes, in YAML.
pub(super) fn is_merge_key(key: Node<'_>) -> bool {
    key.tree().has_merge_keys && key.style() == Style::Plain && key.text() == "<<"
}

/// Whether a scalar with this notation and text would be a merge key.
pub(super) fn spells_merge_key(notation: Notation, style: Style, text: &str) -> bool {
    notation == Notation::Yaml && style == Style::Plain && text == "<<"
}

/// The entry that merge keys of `mapping` bring in under `key`.
pub(super) fn merged_entry<'t>(mapping: Node<'t>, key: &str) -> Option<Entry<'t>> {
    if !mapping.tree().has_merge_keys || key == "<<" {
        return None;
    }
    let entry = sources(mapping)
        .into_iter()
        .find_map(|source| source.own_entry(key))?;
    Some(Entry {
        merged: true,
        ..entry
    })
}

/// The entries that merge keys of `mapping` bring in and no earlier entry overrides.
pub(super) fn merged_entries(mapping: Node<'_>) -> Vec<Entry<'_>> {
    if !mapping.tree().has_merge_keys {
        return Vec::new();
    }
    let mut taken: FxHashSet<&str> = FxHashSet::default();
    let mut merged = Vec::new();
    let sources = sources(mapping);
    if !sources.is_empty() {
        taken.extend(mapping.own_entries().map(|entry| entry.key.text()));
    }
    for source in sources {
        for entry in source.own_entries() {
            if !is_merge_key(entry.key) && taken.insert(entry.key.text()) {
                let winner = source.own_entry(entry.key.text()).unwrap_or(entry);
                merged.push(Entry {
                    merged: true,
                    ..winner
                });
            }
        }
    }
    merged
}

/// The mappings that are merged into `mapping`, also through one another, in order of precedence.
fn sources(mapping: Node<'_>) -> Vec<Node<'_>> {
    let mut seen = FxHashSet::from_iter([mapping.index().0]);
    let mut found = Vec::new();
    let mut waiting: Vec<Node<'_>> = named_by(mapping).collect();
    waiting.reverse();
    while let Some(source) = waiting.pop() {
        let source = source.target();
        if source.is_mapping() && seen.insert(source.index().0) {
            found.push(source);
            let behind = waiting.len();
            waiting.extend(named_by(source));
            if let Some(added) = waiting.get_mut(behind..) {
                added.reverse();
            }
        }
    }
    found
}

/// What the merge key of a mapping names: one mapping, or each of a sequence.
fn named_by(mapping: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let merge = mapping
        .own_entry("<<")
        .filter(|entry| is_merge_key(entry.key));
    let value = merge.map(|entry| entry.value);
    let single = value.filter(|node| node.is_mapping());
    let several = value.filter(|node| node.is_sequence());
    single
        .into_iter()
        .chain(several.into_iter().flat_map(Node::items))
}

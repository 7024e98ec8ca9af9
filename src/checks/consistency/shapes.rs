//! The shapes of bodies, by the names of their members: what a client can read of one when it was
//! written for the other.

use rustc_hash::FxHashSet;

use crate::openapi::errors::is_open;
use crate::openapi::{NodeId, Schema};

/// The names of a body's members, in alphabetical order; none where they cannot be told: the schema
/// is free, leads nowhere, has alternatives, or is no object.
pub(super) fn names(schema: Schema<'_>) -> Option<Vec<&str>> {
    if is_open(schema) || !schema.branches().is_empty() {
        return None;
    }
    let mut names: Vec<&str> = schema
        .properties()
        .iter()
        .map(|(key, _)| key.text())
        .collect();
    names.sort_unstable();
    (!names.is_empty()).then_some(names)
}

/// Whether one shape has at least half of what the smaller of the two has, so that code for the one
/// finds something to read in the other.
pub(super) fn are_alike(one: &[&str], other: &[&str]) -> bool {
    let common = one.iter().filter(|name| other.contains(name)).count();
    common * 2 > one.len().min(other.len())
}

/// Whether a shape has nothing that the other has not.
pub(super) fn is_part(one: &[&str], other: &[&str]) -> bool {
    one.iter().all(|name| other.contains(name))
}

/// Whether one schema is the other, or is built on it by `allOf`.
pub(super) fn are_kin(one: Schema<'_>, other: Schema<'_>) -> bool {
    let ids = |schema: Schema<'_>| -> FxHashSet<NodeId> {
        let facets = schema.facets().into_iter();
        facets.map(crate::openapi::Cursor::id).collect()
    };
    one.id() == other.id() || !ids(one).is_disjoint(&ids(other))
}

/// Names as a message lists them: all of a few, the first of many.
pub(super) fn in_words(names: &[&str]) -> String {
    const SHOWN: usize = 5;
    let quoted: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = if names.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_alike_where_more_than_half_of_the_smaller_is_in_the_other() {
        assert!(are_alike(
            &["code", "message"],
            &["code", "details", "message"]
        ));
        assert!(!are_alike(&["error"], &["code", "message"]));
        assert!(!are_alike(&["error", "message"], &["code", "message"]));
    }

    #[test]
    fn many_names_are_cut_short() {
        assert_eq!(in_words(&["a", "b"]), "`a`, `b`");
        assert_eq!(
            in_words(&["a", "b", "c", "d", "e", "f"]),
            "`a`, `b`, `c`, `d`, `e`, …"
        );
    }
}

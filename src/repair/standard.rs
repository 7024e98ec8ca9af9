//! What a response under a status declares by the standards.

use std::sync::{Arc, OnceLock};

use crate::http::StatusKey;
use crate::source::Source;
use crate::syntax::edit::NewNode;
use crate::syntax::{Limits, Node, Tree, parse};

static TEXT: &str = include_str!("../../rules/data/standard-responses.yaml");

static PROBLEM: &str = include_str!("../../rules/data/problem-details.yaml");

/// The schema of problem details (RFC 9457).
pub(super) fn problem_details() -> Option<NewNode> {
    let source = Source::from_text("rules/data/problem-details.yaml", PROBLEM);
    let tree = parse(Arc::new(source), Limits::default()).ok()?;
    tree.documents().next().map(NewNode::from_node)
}

fn table() -> Option<&'static Tree> {
    static TREE: OnceLock<Option<Tree>> = OnceLock::new();
    let read = || {
        let source = Source::from_text("rules/data/standard-responses.yaml", TEXT);
        parse(Arc::new(source), Limits::default()).ok()
    };
    TREE.get_or_init(read).as_ref()
}

/// A header that the standards ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandardHeader {
    /// Its name.
    pub name: String,
    /// What it says.
    pub description: String,
    /// Whether every such response must have it.
    pub required: bool,
    /// Its schema.
    pub schema: NewNode,
}

/// The headers that a response under a status should have.
pub fn standard_headers(status: StatusKey) -> Vec<StandardHeader> {
    let headers = table()
        .and_then(|tree| tree.documents().next())
        .and_then(|root| root.get(&status.to_string()));
    let entries = headers.into_iter().flat_map(Node::own_entries);
    entries
        .filter_map(|entry| {
            let required = entry.value.get("required").and_then(Node::as_bool);
            Some(StandardHeader {
                name: entry.key.text().to_owned(),
                description: entry.value.get("description")?.text().to_owned(),
                required: required.unwrap_or_default(),
                schema: NewNode::from_node(entry.value.get("schema")?),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_is_a_status_with_headers() {
        let root = table().unwrap().documents().next().unwrap();
        for entry in root.own_entries() {
            let status = StatusKey::parse(entry.key.text()).unwrap();
            assert_eq!(
                standard_headers(status).len(),
                entry.value.len(),
                "{status}"
            );
        }
    }
}

//! A tree written as JSON: the same description in the other notation.

use super::node::{Kind, Node};
use super::tree::NodeIndex;

/// The node as indented JSON. Duplicate keys are kept and aliases are written out; a scalar that
/// JSON cannot write as it is becomes a string. What an anchor brings in inside itself is null there,
/// because it has no end.
pub fn to_json(node: Node<'_>) -> String {
    let mut text = String::new();
    write(node, &mut Vec::new(), &mut text);
    text.push('\n');
    text
}

/// Writes a node inside the collections that are `open`.
fn write(node: Node<'_>, open: &mut Vec<NodeIndex>, text: &mut String) {
    let node = node.target();
    if !node.is_mapping() && !node.is_sequence() {
        text.push_str(&scalar(node));
        return;
    }
    if open.contains(&node.index()) {
        text.push_str("null");
        return;
    }
    if node.is_mapping() {
        let entries = node.entries().map(|entry| (Some(entry.key), entry.value));
        write_items(node, '{', entries.collect(), '}', open, text);
    } else {
        let items = node.items().map(|item| (None, item));
        write_items(node, '[', items.collect(), ']', open, text);
    }
}

fn write_items(
    node: Node<'_>,
    begin: char,
    items: Vec<(Option<Node<'_>>, Node<'_>)>,
    end: char,
    open: &mut Vec<NodeIndex>,
    text: &mut String,
) {
    let depth = open.len();
    open.push(node.index());
    text.push(begin);
    let is_empty = items.is_empty();
    for (position, (key, value)) in items.into_iter().enumerate() {
        text.push_str(if position == 0 { "\n" } else { ",\n" });
        indent(depth + 1, text);
        if let Some(key) = key {
            text.push_str(&quoted(key.text()));
            text.push_str(": ");
        }
        write(value, open, text);
    }
    open.pop();
    if !is_empty {
        text.push('\n');
        indent(depth, text);
    }
    text.push(end);
}

fn indent(depth: usize, text: &mut String) {
    text.extend(std::iter::repeat_n("  ", depth));
}

fn scalar(node: Node<'_>) -> String {
    let text = node.text();
    let is_json = serde_json::from_str::<serde_json::Value>(text).is_ok();
    match node.kind() {
        Kind::Null => "null".to_owned(),
        Kind::Number if is_json => text.to_owned(),
        _ => match node.as_bool() {
            Some(flag) => flag.to_string(),
            None => quoted(text),
        },
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::Source;
    use crate::syntax::{Limits, parse};

    fn json_of(yaml: &str) -> String {
        let source = Arc::new(Source::from_text("a.yaml", yaml));
        let tree = parse(source, Limits::default()).unwrap();
        to_json(tree.documents().next().unwrap())
    }

    #[test]
    fn what_contains_itself_ends() {
        let json = json_of("a: &a\n  b: { <<: *a, c: 1 }\n  d: [*a, { <<: *a }]\n");
        assert!(json.len() < 1_000, "{json}");
        assert!(
            serde_json::from_str::<serde_json::Value>(&json).is_ok(),
            "{json}"
        );
    }

    #[test]
    fn keys_become_strings_and_scalars_keep_their_type() {
        let json = json_of("200: { a: 1, b: yes, c: true, d: ~, e: [] }");
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let expected = serde_json::json!({
            "200": { "a": 1, "b": "yes", "c": true, "d": null, "e": [] }
        });
        assert_eq!(value, expected);
    }
}

//! What holds for the tree of any text.

use std::sync::Arc;

use proptest::prelude::*;

use super::{json, read};
use crate::source::Source;
use crate::syntax::{Kind, Limits, Node, Tree};

/// What must hold for every tree.
fn check_invariants(tree: &Tree) {
    let text = tree.source().text();
    for root in tree.documents() {
        assert!(root.parent().is_none() && root.pointer().is_root());
    }
    for node in tree.nodes() {
        assert!(text.get(node.span().range()).is_some(), "{node:?}");
        if let Some(parent) = node.parent() {
            assert!(
                parent.span().contains(node.span()),
                "{node:?} in {parent:?}"
            );
        }
        let root = node.ancestors().last().unwrap();
        let is_key = node.key() == Some(node);
        let has_odd_key = node.ancestors().any(|outer| {
            outer.key().is_some_and(|key| {
                !key.is_scalar()
                    || outer
                        .parent()
                        .and_then(|parent| parent.entry(key.text()))
                        .map(|entry| entry.key)
                        != Some(key)
            })
        });
        if !is_key && !has_odd_key {
            assert_eq!(root.at(&node.pointer()), Some(node));
        }
    }
}

fn same(left: Node<'_>, right: Node<'_>) -> bool {
    left.kind() == right.kind()
        && left.text() == right.text()
        && left.items().len() == right.items().len()
        && left
            .items()
            .zip(right.items())
            .all(|(left, right)| same(left, right))
        && left.own_entries().count() == right.own_entries().count()
        && left
            .own_entries()
            .zip(right.own_entries())
            .all(|(left, right)| same(left.key, right.key) && same(left.value, right.value))
}

fn matches_value(node: Node<'_>, value: &serde_json::Value) -> bool {
    use serde_json::Value;
    match value {
        Value::Null => node.kind() == Kind::Null,
        Value::Bool(value) => node.as_bool() == Some(*value),
        Value::Number(value) => node.kind() == Kind::Number && node.text() == value.to_string(),
        Value::String(value) => node.as_str() == Some(value),
        Value::Array(values) => {
            node.is_sequence()
                && node.len() == values.len()
                && node
                    .items()
                    .zip(values)
                    .all(|(node, value)| matches_value(node, value))
        }
        Value::Object(values) => {
            node.is_mapping()
                && node.len() == values.len()
                && values.iter().all(|(key, value)| {
                    node.get(key).is_some_and(|node| matches_value(node, value))
                })
        }
    }
}

fn any_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        (-1e9..1e9_f64).prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_value_is_read_as_what_it_is(value in any_value(), pretty in any::<bool>()) {
        let text = if pretty {
            serde_json::to_string_pretty(&value)
        } else {
            serde_json::to_string(&value)
        }.unwrap();
        let collection = format!("[{text}]");
        let tree = json(&collection);
        check_invariants(&tree);
        let root = tree.documents().next().unwrap();
        prop_assert!(matches_value(root.items().next().unwrap(), &value));
    }

    #[test]
    fn arbitrary_text_never_panics(text in "\\PC*|[-a:{}\\[\\]\"'|>&*!#%?,. \n\t\r\u{e9}]*") {
        for name in ["a.yaml", "a.json"] {
            match read(name, &text) {
                Ok(tree) => check_invariants(&tree),
                Err(error) => {
                    prop_assert!(text.get(error.span.range()).is_some());
                    prop_assert!(!error.span.is_empty());
                }
            }
        }
    }

    #[test]
    fn yaml_and_json_roads_build_equal_trees(value in any_value()) {
        let text = serde_json::to_string_pretty(&[value]).unwrap();
        let source = Arc::new(Source::from_text("a", text));
        let by_json = crate::syntax::json::parse(&source, Limits::default()).unwrap();
        if let Ok(by_yaml) = crate::syntax::yaml::parse(&source, Limits::default()) {
            let json_root = by_json.documents().next().unwrap();
            let yaml_root = by_yaml.documents().next().unwrap();
            prop_assert!(same(json_root, yaml_root));
        }
    }
}

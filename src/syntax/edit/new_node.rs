//! What is to be written, before it has a notation.

use serde_json::Value;

use super::super::node::{Kind, Node};

/// A node that is to be written. It has no style of its own: it is written like its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewNode {
    /// Text, however it has to be quoted.
    Text(String),
    /// A number, a boolean or null, as JSON writes it.
    Literal(String),
    /// Keys and values in order.
    Mapping(Vec<(String, NewNode)>),
    /// Items in order.
    Sequence(Vec<NewNode>),
}

/// The order in which people write the fields of OpenAPI and JSON Schema objects; others follow in
/// alphabetical order.
const CUSTOMARY: [&str; 26] = [
    "$ref",
    "name",
    "in",
    "summary",
    "title",
    "description",
    "required",
    "headers",
    "content",
    "schema",
    "type",
    "format",
    "pattern",
    "enum",
    "const",
    "items",
    "oneOf",
    "anyOf",
    "allOf",
    "properties",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "default",
    "example",
];

impl NewNode {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A mapping with these entries.
    pub fn mapping<K: Into<String>>(entries: impl IntoIterator<Item = (K, NewNode)>) -> Self {
        let entries = entries.into_iter();
        Self::Mapping(entries.map(|(key, value)| (key.into(), value)).collect())
    }

    /// A Reference Object.
    pub fn reference(to: impl Into<String>) -> Self {
        Self::mapping([("$ref", Self::text(to))])
    }

    /// Both mappings in one; what only one of them can be is that of the first.
    #[must_use]
    pub fn united(self, other: Self) -> Self {
        let (Self::Mapping(mut entries), Self::Mapping(others)) = (self.clone(), other) else {
            return self;
        };
        for (key, value) in others {
            match entries.iter_mut().find(|(known, _)| *known == key) {
                Some((_, known)) => *known = known.clone().united(value),
                None => entries.push((key, value)),
            }
        }
        Self::Mapping(entries)
    }

    /// What a JSON value says, its keys in the order in which people write them.
    pub fn from_json(value: &Value) -> Self {
        match value {
            Value::String(text) => Self::text(text),
            Value::Null | Value::Bool(_) | Value::Number(_) => Self::Literal(value.to_string()),
            Value::Array(items) => Self::Sequence(items.iter().map(Self::from_json).collect()),
            Value::Object(object) => {
                let mut entries: Vec<_> = object.iter().collect();
                entries.sort_by_key(|(key, _)| customary_rank(key));
                let written = entries.into_iter();
                Self::mapping(written.map(|(key, value)| (key, Self::from_json(value))))
            }
        }
    }

    /// What a node says, with aliases written out.
    pub fn from_node(node: Node<'_>) -> Self {
        let node = node.target();
        match node.kind() {
            Kind::Mapping => {
                let entries = node.entries();
                Self::mapping(entries.map(|entry| (entry.key.text(), Self::from_node(entry.value))))
            }
            Kind::Sequence => Self::Sequence(node.items().map(Self::from_node).collect()),
            Kind::String => Self::text(node.text()),
            Kind::Null => Self::Literal("null".to_owned()),
            Kind::Boolean => Self::Literal(node.text().to_ascii_lowercase()),
            Kind::Number => Self::Literal(node.text().to_owned()),
        }
    }
}

fn customary_rank(key: &str) -> usize {
    let known = CUSTOMARY.iter().position(|customary| *customary == key);
    known.unwrap_or(CUSTOMARY.len())
}

//! Lists of status keys, as options of rules give them.

use serde_json::{Map, Value};

use crate::http::{StatusClass, StatusKey};

/// Keys that are allowed, and in words where they are.
pub(super) struct StatusList {
    keys: Vec<StatusKey>,
    scope: String,
}

impl StatusList {
    pub(super) fn new(value: &Value, scope: String) -> Self {
        Self {
            keys: keys(value),
            scope,
        }
    }

    /// For which operations it is, to be put behind its name; empty where it is for all.
    pub(super) fn scope(&self) -> &str {
        &self.scope
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether a key is listed, by itself or as a code of a listed range.
    pub(super) fn holds(&self, key: StatusKey) -> bool {
        let mut keys = self.keys.iter();
        keys.any(|listed| match listed {
            StatusKey::Range(class) => key.class() == Some(*class),
            other => *other == key,
        })
    }

    /// What could stand in place of a key: what the list has for its class.
    pub(super) fn remedy(&self, class: Option<StatusClass>) -> Option<String> {
        let of_class = self.keys.iter().filter(|key| key.class() == class);
        let listed: Vec<String> = of_class.map(ToString::to_string).collect();
        match listed.as_slice() {
            [] => None,
            [only] => Some(format!("declare {only}, or leave the response out")),
            [first @ .., last] => {
                let first = first.join(", ");
                Some(format!(
                    "declare {first} or {last}, or leave the response out"
                ))
            }
        }
    }
}

/// The status keys that an option lists.
fn keys(value: &Value) -> Vec<StatusKey> {
    let items = value.as_array().into_iter().flatten();
    items
        .filter_map(|item| match item {
            Value::String(text) => StatusKey::parse(text),
            other => StatusKey::parse(&other.to_string()),
        })
        .collect()
}

/// The status keys that an option names, each with a reason.
pub(super) fn reasons(excluded: &Map<String, Value>) -> Vec<(StatusKey, String)> {
    let entries = excluded.iter();
    entries
        .filter_map(|(key, reason)| {
            let key = StatusKey::parse(key)?;
            Some((key, reason.as_str().unwrap_or_default().to_owned()))
        })
        .collect()
}

//! Reads what other linters are told. Their files may hold anything, so what is not understood is
//! told and passed over.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Foreign, Setting};
use crate::config::Level;
use crate::source::Source;
use crate::syntax::{self, Limits, Node};

/// What a configuration says: Redocly, Spectral and vacuum all have `extends` and `rules`.
pub(super) fn foreign(root: Node<'_>) -> Foreign {
    let rules = root.get("rules").into_iter().flat_map(Node::entries);
    // Redocly once had both below `lint`.
    let older = root.get("lint").and_then(|lint| lint.get("rules"));
    let rules = rules.chain(older.into_iter().flat_map(Node::entries));
    Foreign {
        extends: root.get("extends").map_or_else(Vec::new, extends),
        rules: rules
            .map(|entry| (entry.key.text().to_owned(), setting(entry.value.target())))
            .collect(),
    }
}

/// One name, a list of names, or a list of pairs of a name and a choice: `[spectral:oas, all]`.
fn extends(node: Node<'_>) -> Vec<String> {
    let node = node.target();
    if !node.is_sequence() {
        return node
            .is_scalar()
            .then(|| node.text().to_owned())
            .into_iter()
            .collect();
    }
    let items = node.items().map(Node::target);
    items
        .map(|item| {
            let parts = item.items().map(|part| part.text().to_owned());
            let parts: Vec<String> = parts.collect();
            if parts.is_empty() {
                item.text().to_owned()
            } else {
                parts.join(" ")
            }
        })
        .filter(|name| !name.is_empty())
        .collect()
}

fn setting(value: Node<'_>) -> Setting {
    if value.is_mapping() {
        let is_own = ["given", "then", "assertions", "subject", "where"]
            .iter()
            .any(|key| value.get(key).is_some());
        return match value.get("severity") {
            _ if is_own => Setting::Own,
            Some(severity) => setting(severity.target()),
            None => Setting::Level(Level::On),
        };
    }
    if value.is_sequence() {
        // An old form: a severity, and options behind it.
        let first = value.items().next();
        return first.map_or(Setting::Level(Level::On), |first| setting(first.target()));
    }
    match value.text() {
        "off" | "false" | "never" => Setting::Level(Level::Off),
        "error" | "0" => Setting::Level(Level::Error),
        "warn" | "warning" | "1" => Setting::Level(Level::Warning),
        "info" | "hint" | "2" | "3" => Setting::Level(Level::Info),
        "on" | "true" | "recommended" | "all" => Setting::Level(Level::On),
        other => Setting::Unknown(other.to_owned()),
    }
}

/// The ruleset that vacuum's own configuration names.
pub(super) fn ruleset_of_vacuum(folder: &Path) -> Option<PathBuf> {
    let path = folder.join("vacuum.conf.yaml");
    let source = Source::from_bytes("vacuum.conf.yaml", std::fs::read(path).ok()?).ok()?;
    let tree = syntax::parse(Arc::new(source), Limits::default()).ok()?;
    let root = tree.documents().next()?;
    let named = root
        .get("ruleset")
        .or_else(|| root.get("lint").and_then(|lint| lint.get("ruleset")))?;
    named.as_str().map(|name| folder.join(name))
}

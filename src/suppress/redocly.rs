//! Redocly's ignore file: for each file and rule, JSON pointers at which the rule is silent.

use std::path::Path;
use std::sync::Arc;

use super::{Directive, Suppressions};
use crate::files::normalise;
use crate::openapi::{Forest, NodeId};
use crate::rule::Catalogue;
use crate::source::Source;
use crate::syntax::{self, Limits, Node, Pointer, Tree};

/// The name of the file, which stands beside Redocly's configuration.
pub(super) const FILE_NAME: &str = ".redocly.lint-ignore.yaml";

/// A larger file is not read.
const LARGEST: u64 = 16 << 20;

/// Reads the ignore files from the folder of the entry document up to `root`.
pub(super) fn read(
    forest: &Forest,
    catalogue: &Catalogue,
    root: &Path,
    suppressions: &mut Suppressions,
) {
    let entry = forest.files().next();
    let Some(location) = entry.and_then(|(file, _)| forest.location(file)) else {
        return;
    };
    let folders = location.ancestors().skip(1);
    for folder in folders.take_while(|folder| folder.starts_with(root)) {
        if let Some(tree) = tree_of(&folder.join(FILE_NAME)) {
            add(&tree, folder, forest, catalogue, suppressions);
        }
    }
}

/// The file as a tree; none where there is none, or where it is no YAML.
fn tree_of(path: &Path) -> Option<Tree> {
    let file = std::fs::metadata(path).ok()?;
    if !file.is_file() || file.len() > LARGEST {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    let source = Source::from_bytes(path.to_string_lossy(), bytes).ok()?;
    syntax::parse(Arc::new(source), Limits::default()).ok()
}

fn add(
    tree: &Tree,
    folder: &Path,
    forest: &Forest,
    catalogue: &Catalogue,
    suppressions: &mut Suppressions,
) {
    let Some(root) = tree.documents().next() else {
        return;
    };
    for file in root.entries() {
        let path = normalise(&folder.join(file.key.text()));
        let Some(id) = forest.file_at(&path) else {
            continue;
        };
        let Some(document) = forest.tree(id).and_then(|tree| tree.documents().next()) else {
            continue;
        };
        for rule in file.value.entries() {
            for pointer in rule.value.items() {
                let Some(node) = around(document, pointer.text()) else {
                    continue;
                };
                let node = NodeId {
                    file: id,
                    node: node.target().index(),
                };
                let directive = Directive::RedoclyIgnoreFile;
                suppressions.add(node, directive, rule.key.text(), catalogue);
            }
        }
    }
}

/// The node that a pointer of the file is about. Redocly points at a token of a response or of an
/// operation where our rules may point at another one of the same, so it is that response, else that
/// operation.
fn around<'t>(document: Node<'t>, fragment: &str) -> Option<Node<'t>> {
    let pointer = Pointer::parse_fragment(fragment.strip_prefix('#').unwrap_or(fragment))?;
    let tokens: Vec<_> = pointer.tokens().collect();
    let responses = tokens.iter().rposition(|token| token == "responses");
    let kept = match responses {
        Some(position) if position + 1 < tokens.len() => position + 2,
        // The map of an operation's responses: the operation.
        Some(position) if position > 1 => position,
        _ => tokens.len(),
    };
    let kept = tokens.iter().take(kept).filter(|token| !token.is_empty());
    document.at(&Pointer::from_tokens(kept))
}

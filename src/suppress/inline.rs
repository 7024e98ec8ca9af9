//! Extensions in the documents themselves.

use super::{Directive, Suppressions, mentions};
use crate::openapi::{Forest, NodeId};
use crate::rule::Catalogue;
use crate::syntax::Node;

const EXTENSIONS: [Directive; 2] = [Directive::ZallyIgnore, Directive::LintIgnore];

/// Reads `x-zally-ignore` and `x-lint-ignore` wherever they stand: one rule or a list of them, which
/// hold for the mapping around and everything below it.
pub(super) fn read(forest: &Forest, catalogue: &Catalogue, suppressions: &mut Suppressions) {
    for (file, tree) in forest.files() {
        let mentioned = EXTENSIONS.into_iter();
        for directive in mentioned.filter(|directive| mentions(tree, directive.as_str())) {
            let mappings = tree
                .nodes()
                .filter(|node| node.is_mapping() && !node.is_alias());
            for mapping in mappings {
                let Some(value) = mapping.get(directive.as_str()) else {
                    continue;
                };
                let node = NodeId {
                    file,
                    node: mapping.index(),
                };
                for id in named(value) {
                    suppressions.add(node, directive, id, catalogue);
                }
            }
        }
    }
}

/// The rules that a value names; numbers need no quotes.
fn named(value: Node<'_>) -> Vec<&str> {
    let value = value.target();
    let items: Vec<Node<'_>> = if value.is_sequence() {
        value.items().collect()
    } else {
        vec![value]
    };
    let scalars = items.into_iter().filter(|item| item.is_scalar());
    scalars.map(|item| item.text().trim()).collect()
}

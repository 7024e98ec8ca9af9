//! What aliases may bring in.

use super::error::Error;
use crate::syntax::Node;

/// How deep our own files nest, aliases written out. None of what they may say comes near it.
pub(super) const NESTING: usize = 100;

/// Whether a value is of reasonable size once every alias is written out. Reading it writes them out,
/// so a few lines of aliases to aliases, or one to what is around it, must be refused before.
///
/// # Errors
/// At the node with which it grows too large or too deep.
pub(super) fn check(root: Node<'_>) -> Result<(), Error> {
    const GROWTH: usize = 10;
    if !root.tree().has_aliases() {
        return Ok(());
    }
    let mut left = root.tree().len() * GROWTH;
    let mut waiting = vec![(root, 0)];
    while let Some((node, depth)) = waiting.pop() {
        if left == 0 || depth > NESTING {
            let help = "write out what the alias stands for";
            let error = Error::new("aliases bring in themselves, or too much");
            return Err(error.with_help(help).at(node.span()));
        }
        left -= 1;
        waiting.extend(node.entries().map(|entry| (entry.value, depth + 1)));
        waiting.extend(node.items().map(|item| (item, depth + 1)));
    }
    Ok(())
}

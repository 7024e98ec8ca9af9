//! Whether two nodes say the same.

use rustc_hash::FxHashSet;

use super::node::Node;

impl Node<'_> {
    /// Whether another node, of this tree or another, has the same content: the same entries and items in
    /// the same order, whatever the notation, with aliases and merge keys taken for what they stand for.
    ///
    /// Every pair of nodes is compared once, so that aliases of aliases cost no more than they are long
    /// to write, and an anchor that brings itself in comes to an end.
    pub fn says_the_same(self, other: Node<'_>) -> bool {
        let mut waiting = vec![(self, other)];
        let mut known = FxHashSet::default();
        while let Some((one, other)) = waiting.pop() {
            let (one, other) = (one.target(), other.target());
            if one == other || !known.insert((one.index(), other.index())) {
                continue;
            }
            if one.kind() != other.kind() || one.text() != other.text() {
                return false;
            }
            let (ours, theirs): (Vec<_>, Vec<_>) =
                (one.entries().collect(), other.entries().collect());
            if ours.len() != theirs.len() || one.items().len() != other.items().len() {
                return false;
            }
            for (ours, theirs) in ours.iter().zip(&theirs) {
                waiting.push((ours.key, theirs.key));
                waiting.push((ours.value, theirs.value));
            }
            waiting.extend(one.items().zip(other.items()));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::Arc;

    use crate::source::Source;
    use crate::syntax::{Limits, parse};

    fn compared(yaml: &str) -> bool {
        let source = Arc::new(Source::from_text("a.yaml", yaml));
        let tree = parse(source, Limits::default()).unwrap();
        let root = tree.documents().next().unwrap();
        let (one, other) = (root.get("one").unwrap(), root.get("other").unwrap());
        one.says_the_same(other)
    }

    #[test]
    fn notation_is_no_content_and_kind_is() {
        assert!(compared(
            "one: { a: [1, x] }\nother:\n  \"a\":\n  - 1\n  - 'x'\n"
        ));
        assert!(!compared("one: { a: 1 }\nother: { a: '1' }\n"));
        assert!(!compared("one: [1]\nother: [1, 2]\n"));
        assert!(!compared("one: { a: 1 }\nother: { b: 1 }\n"));
    }

    #[test]
    fn aliases_stand_for_what_they_name() {
        assert!(compared(
            "x: &x { a: 1 }\none: { <<: *x }\nother: { a: 1 }\n"
        ));
        assert!(compared("one: &a { b: *a }\nother: &c { b: *c }\n"));
    }

    #[test]
    fn a_bomb_of_aliases_costs_what_it_is_long() {
        let mut text = String::new();
        for side in ["a", "b"] {
            let _ = writeln!(text, "{side}0: &{side}0 [x, x]");
            for level in 1..60 {
                let below = level - 1;
                let _ = writeln!(
                    text,
                    "{side}{level}: &{side}{level} [*{side}{below}, *{side}{below}]"
                );
            }
        }
        assert!(compared(&format!("{text}one: *a59\nother: *b59\n")));
    }
}

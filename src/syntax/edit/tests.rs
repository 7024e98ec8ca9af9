//! What changes to small texts come to.

use std::sync::Arc;

use super::*;
use crate::source::Source;
use crate::syntax::{Limits, Pointer, Tree, parse};

fn read(text: &str) -> Tree {
    parse(
        Arc::new(Source::from_text("a.yaml", text)),
        Limits::default(),
    )
    .unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

fn at<'t>(tree: &'t Tree, pointer: &str) -> Node<'t> {
    let root = tree.documents().next().unwrap();
    let pointer = Pointer::parse(pointer).unwrap();
    root.at(&pointer)
        .unwrap_or_else(|| panic!("nothing at {pointer}"))
}

fn applied(tree: &Tree, edits: Option<Vec<TextEdit>>) -> Option<String> {
    let text = apply(tree.source().text(), &edits?).unwrap();
    read(&text);
    Some(text)
}

fn header() -> NewNode {
    NewNode::from_json(&serde_json::json!({
        "schema": { "type": "integer", "minimum": 0 },
        "description": "When to try again",
    }))
}

fn inserted(
    text: &str,
    pointer: &str,
    key: &str,
    value: &NewNode,
    behind: Option<&str>,
) -> Option<String> {
    let tree = read(text);
    let mapping = at(&tree, pointer);
    let slot = match behind {
        Some("") => Slot::First,
        Some(key) => Slot::Behind(mapping.get(key).unwrap()),
        None => Slot::Last,
    };
    applied(
        &tree,
        insert_entry(mapping, &NewKey::text(key), value, slot),
    )
}

fn removed(text: &str, pointer: &str) -> Option<String> {
    let tree = read(text);
    applied(&tree, remove(&[at(&tree, pointer)]))
}

#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what is made is handed over to be compared"
)]
fn same(found: Option<String>, expected: &str) {
    assert_eq!(
        found.as_deref(),
        Some(expected),
        "\n{}",
        found.clone().unwrap_or_default()
    );
}

#[test]
fn a_block_grows_by_lines_indented_like_its_neighbours() {
    let text = "responses:\n    '200':\n        description: The order # good\n        # more of it\n    # commented out\ninfo: x\n";
    let value = NewNode::mapping([("description", NewNode::text("Not Found"))]);
    same(
        inserted(text, "/responses", "404", &value, None),
        "responses:\n    '200':\n        description: The order # good\n        # more of it\n    '404':\n        description: Not Found\n    # commented out\ninfo: x\n",
    );
}

#[test]
fn an_entry_goes_before_the_comments_of_the_first() {
    let text = "responses:\n  # what went well\n  \"200\": { description: OK }\n";
    let value = NewNode::mapping([("description", NewNode::text("Continue"))]);
    same(
        inserted(text, "/responses", "100", &value, Some("")),
        "responses:\n  \"100\": { description: Continue }\n  # what went well\n  \"200\": { description: OK }\n",
    );
}

#[test]
fn lines_keep_their_breaks_and_a_file_without_a_last_one_has_none() {
    same(
        inserted("a:\r\n  b: 1", "/a", "c", &NewNode::text("2"), None),
        "a:\r\n  b: 1\r\n  c: '2'",
    );
}

#[test]
fn nested_blocks_are_indented_by_the_step_of_the_file() {
    same(
        inserted(
            "r:\n   d: OK\n",
            "/r",
            "headers",
            &NewNode::mapping([("Retry-After", header())]),
            None,
        ),
        "r:\n   d: OK\n   headers:\n      Retry-After:\n         description: When to try again\n         schema:\n            type: integer\n            minimum: 0\n",
    );
}

#[test]
fn a_mapping_in_brackets_grows_within_them() {
    same(
        inserted("r: {d: OK}\n", "/r", "h", &header(), None),
        "r: {d: OK, h: {description: When to try again, schema: {type: integer, minimum: 0}}}\n",
    );
    same(
        inserted("r: { d: OK, }\n", "/r", "h", &NewNode::text("a, b"), None),
        "r: { d: OK, h: 'a, b' }\n",
    );
    same(
        inserted(
            "r: {\n  d: OK, # fine\n  e: 1 # too\n}\n",
            "/r",
            "h",
            &NewNode::text("x"),
            Some("d"),
        ),
        "r: {\n  d: OK, # fine\n  h: x,\n  e: 1 # too\n}\n",
    );
    same(
        inserted(
            "r: {\n  d: OK, # fine\n  e: 1 # too\n}\n",
            "/r",
            "h",
            &NewNode::text("x"),
            None,
        ),
        "r: {\n  d: OK, # fine\n  e: 1, # too\n  h: x\n}\n",
    );
}

#[test]
fn json_keeps_its_layout() {
    same(
        inserted("{\"r\":{\"d\":\"OK\"}}", "/r", "h", &header(), None),
        "{\"r\":{\"d\":\"OK\",\"h\":{\"description\":\"When to try again\",\"schema\":{\"type\":\"integer\",\"minimum\":0}}}}",
    );
    same(
        inserted(
            "{\n\t\"r\": {\n\t\t\"d\": \"OK\"\n\t}\n}\n",
            "/r",
            "h",
            &header(),
            Some(""),
        ),
        "{\n\t\"r\": {\n\t\t\"h\": {\n\t\t\t\"description\": \"When to try again\",\n\t\t\t\"schema\": {\n\t\t\t\t\"type\": \"integer\",\n\t\t\t\t\"minimum\": 0\n\t\t\t}\n\t\t},\n\t\t\"d\": \"OK\"\n\t}\n}\n",
    );
    same(
        inserted("{\n  \"r\": {}\n}\n", "/r", "d", &NewNode::text("OK"), None),
        "{\n  \"r\": {\n    \"d\": \"OK\"\n  }\n}\n",
    );
}

#[test]
fn what_is_empty_is_filled() {
    let value = NewNode::text("x");
    same(
        inserted("r:\n  h: {} # none\n  z: 1\n", "/r/h", "a", &value, None),
        "r:\n  h: # none\n    a: x\n  z: 1\n",
    );
    same(
        inserted("r:\n  h: {}\n", "/r/h", "a", &value, None),
        "r:\n  h:\n    a: x\n",
    );
    same(
        inserted("r:\n  h:\n  z: 1\n", "/r/h", "a", &value, None),
        "r:\n  h:\n    a: x\n  z: 1\n",
    );
    same(
        inserted("r: { h: {} }\n", "/r/h", "a", &value, None),
        "r: { h: { a: x } }\n",
    );
}

#[test]
fn a_text_that_keeps_its_blank_lines_is_not_cut() {
    same(
        inserted(
            "a: |+\n  x\n\n\nb: 1\n",
            "",
            "c",
            &NewNode::text("yy"),
            Some("a"),
        ),
        "a: |+\n  x\n\n\nc: yy\nb: 1\n",
    );
    assert_eq!(
        inserted("a: |\n  x", "", "c", &NewNode::text("y"), None),
        None
    );
}

#[test]
fn scalars_are_written_like_those_under_the_same_key() {
    let text = "a:\n  description: \"One\"\n  x: y\nb:\n  x: 'y'\n";
    same(
        inserted(text, "/b", "description", &NewNode::text("Two"), Some("")),
        "a:\n  description: \"One\"\n  x: y\nb:\n  description: \"Two\"\n  x: 'y'\n",
    );
    same(
        inserted("a: 1\n", "", "b", &NewNode::text("yes"), None),
        "a: 1\nb: 'yes'\n",
    );
}

#[test]
fn numbers_stay_without_quotes_only_where_that_is_asked_for() {
    let tree = read("200: a\n404: b\n");
    let key = NewKey {
        text: "401".into(),
        like_neighbours: true,
    };
    let root = at(&tree, "");
    let edits = insert_entry(
        root,
        &key,
        &NewNode::text("x"),
        Slot::Behind(root.get("200").unwrap()),
    );
    same(applied(&tree, edits), "200: a\n401: x\n404: b\n");
    same(
        inserted("200: a\n", "", "401", &NewNode::text("x"), None),
        "200: a\n'401': x\n",
    );
}

#[test]
fn what_is_written_elsewhere_too_is_left_alone() {
    assert_eq!(
        inserted("a: &x { b: 1 }\nc: *x\n", "/a", "d", &header(), None),
        None
    );
    assert_eq!(
        inserted("a: &x\n  b: 1\nc:\n  <<: *x\n", "/a", "d", &header(), None),
        None
    );
    assert_eq!(removed("a: &x 1\nb: *x\n", "/a"), None);
    assert!(inserted("a: &x\n  b: 1\nc:\n  <<: *x\n", "/c", "d", &header(), None).is_some());
}

#[test]
fn an_entry_goes_with_its_comments() {
    let text = "a:\n  # kept\n\n  # about b\n  b: 1 # too\n    # and this\n  c: 2\n";
    same(removed(text, "/a/b"), "a:\n  # kept\n\n  c: 2\n");
    same(
        removed(text, "/a/c"),
        "a:\n  # kept\n\n  # about b\n  b: 1 # too\n    # and this\n",
    );
    same(removed("a: 1\n\nb: 2\n\nc: 3\n", "/b"), "a: 1\n\nc: 3\n");
    same(removed("a: 1\nb: 2", "/b"), "a: 1");
    same(removed("- a: 1\n  b: 2\n", "/0/a"), "- b: 2\n");
}

#[test]
fn what_would_be_empty_goes_too() {
    same(
        removed("a:\n  b:\n    c: 1\n  d: 2\n", "/a/b/c"),
        "a:\n  d: 2\n",
    );
    assert_eq!(removed("a: 1\n", "/a"), None);
}

#[test]
fn commas_stay_right() {
    same(removed("{ a: 1, b: 2, c: 3 }", "/a"), "{ b: 2, c: 3 }");
    same(removed("{ a: 1, b: 2, c: 3 }", "/c"), "{ a: 1, b: 2 }");
    same(removed("[a, b, ]", "/1"), "[a, ]");
    same(
        removed("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "/b"),
        "{\n  \"a\": 1\n}\n",
    );
    same(
        removed("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "/a"),
        "{\n  \"b\": 2\n}\n",
    );
    same(
        removed("{\n  a: 1, # one\n  # of b\n  b: 2 # two\n}\n", "/b"),
        "{\n  a: 1 # one\n}\n",
    );
    same(removed("- a\n- b # x\n- c\n", "/1"), "- a\n- c\n");
}

#[test]
fn scalars_keep_their_notation() {
    let renamed = |text: &str, key: &str, to: &str| {
        let tree = read(text);
        let root = at(&tree, "");
        let key = root
            .own_entries()
            .find(|entry| entry.key.text() == key)
            .unwrap()
            .key;
        applied(&tree, replace_key(key, to))
    };
    same(renamed("'200': x\n", "200", "201"), "'201': x\n");
    same(renamed("\"200\": x\n", "200", "201"), "\"201\": x\n");
    same(renamed("200: x\n", "200", "201"), "201: x\n");
    same(renamed("4xx: x\n", "4xx", "4XX"), "4XX: x\n");
    same(renamed("200 OK: x\n", "200 OK", "200"), "'200': x\n");
    assert_eq!(renamed("200: x\n'201': y\n", "200", "201"), None);
    let replaced = |text: &str, new: NewNode| {
        let tree = read(text);
        applied(&tree, replace_value(at(&tree, "/a"), &new))
    };
    same(
        replaced("a: 'x' # c\n", NewNode::text("it's")),
        "a: 'it''s' # c\n",
    );
    same(replaced("a: x\n", NewNode::text("yes")), "a: 'yes'\n");
    same(
        replaced("a: 404\n", NewNode::Literal("429".into())),
        "a: 429\n",
    );
    same(replaced("a:\n", NewNode::text("x")), "a: x\n");
}

#[test]
fn entries_change_places_with_their_comments() {
    let tree = read("# top\n'404': x # a\n\n# about 200\n'200': y\n");
    same(
        applied(&tree, sort_entries(at(&tree, ""), &[1, 0])),
        "# about 200\n'200': y\n\n# top\n'404': x # a\n",
    );
    let tree = read("{ '404': x, '200': y }");
    same(
        applied(&tree, sort_entries(at(&tree, ""), &[1, 0])),
        "{ '200': y, '404': x }",
    );
}

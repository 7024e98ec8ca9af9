//! What the tree says about small texts.

mod properties;

use std::sync::Arc;

use super::{Kind, Limits, Node, SyntaxError, Tree, parse};
use crate::source::Source;

fn read(name: &str, text: &str) -> Result<Tree, SyntaxError> {
    parse(Arc::new(Source::from_text(name, text)), Limits::default())
}

fn yaml(text: &str) -> Tree {
    read("test.yaml", text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn json(text: &str) -> Tree {
    read("test.json", text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn slice(node: Node<'_>) -> &str {
    node.tree().source().slice(node.span())
}

/// Pointer, kind, text and source of every node that is no key.
fn facts(tree: &Tree) -> Vec<(String, Kind, &str, &str)> {
    tree.nodes()
        .filter(|node| node.key() != Some(*node))
        .map(|node| {
            (
                node.pointer().to_string(),
                node.kind(),
                node.text(),
                slice(node),
            )
        })
        .collect()
}

fn expect(tree: &Tree, expected: &[(&str, Kind, &str, &str)]) {
    let found = facts(tree);
    let found: Vec<_> = found
        .iter()
        .map(|(pointer, kind, text, slice)| (pointer.as_str(), *kind, *text, *slice))
        .collect();
    assert_eq!(found, expected, "{}", tree.source().text());
}

#[test]
fn a_block_mapping_ends_with_its_last_value() {
    expect(
        &yaml("a:\n  b: 1 # one\n\n# about c\nc:\n- x\n- y\n\n"),
        &[
            (
                "",
                Kind::Mapping,
                "",
                "a:\n  b: 1 # one\n\n# about c\nc:\n- x\n- y",
            ),
            ("/a", Kind::Mapping, "", "b: 1"),
            ("/a/b", Kind::Number, "1", "1"),
            ("/c", Kind::Sequence, "", "- x\n- y"),
            ("/c/0", Kind::String, "x", "x"),
            ("/c/1", Kind::String, "y", "y"),
        ],
    );
}

#[test]
fn quoted_scalars_span_their_quotes_and_resolve_escapes() {
    expect(
        &yaml("'200': \"a\\nb\"\n\"k\": 'it''s'\nlong: \"one\n  two\"\n"),
        &[
            (
                "",
                Kind::Mapping,
                "",
                "'200': \"a\\nb\"\n\"k\": 'it''s'\nlong: \"one\n  two\"",
            ),
            ("/200", Kind::String, "a\nb", "\"a\\nb\""),
            ("/k", Kind::String, "it's", "'it''s'"),
            ("/long", Kind::String, "one two", "\"one\n  two\""),
        ],
    );
}

#[test]
fn a_block_scalar_spans_its_header_and_its_last_line() {
    expect(
        &yaml(
            "a: |\n  one\n  two\n\n\nb: >-  # why | here\n\n  fold\n  ed\nc: |\nd: &x !!str |2+\n  e\n",
        ),
        &[
            (
                "",
                Kind::Mapping,
                "",
                "a: |\n  one\n  two\n\n\nb: >-  # why | here\n\n  fold\n  ed\nc: |\nd: &x !!str |2+\n  e",
            ),
            ("/a", Kind::String, "one\ntwo\n", "|\n  one\n  two"),
            (
                "/b",
                Kind::String,
                "\nfold ed",
                ">-  # why | here\n\n  fold\n  ed",
            ),
            ("/c", Kind::String, "", "|"),
            ("/d", Kind::String, "e\n", "|2+\n  e"),
        ],
    );
}

#[test]
fn an_absent_value_stands_right_behind_its_colon_or_dash() {
    let tree = yaml("a:\nb :\n? c\n? d\n:\nl:\n-\n- \nf: {x: , y}\n");
    let places: Vec<_> = tree
        .nodes()
        .filter(|node| node.kind() == Kind::Null)
        .map(|node| (node.pointer().to_string(), node.span().start(), node.text()))
        .collect();
    let expected = [
        ("/a", 2),
        ("/b", 6),
        ("/c", 10),
        ("/d", 16),
        ("/l/0", 21),
        ("/l/1", 23),
    ]
    .into_iter()
    .chain([("/f/x", 31), ("/f/y", 35)])
    .map(|(pointer, start)| (pointer.to_owned(), start, ""))
    .collect::<Vec<_>>();
    assert_eq!(places, expected);
}

#[test]
fn anchors_and_tags_stand_outside_the_span() {
    expect(
        &yaml("a: &x !t\n  b: 1\nc: *x\nd: &y v\ne: !!str 5\n"),
        &[
            (
                "",
                Kind::Mapping,
                "",
                "a: &x !t\n  b: 1\nc: *x\nd: &y v\ne: !!str 5",
            ),
            ("/a", Kind::Mapping, "", "b: 1"),
            ("/a/b", Kind::Number, "1", "1"),
            ("/c", Kind::Mapping, "", "*x"),
            ("/d", Kind::String, "v", "v"),
            ("/e", Kind::Number, "5", "5"),
        ],
    );
}

#[test]
fn json_spans_are_exact_and_escapes_are_resolved() {
    expect(
        &json("\r\n{\"a\\u00e9\": [1e5, \"\\uD83E\\uDD80\\t\\/\", true ], \"ü\": {}}\n"),
        &[
            (
                "",
                Kind::Mapping,
                "",
                "{\"a\\u00e9\": [1e5, \"\\uD83E\\uDD80\\t\\/\", true ], \"ü\": {}}",
            ),
            (
                "/aé",
                Kind::Sequence,
                "",
                "[1e5, \"\\uD83E\\uDD80\\t\\/\", true ]",
            ),
            ("/aé/0", Kind::Number, "1e5", "1e5"),
            ("/aé/1", Kind::String, "🦀\t/", "\"\\uD83E\\uDD80\\t\\/\""),
            ("/aé/2", Kind::Boolean, "true", "true"),
            ("/ü", Kind::Mapping, "", "{}"),
        ],
    );
}

#[test]
fn half_a_surrogate_pair_becomes_a_replacement_character() {
    let tree = json(r#"["\ud83e", "\udd80x", "\ud83e\u0041", "\ud83e\ud83e\udd80"]"#);
    let root = tree.documents().next().unwrap();
    let texts: Vec<_> = root.items().map(Node::text).collect();
    assert_eq!(texts, ["\u{FFFD}", "\u{FFFD}x", "\u{FFFD}A", "\u{FFFD}🦀"]);
}

#[test]
fn duplicate_keys_are_kept_and_the_last_wins() {
    for tree in [yaml("a: 1\n'a': 2\n"), json(r#"{"a": 1, "a": 2}"#)] {
        let root = tree.documents().next().unwrap();
        assert_eq!(root.own_entries().count(), 2);
        assert_eq!(root.get("a").map(Node::text), Some("2"));
    }
}

#[test]
fn each_json_error_names_the_offending_text() {
    let cases = [
        (
            "{\"a\": 1,}",
            ",",
            "a comma stands before a closing bracket",
        ),
        ("[1, 2, ]", ",", "a comma stands before a closing bracket"),
        ("{\"a\": 1 // x\n}", "// x", "JSON has no comments"),
        (
            "{'a': 1}",
            "'a'",
            "a string in JSON stands in double quotes",
        ),
        ("{a: 1}", "a", "text in JSON stands in double quotes"),
        ("{\"a\" 1}", "1", "a colon is missing behind the key"),
        (
            "{\"a\": 1 \"b\": 2}",
            "\"b\"",
            "a comma is missing before this",
        ),
        ("{\"a\": }", "}", "a value is missing before this"),
        ("{\"a\": [1}", "}", "`}` closes what `[` opened"),
        ("{\"a\": {", "{", "this `{` is never closed"),
        ("[01]", "01", "this is not a number as JSON writes one"),
        ("[+1]", "+1", "this is not a number as JSON writes one"),
        ("[True]", "True", "JSON does not know this word"),
        ("[\"a\nb\"]", "\"", "this string is not closed on its line"),
        ("[\"a\tb\"]", "\t", "a string holds a tab"),
        (
            "[\"a\\x\"]",
            "\\x",
            "a backslash begins no escape that JSON knows",
        ),
        ("[\"a", "\"", "this string is never closed"),
        ("[1] 2", "2", "text follows the end of the document"),
        ("[,1]", ",", "nothing stands before this comma"),
        ("[1,,2]", ",", "nothing stands before this comma"),
    ];
    for (text, offending, message) in cases {
        let error = read("test.json", text).expect_err(text);
        assert_eq!(
            (
                error.message.as_str(),
                text.get(error.span.range()).unwrap()
            ),
            (message, offending)
        );
    }
}

#[test]
fn each_yaml_error_names_the_offending_text() {
    let cases = [
        (
            "a:\n\tb: 1\n",
            "\t",
            "a tab stands where YAML allows only spaces",
        ),
        ("a: \"x\nb: 1\n", "\"", "this quote is never closed"),
        (
            "a: b: c\n",
            ":",
            "a second `key:` cannot begin within this value",
        ),
        ("a:1\nb: 2\n", ":", "a space is missing behind this colon"),
        ("a: 1\nb\nc: 2\n", "b", "this line is no `key: value`"),
        ("a: ]\n", "]", "this bracket closes nothing"),
        ("a: [1\n", "[", "this `[` is never closed"),
        (
            "a: \"\\q\"\n",
            "\\q",
            "a backslash in this text begins no escape that YAML knows",
        ),
        ("a: @x\n", "@", "text without quotes cannot begin with `@`"),
        (
            "a:\n  b: 1\n c: 2\n",
            "c: 2",
            "this line fits neither the block above it nor the one around it",
        ),
    ];
    for (text, offending, message) in cases {
        let error = read("test.yaml", text).expect_err(text);
        assert_eq!(
            (
                error.message.as_str(),
                text.get(error.span.range()).unwrap()
            ),
            (message, offending)
        );
        assert!(error.help.is_some(), "{text}");
    }
}

#[test]
fn too_deep_nesting_is_an_error_that_names_the_limit() {
    let deep = 1_000_000;
    let texts = [
        ("a.json", "[".repeat(deep)),
        ("a.yaml", "[".repeat(deep)),
        ("a.yaml", "- ".repeat(deep)),
        ("a.yaml", format!("x: {}", "{a: ".repeat(deep))),
        ("a.json", "{\"a\":".repeat(deep)),
    ];
    for (name, text) in texts {
        let error = read(name, &text).expect_err(name);
        assert!(
            error.message.contains("limit `nesting` of 500"),
            "{}",
            error.message
        );
    }
}

#[test]
fn a_mapping_that_holds_itself_can_be_walked() {
    let tree = yaml("a: &x\n  b: *x\n  <<: [*x, *x, *x, *x, *x, *x]\n  ? *x\n  : 1\n");
    let root = tree.documents().next().unwrap();
    let a = root.get("a").unwrap();
    assert!(a.get("b").and_then(|b| b.get("b")).is_some());
    assert!(a.get("nothing").is_none());
    assert_eq!(a.entries().count(), 2);
}

#[test]
fn merge_keys_give_way_to_explicit_and_to_earlier_entries() {
    let tree = yaml(
        "p: &p {a: 1, b: 1}\nq: &q {b: 2, c: 2}\nr: &r {<<: *q, d: 3}\nx: {b: 0, <<: [*p, *r]}\n'y': {'<<': *p}\n",
    );
    let root = tree.documents().next().unwrap();
    let x = root.get("x").unwrap();
    let entries: Vec<_> = x
        .entries()
        .map(|entry| (entry.key.text(), entry.value.text(), entry.merged))
        .collect();
    let expected = [
        ("b", "0", false),
        ("a", "1", true),
        ("d", "3", true),
        ("c", "2", true),
    ];
    assert_eq!(entries, expected);
    for (key, value, merged) in expected {
        let entry = x.entry(key).unwrap();
        assert_eq!((entry.value.text(), entry.merged), (value, merged));
    }
    assert_eq!(root.get("y").unwrap().get("a"), None);
}

#[test]
fn a_stream_holds_several_documents_and_comments_have_places() {
    let tree = yaml("%YAML 1.2\n---\na: 1 # x\n# y\n---\r\nb: 2\r\n...\n");
    let roots: Vec<_> = tree.documents().map(slice).collect();
    assert_eq!(roots, ["a: 1", "b: 2"]);
    let comments: Vec<_> = tree
        .comments()
        .iter()
        .map(|comment| (tree.source().slice(comment.span), comment.trailing))
        .collect();
    assert_eq!(comments, [("# x", true), ("# y", false)]);
}

#[test]
fn json_in_a_yaml_file_takes_the_json_road_and_flow_yaml_still_reads() {
    use super::Notation;
    let cases = [
        ("a.yaml", "{\"a\": 1}", Notation::Json),
        ("a.yaml", "{a: 1, }", Notation::Yaml),
        ("-", "{\"a\": 1} # x", Notation::Yaml),
        ("a.JSON", "{\"a\": 1}", Notation::Json),
    ];
    for (name, text, notation) in cases {
        assert_eq!(read(name, text).unwrap().notation(), notation, "{text}");
    }
    assert!(read("a.json", "{\"a\": 1,}").is_err());
}

#[test]
fn hostile_sizes_are_read() {
    let line = format!("a: \"{}\"\n", "x".repeat(4_000_000));
    assert_eq!(yaml(&line).len(), 3);
    let comments = "# c\n".repeat(200_000);
    assert_eq!(
        yaml(&format!("a:\n{comments}  b: 1\n")).comments().len(),
        200_000
    );
    let key = "k".repeat(5_000);
    assert_eq!(yaml(&format!("{key}: 1\n\"{key}q\": 2\n")).len(), 5);
}

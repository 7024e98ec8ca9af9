use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use super::*;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    #[serde(default)]
    names: OneOrMany,
    #[serde(default)]
    rules: PlacedMap<Placed<String>>,
    #[serde(default, rename = "fail-on")]
    _fail_on: Option<crate::finding::Severity>,
    #[serde(default, rename = "plain")]
    _plain: BTreeMap<String, u8>,
}

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::from_text("test.yaml", text))
}

fn problem(text: &str) -> (String, Option<String>) {
    let problem = read::<File>(&source(text)).unwrap_err();
    (problem.to_string(), problem.help)
}

#[test]
fn keys_and_values_know_their_bytes() {
    let source = source("# Grüße\nrules:\n  'one': off\n  two:   error\n");
    let file: File = read(&source).unwrap();
    let texts: Vec<(&str, &str)> = file
        .rules
        .iter()
        .map(|(key, value)| (source.slice(key.span), source.slice(value.span)))
        .collect();
    assert_eq!(texts, [("'one'", "off"), ("two", "error")]);
}

#[test]
fn one_text_stands_for_a_list_of_one() {
    let source_one = source("names: strict");
    let one: File = read(&source_one).unwrap();
    assert_eq!(source_one.slice(one.names[0].span), "strict");
    let many: File = read(&source("names: [a, b]")).unwrap();
    assert_eq!(many.names.len(), 2);
}

#[test]
fn an_empty_file_is_an_empty_mapping() {
    for text in ["", "\n", "# only a comment\n", "rules:\n", "{}"] {
        let file: File =
            read(&source(text)).unwrap_or_else(|problem| panic!("{text:?}: {problem}"));
        assert!(file.rules.is_empty());
    }
}

#[test]
fn front_matter_is_read_up_to_its_end() {
    let text = "---\nrules: { one: off }\n---\nText\n";
    let source = source(text);
    let file: File = read_until(&source, text.find("---\nText").unwrap()).unwrap();
    let (key, _) = file.rules.iter().next().unwrap();
    assert_eq!(source.slice(key.span), "one");
}

#[test]
fn an_unknown_key_is_told_with_its_place_and_the_key_that_was_meant() {
    assert_eq!(
        problem("names: a\nrulez: {}\n"),
        (
            "test.yaml:2:1: unknown key `rulez`".to_owned(),
            Some("did you mean `rules`?".to_owned())
        )
    );
}

#[test]
fn a_key_that_resembles_none_is_told_with_the_keys_there_are() {
    let (_, help) = problem("colour: red\n");
    assert_eq!(
        help.as_deref(),
        Some("expected one of `names`, `rules`, `fail-on`, `plain`")
    );
}

#[test]
fn a_bad_value_is_told_with_its_place() {
    assert_eq!(
        problem("fail-on: eror\n"),
        (
            "test.yaml:1:10: unknown value `eror`".to_owned(),
            Some("did you mean `error`?".to_owned())
        )
    );
}

#[test]
fn a_repeated_key_is_told_at_the_second() {
    assert_eq!(
        problem("rules:\n  a: off\n  a: error\n").0,
        "test.yaml:3:3: the key `a` is given twice"
    );
}

#[test]
fn yaml_that_cannot_be_parsed_is_told_with_its_place() {
    let (message, _) = problem("rules: [a\nnames: b\n");
    assert!(message.starts_with("test.yaml:"), "{message}");
    assert!(!message.contains('\n'), "{message}");
}

#[test]
fn aliases_are_written_out_within_reason() {
    let file: File = of_text("names: &n [a, b]\nrules: { one: off }\n").unwrap();
    assert_eq!(file.names.len(), 2);
    let value: serde_json::Value = of_text("a: &a [1]\nb: [*a, *a]\n").unwrap();
    assert_eq!(value["b"][1][0], 1);
}

#[test]
fn aliases_that_have_no_end_are_refused_where_they_stand() {
    let told = |text: &str| of_text::<serde_json::Value>(text).unwrap_err().to_string();
    let circle = told("a: &a\n  b: [*a]\n");
    assert!(
        circle.starts_with("test.yaml:") && circle.contains("alias"),
        "{circle}"
    );
    let merged = told("a: &a\n  b: { <<: *a }\n");
    assert!(merged.contains("alias"), "{merged}");
    let mut bomb = "l0: &l0 [x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let below = level - 1;
        let _ = writeln!(
            bomb,
            "l{level}: &l{level} [*l{below}, *l{below}, *l{below}]"
        );
    }
    assert!(told(&bomb).contains("alias"));
    let deep = "[".repeat(400) + &"]".repeat(400);
    assert!(told(&format!("a: {deep}")).contains("nest"));
}

#[test]
fn a_value_of_the_wrong_kind_is_told_with_what_belongs_there() {
    let (message, _) = problem("plain: 3\n");
    assert!(message.starts_with("test.yaml:1:8: expected"), "{message}");
}

#[test]
fn the_nearest_word_must_be_near() {
    assert_eq!(
        nearest("recomended", ["strict", "recommended"]),
        Some("recommended")
    );
    assert_eq!(nearest("Strict", ["strict"]), Some("strict"));
    assert_eq!(nearest("warn", ["error", "warning"]), Some("warning"));
    assert_eq!(nearest("xyz", ["strict", "recommended"]), None);
}

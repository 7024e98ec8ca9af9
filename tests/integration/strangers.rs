//! Whatever strangers write, nothing panics and every report stays well-formed. `fuzz/` looks further
//! through the same entry points.

use std::fs;

use proptest::prelude::*;

use crate::entry_points as entry;
use crate::support::real_documents;

/// Words that documents, pages and configuration files are made of, and those that break them.
fn word() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "openapi: 3.1.0",
        "swagger: '2.0'",
        "paths:",
        "responses:",
        "'200':",
        "4xx:",
        "default:",
        "description:",
        "content:",
        "application/json:",
        "schema:",
        "$ref:",
        "'#/paths'",
        "get:",
        "post:",
        "headers:",
        "Retry-After:",
        "components:",
        "x-statuslint-ignore:",
        "extends:",
        "rules:",
        "overrides:",
        "off",
        "error",
        "---",
        "...",
        "on: response",
        "when:",
        "status: 404",
        "message:",
        "## Bad",
        "```yaml",
        "statuslint: ignore[",
        "]",
        "[",
        "{",
        "}",
        ",",
        ":",
        "- ",
        "? ",
        "&a ",
        "*a",
        "<<: *a",
        "|",
        ">-",
        "'",
        "\"",
        "#",
        "\n",
        "\n  ",
        "\n    ",
        "\n\t",
        "\r\n",
        "\u{feff}",
        "\u{0}",
        "\u{1b}[31m",
        "\u{202e}",
        "🦀",
        "é",
        "]]>",
        "<script>",
        "::error::x",
        "##vso[task.complete]",
        "%",
        "|`",
        "\\",
        "1e400",
        "~",
        "null",
    ]);
    let known = known.prop_map(str::to_owned);
    prop_oneof![8 => known, 1 => "\\PC{0,6}", 1 => any::<char>().prop_map(String::from)]
}

fn soup(most: usize) -> impl Strategy<Value = String> {
    let word = (word(), prop::sample::select(vec!["", " ", "\n", "\n  "]));
    let words = prop::collection::vec(word, 0..most);
    words.prop_map(|words| words.into_iter().map(|(word, gap)| word + gap).collect())
}

/// A real document with some of its bytes gone, repeated or replaced by a word.
fn mutilated() -> impl Strategy<Value = String> {
    let texts: Vec<String> = real_documents()
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .filter(|text| text.len() < 40_000)
        .collect();
    let change = (any::<prop::sample::Index>(), 0..60_usize, word());
    let changes = prop::collection::vec(change, 1..6);
    (prop::sample::select(texts), changes).prop_map(|(text, changes)| {
        let mut text = text;
        for (at, length, word) in changes {
            let start = text.floor_char_boundary(at.index(text.len().max(1)));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end.max(start), &word);
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_become_a_tree_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200), text in soup(40)) {
        for name in ["a.yaml", "a.json"] {
            entry::tree(name, &bytes);
            entry::tree(name, text.as_bytes());
        }
    }

    #[test]
    fn any_text_can_be_checked(text in soup(60)) {
        entry::lint(&text);
        entry::lint(&format!("openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        {text}"));
    }

    #[test]
    fn a_damaged_document_can_be_checked(text in mutilated()) {
        entry::lint(&text);
    }

    #[test]
    fn a_configuration_or_page_is_read_or_refused(text in soup(30)) {
        entry::config(&text);
        entry::rule_page(&text);
        entry::rule_page(&format!("---\nsummary: A\nseverity: error\non: response\n{text}\n---\n"));
    }

    #[test]
    fn directives_say_anything(text in soup(8)) {
        entry::suppressions(&text);
    }
}

proptest! {
    // Each report holds the text of all rules, in several formats.
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_report_is_well_formed(text in soup(6)) {
        entry::reporters(&text);
    }
}

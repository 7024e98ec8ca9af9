//! What `explain` shows.

use super::*;

const PAGE: &str = "\
## Why

A client that is told `429` waits. Without a time it *guesses*, and a thousand clients that guess \
the same second come back together ([RFC 6585](https://www.rfc-editor.org/rfc/rfc6585#section-4)).

- seconds, or
- an HTTP date:
  1. in GMT
  2. never in local time, whatever the server's own clock may say about it

> A quoted sentence.

```yaml
responses:
  '429': { description: \u{1b}[31mred }
```
";

fn shown(topic: &str) -> String {
    explain(topic, &Catalogue::builtin(), Appearance::plain(72)).unwrap()
}

/// What is shown without the rules, which grow in number.
fn shown_without_rules(topic: &str) -> String {
    let shown = shown(topic);
    let facts = shown.split("  rules").next().unwrap();
    facts.trim_end().to_owned()
}

#[test]
fn a_page_is_shown_as_text() {
    insta::assert_snapshot!(markdown::render(PAGE, Appearance::plain(72)));
}

#[test]
fn links_are_links_where_the_terminal_has_them() {
    let appearance = Appearance {
        hyperlinks: true,
        ..Appearance::plain(72)
    };
    let shown = markdown::render("[text](https://example.org/)", appearance);
    assert_eq!(
        shown,
        "\u{1b}]8;;https://example.org/\u{1b}\\text\u{1b}]8;;\u{1b}\\\n"
    );
}

#[test]
fn a_status_code_says_what_a_client_should_do() {
    insta::assert_snapshot!(shown_without_rules("429"));
}

#[test]
fn a_status_code_names_the_rules_that_speak_of_it() {
    assert!(shown("429").contains("too-many-requests-without-retry-after"));
}

#[test]
fn a_range_lists_its_codes_however_it_is_written() {
    assert_eq!(shown("5xx"), shown("5XX"));
    insta::assert_snapshot!(shown_without_rules("5XX"));
}

#[test]
fn a_vendor_code_names_what_to_declare_instead() {
    insta::assert_snapshot!(shown_without_rules("440"));
}

#[test]
fn a_code_that_nobody_registered_is_explained_by_its_class() {
    insta::assert_snapshot!(shown_without_rules("477"));
}

#[test]
fn a_rule_is_its_facts_and_its_page() {
    let shown = shown("too-many-requests-without-retry-after");
    assert!(shown.starts_with("too-many-requests-without-retry-after\n"));
    assert!(shown.contains("  severity"), "{shown}");
    assert!(shown.contains("RFC 6585 section 4 (MAY)"), "{shown}");
    assert!(shown.contains("\nWhy\n"), "{shown}");
}

#[test]
fn a_method_says_what_http_says_and_which_rules_speak_of_it() {
    insta::assert_snapshot!(shown_without_rules("delete"));
    let shown = shown("DELETE");
    assert!(shown.contains("delete-unusual-success"), "{shown}");
}

#[test]
fn a_profile_says_which_of_its_rules_are_previews() {
    let shown = shown("heroku");
    assert!(shown.contains("run only with `--preview`"), "{shown}");
    let row = shown
        .lines()
        .skip_while(|line| !line.contains("private-success-code-for-error"))
        .take(3)
        .collect::<Vec<_>>()
        .join(" ");
    assert!(row.contains("a preview:"), "{row}");
}

#[test]
fn a_rule_is_found_by_what_another_linter_calls_it() {
    let shown = shown("italia:missing-retry-after");
    assert!(
        shown.contains(
            "`italia:missing-retry-after` corresponds to `unavailable-without-retry-after`"
        )
    );
}

#[test]
fn a_rule_of_another_linter_may_correspond_to_several() {
    let shown = shown("redocly:struct");
    assert!(
        shown.starts_with("redocly:struct\nCorresponds to "),
        "{shown}"
    );
    assert!(shown.contains("  invalid-status-key "), "{shown}");
}

#[test]
fn an_unknown_topic_is_not_explained() {
    assert_eq!(
        explain("no-such-rule", &Catalogue::builtin(), Appearance::default()),
        None
    );
}

//! Every page of the catalogue keeps what its examples promise.

use statuslint::Linter;
use statuslint::config::{Flags, Settings};
use statuslint::finding::Finding;
use statuslint::fix::mended_example;
use statuslint::rule::{Case, Catalogue, Rule};

/// A linter with one rule turned on, as an example wants it.
fn linter(rule: &Rule, case: &Case) -> Linter {
    let flags = Flags {
        select: rule.selected_for_examples(),
        isolated: true,
        ..Flags::default()
    };
    let settings = Settings::from_flags(&flags).unwrap();
    let settings = settings.with_options(&rule.name, case.options.clone());
    Linter::with_settings(settings)
}

fn lint(rule: &Rule, case: &Case) -> Vec<Finding> {
    let report = linter(rule, case).lint_bytes("example", case.text.clone().into_bytes());
    assert!(
        report.failures.is_empty(),
        "{}: {:?}",
        case.name,
        report.failures
    );
    report.findings
}

#[test]
fn examples_are_what_their_pages_say_they_are() {
    let failures: Vec<String> = Catalogue::builtin()
        .rules()
        .flat_map(|rule| {
            rule.test_examples(
                |case| lint(rule, case),
                |case| mended_example(&linter(rule, case), case),
            )
        })
        .map(|failure| failure.to_string())
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn every_page_shows_what_is_wrong_and_what_is_right() {
    for rule in Catalogue::builtin().rules() {
        let (bad, good) = rule.count_examples();
        assert!(bad > 0 && good > 0, "{} lacks an example", rule.name);
    }
}

#[test]
fn every_page_explains_itself_under_the_same_headings() {
    for rule in Catalogue::builtin().rules() {
        let headings: Vec<&str> = rule
            .page()
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        let mut expected = vec!["## Why", "## Bad", "## Good", "## When to turn it off"];
        if !rule.fixes.is_empty() {
            expected.insert(2, "## Fixed");
        }
        assert_eq!(headings, expected, "{}", rule.name);
    }
}

#[test]
fn every_rule_names_its_sources() {
    for rule in Catalogue::builtin().rules() {
        assert!(!rule.sources.is_empty(), "{} has no source", rule.name);
    }
}

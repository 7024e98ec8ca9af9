//! What profiles come to when they are combined and overridden.

use std::path::Path;

use super::*;
use crate::finding::Severity;

fn settings(text: &str) -> Settings {
    let source = source(text);
    Settings::from_file(&source, Path::new(""), &Flags::default()).unwrap()
}

fn severity(settings: &Settings, name: &str) -> Option<Severity> {
    let rule = settings.catalogue().get(name).unwrap();
    settings.severity(rule, "api.yaml", &[])
}

fn citations(settings: &Settings, name: &str) -> Vec<String> {
    let guidelines = settings.guidelines(&name.parse().unwrap()).iter();
    guidelines
        .map(|guideline| guideline.citation.clone())
        .collect()
}

#[test]
fn a_profile_does_not_undo_what_an_earlier_one_says_through_the_base_that_they_share() {
    let settings = settings("extends: [google-aip, owasp]\n");
    assert_eq!(severity(&settings, "post-create-without-201"), None);
    assert_eq!(
        severity(&settings, "no-success-response"),
        Some(Severity::Warning)
    );
}

#[test]
fn a_later_profile_wins_over_an_earlier_one() {
    for (order, expected) in [
        ("[zalando, jsonapi]", None),
        ("[jsonapi, zalando]", Some(Severity::Error)),
    ] {
        let settings = settings(&format!("extends: {order}\n"));
        let found = severity(&settings, "errors-not-problem-details");
        assert_eq!(found, expected, "{order}");
    }
}

#[test]
fn every_guideline_that_turns_a_rule_on_is_cited() {
    let settings = settings("extends: [owasp, zalando]\n");
    let cited = citations(&settings, "too-many-requests-without-retry-after");
    assert_eq!(cited, ["OWASP API4:2023", "Zalando 153"]);
    let cited = citations(&settings, "no-success-response");
    assert_eq!(cited, Vec::<String>::new());
}

#[test]
fn the_configuration_overrides_severity_and_options_of_a_profile() {
    let rule = "errors-not-problem-details";
    let settings = settings(&format!(
        "extends: zalando\nrules:\n  {rule}: {{ severity: info, options: {{ aggregate: true }} }}\n"
    ));
    assert_eq!(severity(&settings, rule), Some(Severity::Info));
    let options = settings.options(&rule.parse().unwrap()).unwrap();
    assert_eq!(options.get("aggregate"), Some(&true.into()));
    assert_eq!(citations(&settings, rule), ["Zalando 176"]);
}

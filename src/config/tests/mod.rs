mod discovery;
mod layers;
mod profiles;

use std::sync::Arc;

use super::scope::Scope;
use super::*;
use crate::source::Source;

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::from_text("statuslint.yaml", text))
}

fn error(text: &str) -> String {
    Config::read(&source(text)).unwrap_err().to_string()
}

fn help(text: &str) -> String {
    Config::read(&source(text)).unwrap_err().help.unwrap()
}

/// The scope of the only override of a configuration.
fn scope(text: &str) -> Scope {
    let source = source(&format!("overrides:\n  - {text}\n"));
    let config = Config::read(&source).unwrap();
    Scope::new(&source, &config.overrides[0]).unwrap()
}

fn get_order() -> OperationFacts<'static> {
    OperationFacts {
        method: "get",
        path: "/orders/{id}",
        operation_id: Some("getOrder"),
        tags: vec!["orders [v1]", "public"],
    }
}

#[test]
fn a_rule_takes_a_severity_or_a_mapping() {
    let config = Config::read(&source(
        "rules:\n  one: off\n  two: { severity: error, options: { at-least: 3 } }\n  three: {}\n",
    ))
    .unwrap();
    let levels: Vec<Option<Level>> = config.rules.iter().map(|(_, rule)| rule.level).collect();
    assert_eq!(levels, [Some(Level::Off), Some(Level::Error), None]);
}

#[test]
fn a_bad_severity_is_told_where_it_stands() {
    assert_eq!(
        error("rules:\n  one: warn\n"),
        "statuslint.yaml:2:8: unknown value `warn`"
    );
    assert_eq!(help("rules:\n  one: warn\n"), "did you mean `warning`?");
    assert_eq!(
        error("rules:\n  one: { severity: warn }\n"),
        "statuslint.yaml:2:20: unknown value `warn`"
    );
    assert!(error("rules:\n  one: 3\n").starts_with("statuslint.yaml:2:8: expected `off`"));
}

#[test]
fn an_unknown_key_beside_a_rule_is_told_where_it_stands() {
    assert_eq!(
        error("rules:\n  one: { severty: error }\n"),
        "statuslint.yaml:2:10: unknown key `severty`"
    );
}

#[test]
fn an_override_needs_all_of_its_conditions() {
    let both = scope("{ methods: [GET], paths: [/orders/**], rules: {} }");
    assert!(both.holds(None, Some(&get_order())));
    let post = OperationFacts {
        method: "post",
        ..get_order()
    };
    assert!(!both.holds(None, Some(&post)));
}

#[test]
fn braces_in_a_path_glob_stand_for_themselves() {
    assert!(scope("{ paths: ['/orders/{id}'] }").holds(None, Some(&get_order())));
    assert!(scope("{ paths: ['/*/{id}'] }").holds(None, Some(&get_order())));
    assert!(!scope("{ paths: ['/orders/{order}'] }").holds(None, Some(&get_order())));
    assert!(!scope("{ paths: ['/*'] }").holds(None, Some(&get_order())));
}

#[test]
fn tags_and_operation_ids_are_words_with_stars() {
    assert!(scope("{ tags: ['orders [v1]'] }").holds(None, Some(&get_order())));
    assert!(scope("{ operation-ids: [get*] }").holds(None, Some(&get_order())));
    assert!(!scope("{ operation-ids: [get] }").holds(None, Some(&get_order())));
    assert!(!scope("{ tags: [internal] }").holds(None, Some(&get_order())));
}

#[test]
fn file_globs_read_like_gitignore() {
    let holds =
        |glob: &str, file: &str| scope(&format!("{{ files: ['{glob}'] }}")).holds(Some(file), None);
    assert!(holds("*.yaml", "deep/down/api.yaml"));
    assert!(holds("vendor", "deep/vendor/api.yaml"));
    assert!(holds("vendor/", "vendor/a/api.yaml"));
    assert!(holds("/api.yaml", "api.yaml"));
    assert!(!holds("/api.yaml", "deep/api.yaml"));
    assert!(holds("apis/*/v1.yaml", "apis/orders/v1.yaml"));
    assert!(!holds("apis/*.yaml", "apis/orders/v1.yaml"));
    assert!(holds("./apis/{a,b}.yaml", "apis/b.yaml"));
}

#[test]
fn an_override_by_operation_says_nothing_about_the_document() {
    assert!(!scope("{ methods: [get] }").holds(Some("api.yaml"), None));
    assert!(scope("{ files: [api.yaml] }").holds(Some("api.yaml"), None));
}

#[test]
fn a_bad_glob_is_told_where_it_stands() {
    let source = source("overrides:\n  - files: ['a[b']\n");
    let config = Config::read(&source).unwrap();
    let error = Scope::new(&source, &config.overrides[0]).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("statuslint.yaml:2:13: `a[b` is not a glob"),
        "{error}"
    );
}

//! What a page may say, and how mistakes in it are told.

use super::*;

const HEAD: &str = "summary: A thing is wrong\nseverity: info\nsince: 0.1.0\n";

fn read(rest: &str) -> Result<Rule, Problem> {
    let text = format!("---\n{HEAD}{rest}---\n\n## Why\n");
    Rule::parse(Source::from_text("thing.md", text), "keys", "a-thing")
}

/// What is wrong, the offending text, and the remedy.
fn problem(rest: &str) -> (String, String, String) {
    let problem = read(rest).unwrap_err();
    let source = problem.source.unwrap();
    let text = source.slice(problem.span.unwrap()).to_owned();
    (problem.message, text, problem.help.unwrap_or_default())
}

#[test]
fn a_page_needs_no_more_than_what_it_looks_at_and_what_it_says() {
    let rule = read("on: response\nwhen: { status: 429 }\nmessage: wrong\n").unwrap();
    assert_eq!(rule.name.as_str(), "a-thing");
    assert_eq!(rule.on, Target::Response);
    assert_eq!(rule.page().trim(), "## Why");
    assert_eq!(rule.versions.len(), 4);
}

#[test]
fn a_matcher_key_that_the_target_does_not_have_is_refused() {
    let (message, text, help) = problem("on: operation\nwhen: { methode: get }\nmessage: m\n");
    assert_eq!(message, "unknown key `methode`");
    assert_eq!(text, "methode");
    assert_eq!(help, "did you mean `method`?");
}

#[test]
fn an_unknown_placeholder_is_refused_where_it_stands() {
    let (_, text, help) =
        problem("on: response\nwhen: { status: 429 }\nmessage: \"{statsu} is wrong\"\n");
    assert_eq!(text, "{statsu}");
    assert_eq!(help, "did you mean `{status}`?");
}

#[test]
fn a_label_that_the_target_does_not_have_is_refused() {
    let (message, text, _) =
        problem("on: operation\nwhen: { method: get }\nlabel: content\nmessage: m\n");
    assert_eq!(
        message,
        "`content` is no token of the thing that the rule looks at"
    );
    assert_eq!(text, "content");
}

#[test]
fn a_check_excludes_matchers_and_must_exist() {
    let (message, ..) = problem("on: response\ncheck: response-ref-name\nmessage: m\n");
    assert_eq!(message, "there is no native check `response-ref-name`");
    let (message, ..) = problem(
        "on: response\ncheck: response-ref-name-mismatch\nwhen: { status: 200 }\nmessage: m\n",
    );
    assert_eq!(
        message,
        "a page has either a native check or matchers, not both"
    );
}

#[test]
fn a_page_without_a_question_or_a_message_is_refused() {
    assert_eq!(problem("on: response\nmessage: m\n").1, "on:");
    assert_eq!(problem("on: response\nwhen: { status: 200 }\n").1, "when:");
}

#[test]
fn a_page_without_front_matter_says_how_to_begin() {
    let problem = Rule::parse(Source::from_text("a.md", "## Why\n"), "keys", "a").unwrap_err();
    assert_eq!(problem.message, "the page has no front matter");
}

#[test]
fn an_option_that_the_page_does_not_have_is_refused() {
    let rule = read(
        "on: response\nwhen: { status: 401, operation: { option: expicit } }\nmessage: m\n\
         options: { explicit: { summary: s, default: false } }\n",
    );
    let problem = rule.unwrap().check_matchers().unwrap_err();
    assert_eq!(problem.message, "the page has no option `expicit`");
    assert_eq!(problem.help.as_deref(), Some("did you mean `explicit`?"));
}

#[test]
fn an_expression_that_does_not_compile_is_shown() {
    let rule = read("on: response\nwhen: { key: \"/4(X/\" }\nmessage: m\n").unwrap();
    let problem = rule.check_matchers().unwrap_err();
    assert!(
        problem
            .message
            .starts_with("`/4(X/` is no regular expression")
    );
}

//! What a document can silence: by comment and by key, on a line, in a mapping, for an operation and
//! for a shared component; and what is said of directives that do nothing.

use statuslint::{Linter, Report};

fn lint(text: &str) -> Report {
    let linter = Linter::with_profile("recommended").unwrap();
    linter.lint_text("api.yaml", text)
}

/// The rules that are still heard, with the line of each finding.
fn heard(report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    findings
        .map(|finding| format!("{}:{}", finding.place.start().line, finding.rule))
        .collect()
}

/// The rules that are silenced, with what silences them and why.
fn silenced(report: &Report) -> Vec<String> {
    let suppressed = report.suppressed.iter();
    suppressed
        .map(|one| {
            format!(
                "{} by {}: {}",
                one.finding.rule,
                one.by.as_str(),
                one.reason
            )
        })
        .collect()
}

const HEAD: &str = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths:\n";

/// Two operations that both delete with an empty 200.
fn two_deletes(above_first: &str, behind_first: &str) -> String {
    let delete = |path: &str, above: &str, behind: &str| {
        format!(
            "  {path}:\n    delete:\n      responses:\n        default: {{ description: Oops, content: {{ application/problem+json: {{}} }} }}\n{above}        \
             '200': {{ description: Gone }}{behind}\n"
        )
    };
    format!(
        "{HEAD}{}{}",
        delete("/a", above_first, behind_first),
        delete("/b", "", "")
    )
}

const RULE: &str = "delete-200-without-body";

#[test]
fn a_comment_behind_content_holds_for_its_line() {
    let text = two_deletes(
        "",
        " # statuslint: ignore[delete-200-without-body] clients of 2019",
    );
    let report = lint(&text);
    assert_eq!(
        silenced(&report),
        [format!("{RULE} by statuslint: ignore: clients of 2019")]
    );
    assert_eq!(heard(&report), [format!("13:{RULE}")]);
}

#[test]
fn a_comment_of_its_own_holds_for_the_next_line() {
    let text = two_deletes(
        "        # statuslint: ignore[delete-200-without-body] old\n",
        "",
    );
    let report = lint(&text);
    assert_eq!(silenced(&report).len(), 1);
    assert_eq!(heard(&report), [format!("14:{RULE}")]);
}

#[test]
fn at_the_top_of_a_mapping_it_holds_for_all_of_it() {
    let text = two_deletes("", "");
    let of_path = text.replacen(
        "/a:\n",
        "/a:\n    # statuslint: ignore[delete-200-without-body] old\n",
        1,
    );
    assert_eq!(silenced(&lint(&of_path)).len(), 1);
    let of_file = format!("# statuslint: ignore[delete-200-without-body] old\n{text}");
    let report = lint(&of_file);
    assert_eq!((heard(&report), silenced(&report).len()), (vec![], 2));
}

#[test]
fn the_key_holds_for_its_mapping_in_json_too() {
    let text = two_deletes("", "");
    let yaml = text.replacen(
        "/a:\n",
        "/a:\n    x-statuslint-ignore: { delete-200-without-body: old }\n",
        1,
    );
    let json = r#"{"openapi":"3.0.3","info":{"title":"T","version":"1"},"paths":{"/a":{
        "x-statuslint-ignore":{"delete-200-without-body":"old"},
        "delete":{"responses":{"200":{"description":"Gone"}}}}}}"#;
    for text in [yaml.as_str(), json] {
        let by_key = format!("{RULE} by x-statuslint-ignore: old");
        assert!(silenced(&lint(text)).contains(&by_key), "{text}");
    }
}

const SHARED: &str = "components:\n  responses:\n    TooMany: { description: Slow down, content: { application/problem+json: {} } }\n";

fn two_uses(in_first: &str, in_component: &str) -> String {
    let get = |path: &str, own: &str| {
        format!(
            "  {path}:\n    get:\n{own}      responses:\n        '200': {{ description: It, content: {{ application/json: {{ schema: {{ type: string }} }} }} }}\n        '429': {{ $ref: '#/components/responses/TooMany' }}\n"
        )
    };
    let shared = SHARED.replace("{ description", &format!("{{ {in_component}description"));
    format!("{HEAD}{}{}{shared}", get("/a", in_first), get("/b", ""))
}

#[test]
fn a_component_is_silenced_for_all_its_uses() {
    let rule = "x-statuslint-ignore: { too-many-requests-without-retry-after: the gateway does }, ";
    let report = lint(&two_uses("", rule));
    assert_eq!((heard(&report).len(), silenced(&report).len()), (0, 1));
}

#[test]
fn an_operation_that_is_silenced_is_left_out_of_what_is_said_of_a_component() {
    let own = "      x-statuslint-ignore: { too-many-requests-without-retry-after: ours }\n";
    let report = lint(&two_uses(own, ""));
    let operations: Vec<String> = report.findings[0]
        .operations
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        (heard(&report).len(), operations),
        (1, vec!["GET /b".to_owned()])
    );
}

#[test]
fn a_run_with_a_directive_is_the_run_without_it_less_exactly_one() {
    let without = lint(&two_deletes("", ""));
    let with = lint(&two_deletes(
        "",
        " # statuslint: ignore[delete-200-without-body]",
    ));
    assert_eq!(with.findings.len() + 1, without.findings.len());
    assert_eq!(with.suppressed.len(), 1);
}

#[test]
fn everything_is_heard_where_directives_are_not_honoured() {
    let text = two_deletes("", " # statuslint: ignore[delete-200-without-body]");
    let linter = Linter::with_profile("recommended")
        .unwrap()
        .without_ignores();
    let report = linter.lint_text("api.yaml", &text);
    assert_eq!((report.findings.len(), report.suppressed.len()), (2, 0));
}

#[test]
fn mistakes_in_directives_are_findings() {
    let comment = |text: &str| lint(&two_deletes("", &format!(" # statuslint: {text}")));
    for (text, rule) in [
        ("ignore", "malformed-suppression"),
        ("ignore[]", "malformed-suppression"),
        ("disable[delete-200-without-body]", "malformed-suppression"),
        ("ignore[delete-200-without-bodi]", "unknown-suppressed-rule"),
        ("ignore[all]", "unknown-suppressed-rule"),
        ("ignore[methods]", "unknown-suppressed-rule"),
        ("ignore[no-responses]", "unused-suppression"),
    ] {
        let report = comment(text);
        let mut rules = report.findings.iter().map(|finding| finding.rule.as_str());
        assert!(
            rules.any(|found| found == rule),
            "{text}: {:?}",
            heard(&report)
        );
    }
}

#[test]
fn a_directive_for_a_rule_that_did_not_run_is_not_called_unused() {
    let report = lint(&two_deletes(
        "",
        " # statuslint: ignore[async-mixed-with-sync] x",
    ));
    let unused = heard(&report)
        .into_iter()
        .filter(|told| told.contains("unused"));
    assert_eq!(unused.count(), 0);
}

#[test]
fn where_an_operation_refers_to_a_component_a_directive_takes_it_out() {
    let uses = two_uses("", "");
    let reference = "{ $ref: '#/components/responses/TooMany' }\n";
    let comment = " # statuslint: ignore[too-many-requests-without-retry-after] ours\n";
    let by_comment = format!("{}{comment}", reference.trim_end());
    let by_key = reference.replace(
        " }",
        ", x-statuslint-ignore: { too-many-requests-without-retry-after: ours } }",
    );
    for silenced_use in [by_comment.as_str(), by_key.as_str()] {
        let one = lint(&uses.replacen(reference, silenced_use, 1));
        let operations: Vec<String> = one.findings[0]
            .operations
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            (heard(&one).len(), operations),
            (1, vec!["GET /b".to_owned()])
        );
        let both = lint(&uses.replace(reference, silenced_use));
        assert_eq!((heard(&both).len(), silenced(&both).len()), (0, 1));
    }
}

#[test]
fn what_is_said_of_a_directive_can_be_silenced_and_stands_where_the_directive_does() {
    let unused = " # statuslint: ignore[no-responses]";
    let report = lint(&two_deletes("", unused));
    let about = report
        .findings
        .iter()
        .find(|finding| finding.rule.as_str() == "unused-suppression");
    let pointer = about.unwrap().place.pointer().to_string();
    assert_eq!(pointer, "/paths/~1a/delete/responses/200");
    let kept = " # statuslint: ignore[no-responses, unused-suppression] for later";
    let report = lint(&two_deletes("", kept));
    let about: Vec<String> = heard(&report)
        .into_iter()
        .filter(|told| told.contains("suppression"))
        .collect();
    assert_eq!(about, Vec::<String>::new());
}

#[test]
fn a_slip_in_the_prefix_and_a_reason_that_is_no_text_are_told_and_examples_are_data() {
    let rules = |text: &str| -> Vec<String> {
        let report = lint(text);
        let findings = report.findings.iter();
        findings.map(|finding| finding.rule.to_string()).collect()
    };
    let malformed = "malformed-suppression".to_owned();
    let slip = two_deletes("", " # statuslint ignore[delete-200-without-body]");
    assert!(rules(&slip).contains(&malformed));
    let with = |key: &str| two_deletes("", "").replacen("/a:\n", &format!("/a:\n    {key}\n"), 1);
    let no_reason = with("x-statuslint-ignore: { delete-200-without-body: [old] }");
    assert!(rules(&no_reason).contains(&malformed));
    let data = with("x-more: { x-statuslint-ignore: all }");
    assert!(!rules(&data).contains(&malformed));
}

#[test]
fn slips_are_told_where_directives_are_not_honoured_too() {
    let linter = Linter::with_profile("recommended").unwrap();
    let text = two_deletes("", " # statuslint: ignore");
    let report = linter.without_ignores().lint_text("api.yaml", &text);
    let mut rules = report.findings.iter().map(|finding| finding.rule.as_str());
    assert!(rules.any(|rule| rule == "malformed-suppression"));
}

#[test]
fn at_the_root_of_a_description_the_key_holds_for_the_files_that_it_refers_to() {
    let folder = tempfile::tempdir().unwrap();
    let entry = format!("{HEAD}  /a: {{ $ref: a.yaml }}\nx-statuslint-ignore: {{ {RULE}: old }}\n");
    let item = "delete:\n  responses:\n    '200': { description: Gone }\n";
    std::fs::write(folder.path().join("api.yaml"), entry).unwrap();
    std::fs::write(folder.path().join("a.yaml"), item).unwrap();
    let linter = Linter::with_profile("recommended").unwrap();
    let report = linter.lint_paths(&[folder.path().join("api.yaml")]);
    assert_eq!(silenced(&report).len(), 1, "{:?}", heard(&report));
}

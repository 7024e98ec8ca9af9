//! Which findings directives silence, seen through a whole run.

use std::fs;
use std::path::Path;

use crate::{Linter, Report};

const RESPONSE: &str = "        '429': { description: Slow down }\n";

fn document(at_path: &str, at_operation: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n{at_path}    get:\n\
         {at_operation}      responses:\n        '200': {{ description: Fine }}\n{RESPONSE}\
         \x20 /b:\n    get:\n      responses:\n        '200': {{ description: Fine }}\n{RESPONSE}"
    )
}

/// Where the rule still reports a 429 without a time, and by which directives it is silenced.
fn lint(text: &str) -> (Vec<String>, Vec<&'static str>) {
    outcome(&linter().lint_text("api.yaml", text))
}

fn linter() -> Linter {
    let flags = crate::config::Flags {
        select: vec!["too-many-requests-without-retry-after".to_owned()],
        isolated: true,
        ..Default::default()
    };
    Linter::with_discovery(flags)
}

fn outcome(report: &Report) -> (Vec<String>, Vec<&'static str>) {
    let places = report.findings.iter();
    let places = places.map(|finding| finding.place.pointer().to_string());
    let by = report.suppressed.iter();
    (places.collect(), by.map(|one| one.by.as_str()).collect())
}

const IN_B: &str = "/paths/~1b/get/responses/429";

#[test]
fn without_directives_both_are_told() {
    let (places, by) = lint(&document("", ""));
    assert_eq!((places.len(), by.len()), (2, 0));
}

#[test]
fn rules_of_zally_are_numbers_and_hold_below_their_node() {
    for numbers in ["['153']", "[153]", "153"] {
        let (places, by) = lint(&document(&format!("    x-zally-ignore: {numbers}\n"), ""));
        assert_eq!(places, [IN_B], "{numbers}");
        assert_eq!(by, ["x-zally-ignore"]);
    }
}

#[test]
fn rules_of_vacuum_are_one_or_a_list() {
    for rules in [
        "owasp-rate-limit-retry-after",
        "[other, owasp-rate-limit-retry-after]",
    ] {
        let (places, by) = lint(&document("", &format!("      x-lint-ignore: {rules}\n")));
        assert_eq!(places, [IN_B], "{rules}");
        assert_eq!(by, ["x-lint-ignore"]);
    }
}

#[test]
fn other_rules_are_still_told() {
    let (places, by) = lint(&document("    x-zally-ignore: ['150', '1530']\n", ""));
    assert_eq!((places.len(), by.len()), (2, 0));
}

#[test]
fn directives_at_the_root_hold_for_the_whole_document() {
    let text = document("", "") + "x-zally-ignore: ['153']\n";
    let (places, by) = lint(&text);
    assert_eq!((places.len(), by.len()), (0, 2));
}

fn in_folder(ignored: &str) -> (Vec<String>, Vec<&'static str>) {
    let folder = tempfile::tempdir().unwrap();
    let apis = folder.path().join("apis");
    fs::create_dir(&apis).unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join(".redocly.lint-ignore.yaml"), ignored).unwrap();
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a:\n    get:\n      \
                parameters: [{ name: q, in: query, schema: { type: string } }]\n      \
                responses:\n        '200': { description: Fine }\n";
    fs::write(apis.join("api.yaml"), text).unwrap();
    let flags = crate::config::Flags {
        select: vec!["no-client-error".to_owned()],
        ..Default::default()
    };
    let linter = Linter::with_discovery(flags);
    let path: &Path = &apis.join("api.yaml");
    outcome(&linter.lint_paths(&[path]))
}

#[test]
fn the_ignore_file_of_redocly_names_files_rules_and_pointers() {
    let ignored = "# of Redocly\napis/api.yaml:\n  operation-4xx-response:\n    \
                   - '#/paths/~1a/get/responses'\n";
    let (places, by) = in_folder(ignored);
    assert!(places.is_empty());
    assert_eq!(by, [".redocly.lint-ignore.yaml"]);
}

#[test]
fn an_ignore_file_that_names_something_else_changes_nothing() {
    for ignored in [
        "other.yaml:\n  operation-4xx-response:\n    - '#/paths/~1a/get/responses'\n",
        "apis/api.yaml:\n  operation-2xx-response:\n    - '#/paths/~1a/get/responses'\n",
        "apis/api.yaml:\n  operation-4xx-response:\n    - '#/paths/~1b/get/responses'\n",
        "- not a mapping\n",
        "{",
    ] {
        let (places, by) = in_folder(ignored);
        assert_eq!((places.len(), by.len()), (1, 0), "{ignored}");
    }
}

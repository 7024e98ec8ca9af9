//! What machines read is what their schemas, published or documented, say.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::repository;

/// A repository with every kind of thing that a report can hold: findings of each severity, with and
/// without a fix, a silenced one, a file that cannot be parsed, and names that need escaping.
fn flawed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let entry = "openapi: 3.0.3\ninfo: { title: Orders, version: '1' }\npaths:\n  \
                 /orders/{id}:\n    \
                 delete:\n      responses:\n        '200': { description: 'Gone & <away> 🦀' }\n        \
                 # statuslint: ignore[too-many-requests-without-retry-after] for a reason\n        \
                 '429': { description: Slow down }\n        '4xx': {}\n    \
                 get:\n      responses:\n        200: { description: OK }\n        \
                 '429': { description: Slow down }\n";
    fs::create_dir_all(folder.path().join("the services")).unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join("the services/ørders.yaml"), entry).unwrap();
    fs::write(
        folder.path().join("broken.yaml"),
        "openapi: 3.1.0\npaths: [\n",
    )
    .unwrap();
    let real = repository().join("testdata/real/nakadi");
    for file in fs::read_dir(real).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    folder
}

fn run(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_statuslint"));
    command.arg("check").args(words).current_dir(folder);
    let output = command.output().unwrap();
    assert!(matches!(output.status.code(), Some(1 | 2)), "{output:?}");
    output
}

fn report(format: &str) -> String {
    let output = run(
        flawed().path(),
        &["--profile", "strict", "--format", format],
    );
    String::from_utf8(output.stdout).unwrap()
}

fn json(format: &str) -> Value {
    serde_json::from_str(&report(format)).unwrap()
}

/// Panics with everything that a report does other than its schema says.
fn conforms(report: &Value, schema: &str) {
    let text = fs::read_to_string(repository().join(schema)).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn json_is_what_its_schema_says() {
    conforms(&json("json"), "schemas/output.json");
}

#[test]
fn sarif_is_what_oasis_says() {
    conforms(&json("sarif"), "testdata/schemas/sarif-2.1.0.json");
}

#[test]
fn rdjson_is_what_reviewdog_says() {
    conforms(&json("rdjson"), "testdata/schemas/rdjson.json");
}

#[test]
fn code_quality_is_what_gitlab_says_and_each_fingerprint_is_there_once() {
    let report = json("gitlab");
    conforms(&report, "testdata/schemas/gitlab-code-quality.json");
    let problems = report.as_array().unwrap();
    let mut fingerprints: Vec<&str> = problems
        .iter()
        .filter_map(|problem| problem["fingerprint"].as_str())
        .collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), problems.len());
}

#[test]
fn sarif_says_what_github_needs() {
    let report = json("sarif");
    let run = &report["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        // GitHub cuts off what is longer.
        for (text, most) in [("shortDescription", 1024), ("fullDescription", 1024)] {
            let length = rule[text]["text"].as_str().unwrap().len();
            assert!((1..=most).contains(&length), "{} {text}", rule["id"]);
        }
        assert!(rule["help"]["markdown"].is_string(), "{}", rule["id"]);
    }
    let results = run["results"].as_array().unwrap();
    assert!(
        results
            .iter()
            .any(|result| result["suppressions"][0]["kind"] == "inSource")
    );
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
        let place = &result["locations"][0]["physicalLocation"];
        let region = &place["region"];
        assert_eq!(region["startLine"], region["endLine"]);
        assert!(region["startColumn"].as_u64() <= region["endColumn"].as_u64());
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    }
}

#[test]
fn forges_find_files_from_the_root_of_the_repository() {
    let folder = flawed();
    let below = folder.path().join("the services");
    let told = |format: &str| {
        let words = ["--fail-on", "info", "ørders.yaml", "--format", format];
        String::from_utf8(run(&below, &words).stdout).unwrap()
    };
    assert!(told("github").contains("file=the services/ørders.yaml,"));
    assert!(told("azure").contains("sourcepath=the services/ørders.yaml;"));
    assert!(told("gitlab").contains(r#""path": "the services/ørders.yaml""#));
    assert!(told("sarif").contains(r#""uri": "the%20services/%C3%B8rders.yaml""#));
    assert!(told("checkstyle").contains(r#"name="ørders.yaml""#));
}

#[test]
fn what_is_silenced_can_be_left_out() {
    let folder = flawed();
    let words = ["--format", "sarif", "--omit-suppressed"];
    let output = String::from_utf8(run(folder.path(), &words).stdout).unwrap();
    assert!(!output.contains("inSource"));
}

#[test]
fn xml_is_well_formed_and_counts_what_it_holds() {
    for format in ["junit", "checkstyle"] {
        let report = report(format);
        let document = roxmltree::Document::parse(&report).unwrap();
        let names: Vec<&str> = document
            .descendants()
            .filter_map(|node| node.attribute("name"))
            .collect();
        assert!(names.contains(&"the services/ørders.yaml"), "{names:?}");
        for suite in document
            .descendants()
            .filter(|it| it.has_tag_name("testsuite"))
        {
            let counted = |tag: &str| {
                let inside = suite.descendants();
                Some(inside.filter(|it| it.has_tag_name(tag)).count().to_string())
            };
            let stated = |name: &str| suite.attribute(name).map(str::to_owned);
            assert_eq!(stated("tests"), counted("testcase"));
            assert_eq!(stated("failures"), counted("failure"));
            assert_eq!(stated("errors"), counted("error"));
        }
    }
}

#[test]
fn the_exit_code_does_not_depend_on_the_format() {
    let folder = flawed();
    let codes: Vec<Option<i32>> = statuslint::report::Format::ALL
        .iter()
        .map(|format| {
            run(folder.path(), &["--format", format.as_str()])
                .status
                .code()
        })
        .collect();
    assert!(codes.iter().all(|code| *code == codes[0]), "{codes:?}");
}

#[test]
fn several_reports_come_from_one_run() {
    let folder = flawed();
    let words = ["-o", "sarif=a.sarif", "-o", "junit=b.xml", "-o", "github"];
    let output = run(folder.path(), &words);
    assert!(output.stdout.starts_with(b"::error "), "{output:?}");
    for file in ["a.sarif", "b.xml"] {
        let report = fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(report.contains("rders.yaml"), "{file}");
    }
}

//! The GitHub Action: what its script does with inputs, however hostile, and what it tells the runner.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use crate::support::{program_path, repository};

/// What a run of the action came to.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) outputs: BTreeMap<String, String>,
    pub(crate) summary: String,
    pub(crate) log: String,
}

/// Runs the action's script in a folder as a runner does, with the program of this build on the PATH.
pub(crate) fn run(folder: &Path, inputs: &[(&str, &str)]) -> Run {
    run_with(folder, inputs, &program_path())
}

fn run_with(folder: &Path, inputs: &[(&str, &str)], path: &str) -> Run {
    let runner = tempfile::tempdir().unwrap();
    let file = |name: &str| runner.path().join(name);
    let mut command = Command::new("bash");
    command
        .arg(repository().join("scripts/action.sh"))
        .current_dir(folder)
        .env("PATH", path)
        .env("RUNNER_TEMP", runner.path())
        .env("GITHUB_OUTPUT", file("output"))
        .env("GITHUB_PATH", file("path"))
        .env("GITHUB_STEP_SUMMARY", file("summary"))
        .env("INPUT_VERSION", "installed");
    for (name, value) in inputs {
        let name = name.to_uppercase().replace('-', "_");
        command.env(format!("INPUT_{name}"), value);
    }
    let output = command.output().unwrap();
    let left: Vec<_> = fs::read_dir(runner.path()).unwrap().flatten().collect();
    let left = left.iter().map(fs::DirEntry::file_name);
    let runs = left.filter(|name| name.to_string_lossy().contains("statuslint-run"));
    assert_eq!(runs.count(), 0, "temporary files are left behind");
    Run {
        code: output.status.code(),
        outputs: outputs(&fs::read_to_string(file("output")).unwrap_or_default()),
        summary: fs::read_to_string(file("summary")).unwrap_or_default(),
        log: String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(),
    }
}

/// Reads `name<<END`, the value, `END`, as a runner does.
fn outputs(text: &str) -> BTreeMap<String, String> {
    let mut outputs = BTreeMap::new();
    let mut lines = text.lines();
    while let Some((name, end)) = lines.next().and_then(|line| line.split_once("<<")) {
        let value: Vec<&str> = lines.by_ref().take_while(|line| *line != end).collect();
        assert!(outputs.insert(name.to_owned(), value.join("\n")).is_none());
    }
    outputs
}

fn document(status: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{ title: Orders, version: '1' }}\npaths:\n  /orders:\n    delete:\n      \
         responses:\n        '204': {{ description: Gone }}\n        '{status}': {{ description: No }}\n"
    )
}

/// A repository with these documents.
fn documents(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    for (name, status) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, document(status)).unwrap();
    }
    folder
}

#[test]
fn findings_are_told_in_the_log_in_annotations_in_the_summary_and_in_sarif() {
    let folder = documents(&[("api.yaml", "429")]);
    let run = run(folder.path(), &[("sarif", "out.sarif")]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let expected = [
        ("exit-code", "1"),
        ("outcome", "findings"),
        ("sarif", "out.sarif"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(run.outputs, BTreeMap::from(expected));
    assert!(
        run.summary
            .contains("`too-many-requests-without-retry-after`"),
        "{run:?}"
    );
    assert!(
        run.log.contains("::warning file=api.yaml,line=8,"),
        "{run:?}"
    );
    assert!(run.log.contains("[api.yaml:8:9]"), "{run:?}");
    let sarif = fs::read(folder.path().join("out.sarif")).unwrap();
    let sarif: serde_json::Value = serde_json::from_slice(&sarif).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert_ne!(sarif["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn inputs_decide_what_is_checked_and_how_it_ends() {
    let folder = documents(&[("good.yaml", "404"), ("bad.yaml", "429")]);
    fs::write(folder.path().join("own.yaml"), "fail-on: never\n").unwrap();
    let code = |inputs: &[(&str, &str)]| run(folder.path(), inputs).code;
    assert_eq!(code(&[]), Some(1));
    assert_eq!(code(&[("paths", "good.yaml")]), Some(0));
    assert_eq!(code(&[("paths", "\ngood.yaml\nbad.yaml\n")]), Some(1));
    assert_eq!(code(&[("fail-on", "error")]), Some(0));
    assert_eq!(code(&[("config", "own.yaml")]), Some(0));
    assert_eq!(
        code(&[("paths", "good.yaml"), ("profile", "recommended,owasp")]),
        Some(1)
    );
    let quiet = run(folder.path(), &[("annotations", "false")]);
    assert_eq!(quiet.code, Some(1));
    assert!(!quiet.log.contains("::warning"), "{quiet:?}");
}

#[test]
fn what_cannot_be_checked_is_a_failure_that_says_so() {
    let folder = documents(&[("good.yaml", "404")]);
    for inputs in [
        ("paths", "missing.yaml"),
        ("profile", "no-such-profile"),
        ("fail-on", "sometimes"),
        ("config", "missing.yaml"),
        ("annotations", "perhaps"),
        ("upload-sarif", "yes"),
        ("sarif", ".git"),
        ("version", "newest; touch hacked"),
    ] {
        let run = run(folder.path(), &[inputs]);
        assert_eq!(run.code, Some(2), "{inputs:?}: {run:?}");
        assert_eq!(run.outputs["outcome"], "failed", "{inputs:?}");
        assert!(!run.outputs.contains_key("sarif"), "{inputs:?}");
        assert!(
            run.log.contains("::error title=statuslint::"),
            "{inputs:?}: {run:?}"
        );
    }
}

/// Texts that are code to a shell, to `find`, to a glob, to a reader of options or of commands.
const HOSTILE: [&str; 12] = [
    "a b",
    "it's",
    "\"quoted\"",
    "$(touch hacked)",
    "`touch hacked`",
    "; touch hacked",
    "--fix",
    "-",
    "*",
    "${HOME}",
    "%0A::error::",
    "~",
];

#[test]
fn hostile_paths_are_names_and_nothing_else() {
    for text in HOSTILE {
        let name = format!("{text}.yaml");
        let sarif = format!("{text} x.sarif");
        let folder = documents(&[("good.yaml", "404"), (&name, "429")]);
        let run = run(folder.path(), &[("paths", &name), ("sarif", &sarif)]);
        assert_eq!(run.code, Some(1), "{text}: {run:?}");
        assert_eq!(run.outputs["sarif"], sarif, "{run:?}");
        assert!(folder.path().join(&sarif).is_file(), "{text}");
        assert!(!folder.path().join("hacked").exists(), "{text}");
        let text = fs::read_to_string(folder.path().join(&name)).unwrap();
        assert_eq!(text, document("429"));
    }
}

#[test]
fn hostile_words_are_refused_and_run_nothing() {
    let folder = documents(&[("good.yaml", "404")]);
    for name in ["profile", "fail-on", "config", "version", "annotations"] {
        for text in ["$(touch hacked)", "'; touch hacked; '", "x --fix"] {
            let run = run(folder.path(), &[(name, text)]);
            assert_eq!(run.code, Some(2), "{name} {text}: {run:?}");
        }
    }
    assert!(!folder.path().join("hacked").exists());
}

#[test]
fn a_name_with_a_line_break_adds_no_output_and_no_command() {
    let folder = documents(&[("api.yaml", "429")]);
    let name = "x\noutcome=clean\n::error::forged";
    let run = run(
        folder.path(),
        &[("sarif", name), ("profile", "x\n::error::forged")],
    );
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(run.outputs["outcome"], "failed");
    let run = self::run(folder.path(), &[("sarif", name)]);
    assert_eq!(run.outputs["sarif"], name);
    assert_eq!(run.outputs["outcome"], "findings");
    let run = self::run(folder.path(), &[("annotations", "x\n::error::forged")]);
    assert!(
        !run.log
            .lines()
            .any(|line| line.starts_with("::error::forged")),
        "{run:?}"
    );
}

#[test]
fn nothing_that_statuslint_prints_is_taken_for_a_command() {
    let folder = documents(&[("api.yaml", "429")]);
    let run = run(folder.path(), &[("paths", "api.yaml\n::error::forged")]);
    let ours = [
        "::warning file=",
        "::error file=",
        "::error title=statuslint::",
    ];
    let mut resume = None;
    for line in run.log.lines() {
        match (&resume, line.strip_prefix("::stop-commands::")) {
            (None, Some(token)) => resume = Some(format!("::{token}::")),
            (None, None) => assert!(ours.iter().any(|ours| line.starts_with(ours)), "{line}"),
            (Some(token), _) if line == token => resume = None,
            (Some(_), _) => {}
        }
    }
    assert_eq!(resume, None, "commands are taken again");
}

#[test]
fn the_script_knows_each_input_of_the_action_and_the_action_hands_each_over() {
    let action = fs::read_to_string(repository().join("action.yml")).unwrap();
    let script = fs::read_to_string(repository().join("scripts/action.sh")).unwrap();
    let parsed: serde_json::Value = serde_saphyr::from_str(&action).unwrap();
    let names: Vec<&String> = parsed["inputs"].as_object().unwrap().keys().collect();
    assert_eq!(names.len(), 8);
    let steps = parsed["runs"]["steps"].as_array().unwrap();
    for name in names {
        let variable = format!("INPUT_{}", name.to_uppercase().replace('-', "_"));
        assert_eq!(
            steps[0]["env"][&variable],
            format!("${{{{ inputs.{name} }}}}")
        );
        assert!(script.contains(&format!("${{{variable}:-")), "{variable}");
    }
    for step in steps {
        let code = step["run"].as_str().unwrap_or_default();
        assert!(!code.contains("${{"), "an input within code: {code}");
    }
}

/// Stands in for a program, with these lines as its work.
pub(crate) fn stand_in(folder: &Path, name: &str, lines: &str) {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn where_there_is_no_wheel_the_action_builds_its_own_version_and_no_other() {
    let folder = documents(&[("good.yaml", "404")]);
    let tools = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_statuslint");
    stand_in(tools.path(), "python3", "exit 1");
    let build = format!(
        "while [ \"$1\" != --root ]; do shift; done\nmkdir -p \"$2/bin\" && cp {program} \"$2/bin/statuslint\""
    );
    stand_in(tools.path(), "cargo", &build);
    let path = format!("{}:/usr/bin:/bin", tools.path().display());
    let code = |version: &str| run_with(folder.path(), &[("version", version)], &path).code;
    assert_eq!(code(""), Some(0));
    assert_eq!(code(env!("CARGO_PKG_VERSION")), Some(0));
    assert_eq!(code("0.0.1"), Some(2));
    assert_eq!(code("installed"), Some(2), "none is on the PATH");
}

//! Living with findings: a baseline, what came since a revision, and the files of a hook.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const RULE: &str = "too-many-requests-without-retry-after";

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n";

fn operation(path: &str) -> String {
    format!(
        "  {path}:\n    get:\n      responses:\n        '200': {{ description: Fine }}\n        \
         '429': {{ description: Slow down }}\n"
    )
}

fn document(paths: &[&str]) -> String {
    let operations: String = paths.iter().map(|path| operation(path)).collect();
    format!("{HEAD}{operations}")
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn run(folder: &Path, words: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_statuslint"));
    command.current_dir(folder).args(words.split(' '));
    command.output().unwrap()
}

/// The exit code, and the pointers or names of what is told in concise form.
fn check(folder: &Path, words: &str) -> (i32, Vec<String>) {
    let words = format!("check {words} --select {RULE} --format concise --quiet");
    let output = run(folder, &words);
    let told = String::from_utf8(output.stdout).unwrap();
    let told = told.lines().map(str::to_owned).collect();
    (output.status.code().unwrap(), told)
}

fn git(folder: &Path, words: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder);
    command.args(["-c", "user.name=T", "-c", "user.email=t@example.org"]);
    let output = command.args(words).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

fn with_baseline() -> TempDir {
    let folder = folder(&[
        ("api.yaml", &document(&["/a", "/b"])),
        ("statuslint.yaml", "baseline: known.yaml\n"),
    ]);
    let written = run(folder.path(), "baseline write");
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    folder
}

#[test]
fn a_baseline_survives_reformatting_reordering_and_moving_operations() {
    let folder = with_baseline();
    assert_eq!(check(folder.path(), "."), (0, vec![]));
    let reformatted = format!(
        "{HEAD}  /new: {{}}\n  /b: {{ get: {{ responses: {{ \"429\": {{ description: Slow down }}, \
         \"200\": {{ description: Fine }} }} }} }}\n{}",
        operation("/a")
    );
    fs::write(folder.path().join("api.yaml"), reformatted).unwrap();
    assert_eq!(check(folder.path(), "."), (0, vec![]));
}

#[test]
fn a_new_finding_is_told_and_the_baseline_does_not_grow() {
    let folder = with_baseline();
    let known = fs::read_to_string(folder.path().join("known.yaml")).unwrap();
    fs::write(
        folder.path().join("api.yaml"),
        document(&["/a", "/b", "/c"]),
    )
    .unwrap();
    let (code, told) = check(folder.path(), ".");
    assert_eq!((code, told.len()), (1, 1), "{told:?}");
    assert_eq!(check(folder.path(), ". --no-baseline").1.len(), 3);
    let after = fs::read_to_string(folder.path().join("known.yaml")).unwrap();
    assert_eq!(known, after);
}

#[test]
fn what_is_mended_is_a_notice_and_prune_drops_it() {
    let folder = with_baseline();
    fs::write(folder.path().join("api.yaml"), document(&["/a"])).unwrap();
    let output = run(folder.path(), "check --fail-on error");
    let notices = String::from_utf8(output.stderr).unwrap();
    assert!(notices.contains("~1b/get/responses/429"), "{notices}");
    assert_eq!(run(folder.path(), "baseline prune").status.code(), Some(0));
    let known = fs::read_to_string(folder.path().join("known.yaml")).unwrap();
    assert!(
        known.contains("~1a/get") && !known.contains("~1b/get"),
        "{known}"
    );
}

#[test]
fn since_tells_what_a_change_brings_across_files() {
    let entry = format!("{HEAD}  /a: {{ $ref: paths/a.yaml }}\n");
    let item = |more: &str| {
        format!(
            "get:\n  responses:\n    '200': {{ description: Fine }}\n    '429': {{ description: Slow }}\n{more}"
        )
    };
    let folder = folder(&[("api.yaml", &entry), ("paths/a.yaml", &item(""))]);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "first"]);
    assert_eq!(check(folder.path(), "api.yaml --since HEAD"), (0, vec![]));
    let put = item("").replace("get:", "put:");
    fs::write(folder.path().join("paths/a.yaml"), item(&put)).unwrap();
    let (code, told) = check(folder.path(), "api.yaml --since HEAD");
    assert_eq!((code, told.len()), (1, 1), "{told:?}");
    assert!(told[0].starts_with("paths/a.yaml:8:"), "{told:?}");
    assert_eq!(check(folder.path(), "api.yaml --since no-such").0, 2);
}

#[test]
fn since_outside_of_a_repository_is_an_error() {
    let folder = folder(&[("api.yaml", &document(&["/a"]))]);
    let output = run(folder.path(), "check api.yaml --since HEAD");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("is not in a git repository"), "{said}");
}

#[test]
fn a_hook_finds_the_documents_that_refer_to_a_fragment() {
    let entry = format!("{HEAD}  /a: {{ $ref: paths/a.yaml }}\n");
    let shared = "description: Slow down\n";
    let item =
        "get:\n  responses:\n    '200': { description: Fine }\n    '429': { $ref: ../slow.yaml }\n";
    let folder = folder(&[
        (".git/HEAD", ""),
        ("api.yaml", &entry),
        ("other.yaml", &document(&["/b"])),
        ("ignored/api.yaml", &entry.replace("paths/", "../paths/")),
        (".gitignore", "ignored\n"),
        ("paths/a.yaml", item),
        ("slow.yaml", shared),
        ("notes.yaml", "just: notes\n"),
        ("readme.md", "# Hello\n"),
    ]);
    let (code, told) = check(folder.path(), "--hook slow.yaml notes.yaml readme.md");
    assert_eq!((code, told.len()), (1, 1), "{told:?}");
    assert!(told[0].starts_with("slow.yaml:"), "{told:?}");
    assert_eq!(
        check(folder.path(), "--hook notes.yaml readme.md"),
        (0, vec![])
    );
    assert_eq!(check(folder.path(), "--hook other.yaml").1.len(), 1);
}

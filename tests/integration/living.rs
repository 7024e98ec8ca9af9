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
    check_rule(RULE, folder, words)
}

fn check_rule(rule: &str, folder: &Path, words: &str) -> (i32, Vec<String>) {
    let words = format!("check {words} --select {rule} --format concise --quiet");
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

/// Operations that document no failure: a habit, which one finding tells.
fn habit(count: usize) -> String {
    let operations = (0..count).map(|number| {
        format!("  /{number}:\n    get: {{ responses: {{ '200': {{ description: Fine }} }} }}\n")
    });
    format!("{HEAD}{}", operations.collect::<String>())
}

const HABIT: &str = "no-server-error";

#[test]
fn what_joins_a_known_habit_is_told_at_its_own_place() {
    let folder = folder(&[("api.yaml", &habit(12))]);
    let told = check_rule(HABIT, folder.path(), "api.yaml").1;
    assert!(told[0].contains("12 of 12"), "{told:?}");
    let words = format!("baseline write --select {HABIT}");
    assert_eq!(run(folder.path(), &words).status.code(), Some(0));
    let words = "api.yaml --baseline statuslint-baseline.yaml";
    assert_eq!(check_rule(HABIT, folder.path(), words), (0, vec![]));
    fs::write(folder.path().join("api.yaml"), habit(13)).unwrap();
    let told = check_rule(HABIT, folder.path(), words).1;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("GET /12"), "{told:?}");
}

#[test]
fn a_known_habit_that_falls_apart_stays_known() {
    let folder = folder(&[
        ("api.yaml", &habit(12)),
        ("statuslint.yaml", "baseline: known.yaml\n"),
    ]);
    run(folder.path(), &format!("baseline write --select {HABIT}"));
    fs::write(folder.path().join("api.yaml"), habit(2)).unwrap();
    assert_eq!(check_rule(HABIT, folder.path(), "."), (0, vec![]));
    let words = format!("check . --select {HABIT}");
    let said = String::from_utf8(run(folder.path(), &words).stderr).unwrap();
    assert!(said.contains("10 entries of the baseline"), "{said}");
}

#[test]
fn entries_of_rules_that_did_not_run_and_of_other_files_are_not_called_stale() {
    let folder = with_baseline();
    fs::write(folder.path().join("api.yaml"), document(&["/c"])).unwrap();
    fs::write(folder.path().join("other.yaml"), document(&["/d"])).unwrap();
    for words in ["check api.yaml --select keys", "check other.yaml"] {
        let said = String::from_utf8(run(folder.path(), words).stderr).unwrap();
        assert!(!said.contains("baseline"), "{words}: {said}");
    }
}

#[test]
fn a_baseline_that_is_named_has_to_be_there_and_to_be_one() {
    let folder = folder(&[
        ("api.yaml", &document(&["/a"])),
        ("newer.yaml", "version: 2\nfindings: {}\n"),
        ("odd.yaml", "version: 1\nfindigns: {}\n"),
    ]);
    for (file, message) in [
        ("no-such.yaml", "cannot read the baseline"),
        ("newer.yaml", "reads baselines of version 1"),
        ("odd.yaml", "unknown key `findigns`"),
    ] {
        let output = run(folder.path(), &format!("check api.yaml --baseline {file}"));
        let told = [output.stdout, output.stderr].concat();
        let told = String::from_utf8(told).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(message), "{told}");
    }
}

fn committed(files: &[(&str, &str)]) -> TempDir {
    let folder = folder(files);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "first"]);
    folder
}

#[test]
fn since_follows_a_document_that_has_another_name() {
    let folder = committed(&[("api.yaml", &document(&["/a", "/b"]))]);
    fs::create_dir(folder.path().join("apis")).unwrap();
    git(folder.path(), &["mv", "api.yaml", "apis/orders.yaml"]);
    assert_eq!(check(folder.path(), ". --since HEAD"), (0, vec![]));
    let text = document(&["/a", "/b", "/c"]);
    fs::write(folder.path().join("apis/orders.yaml"), text).unwrap();
    let (code, told) = check(folder.path(), ". --since HEAD");
    assert_eq!((code, told.len()), (1, 1), "{told:?}");
}

#[test]
fn since_tells_all_of_a_document_that_has_come() {
    let folder = committed(&[("api.yaml", &document(&["/a"]))]);
    fs::write(folder.path().join("new.yaml"), document(&["/b", "/c"])).unwrap();
    let (code, told) = check(folder.path(), ". --since HEAD");
    assert_eq!((code, told.len()), (1, 2), "{told:?}");
}

#[test]
fn since_leaves_a_known_habit_alone_and_tells_what_joins_it() {
    let folder = committed(&[("api.yaml", &habit(12))]);
    fs::write(folder.path().join("api.yaml"), habit(13)).unwrap();
    let told = check_rule(HABIT, folder.path(), "api.yaml --since HEAD").1;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("GET /12"), "{told:?}");
}

#[test]
fn since_works_from_a_folder_below_the_root_and_writes_nothing() {
    let folder = committed(&[("apis/api.yaml", &document(&["/a"])), ("other.txt", "")]);
    let below = folder.path().join("apis");
    fs::write(below.join("api.yaml"), document(&["/a", "/b"])).unwrap();
    let index = fs::read(folder.path().join(".git/index")).unwrap();
    let (code, told) = check(&below, ". --since HEAD");
    assert_eq!((code, told.len()), (1, 1), "{told:?}");
    assert_eq!(fs::read(folder.path().join(".git/index")).unwrap(), index);
}

#[test]
fn since_asks_for_many_files_at_once() {
    let items: Vec<(String, String)> = (0..300)
        .map(|number| {
            let item = "get:\n  responses:\n    '429': { description: Slow down }\n";
            (format!("paths/{number}.yaml"), item.to_owned())
        })
        .collect();
    let paths = items
        .iter()
        .map(|(name, _)| format!("  /{name}: {{ $ref: {name} }}\n"));
    let entry = format!("{HEAD}{}", paths.collect::<String>());
    let mut files: Vec<(&str, &str)> = vec![("api.yaml", &entry)];
    files.extend(
        items
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    );
    let folder = committed(&files);
    for (name, text) in &items {
        fs::write(folder.path().join(name), format!("# touched\n{text}")).unwrap();
    }
    assert_eq!(check(folder.path(), "api.yaml --since HEAD"), (0, vec![]));
}

#[test]
fn fixing_since_a_revision_leaves_what_was_there_as_it_is() {
    let quoted = |paths: &[&str]| document(paths).replace("'429'", "429");
    let folder = committed(&[("api.yaml", &quoted(&["/a"]))]);
    fs::write(folder.path().join("api.yaml"), quoted(&["/a", "/b"])).unwrap();
    let words = "check api.yaml --since HEAD --fix --select unquoted-status-key --exit-zero";
    let output = run(folder.path(), words);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = fs::read_to_string(folder.path().join("api.yaml")).unwrap();
    assert_eq!(text.matches("'429'").count(), 1, "{text}");
}

#[test]
fn a_hook_knows_that_a_description_may_be_a_fragment_too() {
    let common = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\n\
                  components: { responses: { Slow: { description: Slow down } } }\n";
    let entry = format!(
        "{HEAD}  /a:\n    get:\n      responses:\n        '200': {{ description: Fine }}\n        \
         '429': {{ $ref: 'common.yaml#/components/responses/Slow' }}\n"
    );
    let folder = folder(&[
        (".git/HEAD", ""),
        ("api.yaml", &entry),
        ("common.yaml", common),
    ]);
    let (code, told) = check(folder.path(), "--hook common.yaml");
    assert_eq!((code, told.len()), (1, 1), "{told:?}");
    let files = run(folder.path(), "check --hook common.yaml --show-files");
    let files = String::from_utf8(files.stdout).unwrap();
    assert_eq!(files, "api.yaml\ncommon.yaml\n");
}

#[test]
fn a_hook_takes_fragments_that_are_excluded_or_gone() {
    let entry = format!("{HEAD}  /a: {{ $ref: paths/a.yaml }}\n");
    let item = "get:\n  responses:\n    '429': { description: Slow down }\n";
    let folder = folder(&[
        (".git/HEAD", ""),
        ("statuslint.yaml", "exclude: [paths]\n"),
        ("api.yaml", &entry),
        ("paths/a.yaml", item),
    ]);
    let (_, told) = check(folder.path(), "--hook paths/a.yaml");
    assert_eq!(told.len(), 1, "{told:?}");
    fs::remove_file(folder.path().join("paths/a.yaml")).unwrap();
    let files = run(folder.path(), "check --hook paths/a.yaml --show-files");
    let files = String::from_utf8(files.stdout).unwrap();
    assert_eq!(files, "api.yaml\n");
}

#[test]
fn a_hook_that_concerns_no_description_finds_nothing_and_succeeds() {
    let folder = folder(&[
        (".git/HEAD", ""),
        ("statuslint.yaml", "exclude: [old.yaml]\n"),
        ("old.yaml", &document(&["/a"])),
        ("broken.yaml", "a: [\n"),
    ]);
    for words in [
        "--hook old.yaml",
        "--hook broken.yaml",
        "--hook --fix broken.yaml",
    ] {
        assert_eq!(check(folder.path(), words), (0, vec![]), "{words}");
        let files = run(folder.path(), &format!("check {words} --show-files"));
        assert_eq!(files.status.code(), Some(0), "{files:?}");
    }
}

//! The guides in `docs/` do what they say: their commands run, and their examples are silent.

use std::fs;
use std::path::Path;
use std::process::Command;

use statuslint::Linter;

use crate::support::repository;

/// A fenced block: its language, and its text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let page = fs::read_to_string(repository().join("docs").join(page)).unwrap();
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => open = Some((language.to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

fn shell(folder: &Path, line: &str) {
    let program = Path::new(env!("CARGO_BIN_EXE_statuslint"));
    let path = format!(
        "{}:{}",
        program.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder);
    let output = command.env("PATH", path).output().unwrap();
    assert!(output.status.success(), "{line}: {output:?}");
}

/// A repository with a flawed description in two files.
fn old_api() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let entry = "openapi: 3.0.3\ninfo: { title: Orders, version: '1' }\npaths:\n  \
                 /orders: { $ref: paths/orders.yaml }\n";
    let item = "delete:\n  responses:\n    '200': { description: Gone }\n    \
                '429': { description: Slow down }\n";
    fs::create_dir(folder.path().join("paths")).unwrap();
    fs::write(folder.path().join("api.yaml"), entry).unwrap();
    fs::write(folder.path().join("paths/orders.yaml"), item).unwrap();
    fs::write(folder.path().join("package.json"), "{}\n").unwrap();
    for line in [
        "git init -q",
        "git add .",
        "git -c user.name=T -c user.email=t@example.org commit -qm first",
        "git update-ref refs/remotes/origin/main HEAD",
        "! statuslint check --quiet",
    ] {
        shell(folder.path(), line);
    }
    folder
}

#[test]
fn the_steps_of_adopting_can_be_followed() {
    let folder = old_api();
    let mut commands = 0;
    for (language, text) in blocks("adopting.md") {
        match (language.as_str(), text.split_once('\n')) {
            ("console", _) => {
                for line in text.lines().filter_map(|line| line.strip_prefix("$ ")) {
                    shell(folder.path(), line);
                    commands += 1;
                }
            }
            ("yaml", Some((name, rest))) => {
                let name = name.trim_start_matches("# ");
                fs::write(folder.path().join(name), rest).unwrap();
            }
            _ => unreachable!("a block that nobody reads: {language}"),
        }
    }
    assert!(commands > 4);
}

#[test]
fn the_examples_of_silencing_are_silent() {
    let linter = Linter::with_profile("recommended").unwrap();
    for (_, text) in blocks("suppressing.md") {
        let head = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\n";
        let report = linter.lint_text("api.yaml", &format!("{head}{text}"));
        assert_eq!(report.suppressed.len(), 1, "{text}");
        let rules = report.findings.iter().map(|finding| finding.rule.as_str());
        let about: Vec<&str> = rules.filter(|rule| rule.contains("suppress")).collect();
        assert_eq!(about, Vec::<&str>::new(), "{text}");
    }
}

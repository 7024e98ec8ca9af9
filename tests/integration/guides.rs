//! The guides in `docs/` do what they say: their commands run, and their examples are silent.

use std::fs;
use std::path::Path;
use std::process::Command;

use statuslint::Linter;

use crate::support::{program_path, repository};

/// A fenced block: its language, and its text.
pub(crate) type Block = (String, String);

/// The blocks of a page of the repository.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    blocks_of(&fs::read_to_string(repository().join(page)).unwrap())
}

pub(crate) fn blocks_of(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in text.lines() {
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

/// The commands that a console shows.
pub(crate) fn typed(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.strip_prefix("$ "))
}

/// What the first line of a block calls its file, and the block.
pub(crate) fn file(text: &str) -> (&str, &str) {
    let (name, _) = text.split_once('\n').unwrap();
    (name.trim_start_matches(['#', '/', ' ']), text)
}

pub(crate) fn ends(folder: &Path, line: &str) -> Option<i32> {
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder);
    command.env("PATH", program_path());
    command.output().unwrap().status.code()
}

pub(crate) fn shell(folder: &Path, line: &str) {
    assert_eq!(ends(folder, line), Some(0), "{line}");
}

/// A repository with a flawed description in two files.
pub(crate) fn old_api() -> tempfile::TempDir {
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
    for (language, text) in blocks("docs/adopting.md") {
        match language.as_str() {
            "console" => {
                for line in typed(&text) {
                    shell(folder.path(), line);
                    commands += 1;
                }
            }
            "yaml" => {
                let (name, text) = file(&text);
                fs::write(folder.path().join(name), text).unwrap();
            }
            _ => unreachable!("a block that nobody reads: {language}"),
        }
    }
    assert!(commands > 4);
}

#[test]
fn the_examples_of_silencing_are_silent() {
    let linter = Linter::with_profile("recommended").unwrap();
    for (_, text) in blocks("docs/suppressing.md") {
        let head = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\n";
        let report = linter.lint_text("api.yaml", &format!("{head}{text}"));
        assert_eq!(report.suppressed.len(), 1, "{text}");
        let rules = report.findings.iter().map(|finding| finding.rule.as_str());
        let about: Vec<&str> = rules.filter(|rule| rule.contains("suppress")).collect();
        assert_eq!(about, Vec::<&str>::new(), "{text}");
    }
}

/// The anchor that GitHub gives to a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The targets of the links of a page that lead to files of the repository.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://"))
}

#[test]
fn links_between_pages_lead_somewhere() {
    let root = repository();
    let docs = fs::read_dir(root.join("docs")).unwrap();
    let docs = docs.map(|entry| entry.unwrap().path());
    let docs = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let mut seen = 0;
    for page in docs.chain([root.join("README.md"), root.join("CONTRIBUTING.md")]) {
        for target in links(&fs::read_to_string(&page).unwrap()) {
            let (path, place) = target.split_once('#').unwrap_or((target, ""));
            let path = if path.is_empty() {
                page.clone()
            } else {
                page.parent().unwrap().join(path)
            };
            assert!(path.exists(), "{}: {target}", page.display());
            if !place.is_empty() {
                let text = fs::read_to_string(&path).unwrap();
                let headings = text.lines().filter(|line| line.starts_with('#'));
                let mut anchors = headings.map(|line| anchor(line.trim_start_matches(['#', ' '])));
                assert!(
                    anchors.any(|anchor| anchor == place),
                    "{}: {target}",
                    page.display()
                );
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

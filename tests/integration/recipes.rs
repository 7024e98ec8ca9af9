//! The recipes for CI in `docs/ci.md` and the three steps of the README do what they say.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::action::{self, stand_in};
use crate::guides::{blocks, blocks_of, file, old_api, shell, typed};
use crate::support::{program_path, repository};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The repository as GitHub calls it.
fn repository_name() -> &'static str {
    env!("CARGO_PKG_REPOSITORY").trim_start_matches("https://github.com/")
}

/// What a CI system or pre-commit would run for a file of its own: shell commands, and this
/// repository's action.
enum Step {
    Shell(String),
    Action(Vec<(String, String)>),
}

/// The steps of a workflow or pipeline in YAML, in order.
fn steps(value: &Value, found: &mut Vec<Step>) {
    let ours = format!("{}@v{VERSION}", repository_name());
    match value {
        Value::Array(items) => items.iter().for_each(|item| steps(item, found)),
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    ("run" | "bash" | "script", Value::String(line)) => {
                        found.push(Step::Shell(line.clone()));
                    }
                    ("entry", Value::String(line)) => {
                        found.push(Step::Shell(format!("{line} api.yaml")));
                    }
                    ("script", Value::Array(lines)) => found.extend(
                        lines
                            .iter()
                            .map(|line| Step::Shell(line.as_str().unwrap().to_owned())),
                    ),
                    ("uses", Value::String(action)) if *action == ours => {
                        found.push(Step::Action(inputs(members.get("with"))));
                    }
                    ("uses", Value::String(action)) => {
                        assert!(!action.starts_with("statuslint/"), "{action}");
                    }
                    _ => steps(value, found),
                }
            }
        }
        _ => {}
    }
}

/// The inputs that a step gives to the action, all of which it has.
fn inputs(with: Option<&Value>) -> Vec<(String, String)> {
    let action = fs::read_to_string(repository().join("action.yml")).unwrap();
    let action: Value = serde_saphyr::from_str(&action).unwrap();
    let given = with.and_then(Value::as_object).into_iter().flatten();
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    given
        .map(|(name, value)| {
            assert!(
                action.pointer(&format!("/inputs/{name}")).is_some(),
                "the action has no input {name}"
            );
            (name.clone(), text(value))
        })
        .collect()
}

fn steps_of(language: &str, text: &str) -> Vec<Step> {
    let shell = |line: &str| Step::Shell(line.to_owned());
    match language {
        "console" => typed(text).map(shell).collect(),
        "yaml" => {
            let mut found = Vec::new();
            steps(&serde_saphyr::from_str(text).unwrap(), &mut found);
            found
        }
        "groovy" => text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("sh '")?.strip_suffix('\''))
            .map(shell)
            .collect(),
        "make" => text
            .lines()
            .filter_map(|line| line.strip_prefix('\t'))
            .map(shell)
            .collect(),
        _ => unreachable!("a block that nobody reads: {language}"),
    }
}

fn run_action(folder: &Path, inputs: &[(String, String)]) -> action::Run {
    let inputs = inputs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    action::run(folder, &inputs.collect::<Vec<_>>())
}

/// Programs that a recipe calls and that are not ours: installers that take this version only, and a
/// reviewdog that keeps what it is given.
fn stand_ins() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let installer = format!(
        "case \"$*\" in *statuslint==\"{VERSION}\" | *statuslint@\"{VERSION}\") ;; *) exit 64 ;; esac"
    );
    for name in ["pip", "pipx", "npm", "cargo"] {
        stand_in(folder.path(), name, &installer);
    }
    let reviewdog = "[ \"$1\" = -f=rdjson ] && exec cat >rdjson.json";
    stand_in(folder.path(), "reviewdog", reviewdog);
    folder
}

/// How a command ends in a repository with findings that are warnings.
fn expected(line: &str) -> i32 {
    let checks = line.starts_with("statuslint check") && !line.contains("--exit-zero");
    i32::from(checks)
}

#[test]
fn each_recipe_for_ci_does_what_it_says() {
    let folder = old_api();
    // A second service, as flawed as the first, that no commit has yet.
    for path in ["api.yaml", "paths/orders.yaml"] {
        let copy = folder.path().join("services/orders").join(path);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(folder.path().join(path), copy).unwrap();
    }
    let tools = stand_ins();
    let path = format!("{}:{}", tools.path().display(), program_path());
    let (mut commands, mut actions) = (0, 0);
    for (language, text) in blocks("docs/ci.md") {
        for step in steps_of(&language, &text) {
            match step {
                Step::Shell(line) => {
                    let mut command = Command::new("sh");
                    command.args(["-c", &line]).current_dir(folder.path());
                    command.env("PATH", &path).env("GITHUB_BASE_REF", "main");
                    let output = command.output().unwrap();
                    assert_eq!(
                        output.status.code(),
                        Some(expected(&line)),
                        "{line}: {output:?}"
                    );
                    commands += 1;
                }
                Step::Action(inputs) => {
                    let run = run_action(folder.path(), &inputs);
                    assert_eq!(run.code, Some(1), "{run:?}");
                    actions += 1;
                }
            }
        }
    }
    assert!(commands > 14, "{commands}");
    assert_eq!(actions, 1);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let json = |name: &str| serde_json::from_str::<Value>(&read(name)).unwrap();
    assert_ne!(
        json("statuslint.sarif")["runs"][0]["results"],
        Value::Array(Vec::new())
    );
    assert_ne!(
        json("gl-code-quality-report.json"),
        Value::Array(Vec::new())
    );
    assert_ne!(json("rdjson.json")["diagnostics"], Value::Array(Vec::new()));
    assert!(read("statuslint.xml").contains("<checkstyle"));
}

#[test]
fn the_page_on_ci_tells_each_input_of_the_action() {
    let page = fs::read_to_string(repository().join("docs/ci.md")).unwrap();
    let action = fs::read_to_string(repository().join("action.yml")).unwrap();
    let action: Value = serde_saphyr::from_str(&action).unwrap();
    let kinds = ["inputs", "outputs"].map(|kind| action[kind].as_object().unwrap());
    for name in kinds.into_iter().flat_map(serde_json::Map::keys) {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
}

/// Runs a hook of this repository as pre-commit does, with its entry, its arguments and the files.
fn run_hook(folder: &Path, id: &Value, files: &str) -> Option<i32> {
    let manifest = fs::read_to_string(repository().join(".pre-commit-hooks.yaml")).unwrap();
    let hooks: Vec<Value> = serde_saphyr::from_str(&manifest).unwrap();
    let hook = hooks.iter().find(|hook| hook["id"] == *id).unwrap();
    let arguments = hook["args"].as_array().unwrap();
    let arguments: Vec<&str> = arguments.iter().filter_map(Value::as_str).collect();
    let entry = hook["entry"].as_str().unwrap();
    crate::guides::ends(folder, &format!("{entry} {} {files}", arguments.join(" ")))
}

#[test]
fn the_three_steps_of_the_readme_lead_from_findings_to_a_green_build() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let (_, section) = readme.split_once("\n## Adopt it in three steps\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let [hook, job, record, name] = blocks_of(section).try_into().unwrap();
    let folder = old_api();

    assert_eq!(file(&hook.1).0, ".pre-commit-config.yaml");
    let hook: Value = serde_saphyr::from_str(&hook.1).unwrap();
    let hook = &hook["repos"][0];
    assert_eq!(hook["rev"], format!("v{VERSION}"));
    let hook = || {
        let files = "api.yaml paths/orders.yaml package.json";
        run_hook(folder.path(), &hook["hooks"][0]["id"], files)
    };
    assert_eq!(hook(), Some(1));

    let job = steps_of(&job.0, &job.1);
    let [Step::Action(inputs)] = job.as_slice() else {
        unreachable!("the job does something else")
    };
    assert_eq!(run_action(folder.path(), inputs).code, Some(1));

    typed(&record.1).for_each(|line| shell(folder.path(), line));
    let (path, text) = file(&name.1);
    fs::write(folder.path().join(path), text).unwrap();
    assert_eq!(hook(), Some(0));
    assert_eq!(run_action(folder.path(), inputs).code, Some(0));
}

#[test]
fn every_package_has_the_version_and_the_address_of_the_crate() {
    let address = env!("CARGO_PKG_REPOSITORY");
    for page in ["README.md", "docs/ci.md"] {
        let text = fs::read_to_string(repository().join(page)).unwrap();
        for before in [&format!("uses: {}@v", repository_name()), "statuslint=="] {
            for found in text.split(before).skip(1) {
                assert!(found.starts_with(VERSION), "{page}: {before}");
            }
        }
    }
    let read = |page: &str| fs::read_to_string(repository().join(page)).unwrap();
    assert!(read("README.md").contains(&format!("  - repo: {address}\n    rev: v{VERSION}\n")));
    let package: Value = serde_json::from_str(&read("npm/package.json")).unwrap();
    assert_eq!(package["version"], VERSION);
    assert_eq!(package["repository"]["url"], format!("git+{address}.git"));
    for (name, version) in package["optionalDependencies"].as_object().unwrap() {
        assert_eq!(version, VERSION, "{name}");
    }
    let pyproject = read("pyproject.toml");
    assert!(
        pyproject.contains("dynamic = [\"version\"]"),
        "the wheel has that of the crate"
    );
    let description = env!("CARGO_PKG_DESCRIPTION");
    assert!(pyproject.contains(&format!("description = \"{description}\"")));
    assert_eq!(package["description"], description);
}

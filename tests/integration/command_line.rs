//! The command line, as cases in `tests/cmd`. Record what it says now with
//! `TRYCMD=overwrite cargo test --test integration command_line`, and review the difference.

use std::process::Command;

#[test]
fn every_case_says_what_is_recorded() {
    trycmd::TestCases::new()
        .env("NO_COLOR", "")
        .env("TERM", "xterm")
        .env("FORCE_COLOR", "0")
        .env("CLICOLOR_FORCE", "")
        .env("COLUMNS", "100")
        .case("tests/cmd/*.trycmd")
        .case("tests/cmd/*.toml");
}

fn statuslint(arguments: &[&str]) -> std::process::Output {
    let program = env!("CARGO_BIN_EXE_statuslint");
    Command::new(program).args(arguments).output().unwrap()
}

#[test]
fn completions_name_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = statuslint(&["completions", shell]);
        assert!(output.status.success());
        let script = String::from_utf8(output.stdout).unwrap();
        for command in [
            "check",
            "matrix",
            "explain",
            "rules",
            "init",
            "schema",
            "completions",
            "man",
        ] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn manual_pages_are_there_for_the_program_and_its_commands() {
    let program = String::from_utf8(statuslint(&["man"]).stdout).unwrap();
    assert!(program.contains(".TH statuslint 1"), "{program}");
    let check = String::from_utf8(statuslint(&["man", "check"]).stdout).unwrap();
    assert!(check.contains("fail\\-on"), "{check}");
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let program = env!("CARGO_BIN_EXE_statuslint");
    let command = format!("'{program}' schema rule | head -c 10");
    let output = Command::new("sh").arg("-c").arg(command).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn schemas_are_json_schemas_that_refuse_unknown_keys() {
    for of in ["config", "rule"] {
        let output = statuslint(&["schema", of]);
        let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(
            schema["$schema"]
                .as_str()
                .unwrap()
                .contains("json-schema.org")
        );
        assert!(
            String::from_utf8_lossy(&output.stdout).contains("\"additionalProperties\": false")
        );
    }
}

//! Which layer wins, seen through a folder of rule pages of our own.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::finding::Severity;

/// A folder with the rules `house/usual` (a warning in `recommended`, else info), `house/on-trial`
/// (the same, in preview) and `house/own` (in no profile; an error).
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    page(
        folder.path(),
        "usual",
        "severity: info\nprofiles: { recommended: warning }\nformer-names: [common]",
    );
    page(
        folder.path(),
        "on-trial",
        "severity: info\nprofiles: { recommended: warning }\nstatus: preview",
    );
    page(
        folder.path(),
        "own",
        "severity: error\noptions: { at-least: { summary: How many, default: 3 } }",
    );
    folder
}

fn page(folder: &Path, name: &str, head: &str) {
    let pages = folder.join("pages/house");
    fs::create_dir_all(&pages).unwrap();
    let text = format!(
        "---\nsummary: A test\n{head}\nsince: 0.1.0\non: response\nwhen: {{ status: 429 }}\n\
         label: status\nmessage: a test\n---\n\n## Why\nFor tests.\n"
    );
    fs::write(pages.join(format!("{name}.md")), text).unwrap();
}

fn settings(text: &str, flags: &Flags) -> Result<Settings, Vec<ConfigError>> {
    let folder = folder();
    let source = source(&format!("rule-pages: [pages]\n{text}"));
    Settings::from_file(&source, folder.path(), flags)
}

/// The severity of a rule in a document as a whole.
fn severity_of(settings: &Settings, name: &str) -> Option<Severity> {
    let rule = settings.catalogue().get(name).unwrap();
    settings.severity(rule, &document(settings), &[])
}

/// A document beside the configuration.
fn document(settings: &Settings) -> String {
    let folder = settings.files.folder.as_ref().unwrap();
    folder.join("api.yaml").display().to_string()
}

/// The severities of `usual`, `on-trial` and `own`.
fn severities(text: &str, flags: &Flags) -> [Option<Severity>; 3] {
    let settings = settings(text, flags).unwrap();
    ["usual", "on-trial", "own"].map(|name| severity_of(&settings, name))
}

fn select(words: &[&str]) -> Flags {
    Flags {
        select: words.iter().map(ToString::to_string).collect(),
        ..Flags::default()
    }
}

fn messages(text: &str, flags: &Flags) -> Vec<(String, String)> {
    let errors = settings(text, flags).unwrap_err();
    errors
        .into_iter()
        .map(|error| (error.to_string(), error.help.unwrap_or_default()))
        .collect()
}

const INFO: Option<Severity> = Some(Severity::Info);
const WARNING: Option<Severity> = Some(Severity::Warning);
const ERROR: Option<Severity> = Some(Severity::Error);

#[test]
fn own_rules_run_without_being_named() {
    assert_eq!(severities("", &Flags::default()), [WARNING, None, ERROR]);
}

#[test]
fn preview_lets_profiles_turn_on_rules_on_trial() {
    let flags = Flags {
        preview: true,
        ..Flags::default()
    };
    assert_eq!(severities("", &flags), [WARNING, WARNING, ERROR]);
}

#[test]
fn a_rule_named_in_the_file_runs_even_on_trial() {
    let text = "rules: { on-trial: on }\n";
    assert_eq!(severities(text, &Flags::default()), [WARNING, INFO, ERROR]);
}

#[test]
fn the_narrower_name_wins_whatever_the_order() {
    let text = "rules: { own: info, house: off, all: error }\n";
    assert_eq!(severities(text, &Flags::default()), [None, None, INFO]);
}

#[test]
fn extends_replaces_the_default_profile() {
    assert_eq!(
        severities("extends: []\n", &Flags::default()),
        [None, None, ERROR]
    );
    assert_eq!(
        severities("extends: strict\n", &Flags::default()),
        [WARNING, None, ERROR]
    );
}

#[test]
fn a_profile_on_the_command_line_replaces_extends_but_not_rules() {
    let flags = Flags {
        profiles: vec!["recommended".to_owned()],
        ..Flags::default()
    };
    let text = "extends: []\nrules: { own: off }\n";
    assert_eq!(severities(text, &flags), [WARNING, None, None]);
}

#[test]
fn select_runs_only_what_it_names_and_ignore_leaves_out() {
    assert_eq!(severities("", &select(&["own"])), [None, None, ERROR]);
    assert_eq!(severities("", &select(&["on-trial"])), [None, INFO, None]);
    assert_eq!(severities("", &select(&["house"])), [WARNING, None, ERROR]);
    let flags = Flags {
        ignore: vec!["house".to_owned()],
        ..Flags::default()
    };
    assert_eq!(severities("", &flags), [None, None, None]);
}

#[test]
fn no_override_turns_on_what_the_command_line_leaves_out() {
    let text = "overrides: [{ files: ['*.yaml'], rules: { usual: error } }]\n";
    assert_eq!(severities(text, &Flags::default())[0], ERROR);
    assert_eq!(severities(text, &select(&["own"]))[0], None);
    let settings = settings(text, &select(&["own"])).unwrap();
    assert!(!settings.enabled(settings.catalogue().get("usual").unwrap()));
}

#[test]
fn a_rule_that_only_an_override_turns_on_is_enabled() {
    let text = "rules: { own: off }\noverrides: [{ methods: [GET], rules: { own: on } }]\n";
    let settings = settings(text, &Flags::default()).unwrap();
    let own = settings.catalogue().get("own").unwrap();
    assert!(settings.enabled(own));
    assert_eq!(settings.severity(own, "api.yaml", &[]), None);
    assert_eq!(settings.severity(own, "api.yaml", &[get_order()]), ERROR);
}

#[test]
fn of_several_operations_the_gravest_counts() {
    let text = "overrides: [{ methods: [GET], rules: { own: off } }]\n";
    let settings = settings(text, &Flags::default()).unwrap();
    let own = settings.catalogue().get("own").unwrap();
    let post = OperationFacts {
        method: "post",
        ..get_order()
    };
    assert_eq!(settings.severity(own, "api.yaml", &[get_order()]), None);
    assert_eq!(
        settings.severity(own, "api.yaml", &[get_order(), post]),
        ERROR
    );
}

#[test]
fn the_last_override_that_holds_wins() {
    let text = "overrides:\n- { files: [api.yaml], rules: { house: off } }\n\
                - { files: ['*.yaml'], rules: { own: info } }\n";
    assert_eq!(severities(text, &Flags::default()), [None, None, INFO]);
}

#[test]
fn options_are_kept_for_the_rule() {
    let settings = settings(
        "rules: { own: { options: { at-least: 5 } } }\n",
        &Flags::default(),
    )
    .unwrap();
    let own = settings.catalogue().get("own").unwrap();
    let options = settings.options(&own.name).unwrap();
    assert_eq!(options.get("at-least"), Some(&serde_json::json!(5)));
    assert_eq!(severity_of(&settings, "own"), ERROR);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let text = "extends: recomended\nrules:\n  ownn: off\n  own: { options: { at-leest: 1 } }\n  \
                house: { options: { a: 1 } }\n  usual: { severity: off }\n\
                overrides: [{ rules: {} }]\n";
    assert_eq!(
        messages(text, &select(&["hose"])),
        [
            ("statuslint.yaml:2:10: there is no profile `recomended`", "did you mean `recommended`?"),
            ("statuslint.yaml:4:3: there is no rule or category `ownn`", "did you mean `own`?"),
            ("statuslint.yaml:5:21: the rule `own` has no option `at-leest`", "did you mean `at-least`?"),
            ("statuslint.yaml:6:23: options belong to a single rule, not to a category", ""),
            (
                "statuslint.yaml:8:13: this override says nowhere to hold",
                "add `files`, `paths`, `methods`, `tags` or `operation-ids`, or move its rules to the top"
            ),
            ("--select: there is no rule or category `hose`", "did you mean `house`?"),
        ]
        .map(|(message, help)| (message.to_owned(), help.to_owned()))
    );
}

#[test]
fn an_option_takes_a_value_of_the_kind_of_its_default() {
    let text = "rules: { own: { options: { at-least: many } } }\n";
    assert_eq!(
        messages(text, &Flags::default()),
        [(
            "statuslint.yaml:2:38: the option `at-least` takes a number, not a text".to_owned(),
            "How many".to_owned()
        )]
    );
}

#[test]
fn a_former_name_works_with_a_notice() {
    let settings = settings("rules: { common: off }\n", &Flags::default()).unwrap();
    assert_eq!(severity_of(&settings, "usual"), None);
    let notice = &settings.notices()[0];
    assert_eq!(notice.message, "the rule `common` is called `usual` now");
    assert_eq!(notice.origin.to_string(), "statuslint.yaml:2:10");
}

#[test]
fn a_folder_of_pages_that_is_not_there_is_told_where_it_is_named() {
    let empty = tempfile::tempdir().unwrap();
    let source = source("rule-pages: [pages]\n");
    let errors = Settings::from_file(&source, empty.path(), &Flags::default()).unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        "statuslint.yaml:1:14: there is no folder `pages`"
    );
}

#[test]
fn an_unknown_profile_is_told_with_the_one_that_was_meant() {
    let error = Settings::with_profile("recomended").unwrap_err();
    assert_eq!(error.help.as_deref(), Some("did you mean `recommended`?"));
}

#[test]
fn what_is_left_out_of_a_directory_follows_include_and_exclude() {
    let folder = tempfile::tempdir().unwrap();
    let source = source("include: [apis]\nexclude: ['*-draft.yaml']\n");
    let settings = Settings::from_file(&source, folder.path(), &Flags::default()).unwrap();
    let excluded = |file: &str| settings.is_excluded(&folder.path().join(file));
    assert!(!excluded("apis/orders.yaml"));
    assert!(excluded("apis/orders-draft.yaml"));
    assert!(excluded("other/orders.yaml"));
}

#[test]
fn what_is_shown_is_a_configuration_that_says_the_same() {
    let text = "extends: [recommended, strict]\nrules:\n  usual: error\n  own: { options: { at-least: 5 } }\n\
                overrides:\n- { paths: ['/a/{b}'], methods: [GET], rules: { own: on } }\n\
                exclude: ['*.json', vendor]\nfail-on: never\n";
    let folder = folder();
    let read =
        |text: &str| Settings::from_file(&source(text), folder.path(), &Flags::default()).unwrap();
    let shown = read(&format!("rule-pages: [pages]\n{text}")).show();
    let again = read(&shown).show();
    let values = |shown: &str| -> Vec<String> {
        let lines = shown
            .lines()
            .map(|line| line.split(" # ").next().unwrap_or_default());
        lines.map(|line| line.trim_end().to_owned()).collect()
    };
    assert_eq!(values(&shown), values(&again));
    assert!(shown.contains("# profile strict"), "{shown}");
    assert!(shown.contains("# statuslint.yaml:4:10"), "{shown}");
}

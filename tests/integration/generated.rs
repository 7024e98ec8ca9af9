//! Files that are made from the code are fresh.

use std::fs;

use statuslint::config::Config;
use statuslint::report::{Json, profiles_table, rules_index};
use statuslint::rule::{Catalogue, Rule};

use crate::support::repository;

/// Compares a committed file with what it should hold, or writes it where `UPDATE` is set.
fn check(name: &str, fresh: &str) {
    let path = repository().join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, fresh).expect("a writable file");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == fresh,
        "{name} is stale: run `UPDATE=1 cargo test --test integration generated` and commit it"
    );
}

#[test]
fn the_index_of_the_rules_is_fresh() {
    check("rules/README.md", &rules_index(&Catalogue::builtin()));
}

#[test]
fn the_compiled_front_matter_is_fresh() {
    let fresh = Catalogue::compile_front_matter(&repository().join("rules"));
    let fresh = fresh.expect("pages that can be read");
    check("rules/data/front-matter.tsv", &fresh);
}

#[test]
fn the_schemas_for_editors_are_fresh() {
    let config = format!("{:#}\n", Config::json_schema().as_value());
    let rule = format!("{:#}\n", Rule::json_schema().as_value());
    check("schemas/config.json", &config);
    check("schemas/rule.json", &rule);
    let output = format!("{:#}\n", Json::schema().as_value());
    check("schemas/output.json", &output);
}

/// The table between two comments of the README.
#[test]
fn the_profiles_in_the_readme_are_fresh() {
    const BEGIN: &str = "<!-- profiles: made from rules/profiles -->\n";
    const END: &str = "<!-- end of profiles -->\n";
    let readme = fs::read_to_string(repository().join("README.md")).expect("a README");
    let (head, rest) = readme.split_once(BEGIN).expect("a beginning");
    let (_, tail) = rest.split_once(END).expect("an end");
    let table = profiles_table(&Catalogue::builtin(), "rules/profiles/");
    check("README.md", &format!("{head}{BEGIN}{table}{END}{tail}"));
}

//! Which configuration file counts for which document.

use std::fs;

use super::*;
use crate::config::Discovery;

/// A repository with a configuration at its root and one in `apis/orders/`, below a folder that has
/// another.
fn tree() -> tempfile::TempDir {
    let tree = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let file = tree.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write("statuslint.yaml", "fail-on: never\n");
    write("repo/.git/HEAD", "");
    write("repo/apis/orders/.statuslint.yaml", "fail-on: error\n");
    write("repo/apis/broken/statuslint.yaml", "fail-on: eror\n");
    tree
}

fn fail_on(discovery: &Discovery, document: &std::path::Path) -> FailOn {
    discovery.settings_for(document).unwrap().fail_on()
}

#[test]
fn the_nearest_file_counts_up_to_the_repositorys_root() {
    let tree = tree();
    let discovery = Discovery::new(Flags::default());
    let at = |path: &str| fail_on(&discovery, &tree.path().join(path));
    assert_eq!(at("repo/apis/orders/api.yaml"), FailOn::Error);
    assert_eq!(at("repo/apis/orders/v1/api.yaml"), FailOn::Error);
    assert_eq!(at("repo/apis/api.yaml"), FailOn::Warning);
    assert_eq!(at("other/api.yaml"), FailOn::Never);
}

#[test]
fn a_file_on_the_command_line_counts_everywhere() {
    let tree = tree();
    let discovery = Discovery::new(Flags {
        config: Some(tree.path().join("statuslint.yaml")),
        ..Flags::default()
    });
    let document = tree.path().join("repo/apis/orders/api.yaml");
    assert_eq!(fail_on(&discovery, &document), FailOn::Never);
}

#[test]
fn an_isolated_run_reads_no_file() {
    let tree = tree();
    let discovery = Discovery::new(Flags {
        isolated: true,
        ..Flags::default()
    });
    let document = tree.path().join("repo/apis/broken/api.yaml");
    assert_eq!(fail_on(&discovery, &document), FailOn::Warning);
}

#[test]
fn the_command_line_wins_over_the_file() {
    let tree = tree();
    let discovery = Discovery::new(Flags {
        fail_on: Some(FailOn::Info),
        ..Flags::default()
    });
    let document = tree.path().join("repo/apis/orders/api.yaml");
    assert_eq!(fail_on(&discovery, &document), FailOn::Info);
}

#[test]
fn a_broken_file_is_told_for_each_of_its_documents() {
    let tree = tree();
    let discovery = Discovery::new(Flags::default());
    for name in ["a.yaml", "b.yaml"] {
        let document = tree.path().join("repo/apis/broken").join(name);
        let errors = discovery.settings_for(&document).unwrap_err();
        assert_eq!(errors[0].message, "unknown value `eror`");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_by_name() {
    let discovery = Discovery::new(Flags {
        config: Some("no/such.yaml".into()),
        ..Flags::default()
    });
    let errors = discovery.settings_for("api.yaml".as_ref()).unwrap_err();
    assert!(
        errors[0].message.contains("`no/such.yaml`"),
        "{}",
        errors[0]
    );
}

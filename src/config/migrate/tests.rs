//! What is carried over.

use std::fs;

use super::*;

fn migrated(peer: Peer, files: &[(&str, &str)]) -> Migration {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    migrate(peer, folder.path(), &Catalogue::builtin()).unwrap()
}

/// Whoever gets the file must be able to use it.
fn assert_it_can_be_read(migration: &Migration) {
    let source = Arc::new(Source::from_text("statuslint.yaml", migration.text.clone()));
    let flags = crate::config::Flags::default();
    crate::config::Settings::from_file(&source, Path::new(""), &flags).unwrap();
}

#[test]
fn severities_of_redocly_are_carried_over() {
    let text = "extends: [recommended]\nrules:\n  operation-4xx-response: error\n  \
                no-ambiguous-paths: warn\n  response-contains-header: { severity: error }\n  \
                rule/own: { subject: { type: Operation }, assertions: {} }\n";
    let migration = migrated(Peer::Redocly, &[("redocly.yaml", text)]);
    assert_it_can_be_read(&migration);
    let line = "  no-client-error: error # operation-4xx-response\n";
    assert!(migration.text.contains(line), "{}", migration.text);
    assert!(migration.text.contains("extends: recommended\n"));
    assert_eq!(migration.carried, 1);
    assert_eq!(migration.left.len(), 3, "{:?}", migration.left);
}

#[test]
fn severities_of_spectral_are_words_numbers_or_mappings() {
    for severity in ["off", "'off'", "false"] {
        let text = format!("extends: spectral:oas\nrules:\n  oas3-schema: {severity}\n");
        let migration = migrated(Peer::Spectral, &[(".spectral.yaml", &text)]);
        assert_it_can_be_read(&migration);
        assert!(
            migration
                .text
                .contains("  no-responses: off # oas3-schema\n")
        );
    }
    let text = "rules:\n  owasp:api4:2023-rate-limit-retry-after: 0\n";
    let migration = migrated(Peer::Spectral, &[(".spectral.yml", text)]);
    let line = "  too-many-requests-without-retry-after: error # owasp:api4";
    assert!(migration.text.contains(line), "{}", migration.text);
}

#[test]
fn the_ruleset_of_vacuum_is_the_one_that_its_configuration_names() {
    let migration = migrated(
        Peer::Vacuum,
        &[
            ("vacuum.conf.yaml", "ruleset: house.yaml\n"),
            (
                "house.yaml",
                "extends: [[spectral:oas, off]]\nrules:\n  operation-4xx-response: true\n",
            ),
        ],
    );
    assert_it_can_be_read(&migration);
    assert!(
        migration
            .text
            .contains("  no-client-error: on # operation-4xx-response\n")
    );
}

#[test]
fn a_folder_without_a_configuration_says_where_it_was_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    let problem = migrate(Peer::Redocly, folder.path(), &Catalogue::builtin()).unwrap_err();
    assert!(problem.help.unwrap().contains("`redocly.yaml`"));
}

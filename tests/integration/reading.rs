//! Which files are read, and what happens to those that cannot be.

use std::fs;
use std::path::{Path, PathBuf};

use statuslint::engine::{ExitStatus, FailureKind, Report, SkipReason};
use statuslint::{Linter, finding::Severity};
use tempfile::TempDir;

const EMPTY: &str = "openapi: 3.0.3\ninfo: { title: Empty, version: '1' }\npaths: {}\n";

/// A folder that counts as a repository, with files in it.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join(".git")).expect("a repository");
    for (name, text) in files {
        write(folder.path(), name, text.as_bytes());
    }
    folder
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(&path, bytes).expect("a file");
    path
}

fn names(report: &Report) -> Vec<&str> {
    report
        .documents
        .iter()
        .map(|document| document.name.rsplit('/').next().unwrap_or_default())
        .collect()
}

#[test]
fn a_folder_gives_its_openapi_documents_and_passes_over_the_rest() {
    let folder = repository(&[
        ("api/openapi.yaml", EMPTY),
        ("api/schema.yaml", "type: object\n"),
        ("package.json", "{\"name\": \"openapi\"}"),
        ("notes.txt", EMPTY),
        ("ignored/openapi.yaml", EMPTY),
        (".hidden/openapi.yaml", EMPTY),
        (".gitignore", "ignored\n"),
    ]);
    let report = Linter::new().lint_paths(&[folder.path()]);
    assert_eq!(names(&report), ["openapi.yaml"]);
    let skipped: Vec<_> = report
        .skipped
        .iter()
        .map(|skipped| skipped.reason)
        .collect();
    assert_eq!(skipped, [SkipReason::NotOpenApi; 2]);
    assert_eq!(report.exit_status(), ExitStatus::Clean);
}

#[test]
fn a_named_file_has_to_be_an_openapi_document() {
    let folder = repository(&[
        ("schema.yaml", "type: object\n"),
        ("next.yaml", "openapi: 9.0\n"),
    ]);
    let report = Linter::new().lint_paths(&[
        folder.path().join("schema.yaml"),
        folder.path().join("next.yaml"),
    ]);
    let kinds: Vec<_> = report.failures.iter().map(|failure| failure.kind).collect();
    assert_eq!(kinds, [FailureKind::NotOpenApi; 2]);
    assert!(report.failures[0].message.contains("version of OpenAPI"));
    assert_eq!(report.exit_status(), ExitStatus::Failed);
}

#[test]
fn a_file_that_cannot_be_parsed_is_one_error_and_the_others_are_still_checked() {
    let folder = repository(&[
        ("broken.yaml", "openapi: 3.0.3\npaths:\n  /a: [1, 2\n"),
        ("fine.yaml", EMPTY),
    ]);
    let report = Linter::new().lint_paths(&[folder.path()]);
    assert_eq!(names(&report), ["fine.yaml"]);
    assert_eq!(report.failures.len(), 1);
    let failure = &report.failures[0];
    assert_eq!(failure.kind, FailureKind::Unparsable);
    let span = failure.span.expect("a place");
    let source = failure.source.as_ref().expect("the text");
    assert!(source.line_column(span.start()).line >= 3);
    assert_eq!(report.exit_status(), ExitStatus::Failed);
}

#[test]
fn a_path_that_does_not_exist_says_so() {
    let report = Linter::new().lint_paths(&["no/such/openapi.yaml"]);
    assert_eq!(
        report.failures[0].message,
        "`no/such/openapi.yaml` does not exist"
    );
    assert_eq!(report.failures[0].kind, FailureKind::Unreadable);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_no_regular_file_is_refused_and_not_waited_for() {
    let report = Linter::new().lint_paths(&["/dev/zero"]);
    assert_eq!(
        report.failures[0].message,
        "`/dev/zero` is not a regular file"
    );
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_offset() {
    let report = Linter::new().lint_bytes("openapi.yaml", b"openapi: 3.0.3\ninfo: \xFF\n".to_vec());
    let failure = &report.failures[0];
    assert_eq!(failure.kind, FailureKind::Undecodable);
    assert!(
        failure.message.contains("offset 21 (line 2)"),
        "{}",
        failure.message
    );
}

#[test]
fn a_document_in_a_folder_that_is_no_text_is_an_error_and_other_files_are_passed_over() {
    let folder = repository(&[("fine.yaml", EMPTY)]);
    write(
        folder.path(),
        "openapi.yaml",
        b"openapi: \"3.0.0\"\ninfo: { title: caf\xE9 }\n",
    );
    write(folder.path(), "names.yaml", b"name: caf\xE9\n");
    let report = Linter::new().lint_paths(&[folder.path()]);
    let kinds: Vec<_> = report.failures.iter().map(|failure| failure.kind).collect();
    assert_eq!(kinds, [FailureKind::Undecodable]);
    let failure = &report.failures[0];
    assert!(failure.name.ends_with("openapi.yaml"));
    let source = failure.source.as_ref().expect("what can be read");
    let at = source.line_column(failure.span.expect("a place").start());
    assert_eq!((at.line, at.column), (2, 19));
    assert_eq!(
        (names(&report), report.skipped.len()),
        (vec!["fine.yaml"], 1)
    );
}

#[test]
fn broken_files_in_a_folder_count_only_where_they_claim_a_version_of_openapi() {
    let folder = repository(&[
        (
            "chart.yaml",
            "{{ if .Values.x }}\n  openapi: 3\nswagger: {{ .Values.y }}\n",
        ),
        (
            "minified.json",
            "{\"info\":{},\"openapi\":\"3.0.3\",\"paths\":{}",
        ),
        ("swagger.yaml", "swagger: '2.0'\npaths: [1, 2\n"),
    ]);
    let report = Linter::new().lint_paths(&[folder.path()]);
    let mut files: Vec<_> = report
        .failures
        .iter()
        .map(|failure| failure.name.rsplit('/').next().unwrap_or_default())
        .collect();
    files.sort_unstable();
    assert_eq!(files, ["minified.json", "swagger.yaml"]);
}

#[test]
fn every_encoding_with_a_byte_order_mark_is_read() {
    let utf16 = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let marked = format!("\u{FEFF}{EMPTY}");
        marked.encode_utf16().flat_map(unit).collect()
    };
    let encodings = [
        EMPTY.as_bytes().to_vec(),
        format!("\u{FEFF}{EMPTY}").into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ];
    for bytes in encodings {
        let report = Linter::new().lint_bytes("openapi.yaml", bytes);
        assert_eq!(report.documents.len(), 1);
        assert!(report.failures.is_empty());
    }
}

#[test]
fn every_openapi_document_of_a_stream_is_linted() {
    let stream = format!("{EMPTY}---\nkind: note\n---\n{EMPTY}");
    let report = Linter::new().lint_text("stream.yaml", &stream);
    assert_eq!(report.documents.len(), 2);
}

#[test]
fn references_are_followed_below_the_root_only() {
    let entry = "
openapi: 3.0.3
info: { title: A, version: '1' }
paths:
  /a: { get: { responses: { '200': { $ref: '../outside.yaml' } } } }
  /b: { get: { responses: { '200': { $ref: 'inside.yaml' } } } }
";
    let folder = repository(&[
        ("inside.yaml", "description: Fine\n"),
        ("openapi.yaml", entry),
    ]);
    let inner = folder.path().join("inner");
    fs::create_dir_all(&inner).expect("a folder");
    fs::rename(
        folder.path().join("openapi.yaml"),
        inner.join("openapi.yaml"),
    )
    .expect("moved");
    fs::rename(folder.path().join("inside.yaml"), inner.join("inside.yaml")).expect("moved");
    write(folder.path(), "outside.yaml", b"description: Secret\n");
    let files = |linter: Linter| {
        let report = linter.lint_paths(&[inner.join("openapi.yaml")]);
        report.documents[0].files
    };
    assert_eq!(files(Linter::new()), 3, "the repository is the root");
    assert_eq!(
        files(Linter::new().root(&inner)),
        2,
        "the root can be narrowed"
    );
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_does_not_lead_out_of_the_root() {
    let entry = "
openapi: 3.0.3
info: { title: A, version: '1' }
paths:
  /a: { get: { responses: { '200': { $ref: 'link.yaml' } } } }
";
    let folder = repository(&[("openapi.yaml", entry)]);
    let elsewhere = repository(&[("secret.yaml", "description: Secret\n")]);
    std::os::unix::fs::symlink(
        elsewhere.path().join("secret.yaml"),
        folder.path().join("link.yaml"),
    )
    .expect("a link");
    let report = Linter::new().lint_paths(&[folder.path()]);
    assert_eq!(report.documents[0].files, 1);
}

#[test]
fn a_file_named_twice_is_checked_once() {
    let folder = repository(&[("openapi.yaml", EMPTY)]);
    let file = folder.path().join("openapi.yaml");
    let report = Linter::new().lint_paths(&[file.clone(), folder.path().to_path_buf(), file]);
    assert_eq!(report.documents.len(), 1);
}

#[test]
fn a_run_without_findings_has_no_count() {
    let report = Linter::new().lint_text("openapi.yaml", EMPTY);
    assert_eq!(Severity::ALL.map(|severity| report.count(severity)), [0; 3]);
}

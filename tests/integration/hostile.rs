//! Documents and files that are made to break a reader: each has a stated outcome, with place and
//! remedy, and none costs more than a bounded time.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use statuslint::engine::{ExitStatus, FailureKind, LimitSetting, ReadLimits, Report};
use statuslint::{Linter, finding::Severity};
use tempfile::TempDir;

/// More than any of these takes on a busy machine without optimisation, and far less than a reader
/// takes that expands what it should not.
const PATIENCE: Duration = Duration::from_mins(1);

const HEAD: &str = "openapi: 3.0.3\ninfo: { title: Hostile, version: '1' }\n";

fn lint(text: &str) -> Report {
    in_time(|| {
        let linter = Linter::with_profile("exhaustive").unwrap();
        linter.lint_text("hostile.yaml", text)
    })
}

fn in_time(work: impl FnOnce() -> Report) -> Report {
    let start = Instant::now();
    let report = work();
    let taken = start.elapsed();
    assert!(taken < PATIENCE, "{taken:?}");
    report
}

fn lint_below(folder: &Path, limits: &[&str], name: &str) -> Report {
    let settings = limits.iter().map(|limit| limit.parse::<LimitSetting>());
    let limits = settings.fold(ReadLimits::default(), |limits, setting| {
        limits.with(setting.unwrap())
    });
    let linter = Linter::with_profile("recommended").unwrap();
    in_time(|| {
        let linter = linter.limits(limits).root(folder);
        linter.lint_paths(&[folder.join(name)])
    })
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The only failure of a report, which keeps the run from being clean.
fn failure(report: &Report) -> (FailureKind, &str) {
    assert_eq!(report.exit_status(), ExitStatus::Failed);
    assert_eq!(report.failures.len(), 1, "{:?}", report.failures);
    let only = report.failures.first().unwrap();
    (only.kind, &only.message)
}

fn messages<'a>(report: &'a Report, rule: &str) -> Vec<&'a str> {
    let findings = report.findings.iter();
    let of_rule = findings.filter(|finding| finding.rule.as_str() == rule);
    of_rule.map(|finding| finding.message.as_str()).collect()
}

#[test]
fn an_alias_bomb_is_never_expanded() {
    let mut text = format!("{HEAD}x-a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (name, above) in ('b'..='z').zip('a'..) {
        let row = vec![format!("*{above}"); 9].join(", ");
        let _ = writeln!(text, "x-{name}: &{name} [{row}]");
    }
    text.push_str(
        "paths: { /a: { get: { responses: { '200': { description: *z, content: { \
         application/json: { example: *z, schema: *z } } } } } } }\n",
    );
    assert_eq!(lint(&text).failures.len(), 0);
}

#[test]
fn references_that_lead_back_to_themselves_end() {
    let text = format!(
        "{HEAD}paths:
  /a:
    post:
      responses:
        '200':
          description: All of it
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }}
        '400': {{ $ref: '#/components/responses/R' }}
  /b: {{ $ref: '#/paths/~1c' }}
  /c: {{ $ref: '#/paths/~1b' }}
components:
  responses:
    R: {{ $ref: '#/components/responses/S' }}
    S: {{ $ref: '#/components/responses/R' }}
  schemas:
    A:
      allOf: [{{ $ref: '#/components/schemas/B' }}]
      properties: {{ a: {{ $ref: '#/components/schemas/A' }} }}
    B:
      oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}]
      allOf: [{{ $ref: '#/components/schemas/A' }}]
"
    );
    let report = lint(&text);
    assert_eq!(report.failures.len(), 0);
    assert_eq!(
        messages(&report, "unresolvable-response-ref"),
        ["`#/components/responses/R` leads back to itself"]
    );
}

#[test]
fn a_million_brackets_are_an_error_that_names_the_limit() {
    let brackets = "[".repeat(1_000_000);
    for text in [brackets.clone(), format!("{HEAD}x: {brackets}")] {
        let report = lint(&text);
        let (kind, message) = failure(&report);
        assert_eq!(kind, FailureKind::Unparsable);
        assert!(message.contains("`nesting` of 500"), "{message}");
    }
}

#[test]
fn a_long_line_and_much_white_space_are_read() {
    let line = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"T","version":"1","description":"{}"}},"paths":{{}}}}"#,
        "a".repeat(20_000_000)
    );
    assert_eq!(lint(&line).documents.len(), 1);
    let blanks = " ".repeat(20_000_000);
    let (kind, _) = failure(&lint(&blanks));
    assert_eq!(kind, FailureKind::NotOpenApi);
}

#[test]
fn text_that_is_no_text_is_an_error_with_its_place() {
    let nul = lint(&format!("{HEAD}paths: {{ /a\0b: {{}} }}\n"));
    assert_eq!(failure(&nul).0, FailureKind::Unparsable);
    let linter = Linter::with_profile("recommended").unwrap();
    let bytes = [HEAD.as_bytes(), b"paths: { /\xff\xfe: {} }\n"].concat();
    let report = linter.lint_bytes("hostile.yaml", bytes);
    assert_eq!(failure(&report).0, FailureKind::Undecodable);
    assert!(report.failures.iter().all(|failure| failure.span.is_some()));
}

#[test]
fn files_that_refer_to_one_another_in_a_ring_are_each_read_once() {
    const FILES: usize = 2_000;
    let ring = folder(&[(
        "openapi.yaml",
        &format!(
            "{HEAD}paths: {{ /a: {{ get: {{ responses: {{ '200': {{ $ref: 'f0.yaml#/a' }} }} }} }} }}\n"
        ),
    )]);
    for file in 0..FILES {
        let text = format!("a: {{ $ref: 'f{}.yaml#/a' }}\n", (file + 1) % FILES);
        fs::write(ring.path().join(format!("f{file}.yaml")), text).unwrap();
    }
    let report = lint_below(ring.path(), &[], "openapi.yaml");
    assert_eq!(report.documents[0].files, FILES + 1);
    assert_eq!(
        messages(&report, "unresolvable-response-ref"),
        ["`f0.yaml#/a` leads back to itself"]
    );
}

#[test]
fn a_limit_that_is_reached_is_told_by_name_and_once() {
    let entry = format!(
        "{HEAD}paths: {{ /a: {{ get: {{ responses: {{ '200': {{ $ref: one.yaml }}, '400': {{ $ref: two.yaml }}, '401': {{ $ref: three.yaml }} }} }} }} }}\n"
    );
    let response = "description: A response that is long enough to count\n";
    let several = folder(&[
        ("openapi.yaml", &entry),
        ("one.yaml", response),
        ("two.yaml", response),
        ("three.yaml", response),
    ]);
    for (limit, told) in [
        ("files=2", "`files` of 2"),
        ("total-bytes=20", "`total-bytes` of 20"),
    ] {
        let report = lint_below(several.path(), &[limit], "openapi.yaml");
        let found = messages(&report, "unreadable-reference");
        assert!(
            matches!(found.as_slice(), [only] if only.contains(told)),
            "{found:?}"
        );
    }
    let report = lint_below(several.path(), &["file-bytes=20"], "openapi.yaml");
    let (kind, message) = failure(&report);
    assert_eq!(kind, FailureKind::Unreadable);
    assert!(message.contains("`file-bytes` of 20"), "{message}");
}

#[test]
fn nothing_outside_the_root_is_read_and_nothing_is_fetched() {
    const SECRET: &str = "hunter2";
    let outer = folder(&[("secret.yaml", &format!("description: {SECRET}\n"))]);
    let inner = outer.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let absolute = outer.path().join("secret.yaml").display().to_string();
    let targets = [
        "../secret.yaml",
        "../../../../../../../../etc/passwd",
        &absolute,
        &format!("file://{absolute}"),
        "http://127.0.0.1:9/secret.yaml",
        "//127.0.0.1:9/secret.yaml",
    ];
    let mut text = format!("{HEAD}paths:\n  /a:\n    get:\n      responses:\n");
    for (number, target) in targets.iter().enumerate() {
        let _ = writeln!(text, "        '{}': {{ $ref: '{target}' }}", 400 + number);
    }
    fs::write(inner.join("openapi.yaml"), text).unwrap();
    let report = lint_below(&inner, &[], "openapi.yaml");
    assert_eq!(report.documents[0].files, 1);
    assert!(!format!("{:?}", report.findings).contains(SECRET));
    let outside = messages(&report, "unreadable-reference");
    assert_eq!(outside.len(), 3, "{outside:?}");
    assert!(
        outside
            .iter()
            .all(|message| message.contains("outside the root folder"))
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_opened() {
    let linter = Linter::with_profile("recommended").unwrap();
    let folder = folder(&[]);
    let socket = folder.path().join("openapi.yaml");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for path in [socket.as_path(), Path::new("/dev/zero")] {
        let report = in_time(|| linter.lint_paths(&[path]));
        assert_eq!(
            failure(&report).0,
            FailureKind::Unreadable,
            "{}",
            path.display()
        );
    }
    // A link to the folder that holds it.
    let document = format!("{HEAD}paths: {{}}\n");
    let looped = self::folder(&[("openapi.yaml", &document)]);
    std::os::unix::fs::symlink(looped.path(), looped.path().join("loop")).unwrap();
    let report = in_time(|| linter.lint_paths(&[looped.path()]));
    assert_eq!(report.documents.len(), 1);
}

#[test]
fn thousands_of_operations_cost_in_proportion() {
    let mut text = format!("{HEAD}paths:\n");
    for number in 0..5_000 {
        let _ = writeln!(
            text,
            "  /things{number}/{{id}}: {{ get: {{ responses: {{ '200': {{ description: It }} }} }} }}"
        );
    }
    let report = lint(&text);
    assert_eq!(report.documents[0].operations, 5_000);
    assert!(report.count(Severity::Warning) > 0);
}

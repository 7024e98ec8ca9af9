//! What a person sees, and what a program reads.

mod hostile;

use std::sync::Arc;

use super::*;
use crate::engine::{DocumentSummary, Failure, FailureKind};
use crate::finding::{Finding, OperationName, Place, Related, Severity};
use crate::openapi::Version;
use crate::source::{Source, Span};
use crate::syntax::Pointer;

const ORDERS: &str = "\
openapi: 3.1.0
paths:
  /orders:
    post:
      operationId: createOrder
      summary: Create an order
      responses:
        '200':
          description: the order
        '429':
          description: slow down
";

fn source(name: &str, text: &str) -> Arc<Source> {
    Arc::new(Source::from_text(name, text))
}

fn place(source: &Arc<Source>, token: &str) -> Place {
    let start = source.text().find(token).unwrap();
    let span = Span::from_range(start..start + token.len());
    Place::new(source.clone(), span, Pointer::root().join("paths"))
}

fn operation(number: usize) -> OperationName {
    OperationName {
        method: "GET".to_owned(),
        path: format!("/things/{number}"),
    }
}

fn finding(rule: &str, severity: Severity, message: &str, place: Place) -> Finding {
    Finding {
        rule: rule.parse().unwrap(),
        severity,
        fails_run: severity > Severity::Info,
        message: message.to_owned(),
        help: None,
        place,
        label: String::new(),
        stands_for: Vec::new(),
        related: Vec::new(),
        operations: Vec::new(),
        evidence: Vec::new(),
        guidelines: Vec::new(),
        fix: None,
    }
}

fn created(source: &Arc<Source>) -> Finding {
    let related = Related {
        place: place(source, "post"),
        label: "createOrder is named like a creation, and GET /orders/{id} reads what it creates"
            .to_owned(),
    };
    Finding {
        help: Some("rename this response to 201 and add a `Location` header".to_owned()),
        label: "201, with a Location header, tells clients that something now exists".to_owned(),
        stands_for: Vec::new(),
        related: vec![related],
        evidence: vec!["the operationId begins with `create`".to_owned()],
        operations: vec![OperationName {
            method: "POST".to_owned(),
            path: "/orders".to_owned(),
        }],
        ..finding(
            "created-without-201",
            Severity::Warning,
            "POST /orders creates an order but declares 200, not 201",
            place(source, "'200'"),
        )
    }
}

fn throttled(source: &Arc<Source>) -> Finding {
    Finding {
        help: Some("declare `Retry-After` (seconds or an HTTP date)".to_owned()),
        operations: (1..=37).map(operation).collect(),
        ..finding(
            "too-many-requests-without-retry-after",
            Severity::Info,
            "a 429 response does not say when to try again",
            place(source, "'429'"),
        )
    }
}

fn document(name: &str) -> DocumentSummary {
    DocumentSummary {
        name: name.to_owned(),
        version: Version::V3_1,
        operations: 1204,
        responses: 3000,
        files: 1,
    }
}

fn orders() -> Report {
    let source = source("openapi.yaml", ORDERS);
    Report {
        findings: vec![created(&source), throttled(&source)],
        documents: vec![document("openapi.yaml"), document("other.yaml")],
        ..Report::default()
    }
}

fn unparsable() -> Failure {
    let text = "openapi: 3.1.0\npaths: [\n";
    Failure {
        kind: FailureKind::Unparsable,
        name: "broken.yaml".to_owned(),
        source: Some(source("broken.yaml", text)),
        span: Some(Span::new(22, 23)),
        message: "the sequence that begins here has no end".to_owned(),
        help: Some("close it with `]`".to_owned()),
    }
}

fn written(report: &Report, format: Format, change: impl FnOnce(&mut Context<'_>)) -> String {
    let catalogue = Catalogue::builtin();
    let mut context = Context {
        catalogue: &catalogue,
        max_findings: Some(DEFAULT_MAX_FINDINGS),
        appearance: Appearance::plain(80),
        verbosity: Verbosity::Normal,
        statistics: false,
    };
    change(&mut context);
    let mut out = Vec::new();
    format
        .reporter()
        .report(report, &context, &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

fn pretty(report: &Report) -> String {
    written(report, Format::Pretty, |_| ())
}

#[test]
fn a_person_sees_what_is_wrong_where_and_how_to_mend_it() {
    insta::assert_snapshot!(pretty(&orders()));
}

#[test]
fn a_terminal_without_unicode_gets_ascii_only() {
    let shown = written(&orders(), Format::Pretty, |context| {
        context.appearance.unicode = false;
    });
    assert!(shown.is_ascii(), "{shown}");
    insta::assert_snapshot!(shown);
}

#[test]
fn a_screen_reader_gets_words() {
    let mut report = orders();
    report.failures.push(unparsable());
    insta::assert_snapshot!(written(&report, Format::Narrated, |_| ()));
}

#[test]
fn an_editor_gets_one_line_for_each_finding() {
    let mut report = orders();
    report.failures.push(unparsable());
    insta::assert_snapshot!(written(&report, Format::Concise, |_| ()));
}

#[test]
fn a_failure_is_shown_like_a_finding() {
    let missing = Failure {
        kind: FailureKind::Unreadable,
        name: "gone.yaml".to_owned(),
        source: None,
        span: None,
        message: "`gone.yaml` does not exist".to_owned(),
        help: Some("check the spelling of the path".to_owned()),
    };
    let report = Report {
        failures: vec![unparsable(), missing],
        ..Report::default()
    };
    insta::assert_snapshot!(pretty(&report));
}

#[test]
fn a_clean_run_says_so_in_one_line() {
    let report = Report {
        documents: vec![document("a.yaml")],
        ..Report::default()
    };
    assert_eq!(
        pretty(&report),
        "Nothing found in 1 document (1,204 operations)\n"
    );
}

#[test]
fn quiet_says_nothing_of_a_clean_run() {
    let quiet = |context: &mut Context<'_>| context.verbosity = Verbosity::Quiet;
    assert_eq!(written(&Report::default(), Format::Pretty, quiet), "");
}

#[test]
fn what_exceeds_the_limit_is_counted_by_rule() {
    let source = source("openapi.yaml", ORDERS);
    let mut report = orders();
    report.findings.extend((0..70).map(|_| throttled(&source)));
    let shown = written(&report, Format::Pretty, |context| {
        context.max_findings = Some(1);
    });
    let tail = shown.split_once('…').unwrap().1;
    insta::assert_snapshot!(tail);
}

#[test]
fn what_to_do_about_many_alike_is_said_a_few_times_and_all_are_counted_at_the_end() {
    let source = source("openapi.yaml", ORDERS);
    let report = Report {
        findings: (0..12).map(|_| throttled(&source)).collect(),
        ..orders()
    };
    let shown = pretty(&report);
    let (_, end) = shown.split_once("All by rule:").unwrap();
    assert_eq!(shown.matches("  help: ").count(), 3, "{shown}");
    assert_eq!(shown.matches("'429':").count(), 12, "{shown}");
    assert!(end.contains("     12      1  "), "{end}");
    let in_full = written(&report, Format::Pretty, |context| {
        context.verbosity = Verbosity::Verbose;
    });
    assert_eq!(in_full.matches("  help: ").count(), 12, "{in_full}");
}

#[test]
fn related_places_in_another_file_get_a_snippet_of_their_own() {
    let (here, there) = (
        source("api.yaml", "a: 1\n$ref: shared.yaml\nb: 2\n"),
        source("shared.yaml", "Missing:\n  description: x\n"),
    );
    let mut report = orders();
    report.findings = vec![Finding {
        stands_for: Vec::new(),
        related: vec![Related {
            place: place(&there, "Missing"),
            label: "defined here".to_owned(),
        }],
        ..finding(
            "some-rule",
            Severity::Error,
            "it is missing",
            place(&here, "shared.yaml"),
        )
    }];
    let shown = pretty(&report);
    assert!(shown.contains("[api.yaml:2:7]"), "{shown}");
    assert!(shown.contains("[shared.yaml:1:1]"), "{shown}");
}

#[test]
fn a_document_of_one_long_line_is_shown_around_the_token() {
    let filler = r#""x":{"description":"a filler text of some length"},"#.repeat(40_000);
    let text = format!("{{\"paths\":{{{filler}\"429\":{{}},{filler}\"y\":0}}}}");
    let source = source("openapi.json", &text);
    let token = place(&source, "\"429\"");
    let mut finding = finding("some-rule", Severity::Error, "it is wrong", token);
    let column = finding.place.start().column;
    let mut related = place(&source, "\"y\"");
    finding.related.push(Related {
        place: related.clone(),
        label: "far away".to_owned(),
    });
    related = place(&source, "\"paths\"");
    finding.related.push(Related {
        place: related,
        label: "at the start".to_owned(),
    });
    let report = Report {
        findings: vec![finding],
        ..Report::default()
    };
    let shown = pretty(&report);
    assert!(
        shown.contains(&format!("[openapi.json:1:{column}]")),
        "{shown}"
    );
    let widest = shown
        .lines()
        .map(|line| line.chars().count())
        .max()
        .unwrap();
    assert!(widest < 120, "{widest}: {shown}");
}

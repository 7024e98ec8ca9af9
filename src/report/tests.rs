//! What a person sees, and what a program reads.

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

#[test]
fn a_hostile_document_cannot_write_control_characters() {
    let hostile = "\u{1b}[31m\u{7}\u{202E}\u{85}\r\t\u{1b}]8;;evil\u{1b}\\\0";
    let text = format!("a: 1\n'{hostile}': x\rb: 2\n");
    let source = source(&format!("{hostile}.yaml"), &text);
    let mut finding = finding(
        "some-rule",
        Severity::Error,
        hostile,
        place(&source, "': x"),
    );
    finding.label = hostile.to_owned();
    finding.help = Some(hostile.to_owned());
    finding.evidence = vec![hostile.to_owned()];
    finding.operations = vec![OperationName {
        method: hostile.to_owned(),
        path: hostile.to_owned(),
    }];
    finding.related = vec![Related {
        place: place(&source, "b: 2"),
        label: hostile.to_owned(),
    }];
    let failure = Failure {
        name: hostile.to_owned(),
        message: hostile.to_owned(),
        help: Some(hostile.to_owned()),
        source: Some(source.clone()),
        ..unparsable()
    };
    let report = Report {
        findings: vec![finding],
        failures: vec![failure],
        documents: vec![document(hostile)],
        ..Report::default()
    };
    for format in [Format::Pretty, Format::Narrated, Format::Concise] {
        let shown = written(&report, format, |_| ());
        let escaped = shown
            .chars()
            .find(|it| (it.is_control() && *it != '\n') || ('\u{202A}'..='\u{202E}').contains(it));
        assert_eq!(escaped, None, "{format}: {shown:?}");
    }
}

#[test]
fn a_program_reads_everything() {
    let mut report = orders();
    report.failures.push(unparsable());
    let json: serde_json::Value =
        serde_json::from_str(&written(&report, Format::Json, |_| ())).unwrap();
    assert_eq!(json["version"], 1);
    let first = &json["findings"][0];
    assert_eq!(first["rule"], "created-without-201");
    assert_eq!(first["severity"], "warning");
    assert_eq!(first["file"], "openapi.yaml");
    assert_eq!(first["pointer"], "/paths");
    assert_eq!(
        first["start"],
        serde_json::json!({ "line": 8, "column": 9, "offset": 130 })
    );
    assert_eq!(first["end"]["column"], 14);
    assert_eq!(
        first["operations"][0],
        serde_json::json!({ "method": "POST", "path": "/orders" })
    );
    assert_eq!(first["related"][0]["start"]["line"], 4);
    assert_eq!(
        first["fingerprint"],
        report.findings[0].fingerprint().to_string()
    );
    assert_eq!(first["evidence"][0], "the operationId begins with `create`");
    let cited = &json["findings"][1]["sources"][0];
    assert_eq!(cited["reference"], "RFC 6585 section 4");
    assert_eq!(cited["level"], "MAY");
    assert_eq!(json["failures"][0]["kind"], "unparsable");
    assert_eq!(json["failures"][0]["start"]["line"], 2);
    assert_eq!(json["summary"]["warnings"], 1);
    assert_eq!(json["summary"]["exit_code"], 2);
}

#[test]
fn findings_are_limited_for_people_but_not_for_programs() {
    let json = written(&orders(), Format::Json, |context| {
        context.max_findings = Some(1);
    });
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["findings"].as_array().unwrap().len(), 2);
}

#[test]
fn every_format_has_a_name_that_finds_it() {
    for format in Format::ALL {
        assert_eq!(format.to_string().parse(), Ok(format));
    }
    assert!(
        "xml"
            .parse::<Format>()
            .unwrap_err()
            .to_string()
            .contains("`pretty`")
    );
}

#[test]
fn an_operation_that_a_place_names_is_not_named_again_below() {
    let source = source("openapi.yaml", ORDERS);
    let mut report = orders();
    let found = report.findings.first_mut().unwrap();
    found.message = "an order is created, but 200 is declared".to_owned();
    found.related = vec![Related {
        place: place(&source, "post"),
        label: "in POST /orders".to_owned(),
    }];
    assert!(!pretty(&report).contains("\n  in:"));
}

#[test]
fn mistakes_in_the_configuration_are_not_counted_as_files() {
    let source = source("statuslint.yaml", "fail-on: warnin\n");
    let failure = Failure {
        kind: FailureKind::Configuration,
        name: "statuslint.yaml".to_owned(),
        source: Some(source),
        span: Some(Span::new(9, 15)),
        message: "unknown value `warnin`".to_owned(),
        help: None,
    };
    let report = Report {
        failures: vec![failure],
        ..Report::default()
    };
    assert_eq!(
        tally::summary(&report),
        "No OpenAPI document was checked; 1 mistake in the configuration"
    );
}

//! Documents that try to write more than their report.

use super::*;
use crate::engine::Suppressed;
use crate::finding::{Applicability, Edit, Fix};
use crate::suppress::Directive;

/// A report in which every text that a document can choose is a given one.
fn saying(hostile: &str) -> Report {
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
    finding.fix = Some(Fix {
        title: hostile.to_owned(),
        applicability: Applicability::Unsafe,
        edits: vec![Edit {
            span: finding.place.span(),
            source: source.clone(),
            replacement: hostile.to_owned(),
        }],
        places: 1,
        brings: Vec::new(),
    });
    let failure = Failure {
        name: hostile.to_owned(),
        message: hostile.to_owned(),
        help: Some(hostile.to_owned()),
        source: Some(source.clone()),
        ..unparsable()
    };
    Report {
        suppressed: vec![Suppressed {
            finding: finding.clone(),
            by: Directive::Comment,
            reason: hostile.to_owned(),
        }],
        findings: vec![finding],
        failures: vec![failure],
        documents: vec![document(hostile)],
        ..Report::default()
    }
}

#[test]
fn a_hostile_document_cannot_write_control_characters() {
    let report = saying("\u{1b}[31m\u{7}\u{202E}\u{85}\r\t\u{1b}]8;;evil\u{1b}\\\0");
    for format in Format::ALL {
        let shown = written(&report, format, |_| ());
        // A browser takes these for blanks.
        let is_blank = |it: char| it == '\n' || (format == Format::Html && "\r\t".contains(it));
        let is_hostile = |it: char| it.is_control() || ('\u{202A}'..='\u{202E}').contains(&it);
        let escaped = shown.chars().find(|it| is_hostile(*it) && !is_blank(*it));
        assert_eq!(escaped, None, "{format}: {shown:?}");
    }
}

#[test]
fn a_hostile_document_gives_no_commands_to_a_ci_server() {
    let report =
        saying("::error::x\n::error::y ##vso[task.complete]z ##[error] ##teamcity[t] ##\r##vso[a]");
    for (format, mark) in [
        (Format::Github, "::"),
        (Format::Azure, "##vso["),
        (Format::TeamCity, "##teamcity["),
    ] {
        let shown = written(&report, format, |_| ());
        for line in shown.lines() {
            let rest = line.strip_prefix(mark);
            let rest = rest.unwrap_or_else(|| panic!("{format}: {line}"));
            // GitHub reads a command at the start of a line only.
            let is_free = format == Format::Github || !rest.contains(mark);
            assert!(
                is_free && !(format == Format::Azure && rest.contains("##")),
                "{line}"
            );
        }
    }
    for format in [
        Format::Pretty,
        Format::Narrated,
        Format::Concise,
        Format::Markdown,
    ] {
        let shown = written(&report, format, |_| ());
        let command = shown
            .lines()
            .find(|line| line.trim_start().starts_with("::error"));
        assert_eq!(command, None, "{format}: {shown}");
    }
}

#[test]
fn a_hostile_document_cannot_leave_its_place_in_markup() {
    let report = saying("]]><script>alert(1)</script>--></textarea>\"'&\u{0}\u{FFFE}<!--");
    for format in [Format::Html, Format::Markdown] {
        let shown = written(&report, format, |_| ());
        assert!(!shown.contains("<script>alert"), "{format}");
    }
    for format in [Format::Junit, Format::Checkstyle] {
        let shown = written(&report, format, |_| ());
        let document = roxmltree::Document::parse(&shown);
        let document = document.unwrap_or_else(|error| panic!("{format}: {error}: {shown}"));
        let names = document.descendants().map(|node| node.tag_name().name());
        assert!(!names.into_iter().any(|name| name == "script"), "{format}");
    }
    for format in [Format::Json, Format::Sarif, Format::Gitlab, Format::Rdjson] {
        let shown = written(&report, format, |_| ());
        assert!(
            serde_json::from_str::<serde_json::Value>(&shown).is_ok(),
            "{format}"
        );
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

//! Where text of strangers comes in, each with what must hold whatever the text: property tests and
//! fuzzing (`fuzz/`) call the same functions. None may panic.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use serde_json::json;
use statuslint::Linter;
use statuslint::config::{Config, Flags, Settings};
use statuslint::engine::Report;
use statuslint::report::{Appearance, Context, Format, Verbosity};
use statuslint::rule::Catalogue;
use statuslint::source::Source;
use statuslint::syntax::{Limits, parse, to_json};

/// All rules, with fixes.
static EXHAUSTIVE: LazyLock<Linter> = LazyLock::new(|| {
    let linter = Linter::with_profile("exhaustive").unwrap_or_default();
    linter.with_fixes()
});

/// Bytes become a tree, or an error at a place in the text.
pub(crate) fn tree(name: &str, bytes: &[u8]) {
    let Ok(source) = Source::from_bytes(name, bytes.to_vec()) else {
        return;
    };
    let source = Arc::new(source);
    let text = source.text();
    match parse(Arc::clone(&source), Limits::default()) {
        Ok(tree) => {
            for node in tree.nodes() {
                assert!(text.get(node.span().range()).is_some(), "{node:?}");
            }
            for root in tree.documents() {
                let _ = to_json(root);
            }
        }
        Err(error) => assert!(text.get(error.span.range()).is_some(), "{error:?}"),
    }
}

/// A document is checked by every rule: each finding stands at a token of the text.
pub(crate) fn lint(text: &str) {
    let report = EXHAUSTIVE.lint_text("openapi.yaml", text);
    let text = Source::from_text("openapi.yaml", text);
    for finding in &report.findings {
        assert!(text.text().get(finding.place.span().range()).is_some());
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        for edit in edits {
            assert!(text.text().get(edit.span.range()).is_some());
        }
    }
}

/// A configuration file is read, or told what is wrong with it. One that names folders of rule pages is
/// only read: they could be any folders of the machine, the whole of it among them.
pub(crate) fn config(text: &str) {
    let source = Arc::new(Source::from_text("statuslint.yaml", text));
    if Config::read(&source).is_ok_and(|config| !config.rule_pages.is_empty()) {
        return;
    }
    let _ = Settings::from_file(&source, Path::new("nowhere"), &Flags::default());
}

/// A rule page is read, or told what is wrong with it.
pub(crate) fn rule_page(text: &str) {
    let Ok(folder) = tempfile::tempdir() else {
        return;
    };
    if std::fs::write(folder.path().join("some-rule.md"), text).is_ok() {
        let _ = Catalogue::default().with_pages(folder.path());
    }
}

/// A comment and a key that silence findings.
pub(crate) fn suppressions(text: &str) {
    let comment = text.replace(['\n', '\r'], " ");
    let key = json!(text);
    lint(&format!(
        "openapi: 3.1.0 # {comment}\ninfo: {{ title: T, version: '1' }}\n\
         paths:\n  # statuslint: {comment}\n  /a:\n    \
         x-statuslint-ignore: {{ {key}: {key}, no-client-error: {key} }}\n    \
         x-zally-ignore: {key}\n    x-lint-ignore: [{key}]\n    \
         get: {{ responses: {{ '200': {{ description: {key} }} }} }}\n"
    ));
}

/// Every format, on a report in which a text stands wherever a document may choose one.
pub(crate) fn reporters(text: &str) {
    let name = format!("{text}.yaml");
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": text, "version": text },
        "paths": { format!("/{text}"): {
            "post": {
                "operationId": text, "summary": text, "tags": [text],
                "responses": {
                    text: { "description": text },
                    "429": { "description": text, "headers": { text: { "schema": {} } } },
                    "204": { "description": text, "content": { text: {} } },
                },
            },
            "x-statuslint-ignore": { "no-client-error": text, text: text },
        } },
    });
    let report = EXHAUSTIVE.lint_text(&name, &document.to_string());
    for format in Format::ALL {
        well_formed(format, &written(&report, format));
    }
    let broken = EXHAUSTIVE.lint_text(&name, text);
    for format in Format::ALL {
        well_formed(format, &written(&broken, format));
    }
}

fn written(report: &Report, format: Format) -> String {
    let catalogue = Catalogue::builtin();
    let context = Context {
        catalogue: &catalogue,
        max_findings: None,
        appearance: Appearance::plain(80),
        verbosity: Verbosity::Verbose,
        statistics: false,
    };
    let mut out = Vec::new();
    let told = format.reporter().report(report, &context, &mut out);
    assert!(told.is_ok(), "{format}");
    String::from_utf8_lossy(&out).into_owned()
}

fn well_formed(format: Format, text: &str) {
    let is_blank = |it: char| it == '\n' || (format == Format::Html && "\r\t".contains(it));
    let escaped = text.chars().find(|it| it.is_control() && !is_blank(*it));
    assert_eq!(escaped, None, "{format}");
    match format {
        Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson => {
            let read: Result<serde_json::Value, _> = serde_json::from_str(text);
            assert!(read.is_ok(), "{format}: {read:?}");
        }
        Format::Junit | Format::Checkstyle => {
            let read = roxmltree::Document::parse(text);
            assert!(read.is_ok(), "{format}: {read:?}");
        }
        Format::Github => {
            let commands = ["::error ", "::warning ", "::notice "];
            let mut lines = text.lines();
            let other = lines.find(|line| !commands.iter().any(|it| line.starts_with(it)));
            assert_eq!(other, None, "{format}");
        }
        _ => {}
    }
}

//! The official JSON Schemas of OpenAPI as an oracle of the rules about the structure of responses:
//! what they refuse, a rule reports, and what they take, no rule calls an error.
//!
//! A schema says "not valid under any of the schemas" wherever anything below is wrong, so both look
//! at what is in question only: operations, the keys of their responses, and the descriptions there.

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use jsonschema::Validator;
use serde_json::{Map, Value, json};
use statuslint::Linter;
use statuslint::config::{Flags, Settings};
use statuslint::finding::Severity;
use statuslint::source::Source;
use statuslint::syntax::{Limits, parse, to_json};

use crate::support::{corpus_documents, documents_below, repository};

const STRUCTURAL: [&str; 5] = [
    "invalid-status-key",
    "lowercase-range-key",
    "missing-response-description",
    "no-responses",
    "range-in-swagger2",
];

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A version, a key or an operation that its schema takes and a rule reports, and why the rule is right.
const DIFFERING: [(&str, &str, &str); 7] = [
    (
        "2.0",
        "099",
        "RFC 9110, section 15: codes are from 100 to 599; the schema asks for digits",
    ),
    ("2.0", "600", "as for 099"),
    ("2.0", "999", "as for 099"),
    (
        "3.0",
        r#"{"responses":{"x-own":1}}"#,
        "at least one response code is needed; the schema counts extensions as such",
    ),
    (
        "3.1",
        "20X",
        "ranges are 1XX to 5XX; the pattern lets either digit be an X",
    ),
    (
        "3.1",
        r#"{"responses":{}}"#,
        "at least one response code is needed; this schema of 2021 does not say so yet",
    ),
    ("3.1", r#"{"responses":{"x-own":1}}"#, "as for no response"),
];

fn is_known(version: &str, what: &str) -> bool {
    let mut known = DIFFERING.iter();
    known.any(|(of, which, _)| *of == version && *which == what)
}

fn validator(version: &str) -> Validator {
    let file = format!("testdata/schemas/openapi-{version}.json");
    let text = fs::read_to_string(repository().join(file)).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// The structural rules alone, because each operation of each document is a run of its own.
static LINTER: LazyLock<Linter> = LazyLock::new(|| {
    let flags = Flags {
        select: STRUCTURAL.map(str::to_owned).to_vec(),
        ..Flags::default()
    };
    Linter::with_settings(Settings::from_flags(&flags).unwrap())
});

/// The errors of structural rules.
fn errors(document: &Value) -> Vec<String> {
    let report = LINTER.lint_text("openapi.json", &document.to_string());
    let errors = report.findings.iter().filter(|finding| {
        finding.severity == Severity::Error && STRUCTURAL.contains(&finding.rule.as_str())
    });
    errors
        .map(|finding| format!("{} {}", finding.rule, finding.place.pointer()))
        .collect()
}

/// A document of a version with nothing but these paths.
fn document(version: &str, paths: &Value) -> Value {
    let (key, number) = match version {
        "2.0" => ("swagger", "2.0"),
        "3.0" => ("openapi", "3.0.3"),
        _ => ("openapi", "3.1.0"),
    };
    json!({ key: number, "info": { "title": "T", "version": "1" }, "paths": paths })
}

/// What differs between schema and rules, in words.
fn difference(validator: &Validator, document: &Value) -> Option<String> {
    let ours = errors(document);
    match (validator.is_valid(document), ours.is_empty()) {
        (true, false) => Some(format!("the schema takes what is reported: {ours:?}")),
        (false, true) => {
            let theirs = validator.iter_errors(document);
            let theirs = theirs.map(|error| format!("{}: {error}", error.instance_path()));
            Some(format!(
                "only the schema refuses: {:?}",
                theirs.collect::<Vec<_>>()
            ))
        }
        _ => None,
    }
}

#[test]
fn keys_and_descriptions_are_judged_as_the_official_schemas_judge_them() {
    let keys = [
        "200",
        "404",
        "100",
        "599",
        "default",
        "2XX",
        "5XX",
        "2xx",
        "20X",
        "099",
        "600",
        "999",
        "1000",
        "20",
        "Default",
        "DEFAULT",
        "abc",
        "",
        " 200",
        "200 OK",
        "200,201",
        "6XX",
        "x-own",
        "responses",
        "description",
    ];
    let bodies = [
        json!({ "description": "D" }),
        json!({ "description": "" }),
        json!({}),
        json!({ "x-own": 1 }),
    ];
    let mut wrong = Vec::new();
    for version in ["2.0", "3.0", "3.1"] {
        let validator = validator(version);
        for key in keys {
            for body in &bodies {
                let mut responses =
                    Map::from_iter([("201".to_owned(), json!({ "description": "D" }))]);
                responses.insert(key.to_owned(), body.clone());
                let paths = json!({ "/a": { "get": { "responses": responses } } });
                let differs = difference(&validator, &document(version, &paths));
                if let Some(why) = differs.filter(|_| !is_known(version, key)) {
                    wrong.push(format!("{version} `{key}` {body}: {why}"));
                }
            }
        }
        for operation in [
            json!({}),
            json!({ "responses": {} }),
            json!({ "responses": { "x-own": 1 } }),
        ] {
            let paths = json!({ "/a": { "get": operation } });
            let differs = difference(&validator, &document(version, &paths));
            if let Some(why) = differs.filter(|_| !is_known(version, &operation.to_string())) {
                wrong.push(format!("{version} {operation}: {why}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What of a response is in question.
fn bare_response(response: &Value) -> Value {
    let Some(members) = response.as_object() else {
        return response.clone();
    };
    let kept = members.iter().filter(|(key, _)| *key == "description");
    if members.contains_key("$ref") {
        // Where it leads is another question.
        return json!({ "description": "D" });
    }
    kept.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn bare_operation(operation: &Value) -> Value {
    match operation.get("responses").map(Value::as_object) {
        None => json!({}),
        Some(None) => json!({ "responses": operation["responses"] }),
        Some(Some(responses)) => {
            let bare = responses.iter().map(|(key, response)| {
                let is_extension = key.starts_with("x-");
                let bare = if is_extension {
                    json!(1)
                } else {
                    bare_response(response)
                };
                (key.clone(), bare)
            });
            json!({ "responses": bare.collect::<Map<_, _>>() })
        }
    }
}

/// Version and operations of a document, each alone.
fn operations(path: &Path) -> Option<(&'static str, Vec<(String, Value)>)> {
    let source = Source::from_bytes("document.yaml", fs::read(path).ok()?).ok()?;
    let tree = parse(Arc::new(source), Limits::default()).ok()?;
    let value: Value = serde_json::from_str(&to_json(tree.documents().next()?)).ok()?;
    let said = value.get("openapi").or(value.get("swagger"))?.as_str()?;
    let mut versions = ["2.0", "3.0", "3.1"].into_iter();
    let version = versions.find(|version| said.starts_with(version))?;
    let mut found = Vec::new();
    for (path, item) in value.get("paths")?.as_object()? {
        for method in METHODS {
            let operation = item.get(method).filter(|operation| operation.is_object());
            if let Some(operation) = operation.filter(|operation| operation.get("$ref").is_none()) {
                found.push((format!("{method} {path}"), bare_operation(operation)));
            }
        }
    }
    Some((version, found))
}

#[test]
fn operations_of_real_documents_are_judged_as_the_official_schemas_judge_them() {
    let validators = ["2.0", "3.0", "3.1"].map(|version| (version, validator(version)));
    let (mut wrong, mut compared) = (Vec::new(), 0);
    let own = documents_below(&repository().join("testdata"));
    for path in own.into_iter().chain(corpus_documents()) {
        let Some((version, operations)) = operations(&path) else {
            continue;
        };
        let validator = validators.iter().find(|(of, _)| *of == version);
        for (name, operation) in operations.into_iter().take(200) {
            let document = document(version, &json!({ "/a": { "get": operation } }));
            let differs = validator.and_then(|(_, validator)| difference(validator, &document));
            wrong.extend(differs.map(|why| format!("{} {name}: {why}", path.display())));
            compared += 1;
        }
    }
    assert!(compared >= 100, "only {compared} operations");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

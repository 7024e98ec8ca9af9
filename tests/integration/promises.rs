//! What holds of every document: the promises of the README, over all test data and, where
//! `STATUSLINT_CORPUS` names a folder, over real documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use statuslint::finding::{Finding, Place};
use statuslint::source::Source;
use statuslint::syntax::{Limits, Node, Notation, Tree, parse, to_json};
use statuslint::{Linter, Report};

use crate::support::{corpus_documents, documents_below, repository};

/// Everything is said here that the rules can say.
const PROFILE: &str = "exhaustive";

/// Rules that speak of how YAML is written, not of what it says.
const OF_NOTATION: [&str; 2] = ["unquoted-status-key", "duplicate-status-key"];

fn documents() -> impl Iterator<Item = PathBuf> {
    let own = documents_below(&repository().join("testdata"));
    own.into_iter().chain(corpus_documents())
}

/// The tree of a document that can be read and is one.
fn tree(path: &Path) -> Option<Tree> {
    let bytes = std::fs::read(path).ok()?;
    let source = Source::from_bytes("document.yaml", bytes).ok()?;
    let tree = parse(Arc::new(source), Limits::default()).ok()?;
    let claims_version = |key| tree.documents().all(|root| root.get(key).is_some());
    let is_one =
        tree.documents().len() == 1 && ["openapi", "swagger"].into_iter().any(claims_version);
    is_one.then_some(tree)
}

fn lint(text: &str) -> Report {
    lint_by(PROFILE, text)
}

fn lint_by(profile: &str, text: &str) -> Report {
    let linter = Linter::with_profile(profile).unwrap();
    linter.lint_text("document.yaml", text)
}

/// Findings by what they say and where in the document, not in the text.
fn by_meaning(report: &Report, counts: impl Fn(&Finding) -> bool) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| counts(finding)) {
        let place = finding.place.pointer().to_string();
        let told = format!("{} {place}: {}", finding.rule, finding.message);
        *found.entry(told).or_default() += 1;
    }
    found
}

/// What one has and the other has not.
fn difference(one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>) -> Vec<String> {
    let missing = |sign: char, here: &BTreeMap<String, usize>, there: &BTreeMap<String, usize>| {
        let differs = here
            .iter()
            .filter(|(told, count)| there.get(*told) != Some(*count));
        differs
            .map(|(told, count)| format!("  {sign} {count}x {told}"))
            .collect::<Vec<_>>()
    };
    [missing('-', one, other), missing('+', other, one)].concat()
}

fn is_of_notation(finding: &Finding) -> bool {
    OF_NOTATION.contains(&finding.rule.as_str())
}

/// Whether a pointer may name either of two entries.
fn has_duplicate_keys(report: &Report) -> bool {
    let mut findings = report.findings.iter();
    findings.any(|finding| finding.rule.as_str() == "duplicate-status-key")
}

/// Why a place is none: its bytes, or the node that its pointer names.
fn mistake_of_place(place: &Place, tree: &Tree) -> Option<String> {
    let span = place.span().range();
    let text = tree.source().text();
    if text.get(span.clone()).is_none() {
        return Some(format!("{span:?} is no stretch of the text"));
    }
    if text.get(span.clone()).is_some_and(str::is_empty) && !text.is_empty() {
        // An absent value has a place without bytes, and nothing else has.
        let is_absent = tree.documents().any(|root| {
            let node = root.at(place.pointer());
            node.is_some_and(statuslint::syntax::Node::is_null)
        });
        return (!is_absent).then(|| format!("{span:?} marks nothing"));
    }
    let mut roots = tree.documents();
    let Some(node) = roots.find_map(|root| root.at(place.pointer())) else {
        return Some(format!("`{}` leads nowhere", place.pointer()));
    };
    let key = node.key();
    let tokens = [Some(node), key].into_iter().flatten();
    let holds = tokens
        .map(|token| token.span().range())
        .any(|token| token.start <= span.start && span.end <= token.end);
    (!holds).then(|| format!("{span:?} is not in `{}`", place.pointer()))
}

#[test]
fn every_finding_marks_the_token_that_its_pointer_names_and_says_so_in_one_line() {
    let mut wrong = Vec::new();
    for path in documents() {
        let Some(tree) = tree(&path) else { continue };
        let report = lint(tree.source().text());
        if has_duplicate_keys(&report) {
            continue;
        }
        for finding in report.findings {
            let related = finding.related.iter().map(|related| &related.place);
            let places = std::iter::once(&finding.place).chain(related);
            let mistakes = places.filter_map(|place| mistake_of_place(place, &tree));
            wrong.extend(mistakes.map(|why| format!("{} {}: {why}", path.display(), finding.rule)));
            let lines = [&finding.message, &finding.label];
            if lines.iter().any(|line| line.contains(['\n', '\r'])) {
                let message = &finding.message;
                wrong.push(format!("{} {}: {message:?}", path.display(), finding.rule));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_document_says_the_same_in_yaml_and_in_json() {
    let mut wrong = Vec::new();
    for path in documents() {
        let Some(tree) = tree(&path).filter(|tree| tree.notation() == Notation::Yaml) else {
            continue;
        };
        let Some(root) = tree.documents().next() else {
            continue;
        };
        let report = lint(tree.source().text());
        if has_duplicate_keys(&report) {
            continue;
        }
        let counts = |finding: &Finding| !is_of_notation(finding);
        let yaml = by_meaning(&report, counts);
        let json = by_meaning(&lint(&to_json(root)), counts);
        let differing = difference(&yaml, &json);
        if !differing.is_empty() {
            wrong.push(format!("{}\n{}", path.display(), differing.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let render = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let folder = repository().join("testdata");
        let report = pool
            .build()
            .unwrap()
            .install(|| Linter::with_profile(PROFILE).unwrap().lint_paths(&[folder]));
        let told = report.findings.iter().map(|finding| format!("{finding:?}"));
        told.collect::<Vec<_>>()
    };
    assert_eq!(render(1), render(4));
}

#[test]
fn an_unrelated_operation_changes_no_other_finding() {
    const PATH: &str = "/x-statuslint-unrelated";
    const PROFILE: &str = "recommended";
    let mut wrong = Vec::new();
    for path in documents() {
        let Some(tree) = tree(&path) else { continue };
        let Some(root) = tree.documents().next() else {
            continue;
        };
        let mut value: serde_json::Value = serde_json::from_str(&to_json(root)).unwrap();
        let before = lint_by(PROFILE, &value.to_string());
        let Some(paths) = value
            .get_mut("paths")
            .and_then(serde_json::Value::as_object_mut)
        else {
            continue;
        };
        let operation = serde_json::json!({ "trace": { "responses": { "200": { "description": "An echo" } } } });
        paths.insert(PATH.to_owned(), operation);
        let after = lint_by(PROFILE, &value.to_string());
        // What speaks of the document as a whole counts its operations, the new one among them.
        let speaks_of_new = after.findings.iter().filter(|finding| {
            let mut operations = finding.operations.iter();
            operations.any(|operation| operation.path == PATH)
        });
        let told: Vec<_> = speaks_of_new.map(|finding| &finding.rule).collect();
        let is_single =
            |finding: &Finding| finding.operations.len() == 1 && !told.contains(&&finding.rule);
        let differing = difference(
            &by_meaning(&before, is_single),
            &by_meaning(&after, is_single),
        );
        if !differing.is_empty() {
            wrong.push(format!("{}\n{}", path.display(), differing.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What a node says, with the keys of every mapping in the opposite order.
fn reversed(node: Node<'_>) -> String {
    let node = node.target();
    if node.is_mapping() {
        let entries: Vec<_> = node.entries().collect();
        let members = entries.iter().rev().map(|entry| {
            let key = serde_json::to_string(entry.key.text()).unwrap();
            format!("{key}: {}", reversed(entry.value))
        });
        return format!("{{{}}}", members.collect::<Vec<_>>().join(",\n"));
    }
    if node.is_sequence() {
        let items: Vec<_> = node.items().map(reversed).collect();
        return format!("[{}]", items.join(", "));
    }
    to_json(node)
}

/// The rule and the place of each finding: sentences name operations in the order of the document.
fn by_place(report: &Report) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for finding in &report.findings {
        let told = format!("{} {}", finding.rule, finding.place.pointer());
        *found.entry(told).or_default() += 1;
    }
    found
}

/// How many findings each rule has.
fn by_rule(report: &Report) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for finding in &report.findings {
        *found.entry(finding.rule.to_string()).or_default() += 1;
    }
    found
}

/// Both are JSON, because only notation gives an order of keys a meaning to its reader. In the corpus
/// only the number of findings is compared: what stands for several places is told at the first of them,
/// and of two habits that are equally common the later one is the odd one.
#[test]
fn the_order_of_keys_changes_nothing() {
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for path in documents() {
        let Some(tree) = tree(&path) else { continue };
        let Some(root) = tree.documents().next() else {
            continue;
        };
        if has_duplicate_keys(&lint(tree.source().text())) {
            continue;
        }
        let (straight, reversed) = (to_json(root), reversed(root));
        assert_ne!(straight, reversed, "{}", path.display());
        let count = if path.starts_with(repository()) {
            by_place
        } else {
            by_rule
        };
        let before = count(&lint(&straight));
        compared += before.values().sum::<usize>();
        let differing = difference(&before, &count(&lint(&reversed)));
        if !differing.is_empty() {
            wrong.push(format!("{}\n{}", path.display(), differing.join("\n")));
        }
    }
    assert!(compared >= 100, "only {compared} findings");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Rewrites references into one part of a document as references into the file that holds it.
fn point_elsewhere(value: &mut Value, begins: &str, file: &str) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(target) if key == "$ref" && target.starts_with(begins) => {
                        target.insert_str(0, file);
                    }
                    _ => point_elsewhere(member, begins, file),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                point_elsewhere(item, begins, file);
            }
        }
        _ => {}
    }
}

/// A document as two files: its components, and the rest. Security schemes are found by name, in the
/// first file only.
fn split(mut whole: Value) -> Option<[(&'static str, Value); 2]> {
    let mut components = whole.as_object_mut()?.remove("components")?;
    let schemes = components.as_object_mut()?.remove("securitySchemes");
    point_elsewhere(&mut whole, "#/components/", "components.json");
    if let Some(schemes) = schemes {
        whole.as_object_mut()?.insert(
            "components".to_owned(),
            serde_json::json!({ "securitySchemes": schemes }),
        );
    }
    point_elsewhere(&mut components, "#/paths/", "openapi.json");
    let components = serde_json::json!({ "components": components });
    Some([("openapi.json", whole), ("components.json", components)])
}

/// Rules that see less, or more, of a document in two files, and why that is right.
const OF_FILES: [(&str, &str); 1] = [(
    "unused-response-component",
    "what another file holds may be used by documents that are not looked at",
)];

#[test]
fn a_document_in_two_files_has_the_findings_of_the_bundle() {
    let linter = Linter::with_profile(PROFILE).unwrap();
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for path in documents() {
        let Some(tree) = tree(&path) else { continue };
        let Some(root) = tree.documents().next() else {
            continue;
        };
        let whole: Value = serde_json::from_str(&to_json(root)).unwrap();
        let Some(parts) = split(whole.clone()) else {
            continue;
        };
        let folder = tempfile::tempdir().unwrap();
        for (name, part) in parts {
            std::fs::write(folder.path().join(name), part.to_string()).unwrap();
        }
        let entry = folder.path().join("openapi.json");
        let in_two = linter.lint_paths(&[entry]);
        let counts = |finding: &Finding| {
            OF_FILES
                .iter()
                .all(|(rule, _)| finding.rule.as_str() != *rule)
        };
        let bundled = by_meaning(&lint(&whole.to_string()), counts);
        let differing = difference(&bundled, &by_meaning(&in_two, counts));
        if !differing.is_empty() {
            wrong.push(format!("{}\n{}", path.display(), differing.join("\n")));
        }
        compared += 1;
    }
    assert!(compared >= 5, "only {compared} documents have components");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

//! Does this success response carry the outcome "this request failed" (`err200.tsv`)?

use serde_json::Map;
use statuslint::checks::{self, Check, Options};
use statuslint::finding::Severity;
use statuslint::openapi::Document;

use crate::corpus::Corpus;
use crate::score::Score;
use crate::table::{Row, Table};

/// The rules that together find errors under success codes.
const RULES: [&str; 3] = [
    "error-schema-under-success",
    "success-flag",
    "error-member-under-success",
];

pub(crate) fn measure(table: &Table, corpus: &Corpus, misses: bool) -> Vec<Score> {
    let mut score = Score::new("err200: a rule warns of the operation");
    for row in table.rows() {
        let labelled = match row.get("carries_error") {
            "yes" => true,
            "no" => false,
            _ => continue,
        };
        let found = corpus
            .document(row.get("doc"))
            .and_then(|document| document.with(|document| warnings(document, row)));
        let Some(found) = found else {
            eprintln!("not found: {} {}", row.get("doc"), row.get("path"));
            continue;
        };
        if !score.count(!found.is_empty(), labelled) && misses {
            let place = [row.get("doc"), row.get("method"), row.get("path")].join(" ");
            println!("  {place}: labelled {labelled} ({})", row.get("note"));
            for warning in found {
                println!("      {warning}");
            }
        }
    }
    vec![score]
}

/// What the rules say about the operation of a row, information left out.
fn warnings(document: &Document<'_>, row: Row<'_>) -> Vec<String> {
    let none = Map::new();
    let options = Options::new(None, &none);
    let mut found = Vec::new();
    for rule in RULES {
        let Some(Check::Document(check)) = checks::find(rule) else {
            continue;
        };
        found.extend(check(document, &options).into_iter().filter(|detection| {
            detection.at_most != Some(Severity::Info)
                && detection.operations.iter().any(|operation| {
                    operation.path() == row.get("path")
                        && operation
                            .method()
                            .as_str()
                            .eq_ignore_ascii_case(row.get("method"))
                })
        }));
    }
    found
        .into_iter()
        .map(|detection| {
            let evidence = detection.evidence.join("; ");
            format!("{}: {evidence}", detection.message.unwrap_or_default())
        })
        .collect()
}

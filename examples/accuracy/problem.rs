//! How near does this error response come to problem details (`problem.tsv`)?

use statuslint::openapi::Document;
use statuslint::openapi::errors::{Conformance, conformance};

use crate::corpus::Corpus;
use crate::score::Score;
use crate::table::{Row, Table};

/// One score for each class: precision and recall of the class against all others.
const CLASSES: [&str; 5] = [
    "full",
    "media-type-missing",
    "schema-defective",
    "ad-hoc",
    "none",
];

pub(crate) fn measure(table: &Table, corpus: &Corpus, misses: bool) -> Vec<Score> {
    let mut scores = CLASSES.map(|class| Score::new(&format!("problem: {class}")));
    for row in table.rows() {
        let labelled = row.get("conforms");
        if labelled == "arguable" {
            continue;
        }
        let found = corpus
            .document(row.get("doc"))
            .and_then(|document| document.with(|document| judge(document, row)));
        let Some(Some(inferred)) = found else {
            eprintln!("not found: {} {}", row.get("doc"), row.get("path"));
            continue;
        };
        for (class, score) in CLASSES.iter().zip(&mut scores) {
            score.count(inferred == *class, labelled == *class);
        }
        if misses && inferred != labelled {
            let place = [row.get("doc"), row.get("path"), row.get("status")].join(" ");
            println!(
                "  {place}: labelled {labelled} ({}), inferred {inferred}",
                row.get("note")
            );
        }
    }
    scores.into()
}

fn judge(document: &Document<'_>, row: Row<'_>) -> Option<&'static str> {
    let operation = document.operations().find(|operation| {
        operation.path() == row.get("path")
            && operation
                .method()
                .as_str()
                .eq_ignore_ascii_case(row.get("method"))
    })?;
    let mut responses = operation.responses();
    let found = responses.find(|found| found.key().text() == row.get("status"))?;
    Some(match conformance(found.response()?) {
        Conformance::Full => "full",
        Conformance::MediaTypeMissing => "media-type-missing",
        Conformance::SchemaDefective => "schema-defective",
        Conformance::AdHoc => "ad-hoc",
        Conformance::None => "none",
        Conformance::Unknown => "unknown",
    })
}

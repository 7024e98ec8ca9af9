//! How near does this error response come to problem details (`problem.tsv`)?

use statuslint::openapi::Document;
use statuslint::openapi::errors::{Conformance, conformance};

use crate::corpus::Corpus;
use crate::score::Score;
use crate::table::{Row, Table};

const FILE: &str = "problem.tsv";

/// The classes, each against all others, with the rule that warns of it.
const CLASSES: [(&str, Option<&str>); 5] = [
    ("full", None),
    ("media-type-missing", Some("problem-shape-wrong-media-type")),
    ("schema-defective", Some("problem-media-wrong-shape")),
    ("ad-hoc", None),
    ("none", None),
];

pub(crate) fn measure(table: &Table, corpus: &Corpus, misses: bool) -> Vec<Score> {
    let mut classes =
        CLASSES.map(|(class, _)| Score::new(FILE, &format!("the response is {class}")));
    let mut rules = CLASSES.map(|(_, rule)| Score::new(FILE, rule.unwrap_or_default()));
    for row in table.rows() {
        let labelled = row.get("conforms");
        if labelled == "arguable" {
            continue;
        }
        let Some(described) = corpus.document(row.get("doc")) else {
            eprintln!("not found: {}", row.get("doc"));
            continue;
        };
        let Some(Some(inferred)) = described.with(|document| judge(document, row)) else {
            eprintln!("not found: {} {}", row.get("doc"), row.get("path"));
            continue;
        };
        for ((class, rule), (of_class, of_rule)) in
            CLASSES.iter().zip(classes.iter_mut().zip(&mut rules))
        {
            of_class.count(inferred == *class, labelled == *class);
            if let Some(warnings) = rule.and_then(|rule| described.warnings(rule, row)) {
                of_rule.count(!warnings.is_empty(), labelled == *class);
            }
        }
        if misses && inferred != labelled {
            let place = [row.get("doc"), row.get("path"), row.get("status")].join(" ");
            println!(
                "  {place}: labelled {labelled} ({}), inferred {inferred}",
                row.get("note")
            );
        }
    }
    let scores = classes.into_iter().chain(rules);
    scores.filter(Score::is_measured).collect()
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

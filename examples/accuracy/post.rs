//! Does this POST create a new addressable resource (`post.tsv`)?

use statuslint::http::{Method, StatusCode, StatusKey};
use statuslint::openapi::intent::{Confidence, Intent, Purpose};
use statuslint::openapi::{Coverage, Document, Operation};

use crate::corpus::Corpus;
use crate::score::Score;
use crate::table::{Row, Table};

/// Success codes beside 201 under which a POST may well have created something.
const OTHER_ANSWERS: [u16; 3] = [202, 207, 303];

pub(crate) fn measure(table: &Table, corpus: &Corpus, misses: bool) -> Vec<Score> {
    let mut intent = Score::new("post: intent is create (high)");
    let mut medium = Score::new("post: intent is create (medium or high)");
    let mut open = Score::new("post: intent (high), no declared 201");
    let mut rule = Score::new("post: rule post-create-without-201");
    for row in table.rows() {
        let labelled = match row.get("should_declare_201") {
            "yes" => true,
            "no" => false,
            _ => continue,
        };
        let asked = corpus
            .document(row.get("doc"))
            .and_then(|document| document.with(|document| ask(document, row)));
        let Some(Some(found)) = asked else {
            eprintln!("not found: {} {}", row.get("doc"), row.get("path"));
            continue;
        };
        let creates = found.intent.purpose == Purpose::Create;
        let sure = creates && found.intent.confidence == Confidence::High;
        intent.count(sure, labelled);
        medium.count(
            creates && found.intent.confidence >= Confidence::Medium,
            labelled,
        );
        if found.declares_created {
            if misses && sure != labelled {
                explain(row, labelled, &found, "(declares 201)");
            }
            continue;
        }
        let agrees = open.count(sure, labelled);
        rule.count(sure && !found.is_exempt, labelled);
        if misses && !agrees {
            explain(row, labelled, &found, "");
        }
    }
    vec![intent, medium, open, rule]
}

struct Found {
    intent: Intent,
    declares_created: bool,
    is_exempt: bool,
}

fn ask(document: &Document<'_>, row: Row<'_>) -> Option<Found> {
    let operation = document.operations().find(|operation| {
        *operation.method() == Method::Post && operation.path() == row.get("path")
    })?;
    let declares = |number, coverage| {
        StatusCode::new(number).is_some_and(|code| operation.declares(code, coverage))
    };
    let other = OTHER_ANSWERS
        .iter()
        .any(|number| declares(*number, Coverage::Explicit));
    Some(Found {
        intent: operation.intent().clone(),
        declares_created: declares(201, Coverage::Explicit),
        is_exempt: other || declares(201, Coverage::Range) || !has_explicit_success(operation),
    })
}

fn has_explicit_success(operation: Operation<'_>) -> bool {
    operation
        .successes()
        .any(|found| matches!(found.status(), Some(StatusKey::Code(_))))
}

fn explain(row: Row<'_>, labelled: bool, found: &Found, remark: &str) {
    let Intent {
        purpose,
        confidence,
        evidence,
        ..
    } = &found.intent;
    let label = if labelled { "create" } else { "no creation" };
    println!(
        "  {} POST {} {}: labelled {label} ({}), inferred {purpose:?} {confidence:?} {remark}",
        row.get("doc"),
        row.get("path"),
        row.get("operationId"),
        row.get("note"),
    );
    for evidence in evidence {
        println!("      {}", evidence.text);
    }
}

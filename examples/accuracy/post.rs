//! Does this POST create a new addressable resource (`post.tsv`)?

use statuslint::http::Method;
use statuslint::openapi::Document;
use statuslint::openapi::intent::{Confidence, Intent, Purpose};

use crate::corpus::Corpus;
use crate::score::Score;
use crate::table::{Row, Table};

const FILE: &str = "post.tsv";
const RULE: &str = "post-create-without-201";

pub(crate) fn measure(table: &Table, corpus: &Corpus, misses: bool) -> Vec<Score> {
    let mut sure = Score::new(FILE, "the intent is create (high)");
    let mut likely = Score::new(FILE, "the intent is create (medium or high)");
    let mut open = Score::new(
        FILE,
        "the intent is create (high), where 201 is not declared",
    );
    let mut rule = Score::new(FILE, RULE);
    for row in table.rows() {
        let labelled = match row.get("should_declare_201") {
            "yes" => true,
            "no" => false,
            _ => continue,
        };
        let Some(described) = corpus.document(row.get("doc")) else {
            eprintln!("not found: {}", row.get("doc"));
            continue;
        };
        let Some(Some(intent)) = described.with(|document| intent(document, row)) else {
            eprintln!("not found: {} {}", row.get("doc"), row.get("path"));
            continue;
        };
        let creates = intent.purpose == Purpose::Create;
        let is_sure = creates && intent.confidence == Confidence::High;
        let declares_created = row.get("declares").split(',').any(|key| key == "201");
        let mut agrees = sure.count(is_sure, labelled);
        likely.count(creates && intent.confidence >= Confidence::Medium, labelled);
        if !declares_created {
            open.count(is_sure, labelled);
            let warned = described
                .warnings(RULE, row)
                .is_some_and(|found| !found.is_empty());
            agrees &= rule.count(warned, labelled);
        }
        if misses && !agrees {
            explain(row, labelled, &intent);
        }
    }
    vec![sure, likely, open, rule]
}

fn intent(document: &Document<'_>, row: Row<'_>) -> Option<Intent> {
    let operation = document.operations().find(|operation| {
        *operation.method() == Method::Post && operation.path() == row.get("path")
    })?;
    Some(operation.intent().clone())
}

fn explain(row: Row<'_>, labelled: bool, intent: &Intent) {
    let Intent {
        purpose,
        confidence,
        evidence,
        ..
    } = intent;
    let label = if labelled { "create" } else { "no creation" };
    println!(
        "  {} POST {} {}: labelled {label} ({}), inferred {purpose:?} {confidence:?}, declares {}",
        row.get("doc"),
        row.get("path"),
        row.get("operationId"),
        row.get("note"),
        row.get("declares"),
    );
    for evidence in evidence {
        println!("      {}", evidence.text);
    }
}

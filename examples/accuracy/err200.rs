//! Does this success response carry the outcome "this request failed" (`err200.tsv`)?

use crate::corpus::Corpus;
use crate::score::Score;
use crate::table::Table;

const FILE: &str = "err200.tsv";

/// The rules that together find errors under success codes.
const RULES: &[&str] = &[
    "error-schema-under-success",
    "error-branch-under-success",
    "error-description-under-success",
    "error-example-under-success",
    "error-member-under-success",
    "not-found-as-success",
    "private-success-code-for-error",
    "success-flag",
];

pub(crate) fn measure(table: &Table, corpus: &Corpus, misses: bool) -> Vec<Score> {
    let mut any = Score::new(FILE, "any of the rules");
    let mut each: Vec<Score> = RULES.iter().map(|rule| Score::new(FILE, rule)).collect();
    for row in table.rows() {
        let labelled = match row.get("carries_error") {
            "yes" => true,
            "no" => false,
            _ => continue,
        };
        let Some(described) = corpus.document(row.get("doc")) else {
            eprintln!("not found: {}", row.get("doc"));
            continue;
        };
        let mut found = Vec::new();
        for (rule, score) in RULES.iter().zip(&mut each) {
            let Some(warnings) = described.warnings(rule, row) else {
                continue;
            };
            score.count(!warnings.is_empty(), labelled);
            found.extend(warnings);
        }
        if !any.count(!found.is_empty(), labelled) && misses {
            let place = [row.get("doc"), row.get("method"), row.get("path")].join(" ");
            println!("  {place}: labelled {labelled} ({})", row.get("note"));
            for warning in found {
                println!("      {warning}");
            }
        }
    }
    each.retain(Score::is_measured);
    each.insert(0, any);
    each
}

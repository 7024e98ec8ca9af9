//! Documents in `testdata/legal` that are unusual and right: `recommended` says nothing of them.

use std::path::PathBuf;

use statuslint::Linter;
use statuslint::finding::Finding;

use crate::support::{documents_below, repository};

fn documents() -> Vec<PathBuf> {
    documents_below(&repository().join("testdata/legal"))
}

fn told(finding: &Finding) -> String {
    let start = finding.place.start();
    format!("{} {}: {}", start.line, finding.rule, finding.message)
}

#[test]
fn nothing_that_is_legal_is_called_wrong() {
    let linter = Linter::with_profile("recommended").unwrap();
    let wrong: Vec<String> = documents()
        .iter()
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let report = linter.lint_text(&path.display().to_string(), &text);
            assert!(report.failures.is_empty(), "{}", path.display());
            assert_eq!(report.documents.len(), 1, "{}", path.display());
            let name = path.file_name().unwrap_or_default().display().to_string();
            let told = report.findings.iter().map(told);
            told.map(|told| format!("{name}:{told}"))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_legal_document_says_what_is_legal_and_why_and_who_gets_it_wrong() {
    let paths = documents();
    assert!(paths.len() >= 15);
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let head: Vec<&str> = text
            .lines()
            .take_while(|line| line.starts_with('#'))
            .collect();
        for part in ["# Legal: ", "# Why: ", "# Others: "] {
            let is_said = head.iter().any(|line| line.starts_with(part));
            assert!(is_said, "{} lacks `{part}`", path.display());
        }
    }
}

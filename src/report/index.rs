//! The rules as a Markdown page to browse on a forge: `rules/README.md`.

use std::fmt::Write as _;

use super::text::one_line;
use crate::rule::{Catalogue, Rule, Status};

/// The profiles that have a column.
const PROFILES: [&str; 3] = ["recommended", "strict", "rfc"];

/// An index of the catalogue's rules by category, with their severity in the main profiles.
///
/// Links are relative to the folder that holds the pages.
pub fn rules_index(catalogue: &Catalogue) -> String {
    let mut page = String::from(
        "# Rules\n\n\
         This index is made from the pages; each page is its rule's definition, documentation and \
         test.\n`statuslint explain <rule>` shows a page in the terminal. An empty cell means that \
         the profile leaves the\nrule off.\n",
    );
    for category in catalogue.categories() {
        let _ = write!(
            page,
            "\n## {category}\n\n| rule | what it reports | {} | sources |\n|---|---|{}---|\n",
            PROFILES.join(" | "),
            "---|".repeat(PROFILES.len())
        );
        let rules = catalogue.rules().filter(|rule| rule.category == category);
        for rule in rules {
            page.push_str(&row(catalogue, rule));
        }
    }
    page
}

fn row(catalogue: &Catalogue, rule: &Rule) -> String {
    let name = &rule.name;
    let preview = match rule.status {
        Status::Stable => "",
        Status::Preview => " (preview)",
        Status::Deprecated => " (deprecated)",
    };
    let severities = PROFILES.map(|profile| {
        let settings = catalogue.effective(profile).unwrap_or_default();
        let severity = settings.get(name).and_then(|setting| setting.severity);
        severity.map_or("", |severity| severity.as_str())
    });
    let sources: Vec<String> = rule
        .sources
        .iter()
        .map(|source| format!("[{}]({})", source.reference, source.url))
        .collect();
    format!(
        "| [{name}]({}/{name}.md){preview} | {} | {} | {} |\n",
        rule.category,
        cell(&rule.summary),
        severities.join(" | "),
        sources.join(", ")
    )
}

/// Text that does not end a table's cell.
fn cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}

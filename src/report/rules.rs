//! `rules`: the catalogue as a table for people and as JSON for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Appearance;
use super::paint::Role;
use super::text::{columns, counted, one_line, wrapped};
use crate::finding::{RuleName, Severity};
use crate::rule::{Catalogue, Rule, SourceRef, Status};

/// The rules by category: name, severity, and what is wrong.
pub fn rules_table(catalogue: &Catalogue, appearance: Appearance) -> String {
    let names = catalogue.rules().map(|rule| columns(rule.name.as_str()));
    let name_width = names.max().unwrap_or_default();
    let mut shown = String::new();
    for category in catalogue.categories() {
        shown.push_str(&appearance.paint(Role::Strong, &one_line(category)));
        shown.push('\n');
        for rule in catalogue.rules().filter(|rule| rule.category == category) {
            shown.push_str(&row(rule, name_width, appearance));
        }
        shown.push('\n');
    }
    let count = counted(catalogue.rules().count(), "rule");
    shown + &format!("{count}; `statuslint explain <rule>` shows one\n")
}

fn row(rule: &Rule, name_width: usize, appearance: Appearance) -> String {
    let name = format!("{:<name_width$}", rule.name.as_str());
    let severity = appearance.paint(Role::Of(rule.severity), &format!("{:<7}", rule.severity));
    let indent = 2 + name_width + 2 + 7 + 2;
    let mut summary = one_line(&rule.summary);
    if rule.status != Status::Stable {
        summary = format!("{summary} ({})", rule.status.as_str());
    }
    let room = appearance.columns().saturating_sub(indent);
    if room >= NARROWEST_SUMMARY {
        let lines = wrapped(&summary, room);
        let summary = lines.join(&format!("\n{}", " ".repeat(indent)));
        return format!("  {name}  {severity}  {summary}\n");
    }
    let lines = wrapped(&summary, appearance.columns().saturating_sub(BELOW.len()));
    format!(
        "  {name}  {severity}\n{BELOW}{}\n",
        lines.join(&format!("\n{BELOW}"))
    )
}

/// With less room than this beside the names, summaries stand below them.
const NARROWEST_SUMMARY: usize = 36;
/// What stands before a summary that stands below its name.
const BELOW: &str = "      ";

#[derive(Serialize)]
struct WrittenCatalogue<'a> {
    version: u32,
    rules: Vec<WrittenRule<'a>>,
}

#[derive(Serialize)]
struct WrittenRule<'a> {
    name: &'a str,
    category: &'a str,
    summary: &'a str,
    severity: Severity,
    status: Status,
    since: &'a str,
    profiles: &'a BTreeMap<String, Severity>,
    sources: &'a [SourceRef],
    former_names: Vec<&'a str>,
}

/// The rules as one JSON object, versioned.
///
/// # Errors
/// None that is known: everything that it holds can be written as JSON.
pub fn rules_json(catalogue: &Catalogue) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&WrittenCatalogue {
        version: 1,
        rules: catalogue.rules().map(WrittenRule::of).collect(),
    })
}

impl<'a> WrittenRule<'a> {
    fn of(rule: &'a Rule) -> Self {
        Self {
            name: rule.name.as_str(),
            category: &rule.category,
            summary: &rule.summary,
            severity: rule.severity,
            status: rule.status,
            since: &rule.since,
            profiles: &rule.profiles,
            sources: &rule.sources,
            former_names: rule.former_names.iter().map(RuleName::as_str).collect(),
        }
    }
}

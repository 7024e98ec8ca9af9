//! `rules`: the catalogue as a table for people and as JSON for programs.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Appearance;
use super::paint::Role;
use super::text::{columns, counted, one_line, unbroken, wrapped};
use crate::finding::{Guideline, RuleName, Severity};
use crate::rule::{Rule, SourceRef, Status};

/// A rule in a list, with the severity that it has there.
#[derive(Clone, Debug)]
pub struct ListedRule<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// How grave its findings are: what its page says, or what the listed profile makes of it.
    pub severity: Severity,
    /// The values that the listed profile sets for its options.
    pub options: Map<String, Value>,
    /// The paragraphs of guidelines by which the listed profile turns it on.
    pub guidelines: Vec<Guideline>,
}

impl<'a> From<&'a Rule> for ListedRule<'a> {
    fn from(rule: &'a Rule) -> Self {
        Self {
            rule,
            severity: rule.severity,
            options: Map::new(),
            guidelines: Vec::new(),
        }
    }
}

/// The rules below their categories: name, severity, and what they ask for. Rules of one category
/// stand together, as they do in a catalogue.
pub fn rules_table(rules: &[ListedRule<'_>], appearance: Appearance) -> String {
    let names = rules
        .iter()
        .map(|listed| columns(listed.rule.name.as_str()));
    let name_width = names.max().unwrap_or_default();
    let mut shown = String::new();
    for category in rules.chunk_by(|one, other| one.rule.category == other.rule.category) {
        let title = category.first().map_or("", |listed| &listed.rule.category);
        shown.push_str(&appearance.paint(Role::Strong, &one_line(title)));
        shown.push('\n');
        for listed in category {
            shown.push_str(&row(listed, name_width, appearance));
        }
        shown.push('\n');
    }
    let count = counted(rules.len(), "rule");
    shown + &format!("{count}; `statuslint explain <rule>` shows one\n")
}

fn row(listed: &ListedRule<'_>, name_width: usize, appearance: Appearance) -> String {
    let (rule, severity) = (listed.rule, listed.severity);
    let name = format!("{:<name_width$}", rule.name.as_str());
    let painted = |text: &str| appearance.paint(Role::Of(severity), text);
    let indent = 2 + name_width + 2 + 7 + 2;
    let mut summary = one_line(&rule.summary);
    if rule.status != Status::Stable {
        summary = format!("{summary} ({})", rule.status.as_str());
    }
    for guideline in &listed.guidelines {
        let citation = unbroken(&one_line(&guideline.citation));
        summary = format!("{summary} [{citation}]");
    }
    let room = appearance.columns().saturating_sub(indent);
    if room >= NARROWEST_SUMMARY {
        let lines = wrapped(&summary, room);
        let summary = lines.join(&format!("\n{}", " ".repeat(indent)));
        let severity = painted(&format!("{severity:<7}"));
        return format!("  {name}  {severity}  {summary}\n");
    }
    let lines = wrapped(&summary, appearance.columns().saturating_sub(BELOW.len()));
    format!(
        "  {name}  {}\n{BELOW}{}\n",
        painted(severity.as_str()),
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
    options: &'a Map<String, Value>,
    guidelines: &'a [Guideline],
    status: Status,
    since: &'a str,
    profiles: &'a BTreeMap<String, Severity>,
    sources: &'a [SourceRef],
    former_names: Vec<&'a str>,
    peers: Vec<String>,
}

/// The rules as one JSON object for programs:
///
/// - `version`: 1; it grows when a program that reads the object has to change. Keys may be added
///   without that.
/// - `rules`: an array in the order of the list, each rule with `name`, `category`, `summary`,
///   `severity` (`error`, `warning` or `info`: that of the listed profile, else that of the page),
///   `options` (what the listed profile sets), `guidelines` (each with `citation` and `url`: the
///   paragraphs by which the listed profile turns it on), `status` (`preview`, `stable` or
///   `deprecated`), `since` (a version of statuslint), `profiles` (severity by name of the profile),
///   `sources` (each with `ref`, `url` and `level`), `former_names`, and `peers` (what other linters
///   call it, as `tool:rule-id`).
///
/// # Errors
/// None that is known: everything that it holds can be written as JSON.
pub fn rules_json(rules: &[ListedRule<'_>]) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&WrittenCatalogue {
        version: 1,
        rules: rules.iter().map(WrittenRule::of).collect(),
    })
}

impl<'a> WrittenRule<'a> {
    fn of(listed: &'a ListedRule<'a>) -> Self {
        let rule = listed.rule;
        Self {
            name: rule.name.as_str(),
            category: &rule.category,
            summary: &rule.summary,
            severity: listed.severity,
            options: &listed.options,
            guidelines: &listed.guidelines,
            status: rule.status,
            since: &rule.since,
            profiles: &rule.profiles,
            sources: &rule.sources,
            former_names: rule.former_names.iter().map(RuleName::as_str).collect(),
            peers: rule.peers.iter().map(ToString::to_string).collect(),
        }
    }
}

//! The registry of rules, the same in every log, whatever was found.

use super::level;
use super::written::{Configuration, Help, Message, Rule, RuleProperties};
use crate::finding::Severity;
use crate::report::text::one_line;
use crate::report::{Appearance, explain};
use crate::rule::{self, Catalogue, Status};

/// Every rule of the catalogue, in its order.
pub(super) fn all(catalogue: &Catalogue) -> Vec<Rule<'_>> {
    catalogue
        .rules()
        .map(|rule| written(rule, catalogue))
        .collect()
}

fn written<'a>(rule: &'a rule::Rule, catalogue: &'a Catalogue) -> Rule<'a> {
    let name = rule.name.as_str();
    let text = explain(name, catalogue, Appearance::plain(80));
    let source = rule.sources.first();
    Rule {
        id: name,
        short_description: Message::of(one_line(&rule.summary)),
        full_description: Message::of(shortened(first_paragraph(rule))),
        help: Help {
            text: text.unwrap_or_else(|| rule.page().to_owned()),
            markdown: markdown(rule),
        },
        help_uri: source.map(|source| source.url.as_str()),
        default_configuration: Configuration {
            level: level(rule.severity),
        },
        properties: RuleProperties {
            tags: vec!["openapi", "http", &rule.category],
            precision: match rule.status {
                Status::Stable => "high",
                Status::Preview | Status::Deprecated => "medium",
            },
            problem_severity: match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}

/// As many whole sentences as code scanning of GitHub takes.
fn shortened(mut text: String) -> String {
    const MOST: usize = 1024;
    if text.len() > MOST {
        let fitting = text
            .get(..text.floor_char_boundary(MOST))
            .unwrap_or_default();
        let end = fitting.rfind(". ").map_or(fitting.len(), |stop| stop + 1);
        text.truncate(end);
    }
    text
}

/// Why the rule is there: the first paragraph of its page below a heading.
fn first_paragraph(rule: &rule::Rule) -> String {
    let paragraphs = rule.page().split("\n\n").map(str::trim);
    let mut paragraphs = paragraphs.filter(|text| !text.is_empty() && !text.starts_with('#'));
    one_line(paragraphs.next().unwrap_or(&rule.summary))
}

/// The page with its summary above and what it rests on below.
fn markdown(rule: &rule::Rule) -> String {
    let sources = rule.sources.iter();
    let sources = sources.map(|source| format!("- [{}]({})\n", source.reference, source.url));
    format!(
        "{}\n\n{}\n\n## Sources\n\n{}",
        one_line(&rule.summary),
        rule.page().trim(),
        sources.collect::<String>()
    )
}

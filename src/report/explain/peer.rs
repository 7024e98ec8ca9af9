//! The rules that correspond to a rule of another linter.

use std::fmt::Write as _;

use super::rule;
use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::{columns, counted, one_line, wrapped};
use crate::rule::{Catalogue, Rule};

/// What corresponds to a rule of another linter, `tool:rule-id` or its name alone; none where
/// nothing does, or where a name alone means different things to different linters.
pub(super) fn explain(name: &str, catalogue: &Catalogue, appearance: Appearance) -> Option<String> {
    let rules = catalogue.corresponding(name).ok()?;
    match rules.as_slice() {
        [] => None,
        [only] => {
            let asked = rule::Asked::Peer(name);
            Some(rule::explain(only, catalogue, &asked, appearance))
        }
        several => Some(list(name, several, appearance)),
    }
}

fn list(name: &str, rules: &[&Rule], appearance: Appearance) -> String {
    let title = appearance.paint(Role::Strong, &one_line(name));
    let mut shown = format!(
        "{title}\nCorresponds to {}:\n\n",
        counted(rules.len(), "rule")
    );
    let names = rules.iter().map(|rule| columns(rule.name.as_str()));
    let width = names.max().unwrap_or_default();
    for rule in rules {
        let indent = width + 4;
        let room = appearance.columns().saturating_sub(indent);
        let lines = wrapped(&one_line(&rule.summary), room.max(20));
        let summary = lines.join(&format!("\n{}", " ".repeat(indent)));
        let _ = writeln!(shown, "  {:<width$}  {summary}", rule.name);
    }
    shown
}

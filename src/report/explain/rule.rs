//! The page of a rule, below what its front matter says.

use super::facts::Facts;
use super::markdown;
use crate::openapi::Version;
use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::{one_line, wrapped};
use crate::rule::{Rule, SourceRef};

/// The rule for a terminal; `asked` is the name that it was asked for by.
pub(super) fn explain(rule: &Rule, asked: &str, appearance: Appearance) -> String {
    let name = rule.name.as_str();
    let mut shown = appearance.paint(Role::Strong, name);
    shown.push('\n');
    if asked != name {
        let notice = format!("`{}` is now called `{name}`.", one_line(asked));
        shown.push_str(&notice);
        shown.push('\n');
    }
    for line in wrapped(&one_line(&rule.summary), appearance.columns()) {
        shown.push_str(&line);
        shown.push('\n');
    }
    shown.push('\n');
    shown.push_str(&facts(rule, appearance).draw(appearance));
    shown.push('\n');
    shown.push_str(&markdown::render(rule.page(), appearance));
    shown
}

fn facts(rule: &Rule, appearance: Appearance) -> Facts {
    let mut facts = Facts::default();
    let severity = appearance.paint(Role::Of(rule.severity), rule.severity.as_str());
    facts.add("severity", severity);
    let profiles = rule.profiles.iter();
    let profiles =
        profiles.map(|(profile, severity)| format!("{} ({severity})", one_line(profile)));
    facts.add("profiles", profiles.collect::<Vec<_>>().join(", "));
    facts.add("category", one_line(&rule.category));
    let since = one_line(&rule.since);
    facts.add("status", format!("{}, since {since}", rule.status.as_str()));
    if rule.versions.len() < Version::ALL.len() {
        let versions = rule.versions.iter().map(|version| version.as_str());
        facts.add("OpenAPI", versions.collect::<Vec<_>>().join(", "));
    }
    let options = rule.options.keys().map(|option| one_line(option));
    facts.add("options", options.collect::<Vec<_>>().join(", "));
    let sources = rule.sources.iter().map(|source| cite(source, appearance));
    facts.add("sources", sources.collect::<Vec<_>>().join("\n"));
    let peers = rule.peers.iter().map(|peer| one_line(&peer.to_string()));
    facts.add("peers", peers.collect::<Vec<_>>().join(", "));
    facts
}

fn cite(source: &SourceRef, appearance: Appearance) -> String {
    let (reference, url) = (one_line(&source.reference), one_line(&source.url));
    let level = source.level.as_str();
    if appearance.hyperlinks {
        return format!("{} ({level})", appearance.link(&url, &reference));
    }
    format!("{reference} ({level})\n{url}")
}

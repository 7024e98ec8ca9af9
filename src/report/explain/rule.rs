//! The page of a rule, below what its front matter says.

use super::facts::Facts;
use super::markdown;
use super::profile::said;
use crate::openapi::Version;
use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::{one_line, wrapped};
use crate::rule::{Catalogue, Rule, SourceRef};

/// By which name a rule was asked for.
pub(super) enum Asked<'a> {
    /// By its own.
    Name,
    /// By one that it had before.
    FormerName(&'a str),
    /// By what another linter calls it.
    Peer(&'a str),
}

/// The rule for a terminal.
pub(super) fn explain(
    rule: &Rule,
    catalogue: &Catalogue,
    asked: &Asked<'_>,
    appearance: Appearance,
) -> String {
    let name = rule.name.as_str();
    let mut shown = appearance.paint(Role::Strong, name);
    shown.push('\n');
    let notice = match asked {
        Asked::Name => String::new(),
        Asked::FormerName(former) => {
            format!("`{}` is now called `{name}`.\n", one_line(former))
        }
        Asked::Peer(peer) => format!("`{}` corresponds to `{name}`.\n", one_line(peer)),
    };
    shown.push_str(&notice);
    for line in wrapped(&one_line(&rule.summary), appearance.columns()) {
        shown.push_str(&line);
        shown.push('\n');
    }
    shown.push('\n');
    shown.push_str(&facts(rule, catalogue, appearance).draw(appearance));
    shown.push('\n');
    shown.push_str(&markdown::render(rule.page(), appearance));
    shown
}

fn facts(rule: &Rule, catalogue: &Catalogue, appearance: Appearance) -> Facts {
    let mut facts = Facts::default();
    let severity = appearance.paint(Role::Of(rule.severity), rule.severity.as_str());
    facts.add("severity", severity);
    facts.add("profiles", profiles(rule, catalogue, appearance));
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

/// What each profile makes of the rule: those without a guideline in one line, then each guideline
/// that has a say in it. The others leave it as the profile that they extend.
fn profiles(rule: &Rule, catalogue: &Catalogue, appearance: Appearance) -> String {
    let mut general = Vec::new();
    let mut guided = Vec::new();
    let mut silent = false;
    for profile in catalogue.profiles() {
        let setting = catalogue.effective_for(profile, rule);
        let severity = setting.and_then(|setting| setting.severity);
        let word = severity.map_or("off", |severity| severity.as_str());
        let painted = severity.map_or_else(
            || word.to_owned(),
            |severity| appearance.paint(Role::Of(severity), word),
        );
        let name = one_line(&profile.name);
        match (&profile.source, catalogue.own_setting(profile, rule)) {
            (None, _) => general.push(format!("{name} {painted}")),
            (Some(_), None) => silent = true,
            (Some(_), Some(setting)) => {
                let said = said(profile, &setting);
                let gap = if said.is_empty() { "" } else { ": " };
                guided.push(format!("{name} {painted}{gap}{said}"));
            }
        }
    }
    let mut lines = vec![general.join(", ")];
    lines.extend(guided);
    if silent && lines.len() > 1 {
        lines.push("the others as the profile that they extend".to_owned());
    }
    lines.join("\n")
}

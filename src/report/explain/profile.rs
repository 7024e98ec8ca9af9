//! A profile: the guideline that it follows, and what it makes of the rules.

use std::fmt::Write as _;

use serde_json::Value;

use super::facts::Facts;
use crate::finding::{RuleName, Severity};
use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::{columns, counted, joined, one_line, wrapped};
use crate::rule::{Catalogue, Profile, ProfileLevel, ProfileSetting, Rule, Status};

/// The groups in which a profile's settings are shown, each with its heading.
const GROUPS: [(Option<ProfileLevel>, &str); 5] = [
    (Some(ProfileLevel::Error), "Errors"),
    (Some(ProfileLevel::Warning), "Warnings"),
    (Some(ProfileLevel::Info), "Information"),
    (None, "As grave as before, in its own way"),
    (Some(ProfileLevel::Off), "Off"),
];

/// What is said of a rule that a profile turns on and that does not run by that alone.
const ON_TRIAL: &str = "a preview: runs only with `--preview`";

/// What it is for, what it stands on, and what it sets itself, by severity, with the paragraph.
pub(super) fn explain(profile: &Profile, catalogue: &Catalogue, appearance: Appearance) -> String {
    let mut shown = appearance.paint(Role::Strong, &one_line(&profile.name)) + "\n";
    shown.push_str(&wrapped(&one_line(&profile.summary), appearance.columns()).join("\n"));
    shown.push_str("\n\n");
    shown.push_str(&facts(profile, catalogue, appearance).draw(appearance));
    let own = catalogue.own_settings(profile);
    let names = own.iter().map(|(rule, _)| columns(rule.name.as_str()));
    let width = names.max().unwrap_or_default();
    for (level, heading) in GROUPS {
        let mut group = own
            .iter()
            .filter(|(_, setting)| setting.level == level)
            .peekable();
        if group.peek().is_some() {
            let _ = writeln!(shown, "\n{}\n", appearance.paint(Role::Strong, heading));
        }
        for (rule, setting) in group {
            let mut said = said(profile, setting);
            if rule.status == Status::Preview && setting.level != Some(ProfileLevel::Off) {
                let before = if said.is_empty() { "" } else { "; " };
                let _ = write!(said, "{before}{ON_TRIAL}");
            }
            shown.push_str(&row(rule, &said, width, appearance));
        }
    }
    shown
}

fn facts(profile: &Profile, catalogue: &Catalogue, appearance: Appearance) -> Facts {
    let mut facts = Facts::default();
    facts.add("extends", profile.extends.as_deref().unwrap_or_default());
    if let Some(source) = &profile.source {
        let url = source.url.as_deref().unwrap_or_default();
        facts.add(
            "guideline",
            super::linked(&one_line(&source.title), &one_line(url), appearance),
        );
    }
    let effective = catalogue.effective(&profile.name).unwrap_or_default();
    let count = |severity| {
        let alike = |setting: &&_| matches_severity(setting, severity);
        effective.values().filter(alike).count()
    };
    let counts = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "info"),
    ];
    let parts: Vec<String> = counts
        .into_iter()
        .map(|(severity, noun)| counted(count(severity), noun))
        .collect();
    let on = effective
        .values()
        .filter(|setting| setting.severity.is_some());
    facts.add("rules", format!("{} on: {}", on.count(), joined(&parts)));
    let is_on_trial = |name: &RuleName| {
        let rule = catalogue.get(name.as_str());
        rule.is_some_and(|rule| rule.status == Status::Preview)
    };
    let on_trial = effective
        .iter()
        .filter(|(name, setting)| setting.severity.is_some() && is_on_trial(name));
    match on_trial.count() {
        0 => {}
        count => facts.add(
            "preview",
            format!("{count} of them run only with `--preview`"),
        ),
    }
    let all = format!("statuslint rules --profile {}", one_line(&profile.name));
    facts.add("list", all);
    facts
}

fn matches_severity(setting: &crate::rule::EffectiveSetting, severity: Severity) -> bool {
    setting.severity == Some(severity)
}

/// What a profile says about a rule beside its severity: paragraph, options, a few words.
pub(super) fn said(profile: &Profile, setting: &ProfileSetting) -> String {
    let reference = setting.reference.as_deref();
    let citation = reference.map(|reference| profile.citation(reference).citation);
    let options = setting.options.iter();
    let options = options.map(|(name, value)| format!("{name}: {}", plain(value)));
    let parts = citation
        .into_iter()
        .chain(setting.note.clone())
        .chain(options);
    let parts: Vec<String> = parts.map(|part| one_line(&part)).collect();
    parts.join("; ")
}

/// A value as people write it: texts without quotes, and room after commas.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            items.join(", ")
        }
        Value::Object(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, value)| format!("{key}: {}", plain(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join("; "))
        }
        other => other.to_string(),
    }
}

fn row(rule: &Rule, said: &str, width: usize, appearance: Appearance) -> String {
    let name = rule.name.as_str();
    let indent = 2 + width + 2;
    let room = appearance.columns().saturating_sub(indent).max(20);
    let lines = wrapped(said, room).join(&format!("\n{}", " ".repeat(indent)));
    format!("  {name:<width$}  {lines}").trim_end().to_owned() + "\n"
}

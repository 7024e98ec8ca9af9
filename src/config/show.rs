//! The effective configuration as a file, with the origin of each value behind it.

use std::fmt::Write as _;

use super::scope::Globs;
use super::settings::OverrideState;
use super::{Origin, Settings, Sourced};

impl Settings {
    /// What is in force, as a configuration file that says so, each value with its origin in a
    /// comment. Rules that a profile or the configuration says nothing about are `off`.
    pub fn show(&self) -> String {
        let mut page = Page::default();
        page.list("extends", texts(&self.profiles));
        page.line("rules:".to_owned(), None);
        for rule in self.catalogue.rules() {
            let Some(state) = self.rules.get(&rule.name) else {
                continue;
            };
            let level = state.severity.map_or("off", |severity| severity.as_str());
            let setting = if state.options.is_empty() {
                level.to_owned()
            } else {
                let options = serde_json::Value::Object(state.options.clone());
                format!("{{ severity: {level}, options: {options} }}")
            };
            page.line(format!("  {}: {setting}", rule.name), Some(&state.origin));
        }
        if !self.overrides.is_empty() {
            page.line("overrides:".to_owned(), None);
            for written in &self.overrides {
                page.add_override(written);
            }
        }
        page.list("include", globs(self.files.include.as_ref()));
        page.list("exclude", globs(self.files.exclude.as_ref()));
        page.list("rule-pages", texts(&self.rule_pages));
        if let Some(baseline) = &self.baseline {
            let text = format!("baseline: {}", quoted(&baseline.value));
            page.line(text, Some(&baseline.origin));
        }
        let fail_on = &self.fail_on;
        page.line(format!("fail-on: {}", fail_on.value), Some(&fail_on.origin));
        page.finish()
    }
}

/// Lines with the origins that belong behind them.
#[derive(Default)]
struct Page<'a> {
    lines: Vec<(String, Option<&'a Origin>)>,
}

impl<'a> Page<'a> {
    fn line(&mut self, text: String, origin: Option<&'a Origin>) {
        self.lines.push((text, origin));
    }

    fn list(&mut self, key: &str, entries: Vec<(&'a str, &'a Origin)>) {
        if entries.is_empty() {
            return self.line(format!("{key}: []"), None);
        }
        self.line(format!("{key}:"), None);
        for (text, origin) in entries {
            self.line(format!("  - {}", quoted(text)), Some(origin));
        }
    }

    fn add_override(&mut self, written: &'a OverrideState) {
        for (index, (key, texts)) in written.scope.conditions().into_iter().enumerate() {
            let bullet = if index == 0 { "- " } else { "  " };
            let texts: Vec<String> = texts.into_iter().map(quoted).collect();
            self.line(format!("  {bullet}{key}: [{}]", texts.join(", ")), None);
        }
        if written.levels.is_empty() {
            return self.line("    rules: {}".to_owned(), None);
        }
        self.line("    rules:".to_owned(), None);
        for (name, level) in &written.levels {
            let text = format!("      {name}: {}", level.value);
            self.line(text, Some(&level.origin));
        }
    }

    fn finish(self) -> String {
        const GAP: usize = 2;
        let width = self
            .lines
            .iter()
            .filter(|(_, origin)| origin.is_some())
            .map(|(text, _)| text.chars().count())
            .max()
            .unwrap_or_default();
        let mut page = String::new();
        for (text, origin) in self.lines {
            // Writing to a string cannot fail.
            let _ = match origin {
                Some(origin) => writeln!(page, "{text:width$}{:GAP$}# {origin}", ""),
                None => writeln!(page, "{text}"),
            };
        }
        page
    }
}

fn texts(texts: &[Sourced<String>]) -> Vec<(&str, &Origin)> {
    let entries = texts.iter().map(|text| (text.value.as_str(), &text.origin));
    entries.collect()
}

fn globs(globs: Option<&Globs>) -> Vec<(&str, &Origin)> {
    let texts = globs
        .map(|globs| globs.texts.as_slice())
        .unwrap_or_default();
    self::texts(texts)
}

/// A text as YAML: plain where that is safe, else in double quotes as in JSON.
fn quoted(text: &str) -> String {
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || "-_./".contains(character);
    let begins_plain = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/');
    if begins_plain && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

//! The configuration file that `statuslint init` writes.

use crate::rule::Catalogue;

/// A commented configuration file that changes nothing until something in it is changed.
pub fn template(catalogue: &Catalogue) -> String {
    let profiles: Vec<String> = catalogue
        .profiles()
        .map(|profile| format!("#   {:<14} {}", profile.name, profile.summary))
        .collect();
    let categories: Vec<&str> = catalogue.categories().collect();
    TEMPLATE
        .replace("#PROFILES", &profiles.join("\n"))
        .replace("#CATEGORIES", &wrapped(&categories))
}

/// Names in comment lines of ordinary width.
fn wrapped(names: &[&str]) -> String {
    const WIDTH: usize = 90;
    let mut lines = vec![String::from("#  ")];
    for (index, name) in names.iter().enumerate() {
        let comma = if index + 1 < names.len() { "," } else { "" };
        let fits = lines
            .last()
            .is_some_and(|line| line.len() + name.len() + 2 <= WIDTH);
        if !fits {
            lines.push(String::from("#  "));
        }
        if let Some(line) = lines.last_mut() {
            line.push(' ');
            line.push_str(name);
            line.push_str(comma);
        }
    }
    lines.join("\n")
}

const TEMPLATE: &str = "\
# statuslint reads this file for the OpenAPI documents in this folder and below.
# `statuslint check --show-config` prints what is in force, and who said so.

# Where to start from:
#PROFILES
extends: recommended

# How grave the findings of a rule are: off, info, warning, error, or on (as its page says). A
# category stands for its rules, and `all` for every rule; `statuslint rules` lists them:
#CATEGORIES
rules: {}
  # coverage: off
  # too-many-requests-without-retry-after: error

# Other severities for some files, paths, methods, tags or operationIds.
overrides: []
  # - paths: [/internal/**]
  #   rules: { all: off }
  # - files: [legacy/*.yaml]
  #   methods: [DELETE]
  #   rules: { methods: info }

# Which files to lint in a directory, and which to leave out, as .gitignore reads patterns.
include: []
exclude: []

# Folders with rule pages of your own.
rule-pages: []

# The file of known findings, which are left out; `statuslint baseline write` makes it.
# baseline: statuslint-baseline.yaml

# The least severity that fails a run (exit code 1): error, warning, info or never.
fail-on: warning
";

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::config::{Flags, Settings};
    use crate::source::Source;

    #[test]
    fn the_template_changes_nothing() {
        let text = template(&Catalogue::builtin());
        let source = Arc::new(Source::from_text("statuslint.yaml", text));
        let settings = Settings::from_file(&source, Path::new(""), &Flags::default()).unwrap();
        let recommended = Settings::recommended();
        let catalogue = Catalogue::builtin();
        for rule in catalogue.rules() {
            let of = |settings: &Settings| settings.severity(rule, "api.yaml", &[]);
            assert_eq!(of(&settings), of(&recommended), "{}", rule.name);
        }
        assert_eq!(settings.fail_on(), recommended.fail_on());
    }

    /// Whoever uncomments the examples must get a file that can be read.
    #[test]
    fn the_examples_in_the_template_can_be_read() {
        let text = template(&Catalogue::builtin())
            .replace("rules: {}", "rules:")
            .replace("overrides: []", "overrides:")
            .replace("\n  # ", "\n  ");
        let source = Arc::new(Source::from_text("statuslint.yaml", text));
        let config = crate::config::Config::read(&source).unwrap();
        assert_eq!(config.rules.iter().count(), 2);
        assert_eq!(config.overrides.len(), 2);
    }

    #[test]
    fn lines_of_the_template_have_ordinary_width() {
        let text = template(&Catalogue::builtin());
        assert!(text.lines().all(|line| line.len() <= 100), "{text}");
    }
}

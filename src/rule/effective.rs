//! What profiles come to: laid over each other, rule by rule.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::catalogue::Catalogue;
use super::page::Rule;
use super::profile::{Profile, ProfileSetting};
use crate::finding::{Guideline, RuleName, Severity};
use crate::source::Span;
use crate::strict_yaml::{Problem, did_you_mean};

/// What profiles come to for one rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EffectiveSetting {
    /// How grave its findings are; none where it is off.
    pub severity: Option<Severity>,
    /// Values for its options.
    pub options: Map<String, Value>,
    /// The paragraphs of guidelines that turn it on.
    pub guidelines: Vec<Guideline>,
    /// The profile that spoke last.
    pub profile: String,
}

impl Catalogue {
    /// What a profile sets for every rule that it mentions, what it extends included; none where
    /// there is no such profile.
    pub fn effective(&self, name: &str) -> Option<BTreeMap<RuleName, EffectiveSetting>> {
        let profile = self.profile(name)?;
        Some(self.combined(&[profile]))
    }

    /// What a profile sets for one rule, what it extends included; none where none of them mentions it.
    pub fn effective_for(&self, profile: &Profile, rule: &Rule) -> Option<EffectiveSetting> {
        let mut state: Option<EffectiveSetting> = None;
        for profile in self.lineage(&[profile]) {
            let settings = [by_page(profile, rule), in_file(profile, rule)];
            for setting in settings.into_iter().flatten() {
                let state = state.get_or_insert_default();
                state.lay_over(&setting, profile);
            }
        }
        state
    }

    /// What several profiles set together. Each is laid on once, what it extends first, so that a
    /// base that they share does not undo what the earlier ones say.
    pub fn combined(&self, profiles: &[&Profile]) -> BTreeMap<RuleName, EffectiveSetting> {
        let mut settings: BTreeMap<RuleName, EffectiveSetting> = BTreeMap::new();
        for profile in self.lineage(profiles) {
            for (rule, setting) in self.own_settings(profile) {
                let state = settings.entry(rule.name.clone()).or_default();
                state.lay_over(&setting, profile);
            }
        }
        settings
    }

    /// What the profile itself sets, leaving out what it extends: by pages, then by its own file.
    pub fn own_settings<'a>(&'a self, profile: &'a Profile) -> Vec<(&'a Rule, ProfileSetting)> {
        let by_pages = self
            .rules()
            .filter_map(|rule| Some((rule, by_page(profile, rule)?)));
        let own = profile
            .rules
            .iter()
            .filter_map(|(name, setting)| Some((self.get(name)?, setting.value.clone())));
        by_pages.chain(own).collect()
    }

    /// What the profile itself says about one rule; what it extends may say more.
    pub fn own_setting(&self, profile: &Profile, rule: &Rule) -> Option<ProfileSetting> {
        in_file(profile, rule).or_else(|| by_page(profile, rule))
    }

    /// The profiles with those that they extend, each once, bases first. Extending in a circle ends
    /// where it closes.
    fn lineage<'a>(&'a self, profiles: &[&'a Profile]) -> Vec<&'a Profile> {
        let mut lineage: Vec<&Profile> = Vec::new();
        for profile in profiles {
            let mut chain = vec![*profile];
            while let Some(base) = chain.last().and_then(|last| last.extends.as_deref())
                && chain.iter().all(|profile| profile.name != base)
                && let Some(base) = self.profile(base)
            {
                chain.push(base);
            }
            for profile in chain.into_iter().rev() {
                if lineage.iter().all(|known| known.name != profile.name) {
                    lineage.push(profile);
                }
            }
        }
        lineage
    }

    /// What is wrong with the profiles: rules, options and profiles that they name and that do not
    /// exist, and values of the wrong kind.
    pub fn check_profiles(&self) -> Vec<Problem> {
        self.profiles()
            .flat_map(|profile| self.check_profile(profile))
            .collect()
    }

    fn check_profile(&self, profile: &Profile) -> Vec<Problem> {
        let at = |span: Span, message: String| match &profile.file {
            Some(file) => Problem::at(file, span, message),
            None => Problem::new(message),
        };
        let mut problems = Vec::new();
        if let Some(base) = &profile.extends
            && self.profile(base).is_none()
        {
            let message = format!("there is no profile `{base}`");
            problems.push(at(Span::new(0, 0), message));
        }
        for (name, setting) in &profile.rules {
            let Some(rule) = self.get(name) else {
                let message = format!("there is no rule `{}`", name.value);
                let known: Vec<&str> = self.rules().map(|rule| rule.name.as_str()).collect();
                let problem = at(name.span, message);
                problems.push(problem.with_help(did_you_mean(name, &known)));
                continue;
            };
            for (option, value) in &setting.options {
                if let Some((message, help)) = rule.refuses_option(option, value) {
                    problems.push(at(name.span, message).with_help(help));
                }
            }
        }
        problems
    }
}

/// What the page of a rule says about it under a profile.
fn by_page(profile: &Profile, rule: &Rule) -> Option<ProfileSetting> {
    let severity = rule.profiles.get(&profile.name)?;
    Some(ProfileSetting::at((*severity).into()))
}

/// What the file of a profile says about a rule.
fn in_file(profile: &Profile, rule: &Rule) -> Option<ProfileSetting> {
    let mut rules = profile.rules.iter();
    let (_, setting) = rules.find(|(name, _)| name.value == rule.name.as_str())?;
    Some(setting.value.clone())
}

impl EffectiveSetting {
    fn lay_over(&mut self, setting: &ProfileSetting, profile: &Profile) {
        if let Some(level) = setting.level {
            self.severity = level.severity();
        }
        self.options.extend(setting.options.clone());
        self.profile.clone_from(&profile.name);
        match (&setting.reference, self.severity) {
            (_, None) => self.guidelines.clear(),
            (Some(reference), Some(_)) => self.guidelines.push(profile.citation(reference)),
            (None, Some(_)) => {}
        }
    }
}

impl Rule {
    /// Why the rule cannot have this value for an option, and what to do; none where it can.
    pub fn refuses_option(&self, option: &str, value: &Value) -> Option<(String, Option<String>)> {
        let name = &self.name;
        let Some(known) = self.options.get(option) else {
            let message = format!("the rule `{name}` has no option `{option}`");
            let options: Vec<&str> = self.options.keys().map(String::as_str).collect();
            return Some((message, did_you_mean(option, &options)));
        };
        let (expected, found) = (kind(&known.default), kind(value));
        (expected != found).then(|| {
            let message = format!("the option `{option}` takes {expected}, not {found}");
            (message, Some(known.summary.clone()))
        })
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "`true` or `false`",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn problems(rules: &str) -> Vec<(String, Option<String>)> {
        let text = format!("name: house\nsummary: Ours\nrules:\n{rules}");
        let profile = Profile::parse(Source::from_text("house.yaml", text)).unwrap();
        let problems = Catalogue::builtin().check_profile(&profile);
        problems
            .into_iter()
            .map(|problem| (problem.to_string(), problem.help))
            .collect()
    }

    #[test]
    fn a_rule_that_does_not_exist_is_told_where_it_stands() {
        assert_eq!(
            problems("  no-success-respons: error\n"),
            [(
                "house.yaml:4:3: there is no rule `no-success-respons`".to_owned(),
                Some("did you mean `no-success-response`?".to_owned())
            )]
        );
    }

    #[test]
    fn options_must_be_those_of_the_rule_and_of_their_kind() {
        let rule = "  errors-not-problem-details";
        let found = problems(&format!("{rule}: {{ options: {{ agregate: false }} }}\n"));
        assert!(found[0].0.contains("has no option `agregate`"), "{found:?}");
        let found = problems(&format!("{rule}: {{ options: {{ aggregate: 3 }} }}\n"));
        assert!(found[0].0.contains("takes `true` or `false`"), "{found:?}");
        let found = problems(&format!("{rule}: {{ options: {{ aggregate: false }} }}\n"));
        assert_eq!(found, []);
    }

    #[test]
    fn one_rule_of_a_profile_is_what_it_is_among_all() {
        let catalogue = Catalogue::builtin();
        for profile in catalogue.profiles() {
            let all = catalogue.effective(&profile.name).unwrap();
            for rule in catalogue.rules() {
                let alone = catalogue.effective_for(profile, rule);
                assert_eq!(alone.as_ref(), all.get(&rule.name), "{}", rule.name);
            }
        }
    }

    #[test]
    fn a_setting_without_a_severity_keeps_that_of_the_base() {
        let text = "name: house\nsummary: Ours\nextends: recommended\nrules:\n  \
                    errors-not-problem-details: { options: { aggregate: false } }\n";
        let profile = Profile::parse(Source::from_text("house.yaml", text)).unwrap();
        let catalogue = Catalogue::builtin();
        let combined = catalogue.combined(&[&profile]);
        let base = catalogue.effective("recommended").unwrap();
        let of = |settings: &BTreeMap<RuleName, EffectiveSetting>| {
            let setting = settings
                .iter()
                .find(|(name, _)| name.as_str() == "errors-not-problem-details");
            setting.and_then(|(_, setting)| setting.severity)
        };
        assert_eq!(of(&combined), of(&base));
    }
}

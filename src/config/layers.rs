//! Lays the layers over each other: built-in, profiles, configuration file, command line.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde_json::Map;

use super::options;
use super::scope::{Globs, Kind, Scope};
use super::selector::{Selector, UnknownSelector};
use super::settings::{FileChoice, Notice, OverrideState, RuleState, Settings};
use super::{Config, ConfigError, FailOn, Flags, Level, Origin, Override, RuleSetting, Sourced};
use crate::rule::{Catalogue, Rule, Status};
use crate::source::Source;
use crate::strict_yaml::{Placed, PlacedMap, did_you_mean};

/// The profile that is in force where nobody names one.
const DEFAULT_PROFILE: &str = "recommended";

/// Settings in the making: later layers win.
pub(super) struct Layers {
    settings: Settings,
    preview: bool,
    problems: Vec<ConfigError>,
}

impl Layers {
    /// The lowest layers: everything off, and the default profile on top.
    pub(super) fn new(catalogue: Arc<Catalogue>, preview: bool) -> Self {
        let mut layers = Self {
            settings: Settings {
                rules: BTreeMap::new(),
                catalogue,
                profiles: Vec::new(),
                overrides: Vec::new(),
                files: FileChoice::default(),
                rule_pages: Vec::new(),
                baseline: None,
                fail_on: Sourced {
                    value: FailOn::default(),
                    origin: Origin::BuiltIn,
                },
                notices: Vec::new(),
            },
            preview,
            problems: Vec::new(),
        };
        layers.start_from(vec![default_profile()]);
        layers
    }

    /// A configuration file and the command line, over the lowest layers.
    pub(super) fn from_file(
        source: &Arc<Source>,
        folder: &Path,
        flags: &Flags,
    ) -> Result<Self, Vec<ConfigError>> {
        let config = Config::read(source).map_err(|problem| vec![problem])?;
        let catalogue = with_own_pages(source, folder, &config.rule_pages)?;
        let mut layers = Self::new(catalogue, flags.preview);
        layers.settings.rule_pages = sourced(source, &config.rule_pages);
        layers.start_from(match &config.extends {
            Some(extends) => sourced(source, extends),
            None => vec![default_profile()],
        });
        if !flags.profiles.is_empty() {
            layers.start_from(named_by_flag(flags));
        }
        layers.add_rules(source, &config.rules);
        for written in &config.overrides {
            layers.add_override(source, written);
        }
        layers.choose_files(source, folder, &config);
        let mut baseline = sourced(source, config.baseline.as_slice()).into_iter();
        layers.settings.baseline = baseline.next();
        if let Some(fail_on) = &config.fail_on {
            layers.settings.fail_on = Sourced {
                value: fail_on.value,
                origin: Origin::file(source, fail_on.span),
            };
        }
        layers.add_selection(flags);
        Ok(layers)
    }

    /// The command line, over the lowest layers.
    pub(super) fn add_flags(&mut self, flags: &Flags) {
        if !flags.profiles.is_empty() {
            self.start_from(named_by_flag(flags));
        }
        self.add_selection(flags);
    }

    /// The settings, whatever was wrong.
    pub(super) fn into_settings(self) -> Settings {
        self.settings
    }

    /// The settings, if nothing was wrong.
    pub(super) fn finish(self) -> Result<Settings, Vec<ConfigError>> {
        if self.problems.is_empty() {
            Ok(self.settings)
        } else {
            Err(self.problems)
        }
    }

    /// Begins anew with these profiles, later ones winning over earlier ones and over bases.
    fn start_from(&mut self, profiles: Vec<Sourced<String>>) {
        let catalogue = Arc::clone(&self.settings.catalogue);
        self.settings.rules = catalogue
            .rules()
            .map(|rule| (rule.name.clone(), self.initial(rule)))
            .collect();
        let mut found = Vec::new();
        for profile in &profiles {
            match catalogue.profile(&profile.value) {
                Some(profile) => found.push(profile),
                None => self.problems.push(unknown_profile(profile, &catalogue)),
            }
        }
        for (name, setting) in catalogue.combined(&found) {
            let on_trial = |rule: &Rule| rule.status == Status::Preview && !self.preview;
            if catalogue.get(name.as_str()).is_none_or(on_trial) {
                continue;
            }
            if let Some(state) = self.settings.rules.get_mut(&name) {
                state.severity = setting.severity;
                state.options.extend(setting.options);
                state.guidelines = setting.guidelines;
                state.origin = Origin::Profile(setting.profile);
            }
        }
        self.settings.profiles = profiles;
    }

    /// Off, except for the user's own rules that name no profile: whoever points to a page wants it
    /// to run.
    fn initial(&self, rule: &Rule) -> RuleState {
        let own = Catalogue::builtin().get(rule.name.as_str()).is_none();
        let on = own && rule.profiles.is_empty() && Selector::All.covers(rule, self.preview);
        let pages = self.settings.rule_pages.first().filter(|_| on);
        RuleState {
            severity: on.then_some(rule.severity),
            origin: pages.map_or(Origin::BuiltIn, |pages| pages.origin.clone()),
            options: Map::new(),
            guidelines: Vec::new(),
            barred: false,
        }
    }

    fn add_rules(&mut self, source: &Arc<Source>, written: &PlacedMap<Placed<RuleSetting>>) {
        let mut found: Vec<(Selector, &Placed<RuleSetting>)> = Vec::new();
        for (name, setting) in written {
            if let Some(selector) = self.find(source, name) {
                let rule = match &selector {
                    Selector::Rule(name) => self.settings.catalogue.get(name.as_str()),
                    Selector::All | Selector::Category(_) => None,
                };
                self.problems.extend(options::check(source, rule, setting));
                found.push((selector, setting));
            }
        }
        // `all` sorts before categories, and categories before rules: the narrower wins.
        found.sort_by(|(left, _), (right, _)| left.cmp(right));
        let catalogue = Arc::clone(&self.settings.catalogue);
        for (selector, setting) in found {
            for rule in catalogue.rules() {
                if !selector.covers(rule, self.preview) {
                    continue;
                }
                let Some(state) = self.settings.rules.get_mut(&rule.name) else {
                    continue;
                };
                if let Some(level) = setting.level {
                    state.severity = level.severity(rule.severity);
                    state.origin = Origin::file(source, setting.span);
                }
                let options = setting.options.iter();
                let options = options.map(|(key, value)| (key.value.clone(), value.value.clone()));
                state.options.extend(options);
            }
        }
    }

    fn add_override(&mut self, source: &Arc<Source>, written: &Placed<Override>) {
        let scope = match Scope::new(source, written) {
            Ok(scope) => scope,
            Err(problem) => return self.problems.push(problem),
        };
        if scope.is_everywhere() {
            let message = "this override says nowhere to hold";
            let help = "add `files`, `paths`, `methods`, `tags` or `operation-ids`, or move its \
                        rules to the top";
            let problem = ConfigError::at(source, first_line(source, written), message);
            self.problems.push(problem.with_help(Some(help)));
        }
        let mut found: Vec<(Selector, &Placed<Level>)> = Vec::new();
        for (name, level) in &written.rules {
            found.extend(self.find(source, name).map(|selector| (selector, level)));
        }
        found.sort_by(|(left, _), (right, _)| left.cmp(right));
        let mut levels = BTreeMap::new();
        for (selector, level) in found {
            let origin = Origin::file(source, level.span);
            let covered = self.settings.catalogue.rules();
            for rule in covered.filter(|rule| selector.covers(rule, self.preview)) {
                let sourced = Sourced {
                    value: level.value,
                    origin: origin.clone(),
                };
                levels.insert(rule.name.clone(), sourced);
            }
        }
        self.settings
            .overrides
            .push(OverrideState { scope, levels });
    }

    fn choose_files(&mut self, source: &Arc<Source>, folder: &Path, config: &Config) {
        self.settings.files.folder = std::path::absolute(folder).ok();
        match Globs::new(source, &config.include, Kind::File) {
            Ok(globs) => self.settings.files.include = globs,
            Err(problem) => self.problems.push(problem),
        }
        match Globs::new(source, &config.exclude, Kind::File) {
            Ok(globs) => self.settings.files.exclude = globs,
            Err(problem) => self.problems.push(problem),
        }
    }

    fn add_selection(&mut self, flags: &Flags) {
        let catalogue = Arc::clone(&self.settings.catalogue);
        let select = self.find_flags("--select", &flags.select);
        let ignore = self.find_flags("--ignore", &flags.ignore);
        let meant = |selectors: &[Selector], rule: &Rule| {
            let mut selectors = selectors.iter();
            selectors.any(|selector| selector.covers(rule, self.preview))
        };
        for rule in catalogue.rules() {
            let Some(state) = self.settings.rules.get_mut(&rule.name) else {
                continue;
            };
            if meant(&select, rule) {
                if state.severity.is_none() {
                    state.severity = Some(rule.severity);
                    state.origin = Origin::CommandLine("--select");
                }
            } else if !flags.select.is_empty() {
                state.leave_out("--select");
            }
            if meant(&ignore, rule) {
                state.leave_out("--ignore");
            }
        }
        if let Some(fail_on) = flags.fail_on {
            self.settings.fail_on = Sourced {
                value: fail_on,
                origin: Origin::CommandLine("--fail-on"),
            };
        }
    }

    fn find_flags(&mut self, option: &'static str, words: &[String]) -> Vec<Selector> {
        let catalogue = Arc::clone(&self.settings.catalogue);
        let mut selectors = Vec::new();
        for word in words {
            match Selector::find(word, &catalogue) {
                Ok(chosen) => {
                    self.note(chosen.notice, || Origin::CommandLine(option));
                    selectors.push(chosen.selector);
                }
                Err(UnknownSelector { message, help }) => {
                    let problem = ConfigError::new(format!("{option}: {message}"));
                    self.problems.push(problem.with_help(Some(help)));
                }
            }
        }
        selectors
    }

    fn find(&mut self, source: &Arc<Source>, name: &Placed<String>) -> Option<Selector> {
        match Selector::find(name, &self.settings.catalogue) {
            Ok(chosen) => {
                self.note(chosen.notice, || Origin::file(source, name.span));
                Some(chosen.selector)
            }
            Err(UnknownSelector { message, help }) => {
                let problem = ConfigError::at(source, name.span, message);
                self.problems.push(problem.with_help(Some(help)));
                None
            }
        }
    }

    fn note(&mut self, notice: Option<String>, origin: impl FnOnce() -> Origin) {
        self.settings.notices.extend(notice.map(|message| Notice {
            message,
            origin: origin(),
        }));
    }
}

impl RuleState {
    fn leave_out(&mut self, option: &'static str) {
        if self.severity.is_some() {
            self.severity = None;
            self.origin = Origin::CommandLine(option);
        }
        self.barred = true;
    }
}

fn default_profile() -> Sourced<String> {
    Sourced {
        value: DEFAULT_PROFILE.to_owned(),
        origin: Origin::BuiltIn,
    }
}

fn named_by_flag(flags: &Flags) -> Vec<Sourced<String>> {
    let named = flags.profiles.iter().map(|profile| Sourced {
        value: profile.clone(),
        origin: Origin::CommandLine("--profile"),
    });
    named.collect()
}

fn sourced(source: &Arc<Source>, texts: &[Placed<String>]) -> Vec<Sourced<String>> {
    let sourced = texts.iter().map(|text| Sourced {
        value: text.value.clone(),
        origin: Origin::file(source, text.span),
    });
    sourced.collect()
}

fn unknown_profile(profile: &Sourced<String>, catalogue: &Catalogue) -> ConfigError {
    let names: Vec<&str> = catalogue
        .profiles()
        .map(|profile| profile.name.as_str())
        .collect();
    let message = format!("there is no profile `{}`", profile.value);
    let problem = match &profile.origin {
        Origin::File { source, span } => ConfigError::at(source, *span, message),
        Origin::CommandLine(option) => ConfigError::new(format!("{option}: {message}")),
        Origin::BuiltIn | Origin::Profile(_) => ConfigError::new(message),
    };
    problem.with_help(did_you_mean(&profile.value, &names))
}

fn with_own_pages(
    source: &Arc<Source>,
    folder: &Path,
    rule_pages: &[Placed<String>],
) -> Result<Arc<Catalogue>, Vec<ConfigError>> {
    let mut catalogue = Catalogue::builtin();
    for pages in rule_pages {
        let path = folder.join(&pages.value);
        if !path.is_dir() {
            let message = format!("there is no folder `{}`", pages.value);
            let help = "name a folder, relative to this file, that holds `<category>/<name>.md`";
            let problem = ConfigError::at(source, pages.span, message).with_help(Some(help));
            return Err(vec![problem]);
        }
        catalogue = Arc::new(catalogue.with_pages(&path)?);
    }
    Ok(catalogue)
}

/// The first line of an entry, to point at.
fn first_line(source: &Source, written: &Placed<Override>) -> crate::source::Span {
    let text = source.slice(written.span);
    let start = written.span.range().start;
    let length = text.lines().next().unwrap_or_default().trim_end().len();
    crate::source::Span::from_range(start..start + length)
}

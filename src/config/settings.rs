//! What is in force for the documents under one configuration.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::layers::Layers;
use super::scope::{Globs, Scope};
use super::{ConfigError, FailOn, Flags, Level, OperationFacts, Origin, Sourced};
use crate::finding::{Guideline, RuleName, Severity};
use crate::rule::{Catalogue, Rule};
use crate::source::Source;

/// What is in force for the documents under one configuration, each value with its origin.
#[derive(Clone, Debug)]
pub struct Settings {
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) profiles: Vec<Sourced<String>>,
    pub(super) rules: BTreeMap<RuleName, RuleState>,
    pub(super) overrides: Vec<OverrideState>,
    pub(super) files: FileChoice,
    pub(super) rule_pages: Vec<Sourced<String>>,
    pub(super) baseline: Option<Sourced<String>>,
    pub(super) fail_on: Sourced<FailOn>,
    pub(super) notices: Vec<Notice>,
}

/// What is in force for one rule.
#[derive(Clone, Debug)]
pub(super) struct RuleState {
    /// How grave its findings are; none where it is off.
    pub(super) severity: Option<Severity>,
    /// Who said so.
    pub(super) origin: Origin,
    /// Values for its options.
    pub(super) options: Map<String, Value>,
    /// The paragraphs of guidelines by which profiles turn it on.
    pub(super) guidelines: Vec<Guideline>,
    /// Whether the command line leaves it out, so that no override can turn it on.
    pub(super) barred: bool,
}

/// An override, ready to be asked.
#[derive(Clone, Debug)]
pub(super) struct OverrideState {
    pub(super) scope: Scope,
    pub(super) levels: BTreeMap<RuleName, Sourced<Level>>,
}

/// Which files of a directory the configuration is about.
#[derive(Clone, Debug, Default)]
pub(super) struct FileChoice {
    /// The folder that globs are relative to, absolute; none without a configuration file.
    pub(super) folder: Option<PathBuf>,
    pub(super) include: Option<Globs>,
    pub(super) exclude: Option<Globs>,
}

/// Something that the user should know, though the run goes on.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What it is about.
    pub message: String,
    /// Where it was said.
    pub origin: Origin,
}

impl Settings {
    /// What is in force without any configuration: the profile `recommended`.
    pub fn recommended() -> Self {
        Layers::new(Catalogue::builtin(), false).into_settings()
    }

    /// One profile, and nothing else.
    ///
    /// # Errors
    /// [`ConfigError`] where there is no such profile.
    pub fn with_profile(name: &str) -> Result<Self, ConfigError> {
        let flags = Flags {
            profiles: vec![name.to_owned()],
            ..Flags::default()
        };
        Self::from_flags(&flags).map_err(|errors| first(errors, name))
    }

    /// What the command line says, without a configuration file.
    ///
    /// # Errors
    /// A [`ConfigError`] for each name that there is no rule, category or profile for.
    pub fn from_flags(flags: &Flags) -> Result<Self, Vec<ConfigError>> {
        Self::from_catalogue(Catalogue::builtin(), flags)
    }

    /// What the command line says about the rules of a catalogue, without a configuration file.
    ///
    /// # Errors
    /// As for [`Settings::from_flags`].
    pub fn from_catalogue(
        catalogue: Arc<Catalogue>,
        flags: &Flags,
    ) -> Result<Self, Vec<ConfigError>> {
        let mut layers = Layers::new(catalogue, flags.preview);
        layers.add_flags(flags);
        layers.finish()
    }

    /// What a configuration file says, with the command line on top. Paths and globs are relative to
    /// `folder`.
    ///
    /// # Errors
    /// A [`ConfigError`] for everything that is wrong with the file, and for each unknown name on the
    /// command line.
    pub fn from_file(
        source: &Arc<Source>,
        folder: &Path,
        flags: &Flags,
    ) -> Result<Self, Vec<ConfigError>> {
        Layers::from_file(source, folder, flags)?.finish()
    }

    /// The rules that can run, the user's own among them.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// Whether a rule runs at all, be it only where an override turns it on.
    pub fn enabled(&self, rule: &Rule) -> bool {
        let Some(state) = self.rules.get(&rule.name).filter(|state| !state.barred) else {
            return false;
        };
        let turned_on = |state: &OverrideState| {
            state
                .levels
                .get(&rule.name)
                .is_some_and(|level| level.value != Level::Off)
        };
        state.severity.is_some() || self.overrides.iter().any(turned_on)
    }

    /// How grave a finding of a rule is in a file; none where the rule is off there. Where the
    /// finding touches several operations, the gravest counts.
    pub fn severity(
        &self,
        rule: &Rule,
        file: &str,
        operations: &[OperationFacts<'_>],
    ) -> Option<Severity> {
        let state = self.rules.get(&rule.name).filter(|state| !state.barred)?;
        let overrides: Vec<(&Scope, Level)> = self
            .overrides
            .iter()
            .filter_map(|state| Some((&state.scope, state.levels.get(&rule.name)?.value)))
            .collect();
        if overrides.is_empty() {
            return state.severity;
        }
        let file = self.files.relative(Path::new(file));
        let at = |operation: Option<&OperationFacts<'_>>| {
            let mut holding = overrides
                .iter()
                .filter(|(scope, _)| scope.holds(file.as_deref(), operation));
            match holding.next_back() {
                Some((_, level)) => level.severity(rule.severity),
                None => state.severity,
            }
        };
        if operations.is_empty() {
            at(None)
        } else {
            operations.iter().map(|facts| at(Some(facts))).max()?
        }
    }

    /// The values that are set for a rule's options; none where none is set.
    pub fn options(&self, rule: &RuleName) -> Option<&Map<String, Value>> {
        let options = &self.rules.get(rule)?.options;
        (!options.is_empty()).then_some(options)
    }

    /// The paragraphs of guidelines by which profiles turn a rule on.
    pub fn guidelines(&self, rule: &RuleName) -> &[Guideline] {
        let state = self.rules.get(rule);
        state.map_or(&[], |state| state.guidelines.as_slice())
    }

    /// The same with other values for a rule's options; names are not checked.
    #[must_use]
    pub fn with_options(mut self, rule: &RuleName, options: Map<String, Value>) -> Self {
        if let Some(state) = self.rules.get_mut(rule) {
            state.options.extend(options);
        }
        self
    }

    /// The file of known findings, absolute, where the configuration names one.
    pub fn baseline(&self) -> Option<PathBuf> {
        let file = Path::new(&self.baseline.as_ref()?.value);
        let folder = self.files.folder.as_deref().unwrap_or(Path::new(""));
        Some(folder.join(file))
    }

    /// The least severity that fails a run.
    pub fn fail_on(&self) -> FailOn {
        self.fail_on.value
    }

    /// Whether a file found in a directory is left out: not included, or excluded.
    pub fn is_excluded(&self, path: &Path) -> bool {
        let Some(file) = self.files.relative(path) else {
            return false;
        };
        let included = self.files.include.as_ref();
        let excluded = self.files.exclude.as_ref();
        included.is_some_and(|globs| !globs.match_any(&file))
            || excluded.is_some_and(|globs| globs.match_any(&file))
    }

    /// What the user should know about the configuration: rules that have another name now.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}

impl FileChoice {
    /// A path as globs see it: relative to the configuration's folder, with slashes; none outside of
    /// the folder.
    fn relative(&self, path: &Path) -> Option<String> {
        let absolute = std::path::absolute(path).ok()?;
        let inside = absolute.strip_prefix(self.folder.as_ref()?).ok()?;
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        Some(parts.join("/"))
    }
}

fn first(errors: Vec<ConfigError>, profile: &str) -> ConfigError {
    let unknown = || ConfigError::new(format!("there is no profile `{profile}`"));
    errors.into_iter().next().unwrap_or_else(unknown)
}

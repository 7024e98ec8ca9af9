//! One configuration file, as it is written.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{ConfigError, FailOn, Level, RuleSetting};
use crate::source::Source;
use crate::strict_yaml::{self, OneOrMany, Placed, PlacedMap};

/// What a `statuslint.yaml` says. Paths and file globs are relative to the folder of the file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "statuslint configuration")]
pub struct Config {
    /// The JSON Schema of this file, for editors; statuslint does not read it.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// The profile or profiles to start from; `recommended` where absent, and nothing for an empty
    /// list. Later ones win over earlier ones, and all of them over the profiles that they extend.
    pub extends: Option<OneOrMany>,
    /// Rules and categories (or `all`) with a severity, `on` or `off`, or with severity and options.
    /// A rule's own entry wins over that of its category, and a category's over `all`.
    pub rules: PlacedMap<Placed<RuleSetting>>,
    /// Other severities for some files, paths, methods, tags or operations; later entries win.
    pub overrides: Vec<Placed<Override>>,
    /// Globs of the files to lint in a directory; all where empty.
    pub include: Vec<Placed<String>>,
    /// Globs of files and folders to leave out in a directory.
    pub exclude: Vec<Placed<String>>,
    /// Folders with rule pages of your own.
    pub rule_pages: Vec<Placed<String>>,
    /// The file of known findings that `statuslint baseline write` makes; they are left out.
    pub baseline: Option<Placed<String>>,
    /// The least severity that fails a run (exit code 1); `warning` where absent.
    pub fail_on: Option<Placed<FailOn>>,
}

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// The first [`ConfigError`] in the text: bad YAML, an unknown or repeated key, a value of the
    /// wrong kind. Names of rules and profiles are judged later, when they are looked up.
    pub fn read(source: &Arc<Source>) -> Result<Self, ConfigError> {
        strict_yaml::read(source)
    }

    /// The JSON Schema of the file, for editors and validators.
    pub fn json_schema() -> schemars::Schema {
        schemars::schema_for!(Config)
    }
}

/// Severities that hold only in some places. All conditions that are given must hold; within one
/// condition, any entry.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Override {
    /// Globs of files, relative to the configuration's folder.
    pub files: Vec<Placed<String>>,
    /// Globs of path templates, such as `/orders/**`; braces stand for themselves.
    pub paths: Vec<Placed<String>>,
    /// Methods, such as `GET`, in any case.
    pub methods: Vec<Placed<String>>,
    /// Tags of operations; `*` stands for any characters.
    pub tags: Vec<Placed<String>>,
    /// operationIds; `*` stands for any characters.
    pub operation_ids: Vec<Placed<String>>,
    /// Rules and categories (or `all`) with a severity, `on` or `off`.
    pub rules: PlacedMap<Placed<Level>>,
}

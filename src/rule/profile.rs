//! Profiles: named choices of rules and severities.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::matcher::value::ShortOrLong;
use crate::finding::Severity;
use crate::source::Source;
use crate::strict_yaml::{self, Problem};

/// A named choice of rules, as `rules/profiles/<name>.yaml` holds it.
///
/// Its effective rules are those of the profile that it extends, then what pages say about it
/// under `profiles:`, then its own `rules:`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// The name by which it is chosen.
    pub name: String,
    /// What it is for, in one line.
    pub summary: String,
    /// The profile that it starts from.
    pub extends: Option<String>,
    /// The guideline that it follows.
    pub source: Option<String>,
    /// What it sets beside what pages say.
    #[serde(default)]
    pub rules: BTreeMap<String, ProfileSetting>,
}

/// What a profile sets for a rule.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(from = "Written")]
#[schemars(with = "Written")]
pub struct ProfileSetting {
    /// How grave; none where the rule is off.
    pub severity: Option<Severity>,
    /// Values for the rule's options.
    pub options: Map<String, Value>,
    /// The paragraph of the guideline.
    pub reference: Option<String>,
}

type Written = ShortOrLong<SeverityOrOff, LongSetting>;

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum SeverityOrOff {
    Off,
    Info,
    Warning,
    Error,
}

#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LongSetting {
    severity: SeverityOrOff,
    #[serde(default)]
    options: Map<String, Value>,
    reference: Option<String>,
}

impl From<SeverityOrOff> for Option<Severity> {
    fn from(word: SeverityOrOff) -> Self {
        match word {
            SeverityOrOff::Off => None,
            SeverityOrOff::Info => Some(Severity::Info),
            SeverityOrOff::Warning => Some(Severity::Warning),
            SeverityOrOff::Error => Some(Severity::Error),
        }
    }
}

impl From<Written> for ProfileSetting {
    fn from(written: Written) -> Self {
        match written {
            ShortOrLong::Short(severity) => Self {
                severity: severity.into(),
                options: Map::new(),
                reference: None,
            },
            ShortOrLong::Long(long) => Self {
                severity: long.severity.into(),
                options: long.options,
                reference: long.reference,
            },
        }
    }
}

impl ProfileSetting {
    /// The rule is on at this severity, with its options as they are.
    pub(crate) fn at(severity: Severity) -> Self {
        Self {
            severity: Some(severity),
            options: Map::new(),
            reference: None,
        }
    }
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// [`Problem`] for the first thing that is wrong with it.
    pub(crate) fn parse(source: Source) -> Result<Self, Problem> {
        strict_yaml::read(&Arc::new(source))
    }
}

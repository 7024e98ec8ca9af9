//! Profiles: named choices of rules and severities.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::matcher::value::ShortOrLong;
use crate::finding::{Guideline, Severity};
use crate::source::Source;
use crate::strict_yaml::{self, Placed, PlacedMap, Problem};

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
    pub source: Option<GuidelineSource>,
    /// What it sets beside what pages say.
    #[serde(default)]
    pub rules: PlacedMap<Placed<ProfileSetting>>,
    /// The file that says so.
    #[serde(skip)]
    pub(super) file: Option<Arc<Source>>,
}

/// The guideline that a profile follows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GuidelineSource {
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// What stands before the number of a paragraph where it is cited: `Zalando`.
    pub cite: String,
    /// Where a single paragraph can be read, with `{reference}` for its number.
    pub link: Option<String>,
}

/// What a profile sets for a rule.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(from = "Written")]
#[schemars(with = "Written")]
pub struct ProfileSetting {
    /// Off, or how grave; none keeps what the profile that it starts from says.
    pub level: Option<ProfileLevel>,
    /// Values for the rule's options.
    pub options: Map<String, Value>,
    /// The paragraph of the guideline.
    pub reference: Option<String>,
    /// What the guideline says, in a few words.
    pub note: Option<String>,
}

/// Off, or how grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ProfileLevel {
    /// The rule does not run.
    Off,
    /// Its findings are information.
    Info,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors.
    Error,
}

type Written = ShortOrLong<ProfileLevel, LongSetting>;

#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LongSetting {
    severity: Option<ProfileLevel>,
    #[serde(default)]
    options: Map<String, Value>,
    reference: Option<String>,
    note: Option<String>,
}

impl ProfileLevel {
    /// The severity; none where the rule is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            ProfileLevel::Off => None,
            ProfileLevel::Info => Some(Severity::Info),
            ProfileLevel::Warning => Some(Severity::Warning),
            ProfileLevel::Error => Some(Severity::Error),
        }
    }
}

impl From<Severity> for ProfileLevel {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Info => ProfileLevel::Info,
            Severity::Warning => ProfileLevel::Warning,
            Severity::Error => ProfileLevel::Error,
        }
    }
}

impl From<Written> for ProfileSetting {
    fn from(written: Written) -> Self {
        match written {
            ShortOrLong::Short(level) => Self::at(level),
            ShortOrLong::Long(long) => Self {
                level: long.severity,
                options: long.options,
                reference: long.reference,
                note: long.note,
            },
        }
    }
}

impl ProfileSetting {
    /// The rule at this level, with its options as they are.
    pub(super) fn at(level: ProfileLevel) -> Self {
        Self {
            level: Some(level),
            options: Map::new(),
            reference: None,
            note: None,
        }
    }
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// [`Problem`] for the first thing that is wrong with it.
    pub(crate) fn parse(source: Source) -> Result<Self, Problem> {
        let source = Arc::new(source);
        let profile: Self = strict_yaml::read(&source)?;
        Ok(Self {
            file: Some(source),
            ..profile
        })
    }

    /// A paragraph of its guideline, as it is cited: `Zalando 176`.
    pub fn citation(&self, reference: &str) -> Guideline {
        let source = self.source.as_ref();
        let cite = source.map_or(self.name.as_str(), |source| source.cite.as_str());
        let link = source.and_then(|source| source.link.as_ref());
        let whole = source.and_then(|source| source.url.clone());
        Guideline {
            citation: format!("{cite} {reference}"),
            url: link
                .map(|link| link.replace("{reference}", reference))
                .or(whole),
        }
    }
}

//! What configuration says about a rule: off, or how grave its findings are.

use std::fmt;

use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use crate::finding::Severity;
use crate::strict_yaml::{self, Placed, PlacedMap};

/// Whether a rule runs, and how grave its findings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule does not run.
    Off,
    /// The rule runs with the severity that its own page gives it.
    On,
    /// The rule runs; its findings are information.
    Info,
    /// The rule runs; its findings are warnings.
    Warning,
    /// The rule runs; its findings are errors.
    Error,
}

impl Level {
    /// The severity in force, for a rule whose own page gives it `own`; none where it is off.
    pub fn severity(self, own: Severity) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::On => Some(own),
            Level::Info => Some(Severity::Info),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }

    /// The word for it, in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::On => "on",
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }

    fn parse<E: de::Error>(word: &str) -> Result<Self, E> {
        const WORDS: &[&str] = &["off", "on", "info", "warning", "error"];
        match word {
            "off" => Ok(Level::Off),
            "on" => Ok(Level::On),
            "info" => Ok(Level::Info),
            "warning" => Ok(Level::Warning),
            "error" => Ok(Level::Error),
            _ => Err(strict_yaml::unknown_value(word, WORDS)),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What stands beside a rule's name: a [`Level`] alone, or a mapping with `severity` and `options`.
#[derive(Clone, Debug, Default)]
pub struct RuleSetting {
    /// Off, or how grave; none leaves what the profiles say.
    pub level: Option<Level>,
    /// Values for options that the rule's page documents.
    pub options: PlacedMap<Placed<serde_json::Value>>,
}

/// A rule's severity and options.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Detailed {
    /// Whether the rule runs, and how grave its findings are; what the profiles say where absent.
    severity: Option<Placed<Level>>,
    /// Values for options that the rule's page documents (`statuslint explain RULE`).
    #[serde(default)]
    options: PlacedMap<Placed<serde_json::Value>>,
}

impl<'de> Deserialize<'de> for RuleSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LevelOrMapping;

        impl<'de> Visitor<'de> for LevelOrMapping {
            type Value = RuleSetting;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(
                    "`off`, `on`, `info`, `warning`, `error`, or a mapping with `severity` and \
                     `options`",
                )
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Self::Value, E> {
                Ok(RuleSetting {
                    level: Some(Level::parse(word)?),
                    options: PlacedMap::default(),
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let detailed = Detailed::deserialize(MapAccessDeserializer::new(map))?;
                Ok(RuleSetting {
                    level: detailed.severity.map(|severity| severity.value),
                    options: detailed.options,
                })
            }
        }

        deserializer.deserialize_any(LevelOrMapping)
    }
}

impl JsonSchema for RuleSetting {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RuleSetting".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let level = generator.subschema_for::<Level>();
        let detailed = generator.subschema_for::<Detailed>();
        schemars::json_schema!({
            "description": "A severity (or `off`, or `on`), or a mapping with severity and options.",
            "anyOf": [level, detailed]
        })
    }
}

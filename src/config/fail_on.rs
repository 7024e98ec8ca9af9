//! From which severity on findings fail a run.

use std::fmt;
use std::str::FromStr;

use crate::finding::Severity;

/// The least severity that makes a run fail (exit code 1).
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Only errors fail a run.
    Error,
    /// Warnings and errors fail a run.
    #[default]
    Warning,
    /// Every finding fails a run.
    Info,
    /// No finding fails a run.
    Never,
}

impl FailOn {
    /// All choices, the laxest but one first.
    pub const ALL: [FailOn; 4] = [FailOn::Error, FailOn::Warning, FailOn::Info, FailOn::Never];

    /// Whether a finding of this severity fails the run.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => true,
            FailOn::Never => false,
        }
    }

    /// The word for it, in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            FailOn::Error => "error",
            FailOn::Warning => "warning",
            FailOn::Info => "info",
            FailOn::Never => "never",
        }
    }
}

impl fmt::Display for FailOn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// A word that names no [`FailOn`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a severity to fail on: use `error`, `warning`, `info` or `never`")]
pub struct UnknownFailOn(pub String);

impl FromStr for FailOn {
    type Err = UnknownFailOn;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|choice| choice.as_str() == text)
            .ok_or_else(|| UnknownFailOn(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_fails_the_run_from_the_chosen_severity_on() {
        let failing = |fail_on: FailOn| Severity::ALL.map(|severity| fail_on.fails(severity));
        assert_eq!(failing(FailOn::Error), [true, false, false]);
        assert_eq!(failing(FailOn::Warning), [true, true, false]);
        assert_eq!(failing(FailOn::Info), [true, true, true]);
        assert_eq!(failing(FailOn::Never), [false, false, false]);
    }
}

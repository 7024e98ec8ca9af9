//! The paragraph of a guideline by which a finding is reported.

/// The paragraph of a guideline by which a finding is reported: `Zalando 176`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Guideline {
    /// How it is cited.
    pub citation: String,
    /// Where it can be read.
    pub url: Option<String>,
}

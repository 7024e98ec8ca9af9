//! What a rule finds in a document, and what it says about it.

use serde_json::{Map, Value};

use super::Rule;
use crate::finding::Detection;
use crate::openapi::Document;

/// What a rule found in one document.
#[derive(Clone, Debug, Default)]
pub struct Detections<'d> {
    /// The defects, in the order of the document.
    pub found: Vec<Detection<'d>>,
    /// How many targets the rule looked at closely: those for which `when` holds.
    pub candidates: usize,
}

/// What a finding says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// What is wrong, in the words of the document.
    pub message: String,
    /// A few words under the token; may be empty.
    pub label: String,
    /// The smallest edit that mends it.
    pub help: Option<String>,
}

impl Rule {
    /// What the rule finds in a document. `options` are the configured values of its options.
    pub fn detect<'d>(
        &self,
        _document: &'d Document<'d>,
        _options: Option<&Map<String, Value>>,
    ) -> Detections<'d> {
        Detections::default()
    }

    /// What the rule says about one defect.
    pub fn describe(&self, detection: &Detection<'_>) -> Wording {
        Wording {
            message: detection.message.clone().unwrap_or_default(),
            label: detection.label.clone().unwrap_or_default(),
            help: detection.help.clone(),
        }
    }

    /// What the rule says when so many of `candidates` targets fail that one finding stands for
    /// them all.
    pub fn describe_aggregate(&self, found: &[&Detection<'_>], _candidates: usize) -> Wording {
        found
            .first()
            .map(|detection| self.describe(detection))
            .unwrap_or_default()
    }
}

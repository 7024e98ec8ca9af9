//! What a rule has to say, and where: the product of a run.
//!
//! This room knows nothing of rules' logic or of output formats.

mod detection;
mod fingerprint;
mod fix;
mod guideline;
mod place;
mod rule_name;
mod severity;

pub use detection::{Detection, Token};
pub use fingerprint::Fingerprint;
pub use fix::{Applicability, Edit, Fix};
pub use guideline::Guideline;
pub use place::{Place, Related};
pub use rule_name::{InvalidRuleName, RuleName};
pub use severity::{Severity, UnknownSeverity};

/// One defect, reported once.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: RuleName,
    /// How grave it is, after configuration.
    pub severity: Severity,
    /// Whether it is grave enough to fail the run, by the configuration of its document.
    pub fails_run: bool,
    /// What is wrong, in the words of the document, in one line.
    pub message: String,
    /// The smallest edit that mends it.
    pub help: Option<String>,
    /// The token to change.
    pub place: Place,
    /// A few words under the token; empty where the message says it all.
    pub label: String,
    /// Other places that a reader needs to see, with a few words each.
    pub related: Vec<Related>,
    /// The places that it stands for, where it tells a habit of the document once; else empty.
    pub stands_for: Vec<Place>,
    /// The operations that the defect touches, in the order of the document.
    pub operations: Vec<OperationName>,
    /// Why a heuristic rule believes what it says; empty for rules that are certain.
    pub evidence: Vec<String>,
    /// The paragraphs of guidelines by which a profile reports it.
    pub guidelines: Vec<Guideline>,
    /// How it could be mended by a program.
    pub fix: Option<Fix>,
}

impl Finding {
    /// Identifies the finding across reordering and reformatting: rule, file and JSON pointer.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::new(self.rule.as_str(), self.place.source().name(), &self.place)
    }
}

/// How an operation is called in findings: `GET /orders/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationName {
    /// The method in capitals, as HTTP writes it.
    pub method: String,
    /// The path template, the name of the webhook, or the runtime expression of the callback.
    pub path: String,
}

impl std::fmt::Display for OperationName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}

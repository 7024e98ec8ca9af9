//! What an operation does, inferred with a confidence and the evidence for it.

mod bodies;
mod names;
mod neighbours;
mod others;
mod post;
mod signs;
mod steps;
mod votes;
mod words;

use std::sync::OnceLock;

pub(super) use words::words as split_words;

use super::document::Document;
use super::operation::{Operation, Role};
use crate::http::Method;
use neighbours::Neighbours;
use signs::Signs;

/// What an operation does.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Makes a new resource that the API can address afterwards.
    Create,
    /// Reads one resource.
    Read,
    /// Reads the members of a collection.
    List,
    /// Searches, computes or validates; nothing is kept.
    Search,
    /// Changes part of a resource.
    Update,
    /// Replaces a resource.
    Replace,
    /// Creates a resource, or changes it where it is there already.
    Upsert,
    /// Removes a resource.
    Delete,
    /// Carries out a command or a change of state.
    Action,
    /// Handles several resources in one request.
    Batch,
    /// Starts work that goes on after the answer.
    Async,
    /// Takes in a notification or telemetry.
    Event,
    /// Logs in or out, or issues, refreshes, inspects or revokes credentials.
    Token,
    /// Takes in a file.
    Upload,
    /// Calls a procedure behind one endpoint: JSON-RPC, GraphQL.
    Rpc,
    /// Nothing tells.
    Unknown,
}

impl Purpose {
    /// Whether inference can tell it of an operation with this role and method at all.
    pub(super) fn is_possible(self, operation: Operation<'_>) -> bool {
        if operation.role() != Role::Operation {
            return self == Self::Event;
        }
        match operation.method() {
            Method::Post => true,
            Method::Get | Method::Head => matches!(self, Self::Read | Self::List),
            Method::Put => matches!(self, Self::Replace | Self::Upsert | Self::Action),
            Method::Patch => self == Self::Update,
            Method::Delete => self == Self::Delete,
            Method::Query => self == Self::Search,
            _ => self == Self::Unknown,
        }
    }
}

/// How sure the inference is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// One weak sign.
    Low,
    /// One strong sign, or several weak ones.
    Medium,
    /// Several strong signs that agree.
    High,
}

/// One sign that an operation does what it is taken to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The sign in a few words: `createOrder is named like a creation`.
    pub text: String,
    /// The position of another operation that is the sign, to be shown beside it.
    pub operation: Option<u32>,
}

/// What an operation does, as far as its method, path, words and schemas tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// What it does.
    pub purpose: Purpose,
    /// How sure that is.
    pub confidence: Confidence,
    /// The signs, strongest first.
    pub evidence: Vec<Evidence>,
    /// What the operation works on, in the singular: `order`; empty where nothing tells.
    pub noun: String,
}

impl Intent {
    fn unknown(noun: String) -> Self {
        Self {
            purpose: Purpose::Unknown,
            confidence: Confidence::Low,
            evidence: Vec::new(),
            noun,
        }
    }
}

/// The intents of a document's operations, each inferred when it is first asked for.
pub(super) struct Intents {
    neighbours: Neighbours,
    each: Vec<OnceLock<Intent>>,
}

impl Intents {
    pub(super) fn of(document: &Document<'_>) -> Self {
        let each = document.operations().map(|_| OnceLock::new());
        Self {
            neighbours: Neighbours::of(document),
            each: each.collect(),
        }
    }

    /// What an operation of the document does.
    pub(super) fn intent(&self, operation: Operation<'_>) -> &Intent {
        #[expect(
            clippy::indexing_slicing,
            reason = "there is one place for each operation"
        )]
        let place = &self.each[operation.index()];
        place.get_or_init(|| infer(operation, &self.neighbours))
    }
}

fn infer(operation: Operation<'_>, neighbours: &Neighbours) -> Intent {
    let signs = Signs::of(operation, neighbours);
    if operation.role() != Role::Operation {
        return Intent {
            purpose: Purpose::Event,
            confidence: Confidence::High,
            evidence: vec![Evidence {
                text: "the API calls the client".to_owned(),
                operation: None,
            }],
            noun: signs.noun(),
        };
    }
    let intent = if *operation.method() == Method::Post {
        post::infer(&signs)
    } else {
        others::infer(&signs)
    };
    debug_assert!(intent.purpose.is_possible(operation));
    intent
}

#[cfg(test)]
mod tests;

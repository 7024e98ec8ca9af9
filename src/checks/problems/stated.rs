//! What a document states for the members of its problems.

use indexmap::IndexMap;

use super::{Problem, of_response};
use crate::http::{StatusCode, StatusKey};
use crate::openapi::{Cursor, Document, NodeId, ResponseUse};

/// A value of a member that the document states.
pub(super) struct Stated<'a> {
    pub(super) value: Cursor<'a>,
    /// The example that it is part of.
    pub(super) example: Option<Cursor<'a>>,
    pub(super) origin: Origin,
    /// The outcomes that it is stated for.
    pub(super) uses: Vec<ResponseUse<'a>>,
}

/// How a document states a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// No other value is allowed.
    Fixed,
    /// It is one of several that are allowed.
    Listed,
    /// It is the default or an example of the member.
    Loose,
    /// It is part of an example of the whole.
    Example,
}

impl<'a> Stated<'a> {
    /// The distinct keys that it stands under, in ascending order.
    pub(super) fn keys(&self) -> Vec<&'a str> {
        let mut keys: Vec<&str> = self.uses.iter().map(|found| found.key().text()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The only code that it stands under; none where there are several, or a range.
    pub(super) fn code(&self) -> Option<StatusCode> {
        only_code(&self.uses)
    }
}

/// The only code that outcomes have; none where there are several, or a range.
fn only_code(uses: &[ResponseUse<'_>]) -> Option<StatusCode> {
    let code = |found: &ResponseUse<'_>| found.status().and_then(StatusKey::code);
    let first = uses.first().and_then(code)?;
    let is_only = uses.iter().all(|found| code(found) == Some(first));
    is_only.then_some(first)
}

/// The values that a document states for a member of its problems, each once: in examples of the
/// content, in the schema's own examples, and where the schema lists or fixes them.
pub(super) fn stated<'a>(document: &'a Document<'a>, member: &str) -> Vec<Stated<'a>> {
    let mut found: IndexMap<NodeId, Stated<'a>> = IndexMap::new();
    for problem in document.responses().flat_map(of_response) {
        for (value, example, origin) in values(&problem, member) {
            let known = found.entry(value.id()).or_insert_with(|| Stated {
                value,
                example,
                origin,
                uses: Vec::new(),
            });
            known.uses.extend(&problem.uses);
        }
    }
    found.into_values().collect()
}

type Value<'a> = (Cursor<'a>, Option<Cursor<'a>>, Origin);

fn values<'a>(problem: &Problem<'a>, member: &str) -> Vec<Value<'a>> {
    let whole = problem.content.examples().into_iter();
    let mut found: Vec<Value<'a>> = whole
        .chain(problem.schema.examples())
        .filter_map(|example| Some((example.get(member)?, Some(example), Origin::Example)))
        .collect();
    if let Some(property) = problem.schema.property(member) {
        let allowed = property.allowed_values();
        if allowed.is_empty() {
            let default = property.keyword("default").into_iter();
            let loose = default.chain(property.examples());
            found.extend(loose.map(|value| (value, None, Origin::Loose)));
        }
        let origin = if allowed.len() == 1 {
            Origin::Fixed
        } else {
            Origin::Listed
        };
        found.extend(allowed.into_iter().map(|value| (value, None, origin)));
    }
    found
}

//! PRB05: a problem whose `status` is not the code that it stands under.

use indexmap::IndexMap;

use super::Options;
use super::problems::{self, Problem};
use crate::finding::{Detection, Severity, Token};
use crate::http::{StatusClass, StatusCode, StatusKey};
use crate::openapi::{Cursor, Document, NodeId, ResponseUse};

/// Finds values of `status`, fixed or given as an example, that no code agrees with under which the
/// problem stands (RFC 9457 section 3.1.2).
pub(super) fn check<'a>(document: &'a Document<'a>, _options: &Options<'_>) -> Vec<Detection<'a>> {
    let mut stated: IndexMap<NodeId, Stated<'a>> = IndexMap::new();
    for response in document.responses() {
        for problem in problems::of_response(response) {
            for (value, is_fixed) in values(&problem) {
                let Some(number) = value.node().as_i64() else {
                    continue;
                };
                let entry = stated.entry(value.id()).or_insert_with(|| Stated {
                    value,
                    number,
                    is_fixed,
                    uses: Vec::new(),
                });
                entry.uses.extend(&problem.uses);
            }
        }
    }
    stated.values().filter_map(Stated::judge).collect()
}

/// A value of `status` that the document states, with the outcomes that it is stated for.
struct Stated<'a> {
    value: Cursor<'a>,
    number: i64,
    is_fixed: bool,
    uses: Vec<ResponseUse<'a>>,
}

/// The stated values: in examples of the content, in the schema's own examples, and fixed.
fn values<'a>(problem: &Problem<'a>) -> Vec<(Cursor<'a>, bool)> {
    let whole = problem
        .content
        .examples()
        .into_iter()
        .chain(problem.schema.examples());
    let mut found: Vec<(Cursor<'a>, bool)> = whole
        .filter_map(|example| example.get("status"))
        .map(|value| (value, false))
        .collect();
    if let Some(status) = problem.schema.property("status") {
        let allowed = status.allowed_values();
        if let [only] = allowed.as_slice() {
            found.push((*only, true));
        } else if allowed.is_empty() {
            found.extend(status.keyword("default").map(|value| (value, false)));
            found.extend(status.examples().into_iter().map(|value| (value, false)));
        }
    }
    found
}

impl<'a> Stated<'a> {
    fn judge(&self) -> Option<Detection<'a>> {
        let differing: Vec<&ResponseUse<'a>> = self
            .uses
            .iter()
            .filter(|found| !agrees(self.number, found.status()))
            .collect();
        let first = differing.first()?;
        let mut keys: Vec<&str> = self.uses.iter().map(|found| found.key().text()).collect();
        keys.sort_unstable();
        keys.dedup();
        let is_generic = !self.is_fixed && keys.len() > 1;
        if is_generic && differing.len() < self.uses.len() && keys.len() > 4 {
            return None;
        }
        let number = self.number;
        let mut detection = Detection::at(Token::Value(self.value))
            .see(Token::Key(first.value()), "the code that it stands under")
            .touching(differing.iter().map(|found| found.operation()));
        detection.message = Some(format!(
            "the problem's `status` is {number}, but it stands under {}",
            keys.join(", ")
        ));
        detection.label = Some(format!("not {}", first.key().text()));
        detection.help = Some(if is_generic {
            "leave the number out of what several codes share, and give it in an example of each"
                .to_owned()
        } else {
            format!("write {} here", first.key().text())
        });
        Some(if is_generic {
            detection.at_most(Severity::Info)
        } else {
            detection
        })
    }
}

/// Whether a number is one that the key covers.
fn agrees(number: i64, key: Option<StatusKey>) -> bool {
    let code = u16::try_from(number).ok().and_then(StatusCode::new);
    match key {
        Some(StatusKey::Code(declared)) => code == Some(declared),
        Some(StatusKey::Range(class)) => code.map(StatusCode::class) == Some(class),
        Some(StatusKey::Default) => code.is_some_and(|code| StatusClass::is_error(code.class())),
        None => true,
    }
}

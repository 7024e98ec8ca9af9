//! A problem schema that forbids extension members.

use super::{Options, merged, of_document};
use crate::finding::{Detection, Severity, Token};
use crate::openapi::{Cursor, Document};

/// Finds problem schemas that no further member may join, against which a client that validates
/// rejects the extensions that it must ignore (RFC 9457 section 3.2).
///
/// A schema that others build on through `allOf` contradicts them too; one that stands alone is
/// only less open than it might be.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let mut found = Vec::new();
    for problem in of_document(document) {
        let facets = problem.schema.facets();
        let builds_on = facets.len() > 1;
        for facet in facets {
            let Some(closing) = closing(facet) else {
                continue;
            };
            let operations = problem.uses.iter().map(|found| found.operation());
            let mut detection = Detection::at(Token::Value(closing)).touching(operations);
            let is_base = builds_on && problem.schema.id() != Some(facet.id());
            detection.message = Some(if is_base {
                "the problem schema is closed, and another adds members to it".to_owned()
            } else {
                "the problem schema forbids extension members".to_owned()
            });
            detection.help = Some(format!(
                "leave `{}` out: clients ignore the members that they do not know",
                closing.key().map(Cursor::text).unwrap_or_default()
            ));
            found.push(if is_base {
                detection
            } else {
                detection.at_most(Severity::Info)
            });
        }
    }
    merged(found)
}

/// The keyword that allows no other members.
fn closing(facet: Cursor<'_>) -> Option<Cursor<'_>> {
    ["additionalProperties", "unevaluatedProperties"]
        .into_iter()
        .filter_map(|keyword| facet.get(keyword))
        .find(|value| value.node().as_bool() == Some(false))
}

//! Codes of errors about whose values nothing is said.

use indexmap::IndexMap;

use super::{Options, folded, of_document};
use crate::finding::{Detection, Token};
use crate::openapi::errors::alternatives;
use crate::openapi::{Document, NodeId, Schema};

/// Finds codes of errors about whose values the description says nothing.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let mut found: IndexMap<NodeId, Detection<'a>> = IndexMap::new();
    for body in of_document(document) {
        for schema in alternatives(body.schema) {
            let inner = schema
                .property("error")
                .or_else(|| schema.property("errors")?.items());
            for owner in [Some(schema), inner].into_iter().flatten() {
                for (key, member) in owner.properties() {
                    if matches!(folded(key.text()).as_str(), "code" | "errorcode")
                        && is_free(member)
                    {
                        let detection = body.detection_at(
                            Token::Key(member.cursor()),
                            format!("nothing is said about the values of `{}`", key.text()),
                            "list the values (`enum`), or describe them and link to the list",
                        );
                        found.entry(member.cursor().id()).or_insert(detection);
                    }
                }
            }
        }
    }
    found.into_values().collect()
}

/// Whether a member may have any value, and nothing tells which ones it has.
fn is_free(member: Schema<'_>) -> bool {
    let says = [
        "pattern",
        "x-extensible-enum",
        "format",
        "minimum",
        "maximum",
    ];
    member.node().is_some()
        && member.branches().is_empty()
        && member.allowed_values().is_empty()
        && member.examples().is_empty()
        && member.description().is_none()
        && says.iter().all(|keyword| member.keyword(keyword).is_none())
}

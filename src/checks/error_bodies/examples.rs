//! Examples of errors that their own schema rejects.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use super::{Options, is_told};
use crate::finding::{Detection, Token};
use crate::openapi::{Content, Document, NodeId, ResponseUse, mismatch};

/// Finds examples of error bodies that do not conform to the schema beside them: the first fault of
/// each.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let mut found: IndexMap<NodeId, Detection<'a>> = IndexMap::new();
    // Examples and schemas are shared by many responses; each pair is compared once.
    let mut compared: FxHashSet<(NodeId, Option<NodeId>)> = FxHashSet::default();
    for response in document.responses() {
        let uses: Vec<ResponseUse<'a>> = response.uses().filter(is_told).collect();
        if uses.is_empty() {
            continue;
        }
        let contents = response.contents();
        for content in contents.iter().filter(|content| content.is_json()) {
            judge(*content, &uses, &mut compared, &mut found);
        }
    }
    found.into_values().collect()
}

fn judge<'a>(
    content: Content<'a>,
    uses: &[ResponseUse<'a>],
    compared: &mut FxHashSet<(NodeId, Option<NodeId>)>,
    found: &mut IndexMap<NodeId, Detection<'a>>,
) {
    let Some(schema) = content.schema() else {
        return;
    };
    let id = schema.id();
    let is_new = id.is_some_and(|own| compared.insert((own, id)));
    let own = is_new.then(|| schema.examples()).into_iter().flatten();
    for example in content.examples().into_iter().chain(own) {
        let fault = compared
            .insert((example.id(), id))
            .then(|| mismatch(example, schema));
        let Some(fault) = fault.flatten() else {
            continue;
        };
        let operations = uses.iter().map(|found| found.operation());
        let mut detection = Detection::at(Token::Value(fault.value)).touching(operations);
        let reason = fault.reason;
        detection.message = Some(format!(
            "the example of an error does not fit its schema: {reason}"
        ));
        detection.help = Some("correct the example, or the schema".to_owned());
        found.entry(fault.value.id()).or_insert(detection);
    }
}

//! Examples of errors that their own schema rejects.

use indexmap::IndexMap;

use super::{Options, is_told};
use crate::finding::{Detection, Token};
use crate::openapi::{Document, NodeId, ResponseUse, mismatch};

/// Finds examples of error bodies that do not conform to the schema beside them: the first fault of
/// each.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let mut found: IndexMap<NodeId, Detection<'a>> = IndexMap::new();
    for response in document.responses() {
        let uses: Vec<ResponseUse<'a>> = response.uses().filter(is_told).collect();
        if uses.is_empty() {
            continue;
        }
        for content in response
            .contents()
            .iter()
            .filter(|content| content.is_json())
        {
            let Some(schema) = content.schema() else {
                continue;
            };
            for example in content.examples().into_iter().chain(schema.examples()) {
                let Some(fault) = mismatch(example, schema) else {
                    continue;
                };
                let operations = uses.iter().map(|found| found.operation());
                let mut detection = Detection::at(Token::Value(fault.value)).touching(operations);
                detection.message = Some(format!(
                    "the example of an error does not fit its schema: {}",
                    fault.reason
                ));
                detection.help = Some("correct the example, or the schema".to_owned());
                found.entry(fault.value.id()).or_insert(detection);
            }
        }
    }
    found.into_values().collect()
}

//! An operation that lists so many codes that the list says nothing.

use serde_json::Value;

use super::Options;
use crate::finding::{Detection, Token};
use crate::http::StatusKey;
use crate::openapi::{Operation, Role};

/// Counts the codes that an operation lists against the option `most`.
pub(super) fn check<'a>(operation: Operation<'a>, options: &Options<'_>) -> Option<Detection<'a>> {
    let most = options.get("most").and_then(Value::as_u64)?;
    let keys = operation
        .responses()
        .filter(|found| found.status().and_then(StatusKey::code).is_some());
    let count = keys.count();
    let is_too_long = u64::try_from(count).is_ok_and(|count| count > most);
    (is_too_long && operation.role() == Role::Operation).then(|| {
        let responses = operation.node().get("responses");
        let token = responses.map_or(Token::Key(operation.value()), Token::Key);
        Detection::at(token)
            .fact("count", count.to_string())
            .touching([operation])
    })
}

//! A document in which nothing ever happens but 200.

use super::Options;
use crate::finding::{Detection, Token};
use crate::http::{StatusCode, StatusKey};
use crate::openapi::intent::Purpose;
use crate::openapi::{Cursor, Document, Operation, ResponseUse, Role};

/// How many operations a document has before it says something that none of them answers anything
/// else than 200.
const AT_LEAST: usize = 10;

/// Finds documents whose operations declare 200 and no other status; gives one detection for all of
/// them.
pub(super) fn check<'a>(document: &'a Document<'a>, _: &Options<'_>) -> Vec<Detection<'a>> {
    let own = document
        .operations()
        .filter(|operation| operation.role() == Role::Operation);
    let operations: Vec<Operation<'a>> = own.collect();
    let is_only_200 = |operation: &Operation<'a>| {
        operation
            .responses()
            .all(|found| is_200(found) || found.status() == Some(StatusKey::Default))
    };
    let declares_200 = |operation: &&Operation<'a>| operation.responses().any(is_200);
    if operations.len() < AT_LEAST
        || !operations.iter().all(is_only_200)
        || operations.iter().filter(declares_200).count() < AT_LEAST
        || tells_errors_by_default(&operations)
        || is_rpc(document, &operations)
    {
        return Vec::new();
    }
    let info = document.info().and_then(|info| info.get("title"));
    let token = info.map_or(Token::Key(document.root()), Token::Value);
    let first = operations
        .iter()
        .flat_map(|operation| operation.responses())
        .find(|found| is_200(*found));
    let mut detection = Detection::at(token)
        .fact("count", operations.len().to_string())
        .touching(operations.iter().copied());
    if let Some(first) = first {
        detection = detection.see(Token::Key(first.value()), "such as here");
    }
    vec![detection]
}

fn is_200(found: ResponseUse<'_>) -> bool {
    let code = found.status().and_then(StatusKey::code);
    code.map(StatusCode::number) == Some(200)
}

/// Whether most operations leave the errors to `default`, and describe it as more than a success.
fn tells_errors_by_default(operations: &[Operation<'_>]) -> bool {
    let has_default = |operation: &&Operation<'_>| {
        let default = |found: &ResponseUse<'_>| found.status() == Some(StatusKey::Default);
        operation.responses().len() > 1 && operation.responses().any(|found| default(&found))
    };
    operations.iter().filter(has_default).count() * 2 >= operations.len()
}

/// Whether the outcome of calls is none of HTTP's concern: GraphQL, JSON-RPC, or methods that are
/// transcoded from gRPC.
fn is_rpc(document: &Document<'_>, operations: &[Operation<'_>]) -> bool {
    let is_call = |operation: &&Operation<'_>| operation.is_for(&[Purpose::Rpc]);
    let names_status =
        |name: &str| matches!(name, "rpcStatus" | "google.rpc.Status" | "googleRpcStatus");
    let schemas = ["components", "definitions"]
        .into_iter()
        .filter_map(|key| document.root().get(key));
    let mut schemas = schemas.flat_map(|found| found.get("schemas").unwrap_or(found).entries());
    operations.iter().filter(is_call).count() * 2 >= operations.len()
        || schemas.any(|(key, _): (Cursor<'_>, Cursor<'_>)| names_status(key.text()))
}

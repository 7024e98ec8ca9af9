//! The bodies with which an API says that requests failed, for rules that compare them.

use crate::http::StatusKey;
use crate::openapi::errors::{
    ErrorFormat, alternatives, error_format, is_named_error, looks_like_error,
};
use crate::openapi::intent::Purpose;
use crate::openapi::{Content, Document, ResponseUse, Role, Schema};

/// A body of an error response.
pub(super) struct ErrorBody<'a> {
    pub(super) content: Content<'a>,
    /// The schema, or one of its alternatives.
    pub(super) schema: Schema<'a>,
    /// The outcomes that answer with it; never empty.
    pub(super) uses: Vec<ResponseUse<'a>>,
}

impl ErrorBody<'_> {
    /// The statuses under which it stands, each once, in the order of the document.
    pub(super) fn statuses(&self) -> impl Iterator<Item = StatusKey> {
        self.uses.iter().filter_map(|found| found.status())
    }
}

/// The JSON bodies of the document's error responses that are errors by their members or their
/// name. Left out are hooks, and formats that the protocol of an endpoint fixes: OAuth, SCIM,
/// JSON-RPC, GraphQL, SOAP, FHIR.
pub(super) fn of<'a>(document: &'a Document<'a>) -> Vec<ErrorBody<'a>> {
    let mut bodies = Vec::new();
    for response in document.responses() {
        let uses: Vec<ResponseUse<'a>> = response.uses().filter(|it| is_compared(*it)).collect();
        if uses.is_empty() {
            continue;
        }
        for &content in response.contents().iter().filter(|it| it.is_json()) {
            for schema in content.schema().into_iter().flat_map(alternatives) {
                if is_error(document, schema) {
                    bodies.push(ErrorBody {
                        content,
                        schema,
                        uses: uses.clone(),
                    });
                }
            }
        }
    }
    bodies
}

fn is_compared(found: ResponseUse<'_>) -> bool {
    let operation = found.operation();
    found.is_error()
        && operation.role() == Role::Operation
        && !operation.is_for(&[Purpose::Token, Purpose::Rpc])
}

fn is_error(document: &Document<'_>, schema: Schema<'_>) -> bool {
    let is_foreign = matches!(
        error_format(schema),
        Some(
            ErrorFormat::OAuth
                | ErrorFormat::JsonRpc
                | ErrorFormat::GraphQl
                | ErrorFormat::Scim
                | ErrorFormat::Fhir
                | ErrorFormat::SoapFault
        )
    );
    let is_resource = document.error_schemas().uses(schema).successes > 0;
    !is_foreign && !is_resource && (looks_like_error(schema) || is_named_error(schema))
}

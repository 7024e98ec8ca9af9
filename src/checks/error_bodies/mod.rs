//! Checks of the bodies of error responses, whatever their format.

mod agreed;
mod codes;
mod examples;
mod house_shape;
mod internals;
mod listed_codes;
mod traces;
mod validation;

pub(super) use codes::check as no_machine_readable_code;
pub(super) use examples::check as example_invalid;
pub(super) use house_shape::check as house_shape;
pub(super) use internals::check as leaks_internals;
pub(super) use listed_codes::check as code_not_enumerated;
pub(super) use validation::check as validation_without_details;

use indexmap::IndexMap;

use super::Options;
use crate::finding::{Detection, Token};
use crate::http::StatusKey;
use crate::openapi::intent::Purpose;
use crate::openapi::{Content, Document, NodeId, Operation, Response, ResponseUse, Role, Schema};

/// How one kind of content of error responses is described.
struct ErrorBody<'a> {
    /// Each content that has the schema.
    contents: Vec<Content<'a>>,
    schema: Schema<'a>,
    /// The error outcomes that have it.
    uses: Vec<ResponseUse<'a>>,
}

impl<'a> ErrorBody<'a> {
    /// A detection at the schema where it is written.
    fn detection(&self, message: String, help: impl Into<String>) -> Detection<'a> {
        let node = self.schema.node().unwrap_or(self.schema.cursor());
        self.detection_at(Token::Key(node), message, help)
    }

    /// A detection that touches the operations that have the body.
    fn detection_at(
        &self,
        token: Token<'a>,
        message: String,
        help: impl Into<String>,
    ) -> Detection<'a> {
        let operations = self.uses.iter().map(|found| found.operation());
        let mut detection = Detection::at(token).touching(operations);
        detection.message = Some(message);
        detection.help = Some(help.into());
        detection
    }

    /// The name of the schema in quotes, or a word for it.
    fn name(&self) -> String {
        let name = self.schema.name();
        name.map_or_else(|| "the error body".to_owned(), |name| format!("`{name}`"))
    }
}

/// Whether an outcome is a failure that the API itself answers; what an endpoint for credentials
/// answers is laid down by its own standard.
fn is_told(found: &ResponseUse<'_>) -> bool {
    found.is_error() && !says_success(*found) && is_own_answer(found.operation())
}

fn is_own_answer(operation: Operation<'_>) -> bool {
    operation.role() == Role::Operation
        && !operation.path().to_ascii_lowercase().contains("oauth")
        && !operation.is_for(&[Purpose::Token])
}

/// Whether `default` is described as a success.
fn says_success(found: ResponseUse<'_>) -> bool {
    let description = found.response().and_then(Response::description);
    found.status() == Some(StatusKey::Default)
        && description.is_some_and(|text| {
            let text = text.to_ascii_lowercase();
            text.starts_with("success") || text.starts_with("ok") || text.contains("successful")
        })
}

/// The JSON bodies of the error responses of a document, each schema once.
fn of_document<'a>(document: &'a Document<'a>) -> Vec<ErrorBody<'a>> {
    let mut found: IndexMap<NodeId, ErrorBody<'a>> = IndexMap::new();
    let own: Vec<bool> = document.operations().map(is_own_answer).collect();
    let is_told = |found: &ResponseUse<'a>| {
        found.is_error()
            && own.get(found.operation().index()) == Some(&true)
            && !says_success(*found)
    };
    for response in document.responses() {
        let uses: Vec<ResponseUse<'a>> = response.uses().filter(is_told).collect();
        if uses.is_empty() {
            continue;
        }
        for &content in response.contents() {
            let schema = content.schema().filter(|_| content.is_json());
            let Some((schema, id)) = schema.and_then(|schema| Some((schema, schema.id()?))) else {
                continue;
            };
            let body = found.entry(id).or_insert_with(|| ErrorBody {
                contents: Vec::new(),
                schema,
                uses: Vec::new(),
            });
            body.contents.push(content);
            body.uses.extend(&uses);
        }
    }
    found.into_values().collect()
}

/// A name in lower case, without what separates its words.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a list of words, separated by spaces, has the name.
fn has(words: &str, name: &str) -> bool {
    words.split_ascii_whitespace().any(|word| word == name)
}

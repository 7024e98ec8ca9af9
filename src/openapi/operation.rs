//! One operation: a method on a path, a webhook or a callback.

use std::ops::Range;

use super::content::{self, Content};
use super::cursor::Cursor;
use super::document::Document;
use super::intent::{Intent, Purpose};
use super::parameter::{self, Parameter};
use super::response::ResponseUse;
use super::security::{self, Security};
use super::version::Version;
use crate::http::{Method, StatusClass, StatusCode, StatusKey};

/// Who answers: the API itself, or the client that it calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// An operation under `paths`.
    Operation,
    /// An operation under `webhooks`: the client is the server.
    Webhook,
    /// An operation of a callback: the client is the server.
    Callback,
}

/// What else than the code itself counts as declaring it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Only the code itself.
    Explicit,
    /// The code, or the range that holds it.
    Range,
    /// The code, its range, or `default`.
    Default,
}

#[derive(Clone, Debug)]
pub(super) struct OperationData<'a> {
    /// The Operation Object, references followed.
    pub(super) node: Cursor<'a>,
    /// What stands under the method: the Operation Object or a reference to it.
    pub(super) value: Cursor<'a>,
    /// The key of the path item.
    pub(super) path: Cursor<'a>,
    pub(super) item: Cursor<'a>,
    pub(super) method: Method,
    pub(super) role: Role,
    pub(super) uses: Range<u32>,
    pub(super) fields: Fields<'a>,
    pub(super) parameters: Vec<Parameter<'a>>,
    pub(super) request_contents: Vec<Content<'a>>,
}

impl<'a> OperationData<'a> {
    /// Looks up once what many rules ask of every operation.
    pub(super) fn look_up(&mut self, root: Cursor<'a>, version: Version) {
        self.fields = Fields::of(self.node);
        self.parameters = parameter::of_operation(self.node, self.item);
        self.request_contents = if version.is_swagger() {
            let consumes = self.node.get("consumes").or_else(|| root.get("consumes"));
            content::of_swagger_request(&self.parameters, consumes)
        } else {
            let body = self.fields.request_body.and_then(Cursor::resolved);
            body.map_or_else(Vec::new, content::of_content_map)
        };
    }
}

/// The fields of an Operation Object that rules ask for.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields<'a> {
    operation_id: Option<Cursor<'a>>,
    summary: Option<Cursor<'a>>,
    description: Option<Cursor<'a>>,
    tags: Option<Cursor<'a>>,
    deprecated: Option<Cursor<'a>>,
    request_body: Option<Cursor<'a>>,
    security: Option<Cursor<'a>>,
    pub(super) responses: Option<Cursor<'a>>,
}

impl<'a> Fields<'a> {
    fn of(operation: Cursor<'a>) -> Self {
        Self {
            operation_id: operation.get("operationId"),
            summary: operation.get("summary"),
            description: operation.get("description"),
            tags: operation.get("tags"),
            deprecated: operation.get("deprecated"),
            request_body: operation.get("requestBody"),
            security: operation.get("security"),
            responses: operation.get("responses"),
        }
    }
}

fn text(value: Option<Cursor<'_>>) -> Option<&str> {
    value.and_then(|value| value.node().as_str())
}

/// A view of one operation, as cheap to copy as a pointer.
#[derive(Clone, Copy)]
pub struct Operation<'a> {
    document: &'a Document<'a>,
    index: u32,
    data: &'a OperationData<'a>,
}

impl<'a> Operation<'a> {
    pub(super) fn new(document: &'a Document<'a>, index: u32) -> Self {
        #[expect(
            clippy::indexing_slicing,
            reason = "indices are only made from positions in this list"
        )]
        let data = &document.operations[index as usize];
        Self {
            document,
            index,
            data,
        }
    }

    /// The document that holds the operation.
    pub fn document(self) -> &'a Document<'a> {
        self.document
    }

    /// The position among the document's operations.
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The Operation Object, in whichever file it stands.
    pub fn node(self) -> Cursor<'a> {
        self.data.node
    }

    /// What stands under the method's key; its key is the method's token.
    pub fn value(self) -> Cursor<'a> {
        self.data.value
    }

    /// The Path Item Object.
    pub fn path_item(self) -> Cursor<'a> {
        self.data.item
    }

    /// The method.
    pub fn method(self) -> &'a Method {
        &self.data.method
    }

    /// The path template, the webhook's name, or the callback's expression.
    pub fn path(self) -> &'a str {
        self.data.path.text()
    }

    /// The other operations of the same path item, in the order of the document.
    pub fn siblings(self) -> impl Iterator<Item = Operation<'a>> {
        // Operations of one path item follow one another, but for the callbacks between them.
        let may_be_between = move |other: &Operation<'a>| {
            other.role() == Role::Callback || other.path_item() == self.path_item()
        };
        let at = move |index: usize| self.document.operation(index);
        let before = (0..self.index()).rev().map_while(at);
        let before: Vec<_> = before.take_while(may_be_between).collect();
        let after = (self.index() + 1..)
            .map_while(at)
            .take_while(may_be_between);
        let around = before.into_iter().rev().chain(after);
        around.filter(move |other| other.path_item() == self.path_item())
    }

    /// The key of the path item.
    pub fn path_key(self) -> Cursor<'a> {
        self.data.path
    }

    /// Who answers.
    pub fn role(self) -> Role {
        self.data.role
    }

    /// The operation's name in the document, if it has one.
    pub fn operation_id(self) -> Option<&'a str> {
        text(self.data.fields.operation_id)
    }

    /// The summary, if there is one.
    pub fn summary(self) -> Option<&'a str> {
        text(self.data.fields.summary)
    }

    /// The description, if there is one.
    pub fn description(self) -> Option<&'a str> {
        text(self.data.fields.description)
    }

    /// The names of its tags.
    pub fn tags(self) -> impl Iterator<Item = &'a str> {
        self.data
            .fields
            .tags
            .into_iter()
            .flat_map(Cursor::items)
            .filter_map(|tag| tag.node().as_str())
    }

    /// Whether it is marked as deprecated.
    pub fn is_deprecated(self) -> bool {
        let value = self.data.fields.deprecated;
        value.is_some_and(|value| value.node().as_bool() == Some(true))
    }

    /// The parameters: its own, and those of the path item that it does not override.
    pub fn parameters(self) -> &'a [Parameter<'a>] {
        &self.data.parameters
    }

    /// Whether a request header of that name is declared, without regard to case.
    pub fn has_request_header(self, name: &str) -> bool {
        self.parameters()
            .iter()
            .any(|parameter| parameter.is_header() && parameter.name().eq_ignore_ascii_case(name))
    }

    /// Whether the path template holds a parameter.
    pub fn has_path_parameter(self) -> bool {
        self.path().contains('{')
    }

    /// The contents of the request body: in 2.0 those of the `body` and `formData` parameters.
    pub fn request_contents(self) -> &'a [Content<'a>] {
        &self.data.request_contents
    }

    /// Whether it takes a request body.
    pub fn has_request_body(self) -> bool {
        self.data.fields.request_body.is_some()
            || (self.document.version().is_swagger()
                && self
                    .parameters()
                    .iter()
                    .any(|parameter| parameter.is_body()))
    }

    /// What it asks of the client's credentials: its own word, else the document's.
    pub fn security(self) -> Security<'a> {
        security::of_operation(self)
    }

    /// The Responses Object, references followed; none where it is missing or leads nowhere.
    pub fn responses_object(self) -> Option<Cursor<'a>> {
        self.responses_field().and_then(Cursor::resolved)
    }

    /// What stands under `responses`: the Responses Object or, against the specification, a
    /// reference to it.
    pub fn responses_field(self) -> Option<Cursor<'a>> {
        self.data.fields.responses
    }

    /// What stands under the operation's own `security`.
    pub(super) fn security_field(self) -> Option<Cursor<'a>> {
        self.data.fields.security
    }

    /// The declared outcomes in the order of the document, extensions left out.
    pub fn responses(self) -> impl ExactSizeIterator<Item = ResponseUse<'a>> + Clone {
        self.data
            .uses
            .clone()
            .map(move |index| ResponseUse::new(self.document, index))
    }

    /// The declared outcomes of a class, explicit or as a range.
    pub fn responses_in(self, class: StatusClass) -> impl Iterator<Item = ResponseUse<'a>> {
        self.responses()
            .filter(move |response| response.status().and_then(StatusKey::class) == Some(class))
    }

    /// The declared success outcomes.
    pub fn successes(self) -> impl Iterator<Item = ResponseUse<'a>> {
        self.responses_in(StatusClass::Successful)
    }

    /// Whether an outcome is declared, by what the caller lets count.
    pub fn declares(self, code: StatusCode, coverage: Coverage) -> bool {
        self.responses().any(|response| match response.status() {
            Some(StatusKey::Code(declared)) => declared == code,
            Some(StatusKey::Range(class)) => {
                coverage != Coverage::Explicit && class == code.class()
            }
            Some(StatusKey::Default) => coverage == Coverage::Default,
            None => false,
        })
    }

    /// Whether the operation does one of these things. Of what its method rules out, nothing is
    /// inferred.
    pub fn is_for(self, purposes: &[Purpose]) -> bool {
        let mut possible = purposes.iter().filter(|purpose| purpose.is_possible(self));
        possible.next().is_some() && purposes.contains(&self.intent().purpose)
    }

    /// What the operation does, as far as its method, path, words and schemas tell.
    pub fn intent(self) -> &'a Intent {
        self.document.intents().intent(self)
    }
}

impl PartialEq for Operation<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && std::ptr::eq(self.data, other.data)
    }
}

impl Eq for Operation<'_> {}

impl std::fmt::Display for Operation<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.method(), self.path())
    }
}

impl std::fmt::Debug for Operation<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{self}")
    }
}

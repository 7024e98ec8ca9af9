//! Responses: where they are defined, and where operations use them.

use super::content::{self, Content};
use super::cursor::Cursor;
use super::document::{Declared, Document};
use super::header::{self, Header};
use super::operation::Operation;
use super::reference::Unresolved;
use crate::http::{StatusClass, StatusKey};

#[derive(Clone, Debug)]
pub(super) struct UseData<'a> {
    pub(super) operation: u32,
    key: Cursor<'a>,
    value: Cursor<'a>,
    pub(super) status: Option<StatusKey>,
    reference: Option<&'a str>,
    pub(super) definition: Option<u32>,
    /// The contents in 2.0, which the operation's `produces` decides on.
    pub(super) swagger_contents: Vec<Content<'a>>,
}

impl<'a> UseData<'a> {
    pub(super) fn new(operation: u32, declared: &Declared<'a>, definition: Option<u32>) -> Self {
        Self {
            operation,
            key: declared.key,
            value: declared.value,
            status: StatusKey::parse(declared.key.text()),
            reference: declared.reference,
            definition,
            swagger_contents: Vec::new(),
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct DefinitionData<'a> {
    pub(super) cursor: Cursor<'a>,
    description: Option<Cursor<'a>>,
    headers: Vec<Header<'a>>,
    has_content: bool,
    /// The contents since 3.0; those of 2.0 depend on the use.
    contents: Vec<Content<'a>>,
    uses: Vec<u32>,
}

impl<'a> DefinitionData<'a> {
    pub(super) fn new(cursor: Cursor<'a>, uses: Vec<u32>) -> Self {
        let content = cursor.get("content");
        Self {
            cursor,
            description: cursor.get("description"),
            headers: cursor.get("headers").map_or_else(Vec::new, header::of_map),
            has_content: content.is_some_and(|content| !content.node().is_empty()),
            contents: content::of_content_map(cursor),
            uses,
        }
    }
}

/// One outcome that an operation declares: a key of its Responses Object, and the response there.
#[derive(Clone, Copy)]
pub struct ResponseUse<'a> {
    document: &'a Document<'a>,
    index: u32,
    data: &'a UseData<'a>,
}

impl<'a> ResponseUse<'a> {
    pub(super) fn new(document: &'a Document<'a>, index: u32) -> Self {
        #[expect(
            clippy::indexing_slicing,
            reason = "indices are only made from positions in this list"
        )]
        let data = &document.uses[index as usize];
        Self {
            document,
            index,
            data,
        }
    }

    /// The position among the document's declared outcomes.
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The operation that declares the outcome.
    pub fn operation(self) -> Operation<'a> {
        Operation::new(self.document, self.data.operation)
    }

    /// The key: a status code, a range, `default`, or what stands there instead.
    pub fn key(self) -> Cursor<'a> {
        self.data.key
    }

    /// What the key means; none where it is no valid key (OpenAPI, Responses Object).
    pub fn status(self) -> Option<StatusKey> {
        self.data.status
    }

    /// Whether the outcome is a failure: 4xx, 5xx, or `default`, which holds those that are not
    /// declared.
    pub fn is_error(self) -> bool {
        match self.status() {
            Some(StatusKey::Default) => true,
            Some(status) => status.class().is_some_and(StatusClass::is_error),
            None => false,
        }
    }

    /// What stands under the key: the Response Object or a reference to it.
    pub fn value(self) -> Cursor<'a> {
        self.data.value
    }

    /// The response, where the value is one or leads to one.
    pub fn response(self) -> Option<Response<'a>> {
        self.data
            .definition
            .map(|index| Response::new(self.document, index))
    }

    /// The contents as this operation has them: in 2.0 its own `produces` decides on the media types.
    pub fn contents(self) -> &'a [Content<'a>] {
        if self.document.version().is_swagger() {
            &self.data.swagger_contents
        } else {
            self.response().map_or(&[], Response::contents)
        }
    }

    /// The text of the `$ref` under the key, where a reference stands there.
    pub fn reference(self) -> Option<&'a str> {
        self.data.reference
    }

    /// Why the reference under the key leads nowhere; none where it does lead somewhere.
    pub fn unresolved(self) -> Option<Unresolved> {
        if self.data.definition.is_some() {
            return None;
        }
        self.value().resolve().err()
    }
}

impl PartialEq for ResponseUse<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && std::ptr::eq(self.data, other.data)
    }
}

impl Eq for ResponseUse<'_> {}

impl std::fmt::Debug for ResponseUse<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.operation(), self.key().text())
    }
}

/// A response where it is written, with all the outcomes that use it.
#[derive(Clone, Copy)]
pub struct Response<'a> {
    document: &'a Document<'a>,
    index: u32,
    data: &'a DefinitionData<'a>,
}

impl<'a> Response<'a> {
    pub(super) fn new(document: &'a Document<'a>, index: u32) -> Self {
        #[expect(
            clippy::indexing_slicing,
            reason = "indices are only made from positions in this list"
        )]
        let data = &document.definitions[index as usize];
        Self {
            document,
            index,
            data,
        }
    }

    /// The document that uses the response.
    pub fn document(self) -> &'a Document<'a> {
        self.document
    }

    /// The position among the document's responses.
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The Response Object, in whichever file it stands. Where nothing is written below the key, it
    /// is null, which reads as a response that says nothing.
    pub fn node(self) -> Cursor<'a> {
        self.data.cursor
    }

    /// The outcomes that use it, in the order of the document.
    pub fn uses(self) -> impl ExactSizeIterator<Item = ResponseUse<'a>> + Clone {
        self.data
            .uses
            .iter()
            .map(move |index| ResponseUse::new(self.document, *index))
    }

    /// Whether it is written apart from the operations that use it.
    pub fn is_shared(self) -> bool {
        self.uses()
            .any(|response_use| response_use.value().id() != self.node().id())
            || self.data.uses.len() > 1
    }

    /// The name under which it is shared: its key in `components.responses` (2.0: `responses`).
    pub fn component_name(self) -> Option<&'a str> {
        let key = self.node().key()?;
        let map = self.node().parent()?.key()?;
        let is_component =
            map.text() == "responses" && StatusKey::parse(key.text()).is_none() && self.is_shared();
        is_component.then(|| key.text())
    }

    /// Whether the description says no more than that the request succeeded: `OK`,
    /// `successful operation`.
    pub fn says_success(self) -> bool {
        const SUCCESSES: [&str; 4] = ["ok", "success", "successful", "successfully"];
        const THINGS: [&str; 4] = ["operation", "request", "response", "result"];
        let is_one_of =
            |list: [&str; 4], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
        let text = self.description().unwrap_or_default();
        let mut words = text
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words.next().is_some_and(|word| is_one_of(SUCCESSES, word))
            && words.all(|word| is_one_of(THINGS, word))
    }

    /// The description, where it is text.
    pub fn description(self) -> Option<&'a str> {
        self.data
            .description
            .and_then(|value| value.node().as_str())
    }

    /// Whether a description is written, whatever it is.
    pub fn is_described(self) -> bool {
        self.data.description.is_some()
    }

    /// The headers, in the order of the document.
    pub fn headers(self) -> impl ExactSizeIterator<Item = Header<'a>> {
        self.data.headers.iter().copied()
    }

    /// The header of that name, without regard to case.
    pub fn header(self, name: &str) -> Option<Header<'a>> {
        self.headers()
            .find(|header| header.name().eq_ignore_ascii_case(name))
    }

    /// The contents: one for each media type; in 2.0 the schema under each that the first operation
    /// to use the response produces.
    pub fn contents(self) -> &'a [Content<'a>] {
        if self.document.version().is_swagger() {
            self.uses().next().map_or(&[], ResponseUse::contents)
        } else {
            &self.data.contents
        }
    }

    /// Whether any content is documented; `content: {}` documents that there is none.
    pub fn has_content(self) -> bool {
        if self.document.version().is_swagger() {
            self.node().get("schema").is_some()
        } else {
            self.data.has_content
        }
    }
}

impl PartialEq for Response<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && std::ptr::eq(self.data, other.data)
    }
}

impl Eq for Response<'_> {}

impl std::fmt::Debug for Response<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:?}", self.node())
    }
}

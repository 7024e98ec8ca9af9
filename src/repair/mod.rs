//! What would mend a defect: changes to the document, told symbolically until somebody asks for the
//! edits.
//!
//! A check or a page says "declare a header on this response", never an offset. The conventions of
//! the API decide on the rest: which shared response fits, what an error looks like, how neighbours
//! are written. This room knows nothing of rules.

mod conventions;
mod edits;
mod order;
mod smart;
mod standard;

use std::sync::Arc;

pub use conventions::{Conventions, ErrorContent};
pub use order::place as status_place;
pub use smart::{Wanted, component_name, phrase, shared_response};
pub use standard::{StandardHeader, standard_headers};

use crate::http::StatusKey;
use crate::openapi::{Cursor, Header, Operation, Response};
use crate::source::Source;
use crate::syntax::TextEdit;
use crate::syntax::edit::NewNode;

/// Changes that together mend a defect.
#[derive(Clone, Debug)]
pub struct Repair<'a> {
    /// What is done, in the imperative; told by the changes where there is none.
    pub title: Option<String>,
    /// What is done, in order.
    pub changes: Vec<Change<'a>>,
}

/// One change to the document.
#[derive(Clone, Debug)]
pub enum Change<'a> {
    /// Puts a value into a mapping, below keys of which the first ones may be there already.
    Insert {
        /// The mapping.
        into: Cursor<'a>,
        /// The keys that lead from it to the value.
        path: Vec<String>,
        /// The value.
        value: NewNode,
    },
    /// Gives the key of a node another text.
    RenameKey {
        /// The node under the key, or the key itself.
        of: Cursor<'a>,
        /// What the key is to say.
        to: String,
    },
    /// Puts the key of a node in quotes.
    QuoteKey {
        /// The node under the key, or the key itself.
        of: Cursor<'a>,
    },
    /// Gives a value another text, or puts another value in its place.
    Replace {
        /// The value.
        value: Cursor<'a>,
        /// What it is to be.
        by: NewNode,
    },
    /// Replaces words within a text.
    ReplaceWithin {
        /// The text.
        value: Cursor<'a>,
        /// The words, and what comes in their place.
        words: Vec<(String, String)>,
    },
    /// Takes out entries or items of one file.
    Remove {
        /// The values of the entries, or the items.
        nodes: Vec<Cursor<'a>>,
    },
    /// Puts the entries of a mapping into another order.
    Sort {
        /// The mapping.
        mapping: Cursor<'a>,
        /// For each position, which entry comes there.
        order: Vec<usize>,
    },
    /// Declares a header on a response, as the API declares it elsewhere.
    AddHeader {
        /// The response.
        response: Response<'a>,
        /// Its name.
        name: String,
        /// Its schema, where the API does not declare it elsewhere.
        schema: NewNode,
        /// Its description, likewise.
        description: Option<String>,
        /// Whether every such response has it (since OpenAPI 3.0).
        required: bool,
    },
    /// Declares a header that another response declares, in the same words.
    CopyHeader {
        /// The response that is to declare it.
        response: Response<'a>,
        /// The header.
        header: Header<'a>,
    },
    /// Declares an outcome of an operation, by the response that the API shares for it.
    AddResponse {
        /// The operation.
        operation: Operation<'a>,
        /// The status.
        status: StatusKey,
    },
    /// Gives a response the body that the API's errors have.
    AddErrorContent {
        /// The response.
        response: Response<'a>,
    },
    /// Gives a body the media type that the API's errors have.
    UseErrorMediaType {
        /// The Media Type Object.
        of: Cursor<'a>,
    },
    /// Puts the schema of the API's errors in the place of a schema.
    UseErrorSchema {
        /// The schema, or the reference to it.
        schema: Cursor<'a>,
    },
}

/// An edit to one file.
#[derive(Clone, Debug)]
pub struct FileEdit {
    /// The file.
    pub source: Arc<Source>,
    /// What changes in its text.
    pub edit: TextEdit,
}

impl PartialEq for FileEdit {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.source, &other.source) && self.edit == other.edit
    }
}

/// What a repair comes to in text.
#[derive(Clone, Debug)]
pub struct Edits {
    /// What is done, in the imperative.
    pub title: String,
    /// The edits; they do not overlap.
    pub edits: Vec<FileEdit>,
}

impl<'a> Repair<'a> {
    /// A repair of one change.
    pub fn of(change: Change<'a>) -> Self {
        Self {
            title: None,
            changes: vec![change],
        }
    }

    /// The same with words of its own for what is done.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The edits that it comes to. None where one of the changes cannot be made so that nothing else
    /// changes.
    pub fn edits(&self, conventions: &Conventions<'a>) -> Option<Edits> {
        edits::of(self, conventions)
    }
}

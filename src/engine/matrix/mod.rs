//! The status matrix: which operation answers with which status, as the document says.

mod filter;
mod marks;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use filter::{InvalidGlob, MatrixFilter};
pub use marks::{Marks, RowMarks};

use crate::finding::{OperationName, Place, Token};
use crate::http::StatusKey;
use crate::openapi::{Cursor, Document, Operation, Response, ResponseUse, Role, Version};
use crate::source::{Source, Span};

/// The operations of one description with the outcomes that each declares.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// The name of the entry document.
    pub name: String,
    /// What the description calls itself.
    pub title: Option<String>,
    /// The version of OpenAPI that it claims.
    pub version: Version,
    /// The files that were read for it, the entry document first.
    pub sources: Vec<Arc<Source>>,
    /// The operations in the order of the document.
    pub rows: Vec<MatrixRow>,
}

/// One operation with the outcomes that it declares.
#[derive(Clone, Debug)]
pub struct MatrixRow {
    /// Method and path.
    pub operation: OperationName,
    /// Who answers.
    pub role: Role,
    /// Its name in the document.
    pub operation_id: Option<String>,
    /// What it is for, in the words of the document.
    pub summary: Option<String>,
    /// The names of its tags.
    pub tags: Vec<String>,
    /// The key of the method.
    pub place: Place,
    /// What it declares, in the order of the document.
    pub outcomes: Vec<Outcome>,
    /// Where it is written.
    extent: Vec<Stretch>,
}

/// An outcome that an operation declares.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The key as it is written.
    pub key: String,
    /// What the key means; none where OpenAPI gives it no meaning.
    pub status: Option<StatusKey>,
    /// What the response says of itself.
    pub description: Option<String>,
    /// Where it is written: at the operation, and where a reference leads.
    extent: Vec<Stretch>,
}

/// How an operation provides for a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cover {
    /// By a key of its own.
    Declared,
    /// By the range that holds it.
    Range,
    /// By `default`.
    Default,
    /// Not at all.
    Missing,
}

impl Cover {
    /// The word for it, as reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Range => "range",
            Self::Default => "default",
            Self::Missing => "missing",
        }
    }
}

/// A part of a file.
#[derive(Clone, Debug)]
struct Stretch {
    source: Arc<Source>,
    span: Span,
}

impl Stretch {
    /// A node with its key.
    fn of(node: Cursor<'_>) -> Self {
        let start = node.key().map_or(node.span(), Cursor::span).start();
        let start = start.min(node.span().start());
        Self {
            source: Arc::clone(node.source()),
            span: Span::new(start, node.span().end()),
        }
    }

    fn holds(&self, place: &Place) -> bool {
        self.span.contains(place.span()) && self.source.name() == place.source().name()
    }
}

impl Matrix {
    /// The matrix of a document.
    pub(super) fn of(document: &Document<'_>) -> Self {
        let root = document.root();
        let trees = root.forest().trees();
        let info = document.info();
        Self {
            name: root.source().name().to_owned(),
            title: info
                .and_then(|info| info.string("title"))
                .map(str::to_owned),
            version: document.version(),
            sources: trees.map(|tree| Arc::clone(tree.source())).collect(),
            rows: document.operations().map(MatrixRow::of).collect(),
        }
    }

    /// The statuses that some operation declares, in ascending order: each range behind the codes of
    /// its class, `default` last.
    pub fn columns(&self) -> Vec<StatusKey> {
        let outcomes = self.rows.iter().flat_map(|row| &row.outcomes);
        let known: BTreeSet<StatusKey> = outcomes.filter_map(|outcome| outcome.status).collect();
        let mut columns: Vec<StatusKey> = known.into_iter().collect();
        columns.sort_by_key(|status| {
            let class = status.class();
            (class.is_none(), class, status.code().is_none(), *status)
        });
        columns
    }

    /// Keeps the operations that the filter lets pass.
    pub fn retain(&mut self, filter: &MatrixFilter) {
        self.rows.retain(|row| filter.passes(row));
    }
}

impl MatrixRow {
    fn of(operation: Operation<'_>) -> Self {
        Self {
            operation: OperationName {
                method: operation.method().to_string(),
                path: operation.path().to_owned(),
            },
            role: operation.role(),
            operation_id: operation.operation_id().map(str::to_owned),
            summary: operation.summary().map(str::to_owned),
            tags: operation.tags().map(str::to_owned).collect(),
            place: Token::Key(operation.value()).place(),
            outcomes: operation.responses().map(Outcome::of).collect(),
            extent: vec![
                Stretch::of(operation.value()),
                Stretch::of(operation.node()),
            ],
        }
    }

    /// How the operation provides for a status.
    pub fn cover(&self, status: StatusKey) -> Cover {
        let declares = |wanted: StatusKey| {
            let mut outcomes = self.outcomes.iter();
            outcomes.any(|outcome| outcome.status == Some(wanted))
        };
        if declares(status) {
            return Cover::Declared;
        }
        let Some(class) = status.code().and(status.class()) else {
            return Cover::Missing;
        };
        if declares(StatusKey::Range(class)) {
            Cover::Range
        } else if declares(StatusKey::Default) {
            Cover::Default
        } else {
            Cover::Missing
        }
    }

    /// The outcome under a status.
    pub fn outcome(&self, status: StatusKey) -> Option<&Outcome> {
        let mut outcomes = self.outcomes.iter();
        outcomes.find(|outcome| outcome.status == Some(status))
    }
}

impl Outcome {
    fn of(found: ResponseUse<'_>) -> Self {
        let response = found.response();
        let mut extent = vec![Stretch::of(found.value())];
        extent.extend(response.map(|response| Stretch::of(response.node())));
        Self {
            key: found.key().text().to_owned(),
            status: found.status(),
            description: response.and_then(Response::description).map(str::to_owned),
            extent,
        }
    }
}

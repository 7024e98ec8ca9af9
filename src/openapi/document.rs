//! An API description: the entry document with everything that its references reach.

use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::collect;
use super::content;
use super::cursor::Cursor;
use super::errors::{ErrorSchemas, reads_like_errors};
use super::forest::{FileId, Forest, NodeId};
use super::intent::Intents;
use super::operation::{Operation, OperationData};
use super::response::{DefinitionData, Response, ResponseUse, UseData};
use super::security;
use super::statuses::ByStatus;
use super::version::Version;
use crate::http::StatusKey;
use crate::syntax::Node;

/// An API description, read once: its operations, the responses that each declares, and where every
/// response is defined.
///
/// Everything else is looked at through cheap views that borrow from it.
pub struct Document<'a> {
    root: Cursor<'a>,
    version: Version,
    pub(super) operations: Vec<OperationData<'a>>,
    pub(super) uses: Vec<UseData<'a>>,
    pub(super) definitions: Vec<DefinitionData<'a>>,
    by_status: ByStatus,
    error_schemas: OnceLock<ErrorSchemas>,
    intents: OnceLock<Intents>,
    /// Which operations are about errors as things.
    about_errors: OnceLock<Vec<bool>>,
}

impl<'a> Document<'a> {
    /// Reads the entry document of a forest; none where its root is no OpenAPI object.
    ///
    /// Of a stream of several documents, `root` tells which one is meant.
    pub fn new(forest: &'a Forest, root: Node<'a>) -> Option<Self> {
        let version = Version::of(root)?;
        let root = Cursor::new(forest, FileId::ENTRY, root);
        let operations = collect::operations(root);
        let mut document = Self {
            root,
            version,
            operations,
            uses: Vec::new(),
            definitions: Vec::new(),
            by_status: ByStatus::default(),
            error_schemas: OnceLock::new(),
            intents: OnceLock::new(),
            about_errors: OnceLock::new(),
        };
        document
            .operations
            .par_iter_mut()
            .for_each(|operation| operation.look_up(root, version));
        document.collect_responses();
        if version.is_swagger() {
            document.collect_swagger_contents();
        }
        document.by_status = ByStatus::of(&document.uses);
        Some(document)
    }

    /// Reads the declared outcomes. Following their references is most of the work, so that is
    /// done in parallel; numbering them is not, so that the order is the document's.
    fn collect_responses(&mut self) {
        let declared: Vec<Vec<Declared<'a>>> = self
            .operations
            .par_iter()
            .map_init(Known::default, |known, operation| {
                let entries = collect::responses(operation.fields.responses);
                entries.map(|entry| Declared::new(entry, known)).collect()
            })
            .collect();
        let mut number_of: FxHashMap<NodeId, u32> = FxHashMap::default();
        let mut definitions: Vec<(Cursor<'a>, Vec<u32>)> = Vec::new();
        for (index, outcomes) in declared.into_iter().enumerate() {
            let first = narrow(self.uses.len());
            for declared in outcomes {
                let number = declared.found.map(|cursor| {
                    let next = narrow(definitions.len());
                    let number = *number_of.entry(cursor.id()).or_insert(next);
                    if number == next {
                        definitions.push((cursor, Vec::new()));
                    }
                    number
                });
                if let Some((_, uses)) = number.and_then(|at| definitions.get_mut(at as usize)) {
                    uses.push(narrow(self.uses.len()));
                }
                self.uses
                    .push(UseData::new(narrow(index), &declared, number));
            }
            if let Some(operation) = self.operations.get_mut(index) {
                operation.uses = first..narrow(self.uses.len());
            }
        }
        self.definitions = definitions
            .into_par_iter()
            .map(|(cursor, uses)| DefinitionData::new(cursor, uses))
            .collect();
    }

    /// Gives every outcome of a 2.0 document the media types that its operation produces, else the
    /// document's.
    fn collect_swagger_contents(&mut self) {
        let common = self.root.get("produces");
        let (operations, definitions) = (&self.operations, &self.definitions);
        self.uses.par_iter_mut().for_each(|found| {
            let operation = operations.get(found.operation as usize);
            let produces = operation.and_then(|operation| operation.node.get("produces"));
            let definition = found.definition.and_then(|at| definitions.get(at as usize));
            if let Some(definition) = definition {
                found.swagger_contents =
                    content::of_swagger_response(definition.cursor, produces.or(common));
            }
        });
    }

    /// The root of the entry document.
    pub fn root(&self) -> Cursor<'a> {
        self.root
    }

    /// The version of OpenAPI that the entry document claims.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The operations in the order of the document: paths, then webhooks; callbacks follow the
    /// operation that declares them.
    pub fn operations(&self) -> impl ExactSizeIterator<Item = Operation<'_>> + Clone {
        (0..self.operations.len()).map(|index| Operation::new(self, narrow(index)))
    }

    /// The operation at a position in [`operations`](Self::operations).
    pub fn operation(&self, index: usize) -> Option<Operation<'_>> {
        (index < self.operations.len()).then(|| Operation::new(self, narrow(index)))
    }

    /// The responses that operations use, each once, in the order of first use, in whichever file
    /// they are defined.
    pub fn responses(&self) -> impl ExactSizeIterator<Item = Response<'_>> + Clone {
        (0..self.definitions.len()).map(|index| Response::new(self, narrow(index)))
    }

    /// Every declared outcome of every operation.
    pub fn uses(&self) -> impl ExactSizeIterator<Item = ResponseUse<'_>> + Clone {
        (0..self.uses.len()).map(|index| ResponseUse::new(self, narrow(index)))
    }

    /// The declared outcomes with a status that satisfies a condition, in the order of the document;
    /// a key that is no valid one has none.
    pub fn uses_under(
        &self,
        condition: impl Fn(Option<StatusKey>) -> bool,
    ) -> impl Iterator<Item = ResponseUse<'_>> {
        let chosen = self.by_status.choose(condition, &self.uses);
        let document = self;
        (0..chosen.uses.len())
            .filter_map(move |position| chosen.uses.get(position).copied())
            .map(move |index| ResponseUse::new(document, index))
    }

    /// The responses that are used under a status that satisfies a condition, each once, in the
    /// order of first use.
    pub fn responses_under(
        &self,
        condition: impl Fn(Option<StatusKey>) -> bool,
    ) -> impl Iterator<Item = Response<'_>> {
        let chosen = self.by_status.choose(condition, &self.uses);
        let document = self;
        (0..chosen.definitions.len())
            .filter_map(move |position| chosen.definitions.get(position).copied())
            .map(move |index| Response::new(document, index))
    }

    /// The schemas that the API uses for its errors.
    pub fn error_schemas(&self) -> &ErrorSchemas {
        self.error_schemas.get_or_init(|| ErrorSchemas::of(self))
    }

    /// What the operations do.
    pub(super) fn intents(&self) -> &Intents {
        self.intents.get_or_init(|| Intents::of(self))
    }

    /// Whether the document defines a way to show credentials.
    pub fn has_security_schemes(&self) -> bool {
        security::schemes(self.root).is_some_and(|schemes| !schemes.node().is_empty())
    }

    /// Whether an operation is about errors as things.
    pub(super) fn speaks_of_errors(&self, operation: Operation<'_>) -> bool {
        let about = self.about_errors.get_or_init(|| {
            (0..self.operations.len())
                .into_par_iter()
                .map(|index| reads_like_errors(Operation::new(self, narrow(index))))
                .collect()
        });
        about.get(operation.index()).copied().unwrap_or_default()
    }

    /// The title and description of the API, for rules that read prose.
    pub fn info(&self) -> Option<Cursor<'a>> {
        self.root.mapping("info")
    }
}

/// One entry of a Responses Object, its reference followed.
pub(super) struct Declared<'a> {
    pub(super) key: Cursor<'a>,
    pub(super) value: Cursor<'a>,
    /// The text of its `$ref`.
    pub(super) reference: Option<&'a str>,
    /// The response, or the null that stands in its place.
    found: Option<Cursor<'a>>,
}

/// Where references led that were followed already: thousands of operations have the same few.
type Known<'a> = FxHashMap<(FileId, &'a str), Option<Cursor<'a>>>;

impl<'a> Declared<'a> {
    fn new((key, value): (Cursor<'a>, Cursor<'a>), known: &mut Known<'a>) -> Self {
        let reference = value.reference();
        let follow = || value.resolved().map(Cursor::target);
        let found = match reference {
            Some(text) => *known.entry((value.file(), text)).or_insert_with(follow),
            None => follow(),
        };
        Self {
            key,
            value,
            reference,
            found: found.filter(|found| found.node().is_mapping() || found.node().is_null()),
        }
    }
}

/// Positions fit 32 bits because spans do.
pub(super) fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

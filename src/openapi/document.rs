//! An API description: the entry document with everything that its references reach.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::collect;
use super::cursor::Cursor;
use super::errors::ErrorSchemas;
use super::forest::{FileId, Forest, NodeId};
use super::intent::Intents;
use super::operation::{Operation, OperationData};
use super::response::{DefinitionData, Response, ResponseUse, UseData};
use super::version::Version;
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
    error_schemas: OnceLock<ErrorSchemas>,
    intents: OnceLock<Intents>,
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
            error_schemas: OnceLock::new(),
            intents: OnceLock::new(),
        };
        document.collect_responses();
        Some(document)
    }

    fn collect_responses(&mut self) {
        let mut definition_of: FxHashMap<NodeId, u32> = FxHashMap::default();
        for (index, operation) in self.operations.iter_mut().enumerate() {
            let first = narrow(self.uses.len());
            for (key, value) in collect::responses(operation.node) {
                let use_index = narrow(self.uses.len());
                let definition = value
                    .resolved()
                    .map(Cursor::target)
                    .filter(|found| found.node().is_mapping() || found.node().is_null())
                    .map(|cursor| {
                        let next = narrow(self.definitions.len());
                        let definition = *definition_of.entry(cursor.id()).or_insert(next);
                        if definition == next {
                            self.definitions.push(DefinitionData::new(cursor));
                        }
                        definition
                    });
                let uses = definition.and_then(|at| self.definitions.get_mut(at as usize));
                if let Some(data) = uses {
                    data.uses.push(use_index);
                }
                self.uses
                    .push(UseData::new(narrow(index), key, value, definition));
            }
            operation.uses = first..narrow(self.uses.len());
        }
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

    /// The schemas that the API uses for its errors.
    pub fn error_schemas(&self) -> &ErrorSchemas {
        self.error_schemas.get_or_init(|| ErrorSchemas::of(self))
    }

    /// What the operations do.
    pub(super) fn intents(&self) -> &Intents {
        self.intents.get_or_init(|| Intents::of(self))
    }

    /// The title and description of the API, for rules that read prose.
    pub fn info(&self) -> Option<Cursor<'a>> {
        self.root.mapping("info")
    }
}

/// Positions fit 32 bits because spans do.
pub(super) fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

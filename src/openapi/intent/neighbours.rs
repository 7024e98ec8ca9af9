//! The other operations around one: on the same path, on the items of its collection, with the same
//! schema.

use rustc_hash::FxHashMap;

use super::bodies::{self, Bodies, Body};
use super::steps::{self, Step};
use crate::http::Method;
use crate::openapi::forest::NodeId;
use crate::openapi::{Document, Operation, Role};

/// What inference looks up about the operations of a document.
pub(super) struct Neighbours {
    /// Operations by the shape of their path.
    on: FxHashMap<String, Vec<u32>>,
    /// Operations on `P/{x}` by the shape of `P`.
    items: FxHashMap<String, Vec<u32>>,
    /// Operations on `…/name/{x}` by the name.
    named: FxHashMap<String, Vec<u32>>,
    /// Reads of one resource by the schema that they answer with.
    reads: FxHashMap<NodeId, Vec<u32>>,
    /// Lists by the schema of their members.
    lists: FxHashMap<NodeId, Vec<u32>>,
    bodies: Bodies,
    /// Where the body of every operation's answer is looked up.
    answers: Vec<Option<usize>>,
}

impl Neighbours {
    pub(super) fn of(document: &Document<'_>) -> Self {
        let mut all = Self {
            on: FxHashMap::default(),
            items: FxHashMap::default(),
            named: FxHashMap::default(),
            reads: FxHashMap::default(),
            lists: FxHashMap::default(),
            bodies: Bodies::default(),
            answers: Vec::new(),
        };
        for operation in document.operations() {
            let answer = answer(operation, &mut all.bodies);
            if operation.role() == Role::Operation {
                all.add(operation, answer);
            }
            all.answers.push(answer);
        }
        all
    }

    fn add(&mut self, operation: Operation<'_>, answer: Option<usize>) {
        let number = u32::try_from(operation.index()).unwrap_or(u32::MAX);
        let mut path = steps::steps(operation.path());
        self.on.entry(steps::shape(&path)).or_default().push(number);
        let is_item = path.pop_if(|last| *last == Step::Parameter).is_some();
        if is_item {
            self.items
                .entry(steps::shape(&path))
                .or_default()
                .push(number);
            if let Some(Step::Name(name)) = path.last() {
                self.named
                    .entry(steps::plain(name))
                    .or_default()
                    .push(number);
            }
        }
        if *operation.method() != Method::Get {
            return;
        }
        let Some(answer) = answer.and_then(|at| self.bodies.get(at)) else {
            return;
        };
        if is_item && !answer.is_list {
            for schema in &answer.resources {
                self.reads.entry(*schema).or_default().push(number);
            }
        }
        for schema in &answer.members {
            self.lists.entry(*schema).or_default().push(number);
        }
    }

    /// The operations on a path.
    pub(super) fn on(&self, path: &[Step]) -> &[u32] {
        self.on.get(&steps::shape(path)).map_or(&[], Vec::as_slice)
    }

    /// The operations on the items of the collection at a path.
    pub(super) fn items(&self, path: &[Step]) -> &[u32] {
        self.items
            .get(&steps::shape(path))
            .map_or(&[], Vec::as_slice)
    }

    /// The operations on the items of any collection of that name.
    pub(super) fn named(&self, name: &str) -> &[u32] {
        self.named
            .get(&steps::plain(name))
            .map_or(&[], Vec::as_slice)
    }

    /// The reads of one resource that answer with one of these schemas.
    pub(super) fn reads(&self, answer: &Body) -> Vec<u32> {
        gather(&self.reads, &answer.resources)
    }

    /// The lists whose members have one of these schemas.
    pub(super) fn lists(&self, answer: &Body) -> Vec<u32> {
        gather(&self.lists, &answer.resources)
    }

    /// What an operation answers with.
    pub(super) fn answer(&self, operation: Operation<'_>) -> Option<&Body> {
        let at = self.answers.get(operation.index()).copied()??;
        self.bodies.get(at)
    }
}

fn gather(index: &FxHashMap<NodeId, Vec<u32>>, schemas: &[NodeId]) -> Vec<u32> {
    schemas
        .iter()
        .filter_map(|schema| index.get(schema))
        .flatten()
        .copied()
        .collect()
}

fn answer(operation: Operation<'_>, bodies: &mut Bodies) -> Option<usize> {
    let contents = bodies::success(operation)?.response()?.contents();
    let schema = bodies::telling(contents)?.schema()?;
    bodies.read(schema)
}

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
    /// An operation further down, on `P/{x}/…`, by the shape of `P`.
    below: FxHashMap<String, u32>,
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
            below: FxHashMap::default(),
            named: FxHashMap::default(),
            reads: FxHashMap::default(),
            lists: FxHashMap::default(),
            bodies: Bodies::default(),
            answers: Vec::new(),
        };
        let mut place = Place::default();
        for operation in document.operations() {
            let answer = answer(operation, &mut all.bodies);
            if operation.role() == Role::Operation {
                // The operations of one path stand one behind the other.
                if place.path != operation.path() {
                    place = Place::of(operation.path());
                }
                all.add(operation, &place, answer);
            }
            all.answers.push(answer);
        }
        all
    }

    fn add(&mut self, operation: Operation<'_>, place: &Place<'_>, answer: Option<usize>) {
        let number = u32::try_from(operation.index()).unwrap_or(u32::MAX);
        push(&mut self.on, &place.shape, number);
        for above in &place.above {
            if !self.below.contains_key(above) {
                self.below.insert(above.clone(), number);
            }
        }
        let is_item = place.collection.is_some();
        if let Some(collection) = &place.collection {
            push(&mut self.items, collection, number);
        }
        if let Some(name) = &place.name {
            push(&mut self.named, name, number);
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

    /// An operation on what belongs to an item of the collection at a path.
    pub(super) fn below(&self, path: &[Step]) -> Option<u32> {
        self.below.get(&steps::shape(path)).copied()
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

/// A path as operations are looked up by it.
#[derive(Default)]
struct Place<'a> {
    path: &'a str,
    shape: String,
    /// The shape of the collection, where the path is that of its items.
    collection: Option<String>,
    /// The plain name of that collection.
    name: Option<String>,
    /// The shapes of the collections whose items the path goes through.
    above: Vec<String>,
}

impl<'a> Place<'a> {
    fn of(path: &'a str) -> Self {
        let mut steps = steps::steps(path);
        let shape = steps::shape(&steps);
        let above = steps::collections_above(&steps);
        let is_item = steps.pop_if(|last| *last == Step::Parameter).is_some();
        let name = match steps.last() {
            Some(Step::Name(name)) if is_item => Some(steps::plain(name)),
            _ => None,
        };
        Self {
            path,
            shape,
            collection: is_item.then(|| steps::shape(&steps)),
            name,
            above,
        }
    }
}

fn push(index: &mut FxHashMap<String, Vec<u32>>, key: &str, number: u32) {
    match index.get_mut(key) {
        Some(numbers) => numbers.push(number),
        None => {
            index.insert(key.to_owned(), vec![number]);
        }
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

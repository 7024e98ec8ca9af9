//! The errors of an API do not have one shape.

use indexmap::{IndexMap, IndexSet};

use super::errors::{self, ErrorBody};
use super::shapes::{are_alike, in_words, names};
use crate::checks::{Options, systemic};
use crate::finding::{Detection, Severity, Token};
use crate::http::{StatusCode, StatusKey};
use crate::openapi::{Document, NodeId, Operation, Schema};

/// How many error responses there must be before one shape can be called the usual one.
const AT_LEAST: usize = 10;

/// Codes with which a gateway in front of the API often answers by itself.
const OF_GATEWAYS: [u16; 6] = [401, 403, 429, 502, 503, 504];

/// Compares the members of error bodies. The shape of most is the usual one; each shape that shares
/// no more than half of its members with it is one detection.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _: &Options<'_>,
) -> Vec<Detection<'a>> {
    let shapes = shapes(document);
    let all: usize = shapes.iter().map(|shape| shape.uses).sum();
    let Some(usual) = shapes
        .iter()
        .reduce(|best, next| if next.uses > best.uses { next } else { best })
    else {
        return Vec::new();
    };
    if all < AT_LEAST {
        return Vec::new();
    }
    let departing = shapes
        .iter()
        .filter(|shape| !are_alike(&shape.names, &usual.names));
    let found = departing.map(|shape| tell(shape, usual, all)).collect();
    systemic::once(found, "shapes")
}

/// Error bodies whose members have the same names.
struct Shape<'a> {
    names: Vec<&'a str>,
    first: Schema<'a>,
    uses: usize,
    statuses: IndexSet<StatusKey>,
    operations: IndexMap<usize, Operation<'a>>,
}

/// The shapes of a document's errors; those whose members cannot be told are left out.
fn shapes<'a>(document: &'a Document<'a>) -> Vec<Shape<'a>> {
    let mut known: IndexMap<NodeId, Option<Vec<&'a str>>> = IndexMap::new();
    let mut shapes: IndexMap<Vec<&'a str>, Shape<'a>> = IndexMap::new();
    for body in errors::of(document) {
        let Some(id) = body.schema.id() else {
            continue;
        };
        let own = known.entry(id).or_insert_with(|| names(body.schema));
        let Some(own) = own.clone() else {
            continue;
        };
        let shape = shapes.entry(own).or_insert_with_key(|own| Shape {
            names: own.clone(),
            first: body.schema,
            uses: 0,
            statuses: IndexSet::new(),
            operations: IndexMap::new(),
        });
        shape.add(&body);
    }
    shapes.into_values().collect()
}

impl<'a> Shape<'a> {
    fn add(&mut self, body: &ErrorBody<'a>) {
        self.uses += body.uses.len();
        self.statuses.extend(body.statuses());
        let users = body.uses.iter().map(|found| found.operation());
        self.operations
            .extend(users.map(|operation| (operation.index(), operation)));
    }

    fn is_of_a_gateway(&self) -> bool {
        self.statuses.iter().all(|status| {
            let number = status.code().map(StatusCode::number);
            number.is_some_and(|number| OF_GATEWAYS.contains(&number))
        })
    }

    fn token(&self) -> Token<'a> {
        match self.first.cursor().get("$ref") {
            Some(reference) => Token::Value(reference),
            None => Token::Key(self.first.cursor()),
        }
    }
}

fn tell<'a>(shape: &Shape<'a>, usual: &Shape<'a>, all: usize) -> Detection<'a> {
    let mut statuses: Vec<StatusKey> = shape.statuses.iter().copied().collect();
    statuses.sort_unstable();
    let statuses = systemic::listed(&statuses);
    let mut detection = Detection::at(shape.token())
        .see(usual.token(), "the usual shape")
        .touching(shape.operations.values().copied());
    detection.message = Some(format!(
        "{} of {all} error bodies ({statuses}) hold {}, where {} hold {}",
        shape.uses,
        in_words(&shape.names),
        usual.uses,
        in_words(&usual.names)
    ));
    detection.help = Some(match usual.first.name() {
        Some(name) => format!("answer with `{name}` here too, or with a schema that extends it"),
        None => "answer with the usual members here too".to_owned(),
    });
    if shape.is_of_a_gateway() {
        detection
            .because(format!(
                "only under {statuses}: a gateway may answer these itself"
            ))
            .at_most(Severity::Info)
    } else {
        detection
    }
}

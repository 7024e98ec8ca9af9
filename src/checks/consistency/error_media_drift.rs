//! Errors of one shape are declared under several JSON media types.

use indexmap::IndexMap;

use super::errors;
use super::shapes::names;
use crate::checks::{Options, systemic};
use crate::finding::{Detection, Token};
use crate::openapi::errors::problem_members;
use crate::openapi::{Content, Document, Operation};

/// How many error responses of one shape there must be before one media type is the usual one.
const AT_LEAST: usize = 5;

/// The responses that declare errors of one shape under one media type.
struct Served<'a> {
    content: Content<'a>,
    uses: usize,
    operations: Vec<Operation<'a>>,
}

/// Compares the media types of error bodies whose members are the same; of a response that offers
/// several, the first.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _: &Options<'_>,
) -> Vec<Detection<'a>> {
    let mut shapes: IndexMap<Vec<&'a str>, IndexMap<String, Served<'a>>> = IndexMap::new();
    let mut last = None;
    for body in errors::of(document) {
        let offered = body.uses.first().map(|found| found.index());
        let is_other_offer = last.replace(offered) == Some(offered);
        let media_type = body.content.essence().to_ascii_lowercase();
        // A problem as plain JSON is a finding of its own.
        if is_other_offer || media_type.is_empty() || problem_members(body.schema) >= 3 {
            continue;
        }
        let Some(own) = names(body.schema) else {
            continue;
        };
        let served = shapes.entry(own).or_default();
        let served = served.entry(media_type).or_insert_with(|| Served {
            content: body.content,
            uses: 0,
            operations: Vec::new(),
        });
        served.uses += body.uses.len();
        served
            .operations
            .extend(body.uses.iter().map(|found| found.operation()));
    }
    let found = shapes.values().flat_map(departing).collect();
    systemic::once(found, "media types")
}

fn departing<'a>(served: &IndexMap<String, Served<'a>>) -> Vec<Detection<'a>> {
    let all: usize = served.values().map(|one| one.uses).sum();
    let usual = served.iter().reduce(|best, next| {
        if next.1.uses > best.1.uses {
            next
        } else {
            best
        }
    });
    let Some((usual_type, usual)) = usual.filter(|_| all >= AT_LEAST) else {
        return Vec::new();
    };
    let others = served.iter().filter(|(name, _)| *name != usual_type);
    let tell = |(name, one): (&String, &Served<'a>)| {
        let mut detection = Detection::at(Token::Key(one.content.token()))
            .see(Token::Key(usual.content.token()), "the usual media type")
            .touching(one.operations.iter().copied());
        detection.message = Some(format!(
            "{} of {all} errors of one shape are `{name}`, {} are `{usual_type}`",
            one.uses, usual.uses
        ));
        detection.help = Some(format!("declare `{usual_type}` here too"));
        detection
    };
    others.map(tell).collect()
}

//! One code with one schema is described in many words that all say the same.

use indexmap::IndexMap;

use crate::checks::{Options, systemic};
use crate::finding::{Detection, Token};
use crate::http::StatusKey;
use crate::openapi::{Document, NodeId, Response, ResponseUse};

/// From how many wordings on.
const AT_LEAST: usize = 4;

/// How many words a description has that tells something of its own.
const TELLING: usize = 6;

/// Compares the short descriptions of error responses that have their code and their schema in
/// common.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _: &Options<'_>,
) -> Vec<Detection<'a>> {
    let mut groups: IndexMap<(StatusKey, NodeId), IndexMap<String, Response<'a>>> = IndexMap::new();
    for response in document.responses() {
        let Some((key, text)) = compared(response) else {
            continue;
        };
        groups
            .entry(key)
            .or_default()
            .entry(text)
            .or_insert(response);
    }
    let found = groups.iter().filter(|(_, it)| it.len() >= AT_LEAST);
    let found = found.filter_map(|((status, _), wordings)| tell(*status, wordings));
    systemic::once(found.collect(), "codes")
}

fn compared(response: Response<'_>) -> Option<((StatusKey, NodeId), String)> {
    let found = response.uses().next().filter(|found| found.is_error())?;
    let text = response.description()?.trim();
    if text.is_empty() || text.split_whitespace().count() >= TELLING {
        return None;
    }
    let contents = response.contents();
    let schema = contents.first()?.schema()?;
    schema.name()?;
    Some(((found.status()?, schema.id()?), text.to_owned()))
}

fn tell<'a>(status: StatusKey, wordings: &IndexMap<String, Response<'a>>) -> Option<Detection<'a>> {
    let (_, first) = wordings.first()?;
    let users = wordings.values().flat_map(|response| response.uses());
    let mut detection = Detection::at(Token::Value(first.node().get("description")?))
        .touching(users.map(ResponseUse::operation));
    let others = wordings.iter().skip(1).take(2);
    detection.related = others
        .filter_map(|(text, response)| {
            let node = response.node().get("description")?;
            Some((Token::Value(node), format!("“{text}” here")))
        })
        .collect();
    detection.message = Some(format!(
        "{status} with one schema is described in {} ways, none of which says more",
        wordings.len()
    ));
    detection.help = Some("write one shared response, and refer to it".to_owned());
    Some(detection)
}

//! Several codes of one operation are described in the same words.

use indexmap::IndexMap;

use super::status_names::is_own_phrase;
use super::{Options, systemic};
use crate::finding::{Detection, Token};
use crate::http::{StatusClass, StatusKey};
use crate::openapi::{Operation, ResponseUse, Role};

/// From how many codes of one class on the words are too few to tell them apart.
const AT_LEAST: usize = 3;

/// Compares the descriptions of an operation's codes: two of different classes, or three of one,
/// with the same text. One response that several codes refer to is general on purpose.
pub(super) fn check<'a>(operation: Operation<'a>, _: &Options<'_>) -> Option<Detection<'a>> {
    if operation.role() != Role::Operation || !may_have_alike(operation) {
        return None;
    }
    let mut texts: IndexMap<String, Vec<ResponseUse<'a>>> = IndexMap::new();
    for found in operation.responses() {
        let (Some(key @ StatusKey::Code(_)), Some(response)) = (found.status(), found.response())
        else {
            continue;
        };
        let text = response.description().unwrap_or_default().trim();
        if text.is_empty() || is_own_phrase(text, key) {
            continue;
        }
        let text = text.trim_end_matches('.').to_lowercase();
        let alike = texts.entry(text).or_default();
        if alike.iter().all(|known| known.response() != Some(response)) {
            alike.push(found);
        }
    }
    let alike = texts.into_values().find(|alike| {
        let class = |found: &ResponseUse<'a>| found.status().and_then(StatusKey::class);
        let first: Option<StatusClass> = alike.first().and_then(class);
        alike.len() >= AT_LEAST || alike.iter().any(|found| class(found) != first)
    })?;
    tell(&alike)
}

/// Whether two descriptions could be the same but for case: a glance that spares most operations a
/// copy of every text.
fn may_have_alike(operation: Operation<'_>) -> bool {
    let texts = operation.responses().filter_map(|found| {
        let text = found.response()?.description()?.trim();
        Some(text.trim_end_matches('.'))
    });
    let texts: Vec<&str> = texts.collect();
    let mut earlier = texts.iter().enumerate();
    earlier.any(|(position, one)| {
        let mut later = texts.iter().skip(position + 1);
        later.any(|other| !one.is_ascii() || !other.is_ascii() || one.eq_ignore_ascii_case(other))
    })
}

fn tell<'a>(alike: &[ResponseUse<'a>]) -> Option<Detection<'a>> {
    let (first, second) = (alike.first()?, alike.get(1)?);
    let node = |found: &ResponseUse<'a>| found.response()?.node().get("description");
    let keys: Vec<&str> = alike.iter().map(|found| found.key().text()).collect();
    let text = first.response()?.description()?.trim();
    let detection = Detection::at(Token::Value(node(second)?))
        .fact("statuses", systemic::listed(&keys))
        .fact("name", excerpt(text))
        .see(Token::Value(node(first)?), "the same words")
        .touching([first.operation()]);
    Some(detection)
}

/// The beginning of a text, on one line.
fn excerpt(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line)),
        None => line.to_owned(),
    }
}

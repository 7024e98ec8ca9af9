//! A code that repeats what the range or the `default` of its operation says already.

use super::Options;
use crate::finding::{Detection, Token};
use crate::http::{StatusCode, StatusKey};
use crate::openapi::{Cursor, ResponseUse, Role};

/// Compares the response of a code with the one that a client would read where the code were left
/// out: that of its range, else `default` (OpenAPI, Responses Object).
pub(super) fn check<'a>(found: ResponseUse<'a>, _: &Options<'_>) -> Option<Detection<'a>> {
    let code = found.status().and_then(StatusKey::code)?;
    let operation = found.operation();
    if operation.role() != Role::Operation {
        return None;
    }
    let general = stands_in_for(found, code)?;
    let key = general.key().text();
    let (own, other) = (found.response()?, general.response()?);
    let is_same = own == other || is_equal(own.node(), other.node());
    is_same.then(|| {
        Detection::at(Token::Key(found.value()))
            .fact("name", key)
            .see(Token::Key(general.value()), "says the same")
            .touching([operation])
    })
}

/// The outcome that covers a code beside its own key. A success under `default` is a mistake of its
/// own, so `default` only stands in for errors.
fn stands_in_for(found: ResponseUse<'_>, code: StatusCode) -> Option<ResponseUse<'_>> {
    let with_key = |key: StatusKey| {
        let mut others = found.operation().responses();
        others.find(|other| other.status() == Some(key))
    };
    let default = || found.is_error().then(|| with_key(StatusKey::Default));
    with_key(StatusKey::Range(code.class())).or_else(|| default().flatten())
}

/// How many parts of two responses are compared: aliases within aliases have no end.
const PARTS: usize = 10_000;

/// Whether two parts of a document say the same, letter by letter; references are compared by their
/// texts.
fn is_equal(left: Cursor<'_>, right: Cursor<'_>) -> bool {
    let mut pairs = vec![(left, right)];
    let mut compared = 0;
    while let Some((left, right)) = pairs.pop() {
        compared += 1;
        if compared > PARTS {
            return false;
        }
        let (left, right) = (left.target(), right.target());
        if left.id() == right.id() {
            continue;
        }
        let (one, other) = (left.node(), right.node());
        if one.kind() != other.kind() || one.len() != other.len() {
            return false;
        }
        if one.is_mapping() {
            for (key, value) in left.entries() {
                match right.get(key.text()) {
                    Some(counterpart) => pairs.push((value, counterpart)),
                    None => return false,
                }
            }
        } else if one.is_sequence() {
            pairs.extend(left.items().zip(right.items()));
        } else if one.text() != other.text() {
            return false;
        }
    }
    true
}

//! HEAD declares other outcomes or fewer headers than GET of the same path.

use std::iter;

use super::Options;
use crate::finding::{Detection, Severity, Token};
use crate::http::{Method, StatusKey};
use crate::openapi::{Coverage, Document, Header, Operation, ResponseUse, Role};

/// Headers that a server may leave out of the answer to a HEAD, because their value is known only
/// once there is content (RFC 9110 section 9.3.2).
const OF_CONTENT: &[&str] = &[
    "vary",
    "transfer-encoding",
    "trailer",
    "etag",
    "last-modified",
];

/// Compares each HEAD with the GET beside it: HEAD is GET without the content of the answer
/// (RFC 9110 section 9.3.2).
pub(super) fn check<'a>(document: &'a Document<'a>, _: &Options<'_>) -> Vec<Detection<'a>> {
    let heads = document.operations().filter(|operation| {
        *operation.method() == Method::Head && operation.role() == Role::Operation
    });
    heads
        .filter_map(|head| {
            let get = beside(head)?;
            other_outcome(head, get).or_else(|| fewer_headers(head, get))
        })
        .collect()
}

/// The GET of the same path item; the operations of one stand side by side.
fn beside(head: Operation<'_>) -> Option<Operation<'_>> {
    let document = head.document();
    let is_of_item = |other: &Operation<'_>| other.path_key().id() == head.path_key().id();
    let mut before = iter::successors(head.index().checked_sub(1), |index| index.checked_sub(1))
        .map_while(|index| document.operation(index))
        .take_while(is_of_item);
    let mut after = iter::successors(head.index().checked_add(1), |index| index.checked_add(1))
        .map_while(|index| document.operation(index))
        .take_while(is_of_item);
    let is_get = |other: &Operation<'_>| *other.method() == Method::Get;
    before.find(is_get).or_else(|| after.find(is_get))
}

/// A success of HEAD that GET does not have.
fn other_outcome<'a>(head: Operation<'a>, get: Operation<'a>) -> Option<Detection<'a>> {
    let of_get = explicit_success(get)?;
    let other = head.successes().find(|found| {
        let code = found.status().and_then(StatusKey::code);
        code.is_some_and(|code| !get.declares(code, Coverage::Range))
    })?;
    let code = other.key().text();
    let message = format!(
        "{head} declares {code}, but GET declares {}",
        of_get.key().text()
    );
    let detection = Detection::at(Token::Key(other.value()))
        .see(Token::Key(of_get.value()), "what GET answers")
        .touching([head]);
    let mut detection = Detection {
        message: Some(message),
        help: Some(format!("declare {} for HEAD too", of_get.key().text())),
        ..detection
    };
    if code == "204" {
        detection = detection
            .at_most(Severity::Info)
            .because("204 is a common answer where HEAD only asks whether something is there");
    }
    Some(detection)
}

fn explicit_success(operation: Operation<'_>) -> Option<ResponseUse<'_>> {
    operation
        .successes()
        .find(|found| found.status().and_then(StatusKey::code).is_some())
}

/// Headers that GET declares for an outcome and HEAD does not.
fn fewer_headers<'a>(head: Operation<'a>, get: Operation<'a>) -> Option<Detection<'a>> {
    head.successes().find_map(|of_head| {
        let of_get = get
            .successes()
            .find(|found| found.status() == of_head.status())?;
        let declared: Vec<&str> = of_head.response()?.headers().map(Header::name).collect();
        let is_missing = |name: &&str| {
            let has = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
            let is_of_content = name
                .get(..8)
                .is_some_and(|start| start.eq_ignore_ascii_case("content-"));
            !is_of_content && !has(OF_CONTENT) && !has(&declared)
        };
        let headers = of_get.response()?.headers().map(Header::name);
        let missing: Vec<String> = headers
            .filter(is_missing)
            .map(|name| format!("`{name}`"))
            .collect();
        if missing.is_empty() {
            return None;
        }
        let names = missing.join(", ");
        let detection = Detection::at(Token::Key(of_head.value()))
            .see(Token::Key(of_get.value()), format!("GET declares {names}"))
            .touching([head]);
        Some(Detection {
            message: Some(format!(
                "{head} declares no {names} under {}, but GET does",
                of_head.key().text()
            )),
            ..detection
        })
    })
}

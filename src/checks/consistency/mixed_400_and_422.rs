//! Input is refused with 400 by some operations and with 422 by others.

use std::sync::OnceLock;

use crate::checks::{Options, systemic};
use crate::expression::Expression;
use crate::finding::{Detection, Token};
use crate::http::{StatusCode, StatusKey};
use crate::openapi::{Coverage, Document, Operation, Response, ResponseUse, Role};

/// How many operations take a body, at least, before their habits are compared, and which share (in
/// percent) each of two habits has.
const AT_LEAST: usize = 10;
const SHARE: usize = 10;

/// Descriptions that tell the two codes apart: what cannot be read, and what can be read and not be
/// done.
const DISTINCTION: &str = r"(?i)\b(semantic|syntax|syntactic|well-?formed|malformed|pars(e|ed|ing|able)|unreadable|business (rule|logic)|understood|understands?)";

/// Compares how operations that take a body refuse it; with the option `allowed` naming one of the
/// codes, reports every response under the other.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let allowed: Vec<String> = options.list("allowed").collect();
    match allowed.as_slice() {
        [only] => unwanted(document, only),
        _ => mixed(document).into_iter().collect(),
    }
}

/// The responses under the code that is not the wanted one.
fn unwanted<'a>(document: &'a Document<'a>, wanted: &str) -> Vec<Detection<'a>> {
    let other = match wanted {
        "400" => StatusCode::new(422),
        "422" => StatusCode::new(400),
        _ => None,
    };
    let Some(other) = other.map(StatusKey::Code) else {
        return Vec::new();
    };
    let tell = |response: Response<'a>| {
        let is_other = |found: &ResponseUse<'a>| {
            found.status() == Some(other) && found.operation().role() == Role::Operation
        };
        let uses: Vec<ResponseUse<'a>> = response.uses().filter(is_other).collect();
        uses.first()?;
        let touched = uses.iter().map(|found| found.operation());
        let mut detection = Detection::at(Token::Key(response.node())).touching(touched);
        detection.message = Some(format!("input is refused with {other}, not with {wanted}"));
        detection.help = Some(format!("declare this response under {wanted}"));
        Some(detection)
    };
    systemic::once(document.responses().filter_map(tell).collect(), "responses")
}

fn mixed<'a>(document: &'a Document<'a>) -> Option<Detection<'a>> {
    let (bad, unprocessable) = (StatusCode::new(400)?, StatusCode::new(422)?);
    let taking: Vec<Operation<'a>> = document
        .operations()
        .filter(|it| it.role() == Role::Operation && it.has_request_body())
        .collect();
    let only = |code, other| -> Vec<Operation<'a>> {
        let declares =
            |operation: &Operation<'a>, code| operation.declares(code, Coverage::Explicit);
        taking
            .iter()
            .copied()
            .filter(|operation| declares(operation, code) && !declares(operation, other))
            .collect()
    };
    let (with_400, with_422) = (only(bad, unprocessable), only(unprocessable, bad));
    let is_habit = |count: usize| count * 100 > taking.len() * SHARE;
    if taking.len() < AT_LEAST || !is_habit(with_400.len()) || !is_habit(with_422.len()) {
        return None;
    }
    if tells_apart(document, bad) || tells_apart(document, unprocessable) {
        return None;
    }
    let (few, few_code, many, many_code) = if with_422.len() <= with_400.len() {
        (&with_422, unprocessable, &with_400, bad)
    } else {
        (&with_400, bad, &with_422, unprocessable)
    };
    let (first, usual) = (outcome(few, few_code)?, outcome(many, many_code)?);
    let mut detection = Detection::at(Token::Key(first.value()))
        .see(
            Token::Key(usual.value()),
            format!("refused with {many_code} here"),
        )
        .touching(few.iter().copied());
    detection.message = Some(format!(
        "{} operations refuse their input with {few_code}, {} with {many_code}",
        few.len(),
        many.len()
    ));
    detection.help = Some(format!(
        "use {many_code} throughout, or say in the descriptions what each code is for"
    ));
    Some(detection)
}

/// Whether a description under the code says what it is for beside the other.
fn tells_apart(document: &Document<'_>, code: StatusCode) -> bool {
    static PATTERN: OnceLock<Option<Expression>> = OnceLock::new();
    let pattern = PATTERN.get_or_init(|| Expression::new(DISTINCTION, true));
    let under_code = document.responses().filter(|response| {
        let mut uses = response.uses();
        uses.any(|found| found.status() == Some(StatusKey::Code(code)))
    });
    under_code
        .filter_map(Response::description)
        .any(|text| pattern.as_ref().is_some_and(|it| it.is_match(text)))
}

fn outcome<'a>(operations: &[Operation<'a>], code: StatusCode) -> Option<ResponseUse<'a>> {
    let first = operations.first()?;
    first
        .responses()
        .find(|found| found.status() == Some(StatusKey::Code(code)))
}

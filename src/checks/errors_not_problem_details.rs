//! PRB01: error responses that are no problem details.

use indexmap::IndexMap;

use super::Options;
use crate::finding::{Detection, Severity, Token};
use crate::http::{StatusClass, StatusKey};
use crate::openapi::errors::{Conformance, ErrorFormat, conformance, error_format};
use crate::openapi::{Document, Response, ResponseUse, Role};

/// How many places the finding for a document shows beside the first.
const SHOWN: usize = 3;

/// Counts the error responses with content that are no problem details: one detection for the
/// document, or one for each response with the option `per-response`.
pub(super) fn check<'a>(document: &'a Document<'a>, options: &Options<'_>) -> Vec<Detection<'a>> {
    let judged: Vec<Judged<'a>> = document.responses().filter_map(Judged::new).collect();
    let all: usize = judged.iter().map(|one| one.uses.len()).sum();
    let other: Vec<&Judged<'a>> = judged.iter().filter(|one| !one.is_problem).collect();
    if options.flag("per-response") {
        return other.into_iter().map(each).collect();
    }
    summary(&other, all).into_iter().collect()
}

/// An error response with content.
struct Judged<'a> {
    response: Response<'a>,
    uses: Vec<ResponseUse<'a>>,
    is_problem: bool,
    format: Option<ErrorFormat>,
}

impl<'a> Judged<'a> {
    fn new(response: Response<'a>) -> Option<Self> {
        let uses: Vec<_> = response.uses().filter(|found| is_error(*found)).collect();
        let contents = response.contents();
        if uses.is_empty() || contents.is_empty() {
            return None;
        }
        let is_problem = contents.iter().any(|content| content.is_problem())
            && conformance(response) != Conformance::SchemaDefective;
        let format = contents.into_iter().find_map(error_format);
        Some(Self {
            response,
            uses,
            is_problem,
            format,
        })
    }

    /// The media type, or the reference to the schema that 2.0 has in its place.
    fn token(&self) -> Token<'a> {
        let contents = self.response.contents();
        contents
            .first()
            .map_or(Token::Key(self.response.node()), |content| {
                Token::Key(content.token())
            })
    }
}

/// Whether an outcome is an error of the API itself. What OAuth endpoints answer is defined
/// elsewhere (RFC 6749 section 5.2).
fn is_error(found: ResponseUse<'_>) -> bool {
    let operation = found.operation();
    let last = operation
        .path()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_oauth = matches!(
        last.as_str(),
        "token" | "introspect" | "revoke" | "userinfo"
    );
    let is_failure = match found.status() {
        Some(StatusKey::Default) => operation.successes().next().is_some(),
        Some(status) => status.class().is_some_and(StatusClass::is_error),
        None => false,
    };
    is_failure && !is_oauth && operation.role() == Role::Operation
}

fn each<'a>(judged: &Judged<'a>) -> Detection<'a> {
    let mut detection =
        Detection::at(judged.token()).touching(judged.uses.iter().map(|found| found.operation()));
    let status = judged.uses.first().map_or("", |found| found.key().text());
    detection.message = Some(format!("the {status} response is not problem details"));
    detection.help = Some("answer it as `application/problem+json` (RFC 9457)".to_owned());
    detection
}

fn summary<'a>(other: &[&Judged<'a>], all: usize) -> Option<Detection<'a>> {
    let first = other.first()?;
    let count: usize = other.iter().map(|one| one.uses.len()).sum();
    let mut detection = Detection::at(first.token()).touching(operations(other));
    for place in other.iter().skip(1).take(SHOWN) {
        detection = detection.see(place.token(), "and here");
    }
    let what = if count == all {
        format!("none of {all}")
    } else {
        format!("{} of {all}", all - count)
    };
    let responses = if all == 1 {
        "error response is"
    } else {
        "error responses are"
    };
    let told = if all == 1 {
        "the one error response is not".to_owned()
    } else {
        format!("{what} {responses}")
    };
    detection.message = Some(match house_format(other, count) {
        Some(format) => {
            detection = detection
                .at_most(Severity::Info)
                .because(format!("most of them are {format}"));
            format!("{told} problem details: this API answers {format}")
        }
        None => format!("{told} problem details"),
    });
    detection.help = Some(
        "answer errors as `application/problem+json` (RFC 9457), which clients know how to read"
            .to_owned(),
    );
    Some(detection)
}

fn operations<'a>(other: &[&Judged<'a>]) -> Vec<crate::openapi::Operation<'a>> {
    let mut found: Vec<_> = other
        .iter()
        .flat_map(|one| &one.uses)
        .map(|one| one.operation())
        .collect();
    found.sort_by_key(|operation| operation.index());
    found.dedup();
    found
}

/// The known format that most of the responses have.
fn house_format(other: &[&Judged<'_>], count: usize) -> Option<ErrorFormat> {
    let mut tally: IndexMap<ErrorFormat, usize> = IndexMap::new();
    for one in other {
        if let Some(format) = one.format {
            *tally.entry(format).or_default() += one.uses.len();
        }
    }
    let (format, uses) = tally
        .into_iter()
        .max_by_key(|(format, uses)| (*uses, std::cmp::Reverse(*format)))?;
    (uses * 2 > count).then_some(format)
}

//! A problem without a type of its own whose title is not the phrase of its status.

use super::{Options, stated};
use crate::finding::{Detection, Token};
use crate::http::{StatusCode, phrase_named};
use crate::openapi::{Cursor, Document, Response, ResponseUse, Schema};
use crate::repair::{Change, Repair};
use crate::syntax::edit::NewNode;

/// Finds examples of `about:blank` problems with a title that is not the reason phrase of the code
/// (RFC 9457 section 4.2.1). A problem that states no `type` is `about:blank` (section 3.1.1).
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let titles = stated(document, "title").into_iter();
    titles
        .filter_map(|title| {
            let example = title.example?;
            let text = title.value.node().as_str()?;
            let is_own_type = title.uses.iter().any(|found| has_own_type(*found));
            let is_blank = match example.get("type") {
                Some(kind) => kind.text() == "about:blank",
                None => !is_own_type,
            };
            let code = title.code().or_else(|| own_status(example))?;
            if !is_blank || !text.is_ascii() || names(text, code) || is_localised(&title.uses) {
                return None;
            }
            let phrase = code.reason_phrase()?;
            let mut detection = Detection::at(Token::Value(title.value))
                .touching(title.uses.iter().map(|found| found.operation()));
            detection.message = Some(format!(
                "the title of an `about:blank` problem under {code} is “{text}”, not “{phrase}”"
            ));
            detection.help = Some(format!(
                "write “{phrase}”, or give the problem a `type` of its own"
            ));
            let title = Change::Replace {
                value: title.value,
                by: NewNode::text(phrase),
            };
            Some(detection.mended_by(Repair::of(title)))
        })
        .collect()
}

/// Whether a title is the phrase of a code, today's or a former one.
fn names(title: &str, code: StatusCode) -> bool {
    phrase_named(title).is_some_and(|phrase| phrase.codes.contains(&code))
}

fn own_status(example: Cursor<'_>) -> Option<StatusCode> {
    let number = example.get("status")?.node().as_i64()?;
    StatusCode::new(u16::try_from(number).ok()?)
}

/// Whether the schema gives problems a type where an example leaves it out.
fn has_own_type(found: ResponseUse<'_>) -> bool {
    let contents = found.contents().iter();
    contents
        .filter_map(|content| content.schema())
        .any(|schema| {
            let kind = schema.property("type");
            let default = kind.and_then(|kind| kind.keyword("default"));
            !kind
                .map(Schema::allowed_values)
                .unwrap_or_default()
                .is_empty()
                || default.is_some_and(|value| value.text() != "about:blank")
        })
}

/// Whether titles may be in another language than English.
fn is_localised(uses: &[ResponseUse<'_>]) -> bool {
    let mut responses = uses.iter().filter_map(|found| found.response());
    responses.any(|response: Response<'_>| response.header("Content-Language").is_some())
}

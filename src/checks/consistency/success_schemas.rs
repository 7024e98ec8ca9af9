//! Successes that answer with one resource, and describe it differently.

use indexmap::IndexMap;

use super::shapes::{are_kin, in_words, is_part, names};
use crate::checks::{Options, systemic};
use crate::finding::{Detection, Token};
use crate::http::{Method, StatusCode};
use crate::openapi::intent::Purpose;
use crate::openapi::path::segments;
use crate::openapi::{Content, Document, Operation, ResponseUse, Role};

/// Compares what a PUT, PATCH or POST answers when it created with what it answers when it changed:
/// 201 and 200 of one operation.
pub(in crate::checks) fn of_one_operation<'a>(
    operation: Operation<'a>,
    _: &Options<'_>,
) -> Option<Detection<'a>> {
    let may_do_both = matches!(
        operation.method(),
        Method::Put | Method::Patch | Method::Post
    );
    if operation.role() != Role::Operation || !may_do_both {
        return None;
    }
    let (created, changed) = (body(operation, 201)?, body(operation, 200)?);
    let difference = difference(created, changed)?;
    let mut detection = Detection::at(token(created.1))
        .see(token(changed.1), "what 200 answers")
        .touching([operation]);
    detection.message = Some(format!(
        "{operation} answers 201 with {}, and 200 with {}",
        difference.0, difference.1
    ));
    detection.help =
        Some("answer with one schema whether the resource was created or changed".to_owned());
    Some(detection)
}

/// Compares what GET answers for a resource with what PUT and PATCH of it answer, and with what the
/// POST that creates it answers.
pub(in crate::checks) fn of_one_resource<'a>(
    document: &'a Document<'a>,
    _: &Options<'_>,
) -> Vec<Detection<'a>> {
    let own = document
        .operations()
        .filter(|it| it.role() == Role::Operation);
    let readers: IndexMap<String, Operation<'a>> = own
        .clone()
        .filter(|operation| *operation.method() == Method::Get)
        .map(|operation| (template(operation.path()), operation))
        .collect();
    let found = own.filter_map(|operation| {
        let is_of_one = !matches!(
            operation.intent().purpose,
            Purpose::Batch | Purpose::Action | Purpose::Async
        );
        let (path, code) = match operation.method() {
            Method::Put | Method::Patch => (template(operation.path()), 200),
            Method::Post => (format!("{}/{{}}", template(operation.path())), 201),
            _ => return None,
        };
        let reader = readers
            .get(&path)
            .filter(|_| is_of_one && path.ends_with('}'))?;
        against(*reader, operation, code)
    });
    systemic::once(found.collect(), "operations")
}

fn against<'a>(reader: Operation<'a>, writer: Operation<'a>, code: u16) -> Option<Detection<'a>> {
    let (written, read) = (body(writer, code)?, body(reader, 200)?);
    let difference = difference(written, read)?;
    // What goes on in the background answers for itself, and a list is no single resource.
    if written.1.schema()?.property("done").is_some() || reader.is_for(&[Purpose::List]) {
        return None;
    }
    // An acknowledgement that holds only part of the resource is a choice, and so is a creation that
    // shows a secret once.
    let (own, others) = (names(written.1.schema()?)?, names(read.1.schema()?)?);
    if is_part(&own, &others) || is_part(&others, &own) {
        return None;
    }
    let mut detection = Detection::at(token(written.1))
        .see(token(read.1), format!("what {reader} answers"))
        .touching([writer]);
    detection.message = Some(format!(
        "{writer} answers {code} with {}, {reader} with {}",
        difference.0, difference.1
    ));
    detection.help = Some("answer with what a GET of the resource answers".to_owned());
    Some(detection)
}

/// The outcome under a code, with its first JSON body.
fn body(operation: Operation<'_>, code: u16) -> Option<(ResponseUse<'_>, Content<'_>)> {
    let wanted = StatusCode::new(code);
    let found = operation
        .successes()
        .find(|found| found.status().and_then(crate::http::StatusKey::code) == wanted)?;
    let content = found.contents().iter().find(|content| content.is_json())?;
    Some((found, *content))
}

/// What two bodies hold, in words; none where they have the same members or are built on each
/// other, and where one of them cannot be told.
fn difference(
    one: (ResponseUse<'_>, Content<'_>),
    other: (ResponseUse<'_>, Content<'_>),
) -> Option<(String, String)> {
    let (one, other) = (one.1.schema()?, other.1.schema()?);
    let (own, others) = (names(one)?, names(other)?);
    if own == others || are_kin(one, other) {
        return None;
    }
    let words = |name: Option<&str>, names: &[&str]| {
        name.map_or_else(|| in_words(names), |name| format!("`{name}`"))
    };
    Some((words(one.name(), &own), words(other.name(), &others)))
}

fn token(content: Content<'_>) -> Token<'_> {
    let schema = content.schema().map(crate::openapi::Schema::cursor);
    match schema {
        Some(schema) => match schema.get("$ref") {
            Some(reference) => Token::Value(reference),
            None => Token::Key(schema),
        },
        None => Token::Key(content.token()),
    }
}

/// A path template whose parameters have no names: `/orders/{}`.
fn template(path: &str) -> String {
    segments(path).fold(String::new(), |mut template, segment| {
        template.push('/');
        template.push_str(if segment.is_parameter() {
            "{}"
        } else {
            segment.text()
        });
        template
    })
}

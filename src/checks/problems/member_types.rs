//! A member of a problem that has another type than RFC 9457 gives it.

use super::{Options, Problem, merged, of_document, stated};
use crate::finding::{Detection, Severity, Token};
use crate::openapi::{Document, ResponseUse, Schema, SchemaType};

/// The members that are text (RFC 9457 sections 3.1.1 and 3.1.3 to 3.1.5).
const TEXTS: [&str; 4] = ["type", "title", "detail", "instance"];

/// Finds members of problems that are declared as anything but text, and values of `type` and
/// `instance` that are no URI references.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let problems = of_document(document);
    let mistyped = problems.iter().flat_map(|problem| {
        let judge = |name| mistyped(problem, name, problem.schema.property(name)?);
        TEXTS.into_iter().filter_map(judge)
    });
    let unreadable = ["type", "instance"].into_iter().flat_map(|name| {
        let values = stated(document, name).into_iter();
        values.filter_map(move |found| {
            let text = found.value.node().as_str()?;
            text.contains(char::is_whitespace).then(|| {
                let detection = Detection::at(Token::Value(found.value))
                    .touching(found.uses.iter().map(|found| found.operation()));
                described(
                    detection,
                    format!(
                        "`{name}` of a problem is “{}”, which is no URI reference",
                        first_line(text)
                    ),
                    "write a URI that identifies the kind of problem, and the words in `title`",
                )
            })
        })
    });
    merged(mistyped.chain(unreadable).collect())
}

fn mistyped<'a>(problem: &Problem<'a>, name: &str, member: Schema<'a>) -> Option<Detection<'a>> {
    let types = member.types();
    let kind = types.iter().find(|found| **found != SchemaType::Null)?;
    if types.contains(&SchemaType::String) {
        return None;
    }
    let operations = problem
        .uses
        .iter()
        .map(|found: &ResponseUse<'a>| found.operation());
    let detection = Detection::at(Token::Key(member.cursor())).touching(operations);
    let detection = described(
        detection,
        format!(
            "`{name}` of a problem is declared as {}, not as a string",
            with_article(*kind)
        ),
        "declare it as a string, and what else there is to say as a member of its own",
    );
    Some(if problem.is_declared {
        detection
    } else {
        detection.at_most(Severity::Warning)
    })
}

fn described<'a>(mut detection: Detection<'a>, message: String, help: &str) -> Detection<'a> {
    detection.message = Some(message);
    detection.help = Some(help.to_owned());
    detection
}

fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}

fn with_article(kind: SchemaType) -> &'static str {
    match kind {
        SchemaType::String => "a string",
        SchemaType::Integer => "an integer",
        SchemaType::Number => "a number",
        SchemaType::Boolean => "a boolean",
        SchemaType::Object => "an object",
        SchemaType::Array => "an array",
        SchemaType::Null => "null",
    }
}

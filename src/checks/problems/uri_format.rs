//! `type` and `instance` of a problem without a format that says that they are URI references.

use super::{Options, Problem, merged, of_document, stated};
use crate::finding::{Detection, Token};
use crate::openapi::{Document, Schema, SchemaType};
use crate::repair::{Change, Repair};
use crate::syntax::edit::NewNode;

/// Finds members of problems that hold URI references and do not say so, or say that they hold
/// absolute URIs where the document shows relative ones (RFC 9457 sections 3.1.1 and 3.1.5).
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let formats: Vec<String> = options.list("formats").collect();
    let problems = of_document(document);
    let mut found = Vec::new();
    for name in ["type", "instance"] {
        let is_shown_relative = stated(document, name)
            .iter()
            .filter_map(|found| found.value.node().as_str())
            .any(super::relative_type::is_relative);
        for problem in &problems {
            let member = problem.schema.property(name);
            let fault = member.and_then(|member| fault(member, &formats, is_shown_relative));
            found.extend(
                member
                    .zip(fault)
                    .map(|(member, fault)| detection(problem, name, member, fault)),
            );
        }
    }
    merged(found)
}

/// What is wrong with the format of a member.
#[derive(Clone, Copy)]
enum Fault<'a> {
    Missing,
    Other(&'a str),
    Absolute,
}

fn fault<'a>(member: Schema<'a>, formats: &[String], is_relative: bool) -> Option<Fault<'a>> {
    let is_plain_text = member.is(SchemaType::String)
        && member.keyword("pattern").is_none()
        && member.allowed_values().is_empty();
    if !is_plain_text {
        return None;
    }
    let Some(format) = member.keyword("format") else {
        return Some(Fault::Missing);
    };
    let format = format.text();
    if !formats.iter().any(|known| known == format) {
        return Some(Fault::Other(format));
    }
    (matches!(format, "uri" | "iri") && is_relative).then_some(Fault::Absolute)
}

fn detection<'a>(
    problem: &Problem<'a>,
    name: &str,
    member: Schema<'a>,
    fault: Fault<'_>,
) -> Detection<'a> {
    let format = member.keyword("format");
    let token = format.map_or(Token::Key(member.cursor()), Token::Value);
    let operations = problem.uses.iter().map(|found| found.operation());
    let mut detection = Detection::at(token).touching(operations);
    detection.message = Some(match fault {
        Fault::Missing => format!("`{name}` of a problem is not declared as a URI reference"),
        Fault::Other(format) => {
            format!("`{name}` of a problem has the format `{format}`, not that of a URI reference")
        }
        Fault::Absolute => {
            format!(
                "`{name}` of a problem is declared as an absolute URI, but shown as a relative one"
            )
        }
    });
    if let (Fault::Absolute, Some(value)) = (fault, format) {
        let by = NewNode::text("uri-reference");
        detection = detection.mended_by(Repair::of(Change::Replace { value, by }));
    }
    detection.help = Some(if format.is_some() {
        "write `format: uri-reference`".to_owned()
    } else {
        "add `format: uri-reference`".to_owned()
    });
    detection
}

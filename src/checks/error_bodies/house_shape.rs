//! Errors that have another shape than the one that a team has agreed on.

use super::agreed::{Rule, covers, rules, unknown_format};
use super::{ErrorBody, Options, is_told, of_document};
use crate::checks::member_path::{Member, Wanted, follow, is_open};
use crate::finding::{Detection, Token};
use crate::openapi::errors::alternatives;
use crate::openapi::{Document, Response, ResponseUse, Schema, SchemaType};

/// Compares every error body of a document with the shape that the options describe; with problem
/// details where they describe none.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let media_types: Vec<String> = options.list("media-types").collect();
    let rules = rules(options);
    let keys: Vec<String> = options.list("statuses").collect();
    let is_meant = |found: &ResponseUse<'_>| {
        keys.is_empty()
            || found
                .status()
                .is_some_and(|key| keys.iter().any(|text| covers(text, &key.to_string())))
    };
    let is_required = options.flag("required");
    let mut found = Vec::new();
    if let Some((named, meant)) = unknown_format(options) {
        found.push(misnamed(document, named, meant));
    }
    if !rules.is_empty() {
        for mut body in of_document(document) {
            body.uses.retain(is_meant);
            if !body.uses.is_empty() {
                found.extend(judge(&body, &rules, is_required));
            }
        }
    }
    if !media_types.is_empty() {
        let responses = document.responses();
        found.extend(
            responses.filter_map(|response| of_media_types(response, &media_types, &is_meant)),
        );
    }
    found
}

/// A mistake in the configuration, told where the document is told apart from others.
fn misnamed<'a>(document: &'a Document<'a>, named: &str, meant: Option<&str>) -> Detection<'a> {
    let title = document.info().and_then(|info| info.get("title"));
    let mut detection = Detection::at(Token::Value(title.unwrap_or_else(|| document.root())));
    detection.message = Some(format!(
        "the option `format` names `{named}`, which is no known format of errors"
    ));
    detection.help = Some(match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "list the members of your own format in the option `members`".to_owned(),
    });
    detection
}

fn judge<'a>(body: &ErrorBody<'a>, rules: &[Rule], is_required: bool) -> Option<Detection<'a>> {
    let mut faults: Vec<String> = Vec::new();
    for schema in alternatives(body.schema) {
        if is_open(schema) {
            continue;
        }
        for fault in rules
            .iter()
            .filter_map(|rule| fault(schema, rule, is_required))
        {
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
    if faults.is_empty() {
        return None;
    }
    let faults = faults.join(", ");
    let message = format!(
        "{} is not in the agreed shape of errors: {faults}",
        body.name()
    );
    let help = "describe errors in the shape that has been agreed on";
    Some(body.detection(message, help).fact("name", faults))
}

fn fault(schema: Schema<'_>, rule: &Rule, is_required: bool) -> Option<String> {
    let wanted = Wanted {
        kind: rule.kind,
        is_required: is_required && !rule.is_optional,
    };
    let shown = rule.path.replace("/*", "[]").replace('/', ".");
    match follow(schema, rule.path.split('/'), wanted) {
        Member::Missing if !rule.is_optional => Some(format!("`{shown}` is missing")),
        Member::Mistyped(kind) => {
            let wanted = rule.kind.map(SchemaType::as_str).unwrap_or_default();
            Some(format!(
                "`{shown}` is of type {}, not {wanted}",
                kind.as_str()
            ))
        }
        Member::Optional => Some(format!("`{shown}` is not required")),
        Member::Missing | Member::Declared | Member::Unknown => None,
    }
}

/// A response with content, none of which has an agreed media type.
fn of_media_types<'a>(
    response: Response<'a>,
    agreed: &[String],
    is_meant: &impl Fn(&ResponseUse<'_>) -> bool,
) -> Option<Detection<'a>> {
    let is_one = |found: &ResponseUse<'a>| is_told(found) && is_meant(found);
    let uses: Vec<ResponseUse<'a>> = response.uses().filter(is_one).collect();
    let contents = response.contents();
    let first = contents.first().filter(|_| !uses.is_empty())?;
    let is_agreed = contents.iter().any(|content| {
        content.media_type().is_empty() || agreed.iter().any(|name| content.is(name))
    });
    if is_agreed {
        return None;
    }
    let operations = uses.iter().map(|found| found.operation());
    let served = format!("served as `{}`", first.media_type());
    let mut detection = Detection::at(Token::Key(first.token())).touching(operations);
    detection.message = Some(format!("the error is {served}"));
    detection.help = Some(format!("serve it as `{}`", agreed.join("` or `")));
    Some(detection.fact("name", served))
}

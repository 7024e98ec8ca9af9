//! A problem whose `status` is not the code that it stands under.

use super::{Options, Origin, Stated};
use crate::finding::{Detection, Severity, Token};
use crate::http::{StatusClass, StatusCode, StatusKey};
use crate::openapi::{Document, ResponseUse};
use crate::repair::{Change, Repair};
use crate::syntax::edit::NewNode;

/// Finds values of `status`, fixed or given as an example, that no code agrees with under which the
/// problem stands (RFC 9457 section 3.1.2).
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let stated = super::stated(document, "status");
    stated.iter().filter_map(judge).collect()
}

fn judge<'a>(stated: &Stated<'a>) -> Option<Detection<'a>> {
    let number = stated.value.node().as_i64()?;
    if stated.origin == Origin::Listed {
        return None;
    }
    let differing: Vec<&ResponseUse<'a>> = stated
        .uses
        .iter()
        .filter(|found| !agrees(number, found.status()))
        .collect();
    let first = differing.first()?;
    let keys = stated.keys();
    let is_generic = stated.origin != Origin::Fixed && keys.len() > 1;
    if is_generic && differing.len() < stated.uses.len() && keys.len() > 4 {
        return None;
    }
    let mut detection = Detection::at(Token::Value(stated.value))
        .see(Token::Key(first.value()), "the code that it stands under")
        .touching(differing.iter().map(|found| found.operation()));
    detection.message = Some(format!(
        "the problem's `status` is {number}, but it stands under {}",
        keys.join(", ")
    ));
    detection.label = Some(format!("not {}", first.key().text()));
    detection.help = Some(if is_generic {
        "leave the number out of what several codes share, and give it in an example of each"
            .to_owned()
    } else {
        format!("write {} here", first.key().text())
    });
    let declared = first.status().and_then(StatusKey::code);
    let repair = declared.filter(|_| keys.len() == 1).map(|code| {
        let by = NewNode::Literal(code.to_string());
        Repair::of(Change::Replace {
            value: stated.value,
            by,
        })
    });
    let detection = detection.mended_by(repair);
    Some(if is_generic {
        detection.at_most(Severity::Info)
    } else {
        detection
    })
}
/// Whether a number is one that the key covers.
fn agrees(number: i64, key: Option<StatusKey>) -> bool {
    let code = u16::try_from(number).ok().and_then(StatusCode::new);
    match key {
        Some(StatusKey::Code(declared)) => code == Some(declared),
        Some(StatusKey::Range(class)) => code.map(StatusCode::class) == Some(class),
        Some(StatusKey::Default) => code.is_some_and(|code| StatusClass::is_error(code.class())),
        None => true,
    }
}

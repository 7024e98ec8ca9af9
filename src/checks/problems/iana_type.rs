//! A problem type that claims to be registered by the IANA, and is not, or not for this status.

use super::{Options, Stated, stated};
use crate::finding::{Detection, Token};
use crate::http::{ProblemType, StatusKey, problem_types};
use crate::openapi::Document;
use crate::strict_yaml::nearest;

/// The ways in which the address of the registry is written.
const REGISTRY: &str = "iana.org/assignments/http-problem-types";

/// Finds values of `type` in the name space of the registry that it does not hold (RFC 9457 section
/// 4.2), and those that stand under another class of status than they are registered for.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let values = stated(document, "type").into_iter();
    values.filter_map(|found| judge(&found)).collect()
}

fn judge<'a>(found: &Stated<'a>) -> Option<Detection<'a>> {
    let text = found.value.node().as_str()?;
    let (_, behind) = text.split_once(REGISTRY)?;
    let fragment = behind.strip_prefix('#').unwrap_or_default();
    let detection = |message: String, help: String| {
        let mut detection = Detection::at(Token::Value(found.value))
            .touching(found.uses.iter().map(|found| found.operation()));
        detection.message = Some(message);
        detection.help = Some(help);
        Some(detection)
    };
    let Some(registered) = ProblemType::of(fragment) else {
        let known = problem_types().iter().map(|row| row.fragment);
        let help = match nearest(fragment, known) {
            Some(name) => format!("did you mean `{}{name}`?", ProblemType::PREFIX),
            None => "identify a type of your own by a URI of your own".to_owned(),
        };
        return detection(format!("no problem type `{fragment}` is registered"), help);
    };
    if !text.starts_with(ProblemType::PREFIX) {
        return detection(
            format!("`{text}` is not the URI of the registered problem type"),
            format!(
                "write `{}{fragment}`: clients compare it as a text",
                ProblemType::PREFIX
            ),
        );
    }
    let other = found.uses.iter().find(|found| {
        let class = found.status().and_then(StatusKey::class);
        class.is_some_and(|class| class != registered.code.class())
    })?;
    let (key, code) = (other.key().text(), registered.code);
    detection(
        format!("the problem type `{fragment}` is registered for {code}, but stands under {key}"),
        format!("answer {code}, or give the problem another type"),
    )
}

//! A problem type that is a relative reference.

use super::{Options, stated};
use crate::finding::{Detection, Token};
use crate::openapi::Document;

/// Finds values of `type` whose meaning depends on the URL at which the problem is met (RFC 9457
/// section 3.1.1).
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let is_strict = options.flag("absolute");
    let values = stated(document, "type").into_iter();
    values
        .filter_map(|found| {
            let text = found.value.node().as_str()?;
            let is_rooted = text.starts_with('/');
            if !is_relative(text) || is_rooted && !is_strict {
                return None;
            }
            let mut detection = Detection::at(Token::Value(found.value))
                .touching(found.uses.iter().map(|found| found.operation()));
            detection.message = Some(format!("the problem type `{text}` is a relative reference"));
            detection.help = Some(if is_strict {
                "write an absolute URI: it identifies the type wherever the problem is met"
                    .to_owned()
            } else {
                "write an absolute URI, or a path from the root: `/problems/…`".to_owned()
            });
            Some(detection)
        })
        .collect()
}

/// Whether a text is a URI reference without a scheme. What generators put in for any text, and
/// what has spaces or is empty, is taken for no URI at all.
pub(super) fn is_relative(text: &str) -> bool {
    let is_placeholder = text.is_empty() || text == "string" || text.starts_with(['<', '{', '$']);
    !is_placeholder && !text.contains(char::is_whitespace) && !has_scheme(text)
}

/// Whether a text begins with a URI scheme (RFC 3986 section 3.1).
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::is_relative;

    #[test]
    fn a_scheme_makes_a_reference_absolute() {
        for absolute in [
            "about:blank",
            "https://api.example/out",
            "urn:problem-type:belgif:badRequest",
        ] {
            assert!(!is_relative(absolute), "{absolute}");
        }
        for relative in [
            "out-of-credit",
            "/problems/out",
            "//api.example/out",
            "problems:/x y",
        ] {
            assert_eq!(is_relative(relative), !relative.contains(' '), "{relative}");
        }
    }
}

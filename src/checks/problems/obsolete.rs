//! Texts that cite RFC 7807, which RFC 9457 replaced.

use super::Options;
use crate::checks::systemic;
use crate::finding::{Detection, Token};
use crate::openapi::{Cursor, Document};
use crate::repair::{Change, Repair};

/// Keys whose values are prose, links or types of problems.
const TEXTS: [&str; 8] = [
    "description",
    "summary",
    "title",
    "url",
    "type",
    "example",
    "default",
    "const",
];

/// Finds texts that send a reader to RFC 7807, and problem types of a framework that point to RFC
/// 7231, which RFC 9110 replaced.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let forest = document.root().forest();
    let texts = forest.texts(|source| source.contains("7807") || source.contains("rfc7231"));
    let found = texts
        .filter(|text| text.key().is_some_and(|key| TEXTS.contains(&key.text())))
        .filter_map(judge)
        .collect();
    systemic::once(found, "places")
}

/// How texts cite the RFC, and how they would cite its successor.
const NAMES: [(&str, &str); 5] = [
    ("RFC 7807", "RFC 9457"),
    ("RFC7807", "RFC9457"),
    ("RFC-7807", "RFC-9457"),
    ("rfc7807", "rfc9457"),
    ("rfc 7807", "rfc 9457"),
];

fn judge(text: Cursor<'_>) -> Option<Detection<'_>> {
    let written = text.text();
    let is_type = text.key().is_some_and(|key| key.text() == "type");
    let (message, help) = if cites(written, "7807") && !says_more(written) {
        (
            "the text cites RFC 7807, which RFC 9457 replaced",
            "cite RFC 9457, which is compatible",
        )
    } else if is_type && written.contains("/rfc7231") {
        (
            "the problem type points to RFC 7231, which RFC 9110 replaced",
            "point to RFC 9110, or write `about:blank`: the type says no more than the status",
        )
    } else {
        return None;
    };
    let words = NAMES.map(|(former, present)| (former.to_owned(), present.to_owned()));
    let change = Change::ReplaceWithin {
        value: text,
        words: words.to_vec(),
    };
    let repair = Repair::of(change).titled("cite RFC 9457");
    let mut detection = Detection::at(Token::Value(text)).mended_by(repair);
    detection.message = Some(message.to_owned());
    detection.help = Some(help.to_owned());
    Some(detection)
}

/// Whether a text names an RFC: `RFC 7807`, `rfc7807`, `RFC-7807`. The name space of its XML format,
/// `urn:ietf:rfc:7807`, is still the right one.
fn cites(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let before = before.trim_end_matches([' ', '-', '_', '#', '\u{a0}']);
        let is_name_space = before.ends_with("urn:ietf:rfc:");
        let start = before.len().saturating_sub(3);
        !is_name_space
            && before
                .get(start..)
                .is_some_and(|end| end.eq_ignore_ascii_case("rfc"))
    })
}

/// Whether a text knows of the newer RFC, or tells what has changed.
fn says_more(text: &str) -> bool {
    text.contains("9457") || text.to_ascii_lowercase().contains("changelog")
}

#[cfg(test)]
mod tests {
    use super::cites;

    #[test]
    fn an_rfc_is_cited_in_several_ways() {
        for text in [
            "see RFC 7807",
            "rfc7807",
            "https://tools.ietf.org/html/rfc7807#section-3",
            "RFC-7807",
        ] {
            assert!(cites(text, "7807"), "{text}");
        }
        for text in ["urn:ietf:rfc:7807", "order 7807", "+49 7807"] {
            assert!(!cites(text, "7807"), "{text}");
        }
    }
}

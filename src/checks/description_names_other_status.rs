//! The description of a response is the reason phrase, or holds the number, of another status.

use std::sync::OnceLock;

use regex::Regex;

use super::Options;
use super::status_names::{Named, named_status};
use crate::finding::{Detection, Token};
use crate::http::{PhraseKind, StatusCode, StatusKey};
use crate::openapi::{Response, ResponseUse};

/// Compares what the description names with every status that the response is used under.
pub(super) fn check<'a>(response: Response<'a>, _: &Options<'_>) -> Option<Detection<'a>> {
    let text = response.description()?.trim();
    let named = named_status(text)
        .or_else(|| named_status(first_clause(text)))
        .or_else(|| number_beside_status_words(text))?;
    let contradicted: Vec<ResponseUse<'a>> = response
        .uses()
        .filter(|response_use| {
            let key = response_use.status();
            key.is_some_and(|key| contradicts(&named, key, text))
        })
        .collect();
    let key = contradicted.first()?.status()?;
    // A shared response that fits one of its uses is right there, and wrong in the others' choice.
    if contradicted.len() < response.uses().len() {
        return None;
    }
    let operations = contradicted
        .iter()
        .map(|response_use| response_use.operation());
    Some(
        Detection::at(Token::Value(response.node().get("description")?))
            .fact("status", key.to_string())
            .fact("named-status", named.to_string())
            .touching(operations),
    )
}

fn contradicts(named: &Named, key: StatusKey, text: &str) -> bool {
    let is_loose = named.kind == PhraseKind::Alias && named.is_often_confused_with(key);
    let is_fine = named.fits(key) || is_loose || named.is_everyday_word_for(key);
    // An invented code is a finding of its own, and its text cannot but name a known one.
    let is_invented = key.code().is_some_and(|code| code.registration().is_none());
    !is_fine && !is_invented && !mentions(text, key)
}

/// Whether the text also holds the key itself, or its reason phrase.
fn mentions(text: &str, key: StatusKey) -> bool {
    let reason = key.code().and_then(StatusCode::reason_phrase);
    text.contains(&key.to_string())
        || reason.is_some_and(|reason| {
            text.to_ascii_lowercase()
                .contains(&reason.to_ascii_lowercase())
        })
}

/// The text up to the first mark that ends a clause.
fn first_clause(text: &str) -> &str {
    let end = text.find(['.', ',', ':', ';', '(', '\n', '–', '—']);
    let dash = text.find(" - ");
    let end = end.into_iter().chain(dash).min().unwrap_or(text.len());
    text.get(..end).unwrap_or(text).trim()
}

/// A number that the words around it make a status: `HTTP 404`, `status code 500`. Other numbers
/// are quantities.
fn number_beside_status_words(text: &str) -> Option<Named> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = PATTERN.get_or_init(|| {
        Regex::new(r"(?i)^(?:a |an )?(?:http[ -]?(?:status|error|code)?|(?:status|error|response)(?: code)?)(?: code)?[ :]+([1-5][0-9]{2})\b").ok()
    });
    let found = pattern.as_ref()?.captures(text)?;
    let code = found.get(1)?.as_str().parse().ok()?;
    Some(Named {
        codes: vec![code],
        kind: PhraseKind::Registered,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_that_words_make_a_status_counts() {
        assert!(number_beside_status_words("HTTP 404 for unknown orders").is_some());
        assert!(number_beside_status_words("Status code: 500").is_some());
        assert!(number_beside_status_words("At most 500 characters").is_none());
    }

    #[test]
    fn a_clause_ends_at_its_mark() {
        assert_eq!(
            first_clause("Not Found: there is no such order"),
            "Not Found"
        );
        assert_eq!(first_clause("Unauthorized - log in first"), "Unauthorized");
    }
}

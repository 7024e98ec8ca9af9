//! The description of a response is the reason phrase, or holds the number, of another status.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Options;
use super::status_names::{Named, is_own_phrase, named_status};
use crate::expression::Expression;
use crate::finding::{Detection, Token};
use crate::http::{Method, PhraseKind, StatusClass, StatusCode, StatusKey};
use crate::openapi::{Coverage, Document, Response, ResponseUse};
use crate::repair::{Change, Repair};
use crate::syntax::edit::NewNode;

/// What a description names: the words that do, and which statuses.
type NamedIn<'a> = Option<(&'a str, Named)>;

/// Compares what each description names with every status that its response is used under.
pub(super) fn check<'a>(document: &'a Document<'a>, _: &Options<'_>) -> Vec<Detection<'a>> {
    // Few texts are written many times, and taking one apart is most of the work.
    let mut known: FxHashMap<&'a str, NamedIn<'a>> = FxHashMap::default();
    document
        .responses()
        .filter_map(|response| of_response(response, &mut known))
        .collect()
}

fn of_response<'a>(
    response: Response<'a>,
    known: &mut FxHashMap<&'a str, NamedIn<'a>>,
) -> Option<Detection<'a>> {
    let text = response.description()?.trim();
    let mut keys = response.uses().filter_map(ResponseUse::status);
    if keys.all(|key| is_own_phrase(text, key)) {
        return None;
    }
    let named_in = known.entry(text).or_insert_with(|| named_in(text));
    let (words, named) = named_in.as_ref()?;
    let contradicted: Vec<ResponseUse<'a>> = response
        .uses()
        .filter(|response_use| contradicts(named, *response_use, text))
        .collect();
    let first = contradicted.first()?;
    // A shared response that fits one of its uses is right there, and wrong in the others' choice.
    if contradicted.len() < response.uses().len() {
        return None;
    }
    let key = first.status()?;
    let operations = contradicted
        .iter()
        .map(|response_use| response_use.operation());
    let mut detection = Detection::at(Token::Value(response.node().get("description")?))
        .fact("status", key.to_string())
        .fact("name", *words)
        .fact("named-codes", named.in_numbers())
        .touching(operations);
    detection.help = Some(remedy(named, key, &contradicted));
    // A common name tells what happened, which the phrase of another code would not.
    let is_phrase = named.kind == PhraseKind::Registered;
    let says_no_more = is_phrase && text.trim_end_matches('.') == *words;
    let phrase = key
        .code()
        .and_then(StatusCode::reason_phrase)
        .filter(|_| says_no_more);
    let repair = phrase
        .zip(response.node().get("description"))
        .map(|(phrase, value)| {
            let by = NewNode::text(phrase);
            Repair::of(Change::Replace { value, by })
        });
    Some(detection.mended_by(repair))
}

/// The words that name a status, and which: the whole text, its first clause, or a number.
fn named_in(text: &str) -> Option<(&str, Named)> {
    let whole = || Some((text.trim_end_matches('.'), named_status(text)?));
    let clause = || {
        let (clause, mark) = first_clause(text);
        let named = named_status(clause)?;
        // "Quota exceeded, or invalid parameters" lists causes and names none of them as a status.
        let is_listed = mark == Some(',') && named.kind == PhraseKind::Alias;
        (!is_listed).then_some((clause, named))
    };
    whole()
        .or_else(clause)
        .or_else(|| number_beside_status_words(text))
}

/// Both readings of the contradiction as an edit; only one where the other is taken.
fn remedy(named: &Named, key: StatusKey, uses: &[ResponseUse<'_>]) -> String {
    let codes = named.in_numbers();
    let text = match key.code().and_then(StatusCode::reason_phrase) {
        Some(reason) => format!("say “{reason}” here"),
        None => format!("say here what {key} means"),
    };
    let is_declared = |code: &StatusCode| {
        uses.iter()
            .any(|found| found.operation().declares(*code, Coverage::Explicit))
    };
    if named.codes.iter().any(is_declared) {
        format!("{text}; {codes} is declared beside it")
    } else {
        format!("{text}, or declare the response under {codes}")
    }
}

fn contradicts(named: &Named, found: ResponseUse<'_>, text: &str) -> bool {
    let Some(key) = found.status() else {
        return false;
    };
    let is_alias = named.kind == PhraseKind::Alias;
    let is_loose = is_alias && named.is_often_confused_with(key);
    let is_fine = named.fits(key) || is_loose || named.is_everyday_word_for(key);
    // "Access denied" under 200 is what the operation brought about.
    let is_outcome = is_alias && key.class() == Some(StatusClass::Successful);
    // An invented code is a finding of its own, and its text cannot but name a known one.
    let is_invented = key.code().is_some_and(|code| code.registration().is_none());
    !(is_fine || is_outcome || is_invented || is_gone_already(named, found) || mentions(text, key))
}

/// Whether a DELETE says that it succeeds also where there was nothing to delete.
fn is_gone_already(named: &Named, found: ResponseUse<'_>) -> bool {
    let is_success = found.status().and_then(StatusKey::class) == Some(StatusClass::Successful);
    let is_missing = |code: &StatusCode| matches!(code.number(), 404 | 410);
    is_success
        && *found.operation().method() == Method::Delete
        && named.codes.iter().any(is_missing)
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

/// The text up to the first mark that ends a clause, and that mark; a dash between spaces ends one
/// too.
fn first_clause(text: &str) -> (&str, Option<char>) {
    let end = text.find(['.', ',', ':', ';', '(', '\n', '–', '—']);
    let dash = text.find(" - ");
    let end = end.into_iter().chain(dash).min().unwrap_or(text.len());
    let clause = text.get(..end).unwrap_or(text).trim();
    let mark = text.get(end..).and_then(|rest| rest.chars().next());
    (clause, mark)
}

/// A number that the words around it make a status: `HTTP 404`, `status code 500`. Other numbers
/// are quantities.
fn number_beside_status_words(text: &str) -> Option<(&str, Named)> {
    static PATTERN: OnceLock<Option<Expression>> = OnceLock::new();
    let pattern = PATTERN.get_or_init(|| {
        Expression::new(r"^(?:a |an )?(?:http[ -]?(?:status|error|code)?|(?:status|error|response)(?: code)?)(?: code)?[ :]+([1-5][0-9]{2})\b", true)
    });
    let found = pattern.as_ref()?.groups(text).next()?;
    let code = found.text.parse().ok()?;
    let named = Named {
        codes: vec![code],
        kind: PhraseKind::Registered,
    };
    Some((text.strip_suffix(found.behind)?, named))
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
            ("Not Found", Some(':'))
        );
        assert_eq!(
            first_clause("Unauthorized - log in first"),
            ("Unauthorized", Some(' '))
        );
    }

    #[test]
    fn a_list_of_causes_names_no_status() {
        assert!(named_in("Quota exceeded, or invalid parameters.").is_none());
        assert!(named_in("Conflict, the key is in use").is_some());
        assert!(named_in("Quota exceeded").is_some());
    }
}

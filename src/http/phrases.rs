//! Texts that name a status code: reason phrases of today and of former days, and the names that
//! documents give to responses.

use std::sync::OnceLock;

use super::StatusCode;
use super::registry::registrations;
use super::table::{items, rows};

/// A text that names one status code, or a few that it may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The text as its source writes it.
    pub text: &'static str,
    /// The codes that it may stand for, in ascending order; never empty.
    pub codes: Vec<StatusCode>,
    /// How the text came to mean them.
    pub kind: PhraseKind,
    folded: String,
}

/// How a text came to name a status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhraseKind {
    /// It is the registered reason phrase.
    Registered,
    /// It was the reason phrase in an earlier specification.
    Former,
    /// Frameworks and documents call it so.
    Alias,
}

/// The codes that a description or the name of a component names, where it names any: the whole
/// text is compared, without regard to case, spaces, punctuation, the boundaries of camelCase, a
/// status code that it also writes, and words that only say "response" or "error".
///
/// ```
/// use statuslint::http::phrase_named;
/// let phrase = phrase_named("TooManyRequestsError").unwrap();
/// assert_eq!(phrase.codes[0].number(), 429);
/// assert_eq!(phrase_named("All orders, newest first"), None);
/// ```
pub fn phrase_named(text: &str) -> Option<&'static Phrase> {
    let mut words: Vec<String> = words(text);
    words.retain(|word| word.parse::<StatusCode>().is_err());
    loop {
        if let Some(phrase) = lookup(&words.concat()) {
            return Some(phrase);
        }
        if words.last().is_some_and(|word| is_filler(word)) {
            words.pop();
        } else if words.first().is_some_and(|word| is_filler(word)) {
            words.remove(0);
        } else {
            return None;
        }
    }
}

/// Words that say nothing about which status it is.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "body"
            | "error"
            | "errors"
            | "exception"
            | "http"
            | "response"
            | "responses"
            | "result"
            | "schema"
            | "status"
            | "the"
    )
}

fn lookup(folded: &str) -> Option<&'static Phrase> {
    let all = phrases();
    let index = all
        .binary_search_by(|phrase| phrase.folded.as_str().cmp(folded))
        .ok()?;
    all.get(index)
}

fn phrases() -> &'static [Phrase] {
    static ALL: OnceLock<Vec<Phrase>> = OnceLock::new();
    ALL.get_or_init(|| {
        let registered = registrations().iter().filter_map(|row| {
            let text = row.reason_phrase()?;
            Some(Phrase::new(text, vec![row.code], PhraseKind::Registered))
        });
        let mut all: Vec<_> = registered
            .chain(rows(PHRASES).filter_map(Phrase::parse))
            .collect();
        all.sort_by(|left, right| left.folded.cmp(&right.folded));
        all
    })
}

const PHRASES: &str = include_str!("../../rules/data/phrases.tsv");

impl Phrase {
    fn new(text: &'static str, codes: Vec<StatusCode>, kind: PhraseKind) -> Self {
        let folded = words(text).concat();
        Self {
            text,
            codes,
            kind,
            folded,
        }
    }

    fn parse(row: &'static str) -> Option<Self> {
        let mut cells = row.split('\t');
        let text = cells.next()?;
        let codes: Result<Vec<StatusCode>, _> = items(cells.next()?).map(str::parse).collect();
        let kind = match cells.next()? {
            "former" => PhraseKind::Former,
            "alias" => PhraseKind::Alias,
            _ => return None,
        };
        let codes = codes.ok().filter(|codes| !codes.is_empty())?;
        cells.next().is_none().then(|| Self::new(text, codes, kind))
    }
}

/// The words of a text in lower case. A word ends at anything that is neither letter nor digit, at
/// a change between letters and digits, before a capital behind a small letter, and before the last
/// capital of a run that a small letter follows (`URIToo` is `uri` and `too`). Apostrophes vanish.
fn words(text: &str) -> Vec<String> {
    let characters: Vec<char> = text
        .chars()
        .filter(|it| !matches!(it, '\'' | '’'))
        .collect();
    let mut words = Vec::new();
    let mut word = String::new();
    let mut previous = None;
    for (index, &character) in characters.iter().enumerate() {
        let next = characters.get(index + 1).copied();
        if previous.is_some_and(|previous| begins_word(previous, character, next)) {
            words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
        }
        if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
        previous = Some(character);
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

fn begins_word(previous: char, character: char, next: Option<char>) -> bool {
    if !character.is_alphanumeric() {
        return true;
    }
    let behind_small = previous.is_lowercase() && character.is_uppercase();
    let last_capital =
        previous.is_uppercase() && character.is_uppercase() && next.is_some_and(char::is_lowercase);
    behind_small || last_capital || previous.is_numeric() != character.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<u16> {
        let phrase = phrase_named(text);
        phrase.map_or_else(Vec::new, |phrase| {
            phrase.codes.iter().map(|code| code.number()).collect()
        })
    }

    #[test]
    fn every_row_can_be_read_and_no_text_stands_twice() {
        let unread: Vec<_> = rows(PHRASES)
            .filter(|row| Phrase::parse(row).is_none())
            .collect();
        assert_eq!(unread, Vec::<&str>::new());
        assert!(phrases().is_sorted_by(|left, right| left.folded < right.folded));
    }

    #[test]
    fn a_registered_phrase_names_its_code_however_it_is_written() {
        for text in [
            "Not Found",
            "NOT FOUND.",
            "not-found",
            "notFound",
            "NotFoundError",
            "404 Not Found",
        ] {
            assert_eq!(codes(text), [404], "{text}");
        }
        assert_eq!(codes("URITooLong"), [414]);
        assert_eq!(codes("HTTP Version Not Supported"), [505]);
        assert_eq!(codes("The Forbidden response"), [403]);
    }

    #[test]
    fn a_former_phrase_still_names_its_code() {
        assert_eq!(codes("Payload Too Large"), [413]);
        assert_eq!(
            phrase_named("Unprocessable Entity").unwrap().kind,
            PhraseKind::Former
        );
    }

    #[test]
    fn an_alias_names_every_code_that_it_may_stand_for() {
        assert_eq!(codes("Unauthenticated"), [401]);
        assert_eq!(codes("RateLimited"), [429]);
        assert_eq!(codes("ValidationErrorResponse"), [400, 422]);
        assert_eq!(codes("ServerError"), [500, 501, 502, 503, 504]);
        assert_eq!(codes("I’m a teapot"), [418]);
    }

    #[test]
    fn a_text_that_says_something_else_names_none() {
        for text in [
            "",
            "Error",
            "default response",
            "The order was not found in the archive",
            "404",
        ] {
            assert_eq!(codes(text), [] as [u16; 0], "{text}");
        }
    }
}

//! Which status a description or the name of a component names.

use std::fmt;

use crate::http::{PhraseKind, StatusClass, StatusCode, StatusKey, phrase_named};

/// The statuses that a text may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// In ascending order; never empty.
    pub(super) codes: Vec<StatusCode>,
    /// Whether the text is the registered phrase or only a common name.
    pub(super) kind: PhraseKind,
}

/// Pairs of codes that people use for the same thing, so that only an exact phrase is a
/// contradiction.
const CONFUSED: [(u16, u16); 2] = [(400, 422), (401, 403)];

/// Whether a text is the reason phrase of its own status, blanks and case aside, as nearly all are:
/// asked first, because it is much cheaper than [`named_status`].
pub(super) fn is_own_phrase(text: &str, key: StatusKey) -> bool {
    let letters = |text: &'static str| text.bytes().filter(u8::is_ascii_alphanumeric);
    let written = text.bytes().filter(u8::is_ascii_alphanumeric);
    let phrase = key.code().and_then(StatusCode::reason_phrase);
    phrase.is_some_and(|phrase| {
        let phrase = letters(phrase).map(|byte| byte.to_ascii_lowercase());
        written.map(|byte| byte.to_ascii_lowercase()).eq(phrase)
    })
}

/// What a text names: a number that stands as a word of its own, else a phrase.
pub(super) fn named_status(text: &str) -> Option<Named> {
    let phrase = phrase_named(text).filter(|phrase| !is_everyday_word(&phrase.codes));
    let named = phrase.map(|phrase| Named {
        codes: phrase.codes.clone(),
        kind: phrase.kind,
    });
    named.or_else(|| only_number(text))
}

/// Whether the phrase of these codes says something else wherever it is met: `Continue`, and
/// `Processing` as in `ProcessingError`.
fn is_everyday_word(codes: &[StatusCode]) -> bool {
    matches!(codes, [only] if matches!(only.number(), 100 | 102))
}

/// `Error404`, `response-404`, `404`: a number beside words that say nothing.
fn only_number(text: &str) -> Option<Named> {
    let mut digits = text
        .split(|character: char| !character.is_ascii_digit())
        .filter(|run| !run.is_empty());
    let code: StatusCode = digits.next()?.parse().ok()?;
    let has_one_number = digits.next().is_none();
    let words = text
        .split(|character: char| !character.is_ascii_alphabetic())
        .filter(|word| !word.is_empty());
    let says_nothing = |word: &str| {
        let word = word.to_ascii_lowercase();
        matches!(
            word.as_str(),
            "error" | "response" | "http" | "status" | "code" | "e" | "r"
        )
    };
    (has_one_number && words.into_iter().all(says_nothing)).then(|| Named {
        codes: vec![code],
        kind: PhraseKind::Registered,
    })
}

impl Named {
    /// Whether one of the codes is the key, or is in its range. `default` fits everything.
    pub(super) fn fits(&self, key: StatusKey) -> bool {
        match key {
            StatusKey::Code(code) => self.codes.contains(&code),
            StatusKey::Range(class) => self.codes.iter().any(|code| code.class() == class),
            StatusKey::Default => true,
        }
    }

    /// Whether people mean the key when they use this name loosely.
    pub(super) fn is_often_confused_with(&self, key: StatusKey) -> bool {
        let Some(key) = key.code().map(StatusCode::number) else {
            return false;
        };
        self.codes
            .iter()
            .map(|code| code.number())
            .any(|code| CONFUSED.contains(&(code, key)) || CONFUSED.contains(&(key, code)))
    }

    /// Whether the name is also an everyday word for a success: a description `OK` or `Found`
    /// under 201 contradicts nothing.
    pub(super) fn is_everyday_word_for(&self, key: StatusKey) -> bool {
        const EVERYDAY: [u16; 3] = [200, 202, 302];
        key.class() == Some(StatusClass::Successful)
            && self
                .codes
                .iter()
                .any(|code| EVERYDAY.contains(&code.number()))
    }
}

impl Named {
    /// The codes alone: `429`, `400 or 422`; `5XX` where it is most of a class.
    pub(super) fn in_numbers(&self) -> String {
        match self.codes.as_slice() {
            [first, _, _, _, ..] => first.class().as_str().to_owned(),
            few => {
                let codes: Vec<String> = few.iter().map(ToString::to_string).collect();
                codes.join(" or ")
            }
        }
    }
}

/// `429 Too Many Requests`, or the codes alone where the name stands for several.
impl fmt::Display for Named {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.codes.as_slice() {
            [only] => match only.reason_phrase() {
                Some(reason) => write!(formatter, "{only} {reason}"),
                None => only.fmt(formatter),
            },
            _ => formatter.write_str(&self.in_numbers()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<u16> {
        let named = named_status(text);
        named.map_or_else(Vec::new, |named| {
            named.codes.iter().map(|code| code.number()).collect()
        })
    }

    #[test]
    fn phrases_and_numbers_name_a_status_and_other_words_do_not() {
        assert_eq!(codes("TooManyRequests"), [429]);
        assert_eq!(codes("Error404"), [404]);
        assert_eq!(codes("Page500"), Vec::<u16>::new());
        assert_eq!(codes("Problem"), Vec::<u16>::new());
        assert_eq!(codes("ProcessingError"), Vec::<u16>::new());
    }

    #[test]
    fn a_name_fits_its_code_and_the_range_around_it() {
        let missing = named_status("NotFound").unwrap();
        assert!(missing.fits(StatusKey::parse("404").unwrap()));
        assert!(missing.fits(StatusKey::parse("4XX").unwrap()));
        assert!(!missing.fits(StatusKey::parse("400").unwrap()));
    }
}

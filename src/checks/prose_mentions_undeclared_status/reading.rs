//! Reading prose for the statuses that it promises.

use std::sync::OnceLock;

use crate::expression::Expression;
use crate::http::StatusCode;

/// A number that the words before it make a status.
const MENTION: &str = r"(?ix)
    \b(?:
        (?:http|status|status[-\ ]code|error[-\ ]code|response[-\ ]code|http[-\ ](?:status|error|code)|http[-\ ]status[-\ ]code)
        (?:\ (?:of|is|will\ be|code))?
      | (?:returns?|returned|returning|responds?|responding|replies|answers?|fails?|results?|rejected|throws?|get|receive)
        (?:\ (?:with|in|by))?(?:\ (?:an?|the))?(?:\ (?:http|status|error))?(?:\ (?:status|error|code|response))?(?:\ code)?
    )
    [\ :=]{1,2} (?:<code>)? (?:\x60{1,2}|\*{1,2}|“|‘|['\x22(])? ([1-5][0-9]{2}) \b";
/// Words behind the number that leave it a status; other words make it a quantity.
const BEHIND: &str = r"(?ix)^(?:\x60{1,2}|\*{1,2}|”|’|['\x22)])?(?:</code>)?\s*(?:
    $ | \.(?:\D|$) | [,;:()\[\]|-] | – | —
    | (?:error|status|response|code|http|if|when|whenever|where|on|for|and|or|unless|in\ case|to|with|because|instead|as|is|will|once|upon|since|otherwise)\b
    | (?-i: OK\b | [A-Z][a-z]+ | [A-Z][A-Z_]+ ) )";
/// What makes a sentence speak of something else: another endpoint, the client's own server, former
/// days, part of a batch, or of what does not happen.
const ELSEWHERE: &str = r"(?ix)
    \b(?:previously|formerly|used\ to)\b
    | \b(?:webhooks?|callbacks?|proxied|probe|health\ check|redirect[_ ]?ur[il]|passed\ (?:on|through|along)|for\ example|continues?\ to)\b
    | \b(?:upstream|downstream|origin|backend|third[- ]party)\b[^,]*\b(?:returns?|responds?|replies|answers?)\b
    | \bfollow(?:s|ing|ed)?\b.*\bredirects?\b
    | \byour\ (?:[a-z]+\ )?(?:server|endpoint|app|application|service|system|url|listener|receiver)
    | \b(?:must|should|has\ to|needs\ to)\ (?:return|respond|reply|answer)
    | \b(?:each|every|individual|per|single)\ (?:[a-z]+\ )?(?:item|entry|element|operation|request|record|result|row|object)s?\b
    | \b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b\S*\ \S*/
    | \b(?:other|another|that|these|those|following|subsequent|later|next|all\ other|future)\ (?:[a-z]+\ )?(?:endpoints?|operations?|calls?|requests?|methods?|apis?)\b
    | \b(?:deprecated|version\ \d|v\d)\b";

/// The end of what stands before a promise that is none.
const DENIED: &str =
    r"(?i)\b(not|never|no longer|instead of|rather than|cannot|\w+n(?:'|’)t)\s+(\w+\s+){0,2}$";

/// Whether a text holds a number of three digits that could be a status.
pub(super) fn holds_code(text: &str) -> bool {
    let mut runs = text
        .as_bytes()
        .chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit());
    runs.any(|run| matches!(run, [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9']))
}

/// The registered codes that a sentence says the operation answers with.
pub(super) fn mentioned(sentence: &str) -> Vec<StatusCode> {
    let Some([mention, behind, denied, elsewhere]) = patterns() else {
        return Vec::new();
    };
    if elsewhere.is_match(sentence) {
        return Vec::new();
    }
    let found = mention.groups(sentence).filter_map(|number| {
        let code: StatusCode = number.text.parse().ok()?;
        let is_known = code.reason_phrase().is_some() && code.number() >= 200;
        let is_promised = behind.is_match(number.behind) && !denied.is_match(number.before);
        (is_known && is_promised).then_some(code)
    });
    found.collect()
}

fn patterns() -> Option<&'static [Expression; 4]> {
    static PATTERNS: OnceLock<Option<[Expression; 4]>> = OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| {
        Some([
            Expression::new(MENTION, true)?,
            Expression::new(BEHIND, true)?,
            Expression::new(DENIED, true)?,
            Expression::new(ELSEWHERE, true)?,
        ])
    });
    patterns.as_ref()
}

/// The text without fenced samples, whose numbers are data; one line for each paragraph and each
/// item of a list, so that a sentence that is only wrapped stays whole.
pub(super) fn without_samples(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    for line in text.split("```").step_by(2).flat_map(str::lines) {
        let line = line.trim();
        let begins = line.is_empty() || line.starts_with(['-', '*', '|', '#', '>', '<']);
        prose.push(if begins { '\n' } else { ' ' });
        prose.push_str(line);
    }
    prose
}

/// The sentences of a text; an item of a list and a cell of a table are one each.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['\n', '|']).flat_map(|line| {
        let mut rest = line;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let end = [". ", "! ", "? "]
                .iter()
                .filter_map(|mark| rest.find(mark))
                .min()
                .map_or(rest.len(), |at| at + 2);
            let (sentence, behind) = rest.split_at(end);
            rest = behind;
            Some(sentence.trim())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(sentence: &str) -> Vec<u16> {
        let codes = mentioned(sentence).into_iter();
        codes.map(StatusCode::number).collect()
    }

    #[test]
    fn a_number_is_a_status_where_the_words_around_it_say_so() {
        assert_eq!(codes("Returns 409 if the name is taken"), [409]);
        assert_eq!(codes("Responds with a `404 Not Found` error."), [404]);
        assert_eq!(codes("The status code is 412 when the tag differs."), [412]);
        assert_eq!(
            codes("An HTTP 423 is what follows when it is locked"),
            [423]
        );
        assert_eq!(
            codes("It returns a <code>403 Access Denied</code> error"),
            [403]
        );
        assert_eq!(codes("This endpoint MAY return `404 M_NOT_FOUND`"), [404]);
    }

    #[test]
    fn quantities_are_no_statuses() {
        assert_eq!(codes("Returns 200 items per page"), [] as [u16; 0]);
        assert_eq!(codes("Returns up to 500 entries"), [] as [u16; 0]);
        assert_eq!(codes("It returns 404.5 on average"), [] as [u16; 0]);
    }

    #[test]
    fn what_does_not_happen_or_happens_elsewhere_is_no_promise() {
        for sentence in [
            "This never returns 404",
            "It doesn't return a 404 for unknown names",
            "Your server must respond with 200",
            "It is tried again when the upstream returns 503",
            "You will receive a 404 when you follow the redirect.",
            "For example you may still get a `401 Unauthorized` from there",
            "Each item has the status 409 where it is a copy",
            "Previously it returned 400 for this",
        ] {
            assert_eq!(codes(sentence), [] as [u16; 0], "{sentence}");
        }
    }

    #[test]
    fn a_text_is_read_by_sentences_and_without_samples() {
        let text = "One. Two\n| three | four";
        let found: Vec<&str> = sentences(text)
            .map(|it| it.trim_matches('|').trim())
            .collect();
        assert_eq!(found, ["One.", "Two", "", "three", "four"]);
        assert_eq!(
            without_samples("a\nb ```c 404``` d\n\n- e"),
            " a b d\n\n- e"
        );
    }
}

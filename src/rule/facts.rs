//! What a target can say about itself in a message.

use std::collections::BTreeSet;

use super::matcher::{HeaderSubject, MediaTypeSubject, reference_problem};
use super::template::Placeholder;
use crate::finding::Detection;
use crate::http::{StatusCode, StatusKey, VendorCode};
use crate::openapi::{Document, Operation, Response, ResponseUse, Schema};
use crate::repair;

/// The thing that a rule looked at, with the use of a response under which it was seen.
#[derive(Clone, Copy)]
pub(crate) enum Seen<'a> {
    Document(&'a Document<'a>),
    Operation(Operation<'a>),
    Response(ResponseUse<'a>),
    Header(HeaderSubject<'a>),
    MediaType(MediaTypeSubject<'a>),
}

impl std::fmt::Debug for Seen<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Seen::Document(document) => write!(formatter, "{:?}", document.root()),
            Seen::Operation(operation) => write!(formatter, "{operation:?}"),
            Seen::Response(response) => write!(formatter, "{response:?}"),
            Seen::Header(subject) => write!(formatter, "{:?}", subject.header),
            Seen::MediaType(subject) => write!(formatter, "{:?}", subject.content),
        }
    }
}

impl<'a> Seen<'a> {
    /// The use of a response, where the thing is one or is part of one.
    pub(super) fn response_use(self) -> Option<ResponseUse<'a>> {
        match self {
            Seen::Document(_) | Seen::Operation(_) => None,
            Seen::Response(response)
            | Seen::Header(HeaderSubject { response, .. })
            | Seen::MediaType(MediaTypeSubject { response, .. }) => Some(response),
        }
    }

    /// The operation, where the thing is one or is part of one.
    pub(super) fn operation(self) -> Option<Operation<'a>> {
        match self {
            Seen::Operation(operation) => Some(operation),
            other => other.response_use().map(ResponseUse::operation),
        }
    }

    /// The schema of a media type.
    pub(super) fn schema(self) -> Option<Schema<'a>> {
        match self {
            Seen::MediaType(MediaTypeSubject { content, .. }) => content.schema(),
            _ => None,
        }
    }

    /// What stands for a placeholder; empty where the thing has no such fact.
    pub(super) fn fact(self, placeholder: Placeholder) -> String {
        match placeholder {
            Placeholder::Operation
            | Placeholder::Method
            | Placeholder::Path
            | Placeholder::Noun
            | Placeholder::SuccessStatuses
            | Placeholder::Statuses
            | Placeholder::Evidence => self
                .operation()
                .map(|operation| operation_fact(operation, placeholder)),
            Placeholder::Header => match self {
                Seen::Header(HeaderSubject { header, .. }) => Some(header.name().to_owned()),
                _ => None,
            },
            Placeholder::MediaType => match self {
                Seen::MediaType(MediaTypeSubject { content, .. }) => {
                    Some(content.media_type().to_owned())
                }
                other => first_media_type(other),
            },
            Placeholder::Schema => Some(match self.schema().and_then(Schema::name) {
                Some(name) => format!("`{name}`"),
                None => "the schema".to_owned(),
            }),
            Placeholder::Version => Some(self.document().version().to_string()),
            Placeholder::Count | Placeholder::Total => None,
            _ => self
                .response_use()
                .map(|response| response_fact(response, placeholder)),
        }
        .unwrap_or_default()
    }

    pub(super) fn document(self) -> &'a Document<'a> {
        match self {
            Seen::Document(document) => document,
            Seen::Operation(operation) => operation.document(),
            Seen::Response(response)
            | Seen::Header(HeaderSubject { response, .. })
            | Seen::MediaType(MediaTypeSubject { response, .. }) => response.operation().document(),
        }
    }
}

/// What stands for a placeholder in the message of an aggregated finding.
pub(super) fn tally(placeholder: Placeholder, found: &[&Detection<'_>], total: usize) -> String {
    let own = |detection: &Detection<'_>| {
        let mut facts = detection.facts.iter();
        let fact = facts.find(|(name, _)| *name == placeholder.name());
        fact.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    match placeholder {
        Placeholder::Count => found.len().to_string(),
        Placeholder::Total => total.to_string(),
        Placeholder::Statuses => statuses(found),
        _ => found.first().map_or_else(String::new, |first| own(first)),
    }
}

/// The statuses that several detections are about, each once, in ascending order; of more than
/// five, the first and the last with the number of those between.
fn statuses(found: &[&Detection<'_>]) -> String {
    let facts = found.iter().flat_map(|detection| &detection.facts);
    let of_status = facts.filter(|(name, _)| *name == Placeholder::Status.name());
    let distinct: BTreeSet<&str> = of_status.map(|(_, value)| value.as_str()).collect();
    let distinct: Vec<&str> = distinct.into_iter().collect();
    match distinct.as_slice() {
        [first, between @ .., last] if between.len() > 3 => {
            format!("{} codes from {first} to {last}", distinct.len())
        }
        few => in_words(few),
    }
}

fn first_media_type(seen: Seen<'_>) -> Option<String> {
    let contents = seen.response_use()?.response()?.contents();
    contents
        .first()
        .map(|content| content.media_type().to_owned())
}

fn operation_fact(operation: Operation<'_>, placeholder: Placeholder) -> String {
    match placeholder {
        Placeholder::Operation => operation.to_string(),
        Placeholder::Method => operation.method().to_string(),
        Placeholder::Path => operation.path().to_owned(),
        Placeholder::Noun => with_article(&operation.intent().noun),
        Placeholder::SuccessStatuses => keys_in_words(operation.successes()),
        Placeholder::Statuses => keys_in_words(operation.responses()),
        Placeholder::Evidence => {
            let evidence = operation.intent().evidence.iter();
            let texts: Vec<&str> = evidence.map(|sign| sign.text.as_str()).collect();
            in_words(&texts)
        }
        _ => String::new(),
    }
}

fn response_fact(response: ResponseUse<'_>, placeholder: Placeholder) -> String {
    let key = response.key().text();
    match placeholder {
        Placeholder::Status => response
            .status()
            .map_or(key.to_owned(), |key| key.to_string()),
        Placeholder::Key => key.to_owned(),
        Placeholder::KeyUpper => key.to_uppercase(),
        Placeholder::KeyMeant => meant(key),
        Placeholder::Reason => response
            .status()
            .and_then(repair::phrase)
            .unwrap_or_default(),
        Placeholder::ClassCode => response
            .status()
            .and_then(StatusKey::class)
            .map(|class| class.as_str().replace('X', "0"))
            .unwrap_or_default(),
        Placeholder::Description => {
            let response = response.response();
            shortened(response.and_then(Response::description).unwrap_or_default())
        }
        Placeholder::Reference => response.value().reference().unwrap_or_default().to_owned(),
        Placeholder::ReferenceProblem => reference_problem(response),
        _ => {
            let code = response.status().and_then(StatusKey::code);
            code.map_or_else(String::new, |code| code_fact(code, placeholder))
        }
    }
}

/// The status that a misspelled key can only mean: `default` in other letters, or a code with its
/// reason phrase or the like behind it.
fn meant(key: &str) -> String {
    let key = key.trim();
    if key.eq_ignore_ascii_case("default") {
        return "default".to_owned();
    }
    let digits = key.len()
        - key
            .trim_start_matches(|sign: char| sign.is_ascii_digit())
            .len();
    let (code, rest) = key.split_at(digits);
    let is_words = rest.starts_with([' ', '-', '_', ':'])
        && !rest.contains(|sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '/' | '|'));
    let code = code
        .parse::<StatusCode>()
        .ok()
        .filter(|_| is_words || rest.is_empty());
    code.map_or_else(String::new, |code| code.to_string())
}

/// A text in one line, cut between two words where it is long.
fn shortened(text: &str) -> String {
    const LONG: usize = 80;
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.chars().count() + word.chars().count() > LONG {
            // A single word may be longer than that, where words are not told apart by blanks.
            let start: String = word.chars().take(LONG).collect();
            let line = if line.is_empty() { start } else { line };
            return format!("{}…", line.trim_end());
        }
        line.push_str(word);
        line.push(' ');
    }
    line.trim_end_matches([' ', '.']).to_owned()
}

fn code_fact(code: StatusCode, placeholder: Placeholder) -> String {
    let vendor = VendorCode::of(code.number());
    match placeholder {
        Placeholder::StatusAndReason => with_reason(code),
        Placeholder::ClassStatus => first_of_class(code).map(with_reason).unwrap_or_default(),
        Placeholder::Vendor => vendor.map_or("", |vendor| vendor.vendor).to_owned(),
        Placeholder::VendorMeaning => vendor.map_or("", |vendor| vendor.meaning).to_owned(),
        Placeholder::Replacement => vendor.map_or("", |vendor| vendor.replacement).to_owned(),
        _ => String::new(),
    }
}

/// `404 Not Found`, or the number alone.
fn with_reason(code: StatusCode) -> String {
    match code.reason_phrase() {
        Some(reason) => format!("{code} {reason}"),
        None => code.to_string(),
    }
}

/// The code that stands for its class, for which a client takes every code of the class that it
/// does not know (RFC 9110 section 15).
fn first_of_class(code: StatusCode) -> Option<StatusCode> {
    StatusCode::new(code.number() / 100 * 100)
}

/// A noun with its article; `a resource` where there is none.
fn with_article(noun: &str) -> String {
    match noun.chars().next() {
        None => "a resource".to_owned(),
        Some('a' | 'e' | 'i' | 'o' | 'A' | 'E' | 'I' | 'O') => format!("an {noun}"),
        Some(_) => format!("a {noun}"),
    }
}

fn keys_in_words<'a>(responses: impl Iterator<Item = ResponseUse<'a>>) -> String {
    let keys: Vec<&str> = responses.map(|found| found.key().text()).collect();
    in_words(&keys)
}

/// `200`, `200 and 202`, `200, 202 and 204`.
fn in_words(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_a_sentence() {
        assert_eq!(in_words(&["200"]), "200");
        assert_eq!(in_words(&["200", "202", "204"]), "200, 202 and 204");
    }

    #[test]
    fn a_key_with_words_behind_its_code_means_the_code() {
        assert_eq!(meant("200 OK"), "200");
        assert_eq!(meant("Default"), "default");
        assert_eq!(meant("404-not-found"), "404");
        assert_eq!(meant("200,201"), "");
        assert_eq!(meant("2000"), "");
        assert_eq!(meant("ok"), "");
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(shortened("Too many\n  requests."), "Too many requests");
        let long = shortened(&"word ".repeat(40));
        assert!(long.ends_with("word…") && long.chars().count() < 82);
        assert_eq!(shortened(&"語".repeat(100)).chars().count(), 81);
    }

    #[test]
    fn an_unknown_code_is_taken_for_the_first_of_its_class() {
        let first = |number| StatusCode::new(number).and_then(first_of_class);
        assert_eq!(first(462).map(with_reason).unwrap(), "400 Bad Request");
        assert_eq!(first(290).map(with_reason).unwrap(), "200 OK");
    }

    #[test]
    fn a_noun_has_its_article() {
        assert_eq!(with_article("order"), "an order");
        assert_eq!(with_article("pet"), "a pet");
        assert_eq!(with_article(""), "a resource");
    }
}

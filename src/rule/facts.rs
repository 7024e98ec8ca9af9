//! What a target can say about itself in a message.

use super::matcher::{HeaderSubject, MediaTypeSubject, reference_problem};
use super::template::Placeholder;
use crate::http::{StatusCode, StatusKey, VendorCode, registrations};
use crate::openapi::{Document, Operation, ResponseUse, Schema};

/// The thing that a rule looked at, with the use of a response under which it was seen.
#[derive(Clone, Copy)]
pub(super) enum Seen<'a> {
    Document(&'a Document<'a>),
    Operation(Operation<'a>),
    Response(ResponseUse<'a>),
    Header(HeaderSubject<'a>),
    MediaType(MediaTypeSubject<'a>),
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

    fn document(self) -> &'a Document<'a> {
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
pub(super) fn tally(placeholder: Placeholder, count: usize, total: usize) -> String {
    match placeholder {
        Placeholder::Count => count.to_string(),
        Placeholder::Total => total.to_string(),
        _ => String::new(),
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
        Placeholder::ClassCode => response
            .status()
            .and_then(StatusKey::class)
            .map(|class| class.as_str().replace('X', "0"))
            .unwrap_or_default(),
        Placeholder::Reference => response.value().reference().unwrap_or_default().to_owned(),
        Placeholder::ReferenceProblem => reference_problem(response),
        _ => {
            let code = response.status().and_then(StatusKey::code);
            code.map_or_else(String::new, |code| code_fact(code, placeholder))
        }
    }
}

fn code_fact(code: StatusCode, placeholder: Placeholder) -> String {
    let vendor = VendorCode::of(code.number());
    match placeholder {
        Placeholder::StatusAndReason => with_reason(code),
        Placeholder::NearestStatus => nearest_registered(code)
            .map(with_reason)
            .unwrap_or_default(),
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

/// The registered code of the same class whose number is nearest; of two, the smaller.
fn nearest_registered(code: StatusCode) -> Option<StatusCode> {
    registrations()
        .iter()
        .filter(|row| row.reason_phrase().is_some() && row.code.class() == code.class())
        .map(|row| row.code)
        .min_by_key(|known| known.number().abs_diff(code.number()))
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
    fn the_nearest_code_is_registered_and_of_the_same_class() {
        let nearest = |number| StatusCode::new(number).and_then(nearest_registered);
        assert_eq!(nearest(462).map(StatusCode::number), Some(451));
        assert_eq!(nearest(290).map(StatusCode::number), Some(226));
    }

    #[test]
    fn a_noun_has_its_article() {
        assert_eq!(with_article("order"), "an order");
        assert_eq!(with_article("pet"), "a pet");
        assert_eq!(with_article(""), "a resource");
    }
}

//! What operations of the other methods do.

use super::names;
use super::signs::Signs;
use super::words::{self, Deed};
use super::{Confidence, Evidence, Intent, Purpose};
use crate::http::Method;

/// Infers what an operation does whose method is not POST.
pub(super) fn infer(signs: &Signs<'_>) -> Intent {
    let (purpose, confidence, text) = match signs.operation.method() {
        Method::Get | Method::Head => read(signs),
        Method::Put => put(signs),
        Method::Patch => by_method(Purpose::Update, "PATCH changes a resource (RFC 5789)"),
        Method::Delete => by_method(Purpose::Delete, "DELETE removes a resource"),
        Method::Query => by_method(Purpose::Search, "QUERY asks and changes nothing"),
        _ => return Intent::unknown(signs.noun()),
    };
    Intent {
        purpose,
        confidence,
        evidence: vec![Evidence {
            text,
            operation: None,
        }],
        noun: signs.noun(),
    }
}

fn by_method(purpose: Purpose, text: &str) -> (Purpose, Confidence, String) {
    (purpose, Confidence::High, text.to_owned())
}

fn read(signs: &Signs<'_>) -> (Purpose, Confidence, String) {
    let answer = signs.answer();
    if answer.is_some_and(|answer| answer.is_list) {
        return (
            Purpose::List,
            Confidence::High,
            "it answers with a list".to_owned(),
        );
    }
    if signs.ends_in_parameter() {
        let text = "its path names one resource".to_owned();
        return (Purpose::Read, Confidence::High, text);
    }
    let lists = signs
        .name_lead
        .as_ref()
        .is_some_and(|lead| lead.verb.deed == Deed::List);
    let plural = signs
        .place
        .last()
        .is_some_and(|word| words::is_plural(word));
    let has_items = !signs.neighbours.items(&signs.path).is_empty();
    if lists || (plural && has_items) {
        return (
            Purpose::List,
            Confidence::Medium,
            "it names a collection".to_owned(),
        );
    }
    (
        Purpose::Read,
        Confidence::Medium,
        "its method only reads".to_owned(),
    )
}

fn put(signs: &Signs<'_>) -> (Purpose, Confidence, String) {
    if names::says_upsert(&signs.name) || names::says_upsert(&signs.prose) {
        let text = "it says that it creates or changes".to_owned();
        return (Purpose::Upsert, Confidence::High, text);
    }
    let acts = signs
        .path_verb
        .as_ref()
        .filter(|(verb, _)| verb.deed == Deed::Act && !verb.noun_too && !signs.ends_in_parameter());
    if let Some((_, word)) = acts {
        return (
            Purpose::Action,
            Confidence::Medium,
            format!("its path ends in `{word}`"),
        );
    }
    (
        Purpose::Replace,
        Confidence::Medium,
        "PUT replaces a resource".to_owned(),
    )
}

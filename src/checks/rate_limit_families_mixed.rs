//! An API that speaks of its rate limits in more than one family of headers.

use std::collections::BTreeMap;

use super::Options;
use crate::finding::{Detection, Token};
use crate::openapi::{Document, Header, Operation, Response, ResponseUse, Role};

/// The responses that use one family.
#[derive(Default)]
struct Family<'a> {
    first: Option<Header<'a>>,
    responses: usize,
    operations: Vec<Operation<'a>>,
}

/// Finds the families of the document; where they are several, the rarest is reported. Responses
/// that have several at once are in the middle of a change, and count for none.
pub(super) fn check<'a>(document: &'a Document<'a>, _: &Options<'_>) -> Vec<Detection<'a>> {
    let mut families: BTreeMap<String, Family<'a>> = BTreeMap::new();
    for response in document.responses() {
        let operations = response.uses().map(ResponseUse::operation);
        let mut operations = operations.filter(|operation| operation.role() == Role::Operation);
        let Some((name, header)) = only_family(response) else {
            continue;
        };
        let Some(operation) = operations.next() else {
            continue;
        };
        let family = families.entry(name).or_default();
        family.first = family.first.or(Some(header));
        family.responses += 1 + operations.clone().count();
        family.operations.push(operation);
        family.operations.extend(operations);
    }
    if families.len() < 2 {
        return Vec::new();
    }
    let names: Vec<String> = families.keys().map(|name| format!("`{name}`")).collect();
    let rarest = families.values().min_by_key(|family| family.responses);
    let (Some(header), Some(rarest)) = (rarest.and_then(|family| family.first), rarest) else {
        return Vec::new();
    };
    let mut detection = Detection::at(Token::Key(header.value()))
        .fact("header", header.name())
        .fact("name", names.join(" and "))
        .touching(rarest.operations.iter().copied());
    for other in families.values().filter_map(|family| family.first) {
        if other.key() != header.key() {
            detection = detection.see(Token::Key(other.value()), "another family");
        }
    }
    vec![detection]
}

/// The family of a response's rate-limit headers, with the first of them; none where it has none
/// or several.
fn only_family(response: Response<'_>) -> Option<(String, Header<'_>)> {
    let mut families = response
        .headers()
        .filter_map(|header| Some((family_of(header.name())?, header)));
    let (name, header) = families.next()?;
    let same = families.all(|(other, _)| other == name);
    same.then_some((name, header))
}

/// The family of a header, as its members begin: `x-ratelimit-*`, `ratelimit-*`, or `ratelimit` for
/// the two structured fields of the later drafts.
fn family_of(header: &str) -> Option<String> {
    const MEASURES: [&str; 3] = ["limit", "remaining", "reset"];
    let name = header.to_ascii_lowercase();
    if matches!(name.as_str(), "ratelimit" | "ratelimit-policy") {
        return Some("ratelimit".to_owned());
    }
    let prefix = ["ratelimit", "rate-limit"].into_iter().find_map(|word| {
        let start = name.find(word)?;
        name.get(..start + word.len())
    })?;
    let rest = name.get(prefix.len()..)?;
    let is_measure = rest.is_empty() || MEASURES.iter().any(|word| rest.contains(word));
    (is_measure && prefix.split('-').count() <= 3).then(|| format!("{prefix}-*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_family_is_what_the_names_begin_with() {
        let family = |name| family_of(name).unwrap_or_default();
        assert_eq!(family("X-RateLimit-Reset-After"), "x-ratelimit-*");
        assert_eq!(family("X-Rate-Limit-Remaining"), "x-rate-limit-*");
        assert_eq!(family("RateLimit-Limit"), "ratelimit-*");
        assert_eq!(family("RateLimit-Policy"), "ratelimit");
    }

    #[test]
    fn a_mere_sign_that_a_limit_was_met_is_of_no_family() {
        assert_eq!(family_of("X-RateLimit-Bucket"), None);
        assert_eq!(family_of("Twilio-Reached-Rate-Limit-Flag"), None);
        assert_eq!(family_of("Retry-After"), None);
    }
}

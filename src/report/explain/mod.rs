//! `explain`: the page of a rule, what is registered for a status code, what HTTP says about a
//! method, and what a profile makes of the rules, for a terminal.

mod facts;
mod markdown;
mod method;
mod peer;
mod profile;
mod rule;
mod status;

use super::Appearance;
use crate::http::{StatusClass, StatusCode, VendorCode};
use crate::rule::Catalogue;

/// What is known under a name: a rule (also by a former name), a profile, a status code, a range
/// such as `4XX`, a number that a vendor uses, a method, or a rule of another linter
/// (`tool:rule-id`, or its name where it means the same everywhere). None where nothing is.
pub fn explain(topic: &str, catalogue: &Catalogue, appearance: Appearance) -> Option<String> {
    let renamed = || catalogue.get(catalogue.renamed(topic)?.as_str());
    if let Some(rule) = catalogue.get(topic) {
        return Some(rule::explain(
            rule,
            catalogue,
            &rule::Asked::Name,
            appearance,
        ));
    }
    if let Some(rule) = renamed() {
        let asked = rule::Asked::FormerName(topic);
        return Some(rule::explain(rule, catalogue, &asked, appearance));
    }
    if let Some(profile) = catalogue.profile(topic) {
        return Some(profile::explain(profile, catalogue, appearance));
    }
    if let Some(class) = StatusClass::parse(&topic.to_uppercase()) {
        return Some(status::explain_class(class, catalogue, appearance));
    }
    if let Some(vendor) = topic.parse().ok().and_then(VendorCode::of) {
        return Some(status::explain_vendor(vendor, catalogue, appearance));
    }
    if let Ok(code) = topic.parse::<StatusCode>() {
        return Some(status::explain_code(code, catalogue, appearance));
    }
    method::explain(topic, catalogue, appearance)
        .or_else(|| peer::explain(topic, catalogue, appearance))
}

/// A title that links to its text, or has the address below it.
fn linked(title: &str, url: &str, appearance: Appearance) -> String {
    if appearance.hyperlinks {
        appearance.link(url, title)
    } else {
        format!("{title}\n{url}").trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests;

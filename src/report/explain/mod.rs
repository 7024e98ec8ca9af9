//! `explain`: the page of a rule, and what is registered for a status code, for a terminal.

mod facts;
mod markdown;
mod rule;
mod status;

use super::Appearance;
use crate::http::{StatusClass, StatusCode, VendorCode};
use crate::rule::Catalogue;

/// What is known under a name: a rule (also by a former name), a status code, a range such as
/// `4XX`, or a number that a vendor uses. None where nothing is.
pub fn explain(topic: &str, catalogue: &Catalogue, appearance: Appearance) -> Option<String> {
    let renamed = || catalogue.get(catalogue.renamed(topic)?.as_str());
    if let Some(rule) = catalogue.get(topic).or_else(renamed) {
        return Some(rule::explain(rule, topic, appearance));
    }
    if let Some(class) = StatusClass::parse(&topic.to_uppercase()) {
        return Some(status::explain_class(class, appearance));
    }
    if let Some(vendor) = topic.parse().ok().and_then(VendorCode::of) {
        return Some(status::explain_vendor(vendor, appearance));
    }
    let code: StatusCode = topic.parse().ok()?;
    Some(status::explain_code(code, catalogue, appearance))
}

#[cfg(test)]
mod tests;

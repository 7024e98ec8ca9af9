//! What is registered for a status code or a class of them.

use super::facts::Facts;
use crate::http::{
    ApiUse, Cacheability, Registration, Retry, StatusClass, StatusCode, VendorCode, registrations,
};
use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::{counted, wrapped};
use crate::rule::{Catalogue, Topics};

/// A status code: its name, what it asks of a client, and the rules that speak of it.
pub(super) fn explain_code(
    code: StatusCode,
    catalogue: &Catalogue,
    appearance: Appearance,
) -> String {
    let Some(registration) = code.registration() else {
        return explain_unregistered(code, catalogue, appearance);
    };
    let title = format!("{code} {}", registration.name);
    let mut facts = facts_of(registration, appearance);
    facts.add("rules", rules_about(code, catalogue));
    format!(
        "{}\n{}\n\n{}",
        appearance.paint(Role::Strong, &title),
        wrapped(meaning(code.class()), appearance.columns()).join("\n"),
        facts.draw(appearance)
    )
}

fn explain_unregistered(code: StatusCode, catalogue: &Catalogue, appearance: Appearance) -> String {
    let text = format!(
        "{code} is not registered. A client treats it like {}00: {}",
        code.class().as_str().trim_end_matches('X'),
        meaning(code.class())
    );
    let mut facts = Facts::default();
    facts.add("rules", rules_about(code, catalogue));
    let text = wrapped(&text, appearance.columns()).join("\n");
    format!("{text}\n\n{}", facts.draw(appearance))
        .trim_end()
        .to_owned()
        + "\n"
}

/// The rules about the code, and how many there are about all codes of its class.
fn rules_about(code: StatusCode, catalogue: &Catalogue) -> String {
    let class = code.class();
    let own = speaking(catalogue, |topics| topics.name_code(code));
    let of_class = speaking(catalogue, |topics| {
        topics.name_class(class) && !topics.name_code(code)
    });
    let mut lines: Vec<String> = own.into_iter().map(str::to_owned).collect();
    if !of_class.is_empty() {
        let and = if lines.is_empty() { "" } else { "and " };
        let count = counted(of_class.len(), "rule");
        lines.push(format!(
            "{and}{count} about every {class}: statuslint explain {class}"
        ));
    }
    lines.join("\n")
}

/// A class: what it means, the codes that are registered in it, and the rules about all of them.
pub(super) fn explain_class(
    class: StatusClass,
    catalogue: &Catalogue,
    appearance: Appearance,
) -> String {
    let title = format!("{class} {}", title(class));
    let mut shown = appearance.paint(Role::Strong, &title) + "\n";
    shown.push_str(&wrapped(meaning(class), appearance.columns()).join("\n"));
    shown.push_str("\n\n");
    for registration in registrations()
        .iter()
        .filter(|row| row.code.class() == class)
    {
        let use_of = appearance.paint(Role::Faint, short(registration.api_use));
        let Registration { code, name, .. } = registration;
        shown.push_str(format!("  {code}  {name:<32} {use_of}").trim_end());
        shown.push('\n');
    }
    let mut facts = Facts::default();
    facts.add(
        "rules",
        speaking(catalogue, |topics| topics.name_class(class)).join("\n"),
    );
    let rules = facts.draw(appearance);
    if rules.is_empty() {
        return shown;
    }
    format!("{shown}\n{rules}")
}

/// A number that only a vendor gives a meaning.
pub(super) fn explain_vendor(
    vendor: &VendorCode,
    catalogue: &Catalogue,
    appearance: Appearance,
) -> String {
    let title = format!("{} is not registered", vendor.number);
    let mut facts = Facts::default();
    facts.add("used by", vendor.vendor);
    facts.add("meaning", vendor.meaning);
    facts.add("instead", vendor.replacement);
    if let Some(code) = StatusCode::new(vendor.number) {
        facts.add("rules", rules_about(code, catalogue));
    }
    let title = appearance.paint(Role::Strong, &title);
    format!("{title}\n\n{}", facts.draw(appearance))
}

fn facts_of(registration: &Registration, appearance: Appearance) -> Facts {
    let mut facts = Facts::default();
    facts.add("client", registration.client_action);
    facts.add("retry", retry(registration.retry));
    facts.add("required", registration.required_headers.join(", "));
    facts.add("expected", registration.recommended_headers.join(", "));
    facts.add("may have", registration.optional_headers.join(", "));
    facts.add("note", registration.header_note.unwrap_or_default());
    let content = if registration.content_allowed {
        "allowed"
    } else {
        "none: the response ends with its headers"
    };
    if registration.reason_phrase().is_some() {
        facts.add("content", content);
    }
    facts.add("caching", caching(registration.cacheable));
    facts.add("methods", registration.methods);
    facts.add("use", use_in_words(registration.api_use));
    let (citation, url) = (registration.citation(), registration.url());
    facts.add("source", super::linked(&citation, &url, appearance));
    facts
}

/// The names of the rules whose pages speak of something.
pub(super) fn speaking(catalogue: &Catalogue, of: impl Fn(&Topics) -> bool) -> Vec<&str> {
    let rules = catalogue.rules().filter(|rule| of(&rule.topics()));
    rules.map(|rule| rule.name.as_str()).collect()
}

fn title(class: StatusClass) -> &'static str {
    match class {
        StatusClass::Informational => "Informational",
        StatusClass::Successful => "Successful",
        StatusClass::Redirection => "Redirection",
        StatusClass::ClientError => "Client error",
        StatusClass::ServerError => "Server error",
    }
}

/// What a client knows from the class alone (RFC 9110 section 15).
fn meaning(class: StatusClass) -> &'static str {
    match class {
        StatusClass::Informational => "The request goes on: another response follows.",
        StatusClass::Successful => "The request was received, understood and accepted.",
        StatusClass::Redirection => "The client has more to do before the request is complete.",
        StatusClass::ClientError => {
            "The request cannot be fulfilled as it is: the client is at fault."
        }
        StatusClass::ServerError => "The server failed to fulfil a request that seems valid.",
    }
}

fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::NotApplicable => "",
        Retry::No => "no: the same request gets the same answer",
        Retry::Follow => "follow `Location`",
        Retry::Idempotent => "only where the method is idempotent",
        Retry::AfterDelay => "after the time that `Retry-After` names",
        Retry::NewConnection => "over another connection, whatever the method",
        Retry::AfterHandshake => "once the TLS handshake is complete, not in early data",
    }
}

fn caching(cacheable: Cacheability) -> &'static str {
    match cacheable {
        Cacheability::ByDefault => "may be stored unless the response says otherwise",
        Cacheability::WhenExplicit => "only where the response says how long it stays fresh",
        Cacheability::Never => "must not be stored",
    }
}

fn short(api_use: ApiUse) -> &'static str {
    match api_use {
        ApiUse::Common => "",
        ApiUse::Rare => "rare",
        ApiUse::Framework => "framework",
        ApiUse::Infrastructure => "infrastructure",
        ApiUse::Protocol => "protocol",
        ApiUse::ProxyOnly => "proxies",
        ApiUse::BrowserOnly => "browsers",
        ApiUse::RangeOnly => "ranges",
        ApiUse::Batch => "batches",
        ApiUse::WebDav => "WebDAV",
        ApiUse::Reserved => "reserved",
        ApiUse::Obsolete => "obsolete",
    }
}

fn use_in_words(api_use: ApiUse) -> &'static str {
    match api_use {
        ApiUse::Common => "common in APIs",
        ApiUse::Rare => "seldom the right answer of an API",
        ApiUse::Framework => "sent by the framework, seldom by the handler",
        ApiUse::Infrastructure => "sent by gateways in front of the API",
        ApiUse::Protocol => "belongs to the protocol below the API",
        ApiUse::ProxyOnly => "sent by proxies, about themselves",
        ApiUse::BrowserOnly => "made for people in front of browsers",
        ApiUse::RangeOnly => "only in answer to range requests",
        ApiUse::Batch => "for batches whose items fare differently",
        ApiUse::WebDav => "WebDAV",
        ApiUse::Reserved => "reserved, without a meaning yet",
        ApiUse::Obsolete => "obsolete",
    }
}

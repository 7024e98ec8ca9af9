//! What is registered for a status code or a class of them.

use super::facts::Facts;
use crate::http::{
    ApiUse, Cacheability, Registration, Retry, StatusClass, StatusCode, VendorCode, registrations,
};
use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::wrapped;
use crate::rule::{Catalogue, Rule};

/// A status code: its name, what it asks of a client, and the rules that speak of it.
pub(super) fn explain_code(
    code: StatusCode,
    catalogue: &Catalogue,
    appearance: Appearance,
) -> String {
    let Some(registration) = code.registration() else {
        let text = format!(
            "{code} is not registered. A client treats it like {}00: {}",
            code.class().as_str().trim_end_matches('X'),
            meaning(code.class())
        );
        return wrapped(&text, appearance.columns()).join("\n") + "\n";
    };
    let title = format!("{code} {}", registration.name);
    let mut facts = facts_of(registration, appearance);
    let rules = catalogue.rules().filter(|rule| names(rule, code));
    let rules: Vec<&str> = rules.map(|rule| rule.name.as_str()).collect();
    facts.add("rules", rules.join("\n"));
    format!(
        "{}\n{}\n\n{}",
        appearance.paint(Role::Strong, &title),
        wrapped(meaning(code.class()), appearance.columns()).join("\n"),
        facts.draw(appearance)
    )
}

/// A class: what it means, and the codes that are registered in it.
pub(super) fn explain_class(class: StatusClass, appearance: Appearance) -> String {
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
    shown
}

/// A number that only a vendor gives a meaning.
pub(super) fn explain_vendor(vendor: &VendorCode, appearance: Appearance) -> String {
    let title = format!("{} is not registered", vendor.number);
    let mut facts = Facts::default();
    facts.add("used by", vendor.vendor);
    facts.add("meaning", vendor.meaning);
    facts.add("instead", vendor.replacement);
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
    let source = if appearance.hyperlinks {
        appearance.link(&url, &citation)
    } else {
        format!("{citation}\n{url}")
    };
    facts.add("source", source);
    facts
}

/// Whether the front matter of a rule names the code.
fn names(rule: &Rule, code: StatusCode) -> bool {
    let head = rule.source().text().get(..rule.body().start() as usize);
    let code = code.to_string();
    let is_word = |character: char| character.is_alphanumeric() || character == '.';
    head.unwrap_or_default()
        .split(|character| !is_word(character))
        .any(|word| word.trim_end_matches('.') == code)
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

//! The `openapiv3` crate as an oracle: for each 3.0 document that it can read, the operations,
//! status keys, headers and media types that statuslint sees are the ones that it sees.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use openapiv3::{Callback, OpenAPI, PathItem, ReferenceOr, StatusCode};
use statuslint::openapi::{Document, Forest, Role};
use statuslint::source::Source;
use statuslint::syntax::{self, Limits};

/// `GET /pets 404 header Retry-After`, and the like: one fact in words.
type Facts = BTreeSet<String>;

#[test]
fn real_documents_look_the_same_to_openapiv3() {
    let mut compared = 0;
    for path in crate::support::real_documents() {
        compared += usize::from(compare(&path));
    }
    assert!(compared >= 4, "only {compared} documents could be compared");
}

#[test]
fn the_corpus_looks_the_same_to_openapiv3() {
    for path in crate::support::corpus_documents() {
        compare(&path);
    }
}

/// Compares both views of a document; false where `openapiv3` cannot read it.
fn compare(path: &PathBuf) -> bool {
    let Ok(text) = std::fs::read_to_string(path) else {
        return false;
    };
    let source = Arc::new(Source::from_text(path.display().to_string(), text.clone()));
    let Ok(tree) = syntax::parse(source, Limits::default()).map(Arc::new) else {
        return false;
    };
    let forest = Forest::of_text(Arc::clone(&tree));
    let Some(document) = tree
        .documents()
        .next()
        .and_then(|root| Document::new(&forest, root))
    else {
        return false;
    };
    let read = if text.trim_start().starts_with('{') {
        serde_json::from_str(&text).ok()
    } else {
        serde_saphyr::from_str(&text).ok()
    };
    let Some(theirs) = read.filter(|api: &OpenAPI| api.openapi.starts_with("3.0")) else {
        return false;
    };
    let ours = our_facts(&document);
    let theirs = their_facts(&theirs);
    let only_ours: Vec<_> = ours.difference(&theirs).take(5).collect();
    let only_theirs: Vec<_> = theirs.difference(&ours).take(5).collect();
    assert!(
        only_ours.is_empty() && only_theirs.is_empty(),
        "{}\nonly statuslint sees {only_ours:#?}\nonly openapiv3 sees {only_theirs:#?}",
        path.display()
    );
    true
}

fn our_facts(document: &Document<'_>) -> Facts {
    let mut facts = Facts::new();
    for operation in document.operations() {
        if operation.role() == Role::Webhook || is_unknown_method(operation.method().as_str()) {
            continue;
        }
        facts.insert(operation.to_string());
        for found in operation
            .responses()
            .filter(|found| found.status().is_some())
        {
            let outcome = format!("{operation} {}", found.key().text());
            if let Some(response) = found.response() {
                for header in response.headers() {
                    facts.insert(format!("{outcome} header {}", header.name()));
                }
                for content in response.contents() {
                    facts.insert(format!("{outcome} content {}", content.media_type()));
                }
            }
            facts.insert(outcome);
        }
    }
    facts
}

fn is_unknown_method(method: &str) -> bool {
    method == "QUERY"
}

fn their_facts(api: &OpenAPI) -> Facts {
    let mut facts = Facts::new();
    for (path, item) in &api.paths.paths {
        if let ReferenceOr::Item(item) = item {
            item_facts(api, path, item, &mut facts);
        }
    }
    facts
}

fn item_facts(api: &OpenAPI, path: &str, item: &PathItem, facts: &mut Facts) {
    for (method, operation) in item.iter() {
        let name = format!("{} {path}", method.to_uppercase());
        facts.insert(name.clone());
        let coded = operation.responses.responses.iter();
        let keys = coded.map(|(status, response)| (status_key(status), response));
        let default = operation.responses.default.as_ref();
        for (key, response) in keys.chain(default.map(|response| ("default".to_owned(), response)))
        {
            let outcome = format!("{name} {key}");
            if let Some(response) = resolve(api, response) {
                let headers = response.headers.keys();
                facts.extend(headers.map(|header| format!("{outcome} header {header}")));
                let media_types = response.content.keys();
                facts.extend(media_types.map(|found| format!("{outcome} content {found}")));
            }
            facts.insert(outcome);
        }
        for callback in operation.callbacks.values() {
            callback_facts(api, callback, facts);
        }
    }
}

fn callback_facts(api: &OpenAPI, callback: &Callback, facts: &mut Facts) {
    for (expression, item) in callback {
        item_facts(api, expression, item, facts);
    }
}

fn status_key(status: &StatusCode) -> String {
    match status {
        StatusCode::Code(code) => code.to_string(),
        StatusCode::Range(class) => format!("{class}XX"),
    }
}

fn resolve<'a>(
    api: &'a OpenAPI,
    response: &'a ReferenceOr<openapiv3::Response>,
) -> Option<&'a openapiv3::Response> {
    match response {
        ReferenceOr::Item(item) => Some(item),
        ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/responses/")?;
            resolve(api, api.components.as_ref()?.responses.get(name)?)
        }
    }
}

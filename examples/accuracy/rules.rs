//! What the rules say about one labelled case, as their pages and checks have it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use statuslint::finding::{Detection, Severity};
use statuslint::openapi::{Document, Response};
use statuslint::rule::Catalogue;

use crate::corpus::Described;
use crate::table::Row;

/// What each rule warns of in one document; information is left out, and nothing is aggregated.
#[derive(Default)]
pub(crate) struct Warnings(RefCell<HashMap<String, Rc<Vec<Warning>>>>);

/// One warning.
pub(crate) struct Warning {
    /// The operations that it is about: method and path.
    operations: Vec<(String, String)>,
    /// The statuses under which the operations use the response that it stands in; empty where it
    /// stands elsewhere.
    uses: Vec<(String, String, String)>,
    text: String,
}

impl Described {
    /// What a rule warns of on the operation of a row, and under its status where the row has one;
    /// none where there is no such rule.
    pub(crate) fn warnings(&self, rule: &str, row: Row<'_>) -> Option<Vec<String>> {
        let found = self.all_warnings(rule)?;
        let method = match row.get("method") {
            "" => "POST".to_owned(),
            method => method.to_uppercase(),
        };
        let path = row.get("path");
        let fits = |warning: &&Warning| {
            let status = row.get("status");
            let uses = &warning.uses;
            if status.is_empty() || uses.is_empty() {
                let mut operations = warning.operations.iter();
                operations.any(|(verb, place)| *verb == method && place == path)
            } else {
                let mut uses = uses.iter();
                uses.any(|(verb, place, key)| *verb == method && place == path && key == status)
            }
        };
        let texts = found.iter().filter(fits).map(|found| found.text.clone());
        Some(texts.collect())
    }

    fn all_warnings(&self, rule: &str) -> Option<Rc<Vec<Warning>>> {
        if let Some(known) = self.warnings.0.borrow().get(rule) {
            return Some(Rc::clone(known));
        }
        let catalogue = Catalogue::builtin();
        let page = catalogue.get(rule)?;
        let found = self.with(|document| {
            let found = page.detect(document, None).found.into_iter();
            found
                .filter(|detection| detection.at_most != Some(Severity::Info))
                .map(|detection| warning(document, rule, &detection))
                .collect()
        });
        let found = Rc::new(found.unwrap_or_default());
        let mut warnings = self.warnings.0.borrow_mut();
        warnings.insert(rule.to_owned(), Rc::clone(&found));
        Some(found)
    }
}

fn warning(document: &Document<'_>, rule: &str, detection: &Detection<'_>) -> Warning {
    let operations = detection.operations.iter();
    let names = operations.map(|found| (found.method().to_string(), found.path().to_owned()));
    let token = detection.token.node();
    let holds = document.responses().find(|response| {
        let node = response.node();
        let around = node.span();
        node.source().name() == token.source().name()
            && around.start() <= token.span().start()
            && token.span().end() <= around.end()
    });
    let uses = holds.into_iter().flat_map(Response::uses);
    let uses = uses.map(|found| {
        let operation = found.operation();
        let method = operation.method().to_string();
        (
            method,
            operation.path().to_owned(),
            found.key().text().to_owned(),
        )
    });
    let message = detection.message.clone().unwrap_or_default();
    Warning {
        operations: names.collect(),
        uses: uses.collect(),
        text: format!("{rule}: {message} ({})", detection.evidence.join("; ")),
    }
}

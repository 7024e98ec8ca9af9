//! A header that the team demands is missing.

use serde_json::Value;

use super::Options;
use crate::finding::{Detection, Token};
use crate::http::StatusKey;
use crate::openapi::{Response, ResponseUse, Role};
use crate::repair::{Change, Repair};
use crate::syntax::edit::NewNode;

/// Looks for the headers that the option `headers` demands by status.
pub(super) fn check<'a>(response: Response<'a>, options: &Options<'_>) -> Option<Detection<'a>> {
    let demanded = options.get("headers").and_then(Value::as_object)?;
    if demanded.is_empty() {
        return None;
    }
    let mut missing: Vec<&str> = Vec::new();
    let mut at_fault = Vec::new();
    for found in response.uses() {
        if found.operation().role() != Role::Operation {
            continue;
        }
        let names = demanded
            .iter()
            .filter(|(pattern, _)| is_meant(pattern, found))
            .flat_map(|(_, names)| listed(names));
        let mut lacks = false;
        for name in names.filter(|name| response.header(name).is_none()) {
            lacks = true;
            if !missing.contains(&name) {
                missing.push(name);
            }
        }
        if lacks {
            at_fault.push(found);
        }
    }
    let first = at_fault.first()?;
    let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    let status = first.key().text();
    let changes = missing.iter().map(|name| Change::AddHeader {
        response,
        name: (*name).to_owned(),
        schema: NewNode::mapping([("type", NewNode::text("string"))]),
        description: None,
        required: false,
    });
    let repair = Repair {
        title: None,
        changes: changes.collect(),
    };
    let is_all = at_fault.len() == response.uses().len();
    Some(
        Detection::at(Token::Key(response.node()))
            .fact("header", names.join(" and "))
            .fact("status", status)
            .mended_by(is_all.then_some(repair))
            .touching(at_fault.iter().map(|found| found.operation())),
    )
}

/// Whether a pattern of the option means this outcome: its code, its range (which holds the codes
/// of its class too), or `default`.
fn is_meant(pattern: &str, found: ResponseUse<'_>) -> bool {
    let Some(status) = found.status() else {
        return false;
    };
    match StatusKey::parse(pattern) {
        Some(StatusKey::Range(class)) => status.class() == Some(class),
        Some(wanted) => status == wanted,
        None => false,
    }
}

/// The names under a pattern: a list, or one alone.
fn listed(names: &Value) -> impl Iterator<Item = &str> {
    let several = names.as_array().into_iter().flatten();
    several.filter_map(Value::as_str).chain(names.as_str())
}

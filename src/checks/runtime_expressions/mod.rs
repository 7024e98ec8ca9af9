//! Expressions of links and callbacks that read what no message holds.

mod bodies;
mod sources;

use indexmap::IndexMap;

use super::Options;
use crate::finding::{Detection, Token};
use crate::openapi::{Cursor, Document, NodeId, Operation, Response, ResponseUse};
use crate::repair::{Change, Repair};
use crate::syntax::edit::NewNode;
use sources::{Messages, fault};

/// Finds runtime expressions (OpenAPI, Link Object and Callback Object) that read headers,
/// parameters or members of bodies that are not declared, or that are no expressions at all.
pub(super) fn check<'a>(document: &'a Document<'a>, _options: &Options<'_>) -> Vec<Detection<'a>> {
    let mut found: IndexMap<NodeId, Detection<'a>> = IndexMap::new();
    for operation in document.operations() {
        let mut callbacks = callbacks(operation).peekable();
        if callbacks.peek().is_none() {
            continue;
        }
        let responses = operation.responses().filter_map(ResponseUse::response);
        let messages = Messages {
            operation,
            responses: responses.collect(),
        };
        for (key, callback) in callbacks {
            report(
                &mut found,
                Token::Key(callback),
                &embedded(key.text()),
                &messages,
            );
        }
    }
    for response in document.responses() {
        let Some(operation) = response.uses().next().map(ResponseUse::operation) else {
            continue;
        };
        let messages = Messages {
            operation,
            responses: vec![response],
        };
        for value in links(response) {
            report(
                &mut found,
                Token::Value(value),
                &in_value(value.text()),
                &messages,
            );
        }
    }
    found.into_values().collect()
}

/// The expressions under which an operation declares callbacks.
fn callbacks(operation: Operation<'_>) -> impl Iterator<Item = (Cursor<'_>, Cursor<'_>)> {
    let callbacks = operation.node().mapping("callbacks").into_iter();
    callbacks
        .flat_map(Cursor::entries)
        .filter_map(|(_, callback)| callback.resolved())
        .flat_map(Cursor::entries)
        .filter(|(key, _)| !key.text().starts_with("x-"))
}

/// The texts that the links of a response hand on.
fn links(response: Response<'_>) -> Vec<Cursor<'_>> {
    let links = response.node().mapping("links").into_iter();
    let handed = links
        .flat_map(Cursor::entries)
        .filter_map(|(_, link)| link.resolved())
        .flat_map(|link| {
            let parameters = link.mapping("parameters").into_iter();
            let values = parameters.flat_map(Cursor::entries).map(|(_, value)| value);
            values.chain(link.get("requestBody"))
        });
    handed
        .filter(|value| value.node().as_str().is_some())
        .collect()
}

/// The expressions in a value: the whole of it, or those in braces.
fn in_value(text: &str) -> Vec<&str> {
    if text.starts_with('$') {
        vec![text]
    } else {
        embedded(text)
    }
}

/// The expressions that stand in braces.
fn embedded(text: &str) -> Vec<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(inside, _)| inside)
        .filter(|inside| inside.starts_with('$'))
        .collect()
}

fn report<'a>(
    found: &mut IndexMap<NodeId, Detection<'a>>,
    token: Token<'a>,
    expressions: &[&str],
    messages: &Messages<'a>,
) {
    let mut faults = expressions
        .iter()
        .filter_map(|expression| Some((expression, fault(expression, messages)?)));
    let Some((expression, fault)) = faults.next() else {
        return;
    };
    found.entry(token.node().id()).or_insert_with(|| {
        let mut detection = Detection::at(token)
            .fact("name", *expression)
            .touching([messages.operation]);
        // A shared link may fit one of its responses and not another.
        if let ([response], Token::Value(_)) = (messages.responses.as_slice(), token) {
            detection = detection.see(Token::Key(response.node()), "in this response");
        }
        detection = detection.mended_by(declaring(expression, messages));
        detection.message = Some(format!("`{expression}` {}", fault.what));
        detection.help = Some(fault.help);
        detection
    });
}

/// The header that an expression reads, declared on the one response that it can be of.
fn declaring<'a>(expression: &str, messages: &Messages<'a>) -> Option<Repair<'a>> {
    let name = expression.strip_prefix("$response.header.")?;
    let [response] = messages.responses.as_slice() else {
        return None;
    };
    Some(Repair::of(Change::AddHeader {
        response: *response,
        name: name.to_owned(),
        schema: NewNode::mapping([("type", NewNode::text("string"))]),
        description: None,
        required: false,
    }))
}

#[cfg(test)]
mod tests {
    use super::{embedded, in_value};

    #[test]
    fn expressions_stand_alone_or_in_braces() {
        assert_eq!(in_value("$response.body#/id"), ["$response.body#/id"]);
        assert_eq!(
            embedded("http://host?id={$request.body#/id}&m={$method}"),
            ["$request.body#/id", "$method"]
        );
        assert!(in_value("a plain text").is_empty());
    }
}

//! Expressions of links and callbacks that read what no message holds.

use indexmap::IndexMap;

use super::Options;
use super::member_path::{Member, Wanted, follow};
use crate::finding::{Detection, Token};
use crate::openapi::{Content, Cursor, Document, NodeId, Operation, Response};

/// Finds runtime expressions (OpenAPI, Link Object and Callback Object) that read headers,
/// parameters or members of bodies that are not declared, or that are no expressions at all.
pub(super) fn check<'a>(document: &'a Document<'a>, _options: &Options<'_>) -> Vec<Detection<'a>> {
    let mut found: IndexMap<NodeId, Detection<'a>> = IndexMap::new();
    for operation in document.operations() {
        for (key, callback) in callbacks(operation) {
            for expression in embedded(key.text()) {
                let responses: Vec<Response<'a>> = operation
                    .responses()
                    .filter_map(|found| found.response())
                    .collect();
                let place = Token::Key(callback);
                report(&mut found, place, expression, operation, &responses);
            }
        }
    }
    for response in document.responses() {
        let Some(operation) = response.uses().next().map(|found| found.operation()) else {
            continue;
        };
        for value in links(response) {
            for expression in in_value(value.text()) {
                report(
                    &mut found,
                    Token::Value(value),
                    expression,
                    operation,
                    &[response],
                );
            }
        }
    }
    found.into_values().collect()
}

/// The expressions under which an operation declares callbacks.
fn callbacks(operation: Operation<'_>) -> impl Iterator<Item = (Cursor<'_>, Cursor<'_>)> {
    let callbacks = operation.node().mapping("callbacks").into_iter();
    let each = callbacks
        .flat_map(Cursor::entries)
        .filter_map(|(_, callback)| callback.resolved());
    each.flat_map(Cursor::entries)
        .filter(|(key, _)| !key.text().starts_with("x-"))
}

/// The texts that the links of a response hand on.
fn links(response: Response<'_>) -> Vec<Cursor<'_>> {
    let links = response
        .node()
        .mapping("links")
        .into_iter()
        .flat_map(Cursor::entries);
    let handed = links
        .filter_map(|(_, link)| link.resolved())
        .flat_map(|link| {
            let parameters = link
                .mapping("parameters")
                .into_iter()
                .flat_map(Cursor::entries);
            parameters
                .map(|(_, value)| value)
                .chain(link.get("requestBody"))
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
    expression: &str,
    operation: Operation<'a>,
    responses: &[Response<'a>],
) {
    let Some((fault, help)) = fault(expression, operation, responses) else {
        return;
    };
    found.entry(token.node().id()).or_insert_with(|| {
        let mut detection = Detection::at(token).touching([operation]);
        detection.message = Some(format!("`{expression}` {fault}"));
        detection.help = Some(help);
        detection
    });
}

type Fault = (&'static str, String);

/// What is wrong with an expression, and what to do about it.
fn fault(expression: &str, operation: Operation<'_>, responses: &[Response<'_>]) -> Option<Fault> {
    if matches!(
        expression,
        "$url" | "$method" | "$statusCode" | "$request.body" | "$response.body"
    ) {
        return None;
    }
    if let Some(source) = expression.strip_prefix("$request.") {
        return of_request(source, operation);
    }
    if let Some(source) = expression.strip_prefix("$response.") {
        return of_response(source, responses);
    }
    Some(no_expression())
}

fn no_expression() -> Fault {
    (
        "is no runtime expression",
        "write `$request.body#/member`, `$response.header.Name` or the like".to_owned(),
    )
}

fn of_request(source: &str, operation: Operation<'_>) -> Option<Fault> {
    if let Some(pointer) = source.strip_prefix("body#") {
        return of_body(
            pointer,
            &operation.request_contents(),
            "reads a member that the request body does not have",
        );
    }
    let (place, name) = source
        .split_once('.')
        .filter(|(_, name)| !name.is_empty())?;
    let is_declared = match place {
        "header" => {
            is_given(name) || is_credential(operation, name) || operation.has_request_header(name)
        }
        "query" | "path" => operation
            .parameters()
            .iter()
            .any(|parameter| parameter.location() == place && parameter.name() == name),
        _ => return Some(no_expression()),
    };
    let fault = "reads a parameter that the operation does not declare";
    (!is_declared).then(|| {
        (
            fault,
            format!("declare `{name}` (`in: {place}`), or read what is declared"),
        )
    })
}

fn of_response(source: &str, responses: &[Response<'_>]) -> Option<Fault> {
    if let Some(pointer) = source.strip_prefix("body#") {
        let contents: Vec<Content<'_>> = responses
            .iter()
            .flat_map(|found| found.contents())
            .collect();
        return of_body(
            pointer,
            &contents,
            "reads a member that the response body does not have",
        );
    }
    match source.split_once('.') {
        Some(("header", name)) => {
            let is_declared =
                is_given(name) || responses.iter().any(|found| found.header(name).is_some());
            let help = || format!("declare `{name}` under `headers` of the response");
            (!is_declared).then(|| ("reads a header that the response does not declare", help()))
        }
        Some(("query" | "path", _)) => None,
        _ => Some(no_expression()),
    }
}

/// Headers that every message may have, and that OpenAPI declares elsewhere.
fn is_given(name: &str) -> bool {
    ["content-type", "accept", "authorization"].contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a header carries the credentials of the operation.
fn is_credential(operation: Operation<'_>, name: &str) -> bool {
    let security = operation.security();
    let mut schemes = security.schemes();
    schemes.any(|scheme| {
        scheme
            .string("name")
            .is_some_and(|known| known.eq_ignore_ascii_case(name))
    })
}

/// A pointer into one of several bodies; at fault where all that is known of them denies it.
fn of_body(pointer: &str, contents: &[Content<'_>], fault: &'static str) -> Option<Fault> {
    let tokens: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect();
    let leads = |tokens: &[String]| {
        let path = || tokens.iter().map(String::as_str);
        contents.iter().any(|content| match content.schema() {
            Some(schema) => follow(schema, path(), Wanted::default()) != Member::Missing,
            None => true,
        })
    };
    if tokens.is_empty() || leads(&tokens) {
        return None;
    }
    let split: Vec<String> = tokens
        .iter()
        .flat_map(|token| token.split('.'))
        .map(str::to_owned)
        .collect();
    let help = if split.len() > tokens.len() && leads(&split) {
        format!(
            "write `#/{}`: the parts of a JSON pointer are separated by `/`",
            split.join("/")
        )
    } else {
        "name a member that the schema declares".to_owned()
    };
    Some((fault, help))
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

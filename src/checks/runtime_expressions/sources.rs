//! What a runtime expression reads, and whether it is declared.

use super::bodies::{Fault, of_body};
use crate::openapi::{Content, Cursor, Operation, Response};

/// The messages that an expression can read.
pub(super) struct Messages<'a> {
    pub(super) operation: Operation<'a>,
    /// The responses; of a link, the one that holds it.
    pub(super) responses: Vec<Response<'a>>,
}

/// What is wrong with an expression; none where what it reads is declared, or may be.
pub(super) fn fault(expression: &str, messages: &Messages<'_>) -> Option<Fault> {
    let is_whole = matches!(
        expression,
        "$url" | "$method" | "$statusCode" | "$request.body" | "$response.body"
    );
    if is_whole {
        return None;
    }
    if let Some(source) = expression.strip_prefix("$request.") {
        return of_request(source, messages.operation);
    }
    match expression.strip_prefix("$response.") {
        Some(source) => of_response(source, &messages.responses),
        None => Some(Fault::no_expression()),
    }
}

fn of_request(source: &str, operation: Operation<'_>) -> Option<Fault> {
    if let Some(pointer) = source.strip_prefix("body#") {
        let contents = operation.request_contents();
        let takes_body = operation.node().get("requestBody").is_some();
        return match (contents.is_empty(), takes_body) {
            (true, true) => None,
            (true, false) => Some(Fault::new(
                "reads a request body, and the operation takes none",
                "read a parameter (`$request.path.name`), or declare the body",
            )),
            (false, _) => of_body(
                pointer,
                contents,
                "reads a member that the request body does not have",
            ),
        };
    }
    let parts = source.split_once('.').filter(|(_, name)| !name.is_empty());
    let Some((place @ ("header" | "query" | "path"), name)) = parts else {
        return Some(Fault::no_expression());
    };
    let is_named = |known: &str| match place {
        "header" => known.eq_ignore_ascii_case(name),
        _ => known == name,
    };
    let is_declared = operation
        .parameters()
        .iter()
        .any(|parameter| parameter.location() == place && is_named(parameter.name()));
    let is_implied = match place {
        "header" => is_given(name) || is_credential(operation, name),
        "path" => operation.path().contains(&format!("{{{name}}}")),
        _ => is_credential(operation, name),
    };
    if is_declared || is_implied || has_unread_parameter(operation) {
        return None;
    }
    Some(Fault::new(
        "reads a parameter that the operation does not declare",
        format!("declare `{name}` (`in: {place}`), or read what is declared"),
    ))
}

fn of_response(source: &str, responses: &[Response<'_>]) -> Option<Fault> {
    if let Some(pointer) = source.strip_prefix("body#") {
        let contents: Vec<Content<'_>> = responses
            .iter()
            .flat_map(|found| found.contents().iter().copied())
            .collect();
        if contents.is_empty() {
            return Some(Fault::new(
                "reads a response body, and none is declared",
                "declare the `content` of the response, or read a header",
            ));
        }
        return of_body(
            pointer,
            &contents,
            "reads a member that the response body does not have",
        );
    }
    match source.split_once('.') {
        Some(("header", name)) => {
            let mut holders = responses.iter();
            let is_declared = is_given(name) || holders.any(|found| found.header(name).is_some());
            (!is_declared).then(|| {
                Fault::new(
                    "reads a header that the response does not declare",
                    format!("declare `{name}` under `headers` of the response"),
                )
            })
        }
        Some(("query" | "path", _)) => None,
        _ => Some(Fault::no_expression()),
    }
}

/// Headers that every message may have, and that OpenAPI declares elsewhere.
fn is_given(name: &str) -> bool {
    ["content-type", "accept", "authorization"].contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a parameter carries the credentials of the operation.
fn is_credential(operation: Operation<'_>, name: &str) -> bool {
    let security = operation.security();
    let mut names = security
        .schemes()
        .filter_map(|scheme| scheme.string("name"));
    names.any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a parameter is somewhere that cannot be read.
fn has_unread_parameter(operation: Operation<'_>) -> bool {
    let owners = [operation.node(), operation.path_item()].into_iter();
    let lists = owners.filter_map(|owner| owner.get("parameters"));
    lists
        .flat_map(Cursor::items)
        .any(|parameter| parameter.resolved().is_none())
}

//! The parameters of an operation.

use super::cursor::Cursor;
use super::schema::Schema;

/// A parameter of an operation, references followed.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'a> {
    node: Cursor<'a>,
    name: &'a str,
    location: &'a str,
}

impl<'a> Parameter<'a> {
    /// The Parameter Object.
    pub fn node(self) -> Cursor<'a> {
        self.node
    }

    /// The name; empty where it is missing.
    pub fn name(self) -> &'a str {
        self.name
    }

    /// Where it is sent: `path`, `query`, `header`, `cookie`; `body` and `formData` in 2.0.
    pub fn location(self) -> &'a str {
        self.location
    }

    /// Whether it is a request header.
    pub fn is_header(self) -> bool {
        self.location() == "header"
    }

    /// Whether it is, or is part of, the request body of a 2.0 operation.
    pub fn is_body(self) -> bool {
        matches!(self.location(), "body" | "formData")
    }

    /// Whether the client has to send it.
    pub fn is_required(self) -> bool {
        self.node.boolean("required").unwrap_or_default()
    }

    /// The schema; in 2.0 the Parameter Object itself, but for a body.
    pub fn schema(self) -> Option<Schema<'a>> {
        let inline = self.node.get("type").map(|_| self.node);
        self.node.get("schema").or(inline).map(Schema::new)
    }
}

/// The operation's own parameters, then those of its path item that it does not override
/// (OpenAPI, Path Item Object: the same name and location override).
pub(super) fn of_operation<'a>(operation: Cursor<'a>, item: Cursor<'a>) -> Vec<Parameter<'a>> {
    let mut parameters: Vec<Parameter<'a>> = Vec::new();
    for owner in [operation, item] {
        let own = listed(owner).filter(|parameter| {
            !parameters.iter().any(|earlier| {
                earlier.name() == parameter.name() && earlier.location() == parameter.location()
            })
        });
        let own: Vec<_> = own.collect();
        parameters.extend(own);
    }
    parameters
}

fn listed(owner: Cursor<'_>) -> impl Iterator<Item = Parameter<'_>> {
    owner
        .get("parameters")
        .and_then(Cursor::resolved)
        .into_iter()
        .flat_map(Cursor::items)
        .filter_map(Cursor::resolved)
        .map(|node| Parameter {
            node,
            name: node.string("name").unwrap_or_default(),
            location: node.string("in").unwrap_or_default(),
        })
}

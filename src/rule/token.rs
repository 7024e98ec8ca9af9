//! Labels of pages as tokens of the document.

use super::facts::Seen;
use super::front_matter::{Label, PlaceOf};
use super::matcher::{
    HeaderSubject, MediaTypeSubject, first_with_same_key, first_with_same_name, property_among,
    value_among,
};
use super::page::Rule;
use crate::finding::Token;
use crate::openapi::{Operation, Response, ResponseUse};

/// The token that a label names on what was seen. Where the thing has no such token, the one that
/// stands for the thing itself.
pub(super) fn of<'a>(label: Label, seen: Seen<'a>, rule: &Rule) -> Token<'a> {
    match seen {
        Seen::Document(document) => {
            let title = document.info().and_then(|info| info.get("title"));
            title.map_or(Token::Key(document.root()), Token::Value)
        }
        Seen::Operation(operation) => of_operation(label, operation),
        Seen::Response(response) => of_response(label, response, rule.place),
        Seen::Header(subject) => of_header(label, subject, rule),
        Seen::MediaType(subject) => of_media_type(label, subject, rule),
    }
}

fn of_operation(label: Label, operation: Operation<'_>) -> Token<'_> {
    let method = Token::Key(operation.value());
    match label {
        Label::Path => Token::Value(operation.path_key()),
        Label::Responses => operation.node().get("responses").map_or(method, Token::Key),
        Label::SuccessStatus => operation
            .successes()
            .next()
            .map_or(method, |response| Token::Key(response.value())),
        _ => method,
    }
}

fn of_response(label: Label, response: ResponseUse<'_>, place: PlaceOf) -> Token<'_> {
    let use_key = Token::Key(response.value());
    let definition = response.response().map(Response::node);
    let own = match place {
        PlaceOf::Use => use_key,
        PlaceOf::Definition => definition.map_or(use_key, Token::Key),
    };
    let member = |key: &str| definition.and_then(|node| node.get(key));
    match label {
        Label::Method | Label::Path => of_operation(label, response.operation()),
        Label::Content => member("content")
            .or_else(|| member("schema"))
            .map_or(own, Token::Key),
        Label::Description => member("description").map_or(own, Token::Value),
        Label::MediaType => response
            .response()
            .and_then(|response| response.contents().first().copied())
            .map_or(own, |content| Token::Key(content.token())),
        Label::Reference => response.value().get("$ref").map_or(own, Token::Value),
        Label::FirstDuplicate => {
            first_with_same_key(response).map_or(own, |first| Token::Key(first.value()))
        }
        _ => own,
    }
}

fn of_header<'a>(label: Label, subject: HeaderSubject<'a>, rule: &Rule) -> Token<'a> {
    let HeaderSubject { header, response } = subject;
    let name = Token::Key(header.value());
    match label {
        Label::Header => name,
        Label::Value => value_among(header, &rule.asked_values).map_or(name, Token::Value),
        Label::FirstDuplicate => {
            first_with_same_name(subject).map_or(name, |first| Token::Key(first.value()))
        }
        other => of_response(other, response, rule.place),
    }
}

fn of_media_type<'a>(label: Label, subject: MediaTypeSubject<'a>, rule: &Rule) -> Token<'a> {
    let MediaTypeSubject { content, response } = subject;
    let media_type = Token::Key(content.token());
    match (label, content.schema()) {
        (Label::MediaType, _) => media_type,
        (Label::Schema, Some(schema)) => match schema.cursor().get("$ref") {
            Some(reference) => Token::Value(reference),
            None => Token::Key(schema.cursor()),
        },
        (Label::Property, Some(schema)) => property_among(schema, &rule.asked_properties)
            .map_or(media_type, |(_, property)| Token::Key(property.cursor())),
        (other, _) => of_response(other, response, rule.place),
    }
}

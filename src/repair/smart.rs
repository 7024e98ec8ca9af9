//! High-level changes as plain insertions, by the conventions of the API.

use super::{Change, Conventions, standard_headers};
use crate::http::{StatusClass, StatusKey};
use crate::openapi::{Cursor, Header, Operation, Response, reference_between};
use crate::syntax::edit::NewNode;

/// A plain change, with words for what it does.
pub(super) type Lowered<'a> = Option<(String, Vec<Change<'a>>)>;

/// The insertions that declare a header.
pub(super) fn header<'a>(
    conventions: &Conventions<'a>,
    response: Response<'a>,
    name: &str,
    new: NewHeader<'_>,
) -> Lowered<'a> {
    if response.header(name).is_some() {
        return None;
    }
    let node = response.node();
    let shared = conventions.shared_header(name);
    let reference = shared.and_then(|shared| reference_between(node, shared));
    let value = match reference {
        Some(reference) => NewNode::reference(reference),
        None => header_object(conventions, new),
    };
    let change = Change::Insert {
        into: node,
        path: vec!["headers".to_owned(), name.to_owned()],
        value,
    };
    Some((format!("declare a `{name}` header"), vec![change]))
}

/// The insertion that declares a header as another response does: a reference where it has one.
pub(super) fn copied<'a>(response: Response<'a>, header: Header<'a>) -> Lowered<'a> {
    let name = header.name();
    if response.header(name).is_some() {
        return None;
    }
    let node = response.node();
    let value = match header.value().reference() {
        Some(_) => NewNode::reference(reference_between(node, header.node()?)?),
        None => NewNode::from_node(header.value().node()),
    };
    let change = Change::Insert {
        into: node,
        path: vec!["headers".to_owned(), name.to_owned()],
        value,
    };
    Some((format!("declare a `{name}` header"), vec![change]))
}

/// A header that nobody declares yet.
#[derive(Clone, Copy)]
pub(super) struct NewHeader<'h> {
    pub(super) schema: &'h NewNode,
    pub(super) description: Option<&'h str>,
    pub(super) required: bool,
}

/// A Header Object as the version of the document writes it.
fn header_object(conventions: &Conventions<'_>, new: NewHeader<'_>) -> NewNode {
    let described = new
        .description
        .map(|text| ("description".to_owned(), NewNode::text(text)));
    let mut entries: Vec<(String, NewNode)> = described.into_iter().collect();
    match new.schema {
        NewNode::Mapping(keywords) if conventions.document().version().is_swagger() => {
            let known = keywords.iter().filter(|(keyword, _)| keyword != "oneOf");
            entries.extend(known.cloned());
        }
        schema => {
            let required = ("required".to_owned(), NewNode::Literal("true".to_owned()));
            entries.extend(new.required.then_some(required));
            entries.push(("schema".to_owned(), schema.clone()));
        }
    }
    NewNode::Mapping(entries)
}

/// The insertions that declare an outcome: a reference to the shared response that fits; where there
/// is none, one to a component that is added; a response of its own where the operation stands in
/// another file than the components.
pub(super) fn response<'a>(
    conventions: &Conventions<'a>,
    operation: Operation<'a>,
    status: StatusKey,
) -> Lowered<'a> {
    let key = status.to_string();
    if status == StatusKey::Default && operation.responses().len() == 0 {
        // The only outcome need not be an error.
        let value = NewNode::mapping([("description", NewNode::text(phrase(status)?))]);
        let change = responses_entry(operation, &key, value)?;
        return Some((format!("declare `{key}`"), vec![change]));
    }
    let entry = |value: NewNode| responses_entry(operation, &key, value);
    if let Some(shared) = conventions.shared_response(status) {
        let reference = reference_between(operation.node(), shared)?;
        let title = format!("declare `{key}` as `{reference}`");
        return Some((title, vec![entry(NewNode::reference(reference))?]));
    }
    let root = conventions.document().root();
    let name = component_name(status);
    let is_success = status.class() == Some(StatusClass::Successful);
    let own = || {
        let node = response_object(conventions, operation.node(), status)?;
        Some((format!("declare `{key}`"), vec![entry(node)?]))
    };
    let Some(name) = name.filter(|_| !is_success && operation.node().file() == root.file()) else {
        return own();
    };
    let components = conventions.response_components();
    if components.is_some_and(|components| components.get(&name).is_some()) {
        return own();
    }
    let path = conventions.response_components_path();
    let reference = format!("#/{}/{name}", path.join("/"));
    let keys = path.iter().map(|key| (*key).to_owned());
    let component = Change::Insert {
        into: root,
        path: keys.chain([name.clone()]).collect(),
        value: response_object(conventions, root, status)?,
    };
    let title = format!("declare `{key}` as the new shared response `{name}`");
    Some((
        title,
        vec![entry(NewNode::reference(reference))?, component],
    ))
}

/// What it takes to have a shared response under a status.
pub enum Wanted<'a> {
    /// There is one.
    There,
    /// It is put in.
    New(Change<'a>),
    /// The status has no name.
    Unknown,
    /// Its name stands for something else.
    Taken(String),
}

/// What it takes to have a shared response under a status.
pub fn shared_response<'a>(conventions: &Conventions<'a>, status: StatusKey) -> Wanted<'a> {
    if conventions.shared_response(status).is_some() {
        return Wanted::There;
    }
    let root = conventions.document().root();
    let named = component_name(status).zip(response_object(conventions, root, status));
    let Some((name, value)) = named else {
        return Wanted::Unknown;
    };
    let components = conventions.response_components();
    if components.is_some_and(|components| components.get(&name).is_some()) {
        return Wanted::Taken(name);
    }
    let path = conventions.response_components_path().iter();
    let path = path.map(|key| (*key).to_owned());
    Wanted::New(Change::Insert {
        into: root,
        path: path.chain([name]).collect(),
        value,
    })
}

fn responses_entry<'a>(operation: Operation<'a>, key: &str, value: NewNode) -> Option<Change<'a>> {
    let field = operation.responses_field();
    if field.is_some_and(|field| field.reference().is_some()) {
        return None;
    }
    let into = operation.node();
    let path = vec!["responses".to_owned(), key.to_owned()];
    Some(Change::Insert { into, path, value })
}

/// A response with its reason phrase, the headers that the standards ask for, and the body that the
/// API's errors have. `from` is where it is going to stand.
pub(super) fn response_object(
    conventions: &Conventions<'_>,
    from: Cursor<'_>,
    status: StatusKey,
) -> Option<NewNode> {
    let mut entries = vec![(
        "description".to_owned(),
        NewNode::text(description(status)?),
    )];
    let headers: Vec<(String, NewNode)> = standard_headers(status)
        .into_iter()
        .map(|standard| {
            let name = standard.name;
            let shared = conventions.shared_header(&name);
            let reference = shared.and_then(|shared| reference_between(from, shared));
            let new = NewHeader {
                schema: &standard.schema,
                description: Some(&standard.description),
                required: standard.required,
            };
            let own = || header_object(conventions, new);
            let value = reference.map_or_else(own, NewNode::reference);
            (name, value)
        })
        .collect();
    let is_error =
        status == StatusKey::Default || status.class().is_some_and(StatusClass::is_error);
    if !headers.is_empty() {
        entries.push(("headers".to_owned(), NewNode::Mapping(headers)));
    }
    entries.extend(error_content(conventions, from).filter(|_| is_error));
    Some(NewNode::Mapping(entries))
}

/// The field that gives a response the body of the API's errors.
pub(super) fn error_content(
    conventions: &Conventions<'_>,
    from: Cursor<'_>,
) -> Option<(String, NewNode)> {
    let errors = conventions.error_content()?;
    let schema = NewNode::reference(reference_between(from, errors.schema)?);
    let schema = ("schema".to_owned(), schema);
    if conventions.document().version().is_swagger() {
        return Some(schema);
    }
    let content = NewNode::mapping([(errors.media_type.clone(), NewNode::Mapping(vec![schema]))]);
    Some(("content".to_owned(), content))
}

/// What a response says of itself where nobody has said more.
fn description(status: StatusKey) -> Option<String> {
    match status {
        StatusKey::Default => Some("Error".to_owned()),
        other => phrase(other),
    }
}

/// The registered reason phrase; of a range, what RFC 9110 calls the class; of `default`, what
/// generators write.
pub fn phrase(status: StatusKey) -> Option<String> {
    Some(match status {
        StatusKey::Code(code) => code.reason_phrase()?.to_owned(),
        StatusKey::Range(StatusClass::Informational) => "Informational".to_owned(),
        StatusKey::Range(StatusClass::Successful) => "Successful".to_owned(),
        StatusKey::Range(StatusClass::Redirection) => "Redirection".to_owned(),
        StatusKey::Range(StatusClass::ClientError) => "Client error".to_owned(),
        StatusKey::Range(StatusClass::ServerError) => "Server error".to_owned(),
        StatusKey::Default => "Default response".to_owned(),
    })
}

/// The name for a shared response under a status: `NotFound`.
pub fn component_name(status: StatusKey) -> Option<String> {
    let words = description(status)?;
    let words = words.split(|character: char| !character.is_alphanumeric());
    let name: String = words
        .map(|word| {
            let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            first.to_uppercase() + rest
        })
        .collect();
    Some(name)
}

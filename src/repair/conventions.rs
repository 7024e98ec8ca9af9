//! How an API says things, so that what a fix adds is said alike.

use std::cell::OnceCell;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::Change;
use super::standard::problem_details;
use crate::http::{StatusKey, phrase_named};
use crate::openapi::{Cursor, Document, NodeId, Response, ResponseUse, Schema, problem_members};

/// The conventions of one API, each looked up when a fix asks first.
pub struct Conventions<'a> {
    document: &'a Document<'a>,
    error_content: OnceCell<Option<ErrorContent<'a>>>,
    shared: OnceCell<FxHashMap<StatusKey, Cursor<'a>>>,
    headers: OnceCell<FxHashMap<String, Cursor<'a>>>,
}

/// What the body of most errors is.
#[derive(Clone, Debug)]
pub struct ErrorContent<'a> {
    /// The schema where it is defined, in `components` or in a file of its own.
    pub schema: Cursor<'a>,
    /// The media type; empty where a 2.0 document names none.
    pub media_type: String,
}

impl<'a> Conventions<'a> {
    /// The conventions of a document.
    pub fn of(document: &'a Document<'a>) -> Self {
        Self {
            document,
            error_content: OnceCell::new(),
            shared: OnceCell::new(),
            headers: OnceCell::new(),
        }
    }

    /// The document.
    pub fn document(&self) -> &'a Document<'a> {
        self.document
    }

    /// The body that most errors have, where its schema is defined for all to refer to.
    pub fn error_content(&self) -> Option<&ErrorContent<'a>> {
        let found = || majority_of_errors(self.document).or_else(|| self.problem_schema());
        self.error_content.get_or_init(found).as_ref()
    }

    /// The shared schema of problem details, whether or not a response uses it yet.
    fn problem_schema(&self) -> Option<ErrorContent<'a>> {
        let is_swagger = self.document.version().is_swagger();
        let schemas = self.schema_components()?.entries();
        let found = schemas
            .map(|(_, value)| value)
            .find(|value| value.reference().is_none() && problem_members(Schema::new(*value)) >= 4);
        found.map(|schema| ErrorContent {
            schema,
            media_type: if is_swagger {
                String::new()
            } else {
                "application/problem+json".to_owned()
            },
        })
    }

    /// The insertion of a schema for problem details; none where there is one.
    pub fn problem_details(&self) -> Option<Change<'a>> {
        if self.problem_schema().is_some() {
            return None;
        }
        let is_free = |name: &&str| {
            let schemas = self.schema_components();
            schemas.is_none_or(|schemas| schemas.get(name).is_none())
        };
        let name = ["Problem", "ProblemDetails"].into_iter().find(is_free)?;
        let home: &[&str] = if self.document.version().is_swagger() {
            &["definitions"]
        } else {
            &["components", "schemas"]
        };
        Some(Change::Insert {
            into: self.document.root(),
            path: home
                .iter()
                .chain([&name])
                .map(|key| (*key).to_owned())
                .collect(),
            value: problem_details()?,
        })
    }

    fn schema_components(&self) -> Option<Cursor<'a>> {
        let root = self.document.root();
        if self.document.version().is_swagger() {
            root.mapping("definitions")
        } else {
            root.mapping("components")?.mapping("schemas")
        }
    }

    /// The shared response that the API uses under a status, or names for it.
    pub fn shared_response(&self, status: StatusKey) -> Option<Cursor<'a>> {
        let used = self.shared.get_or_init(|| most_used(self.document));
        used.get(&status)
            .copied()
            .or_else(|| self.component_named_for(status))
    }

    /// The shared header of a name, without regard to case.
    pub fn shared_header(&self, name: &str) -> Option<Cursor<'a>> {
        let headers = self.headers.get_or_init(|| shared_headers(self.document));
        headers.get(&name.to_ascii_lowercase()).copied()
    }

    /// The mapping of shared responses, where there is one.
    pub fn response_components(&self) -> Option<Cursor<'a>> {
        let root = self.document.root();
        if self.document.version().is_swagger() {
            root.mapping("responses")
        } else {
            root.mapping("components")?.mapping("responses")
        }
    }

    /// The keys that lead from the root to the shared responses.
    pub fn response_components_path(&self) -> &'static [&'static str] {
        if self.document.version().is_swagger() {
            &["responses"]
        } else {
            &["components", "responses"]
        }
    }

    fn component_named_for(&self, status: StatusKey) -> Option<Cursor<'a>> {
        let components = self.response_components()?;
        let named = components
            .entries()
            .find(|(key, value)| value.node().is_mapping() && names(key.text(), status));
        named.map(|(_, value)| value)
    }
}

/// Whether the name of a component stands for this status and no other.
fn names(name: &str, status: StatusKey) -> bool {
    let StatusKey::Code(code) = status else {
        return false;
    };
    let digits: Vec<&str> = name
        .split(|character: char| !character.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    match digits.as_slice() {
        [] => phrase_named(name).is_some_and(|phrase| phrase.codes == [code]),
        [only] if *only == code.to_string() => {
            let words = name.replace(only, "");
            let letters = words.trim_matches(|character: char| !character.is_alphanumeric());
            let says_nothing = matches!(
                letters.to_ascii_lowercase().as_str(),
                "" | "error" | "response" | "http" | "status"
            );
            says_nothing || phrase_named(&words).is_some_and(|phrase| phrase.codes == [code])
        }
        _ => false,
    }
}

/// For each status the shared response that most operations use under it; of equals the first.
fn most_used<'a>(document: &'a Document<'a>) -> FxHashMap<StatusKey, Cursor<'a>> {
    let mut counts: IndexMap<(StatusKey, NodeId), (usize, Cursor<'a>)> = IndexMap::new();
    for response_use in document.uses() {
        let shared = response_use
            .response()
            .filter(|_| response_use.reference().is_some());
        if let Some((status, response)) = response_use.status().zip(shared)
            && is_defined_for_all(response_use, response)
        {
            let node = response.node();
            counts.entry((status, node.id())).or_insert((0, node)).0 += 1;
        }
    }
    let mut best: FxHashMap<StatusKey, (usize, Cursor<'a>)> = FxHashMap::default();
    for ((status, _), (count, node)) in counts {
        let known = best.entry(status).or_insert((count, node));
        if known.0 < count {
            *known = (count, node);
        }
    }
    let found = best.into_iter();
    found.map(|(status, (_, node))| (status, node)).collect()
}

/// Whether a response is a component or a file of its own, and not the response of another operation.
fn is_defined_for_all(response_use: ResponseUse<'_>, response: Response<'_>) -> bool {
    let node = response.node();
    let key = node.key();
    key.is_none_or(|key| {
        StatusKey::parse(key.text()).is_none() || node.file() != response_use.key().file()
    }) && (response.component_name().is_some() || node.pointer().is_root())
}

/// The shared headers by their name in lower case.
fn shared_headers<'a>(document: &'a Document<'a>) -> FxHashMap<String, Cursor<'a>> {
    let mut headers = FxHashMap::default();
    for response in document.responses() {
        for header in response.headers() {
            if let Some(node) = header.value().reference().and_then(|_| header.node()) {
                let name = header.name().to_ascii_lowercase();
                headers.entry(name).or_insert(node);
            }
        }
    }
    let components = document.root().mapping("components");
    let components = components.and_then(|components| components.mapping("headers"));
    for (key, value) in components.into_iter().flat_map(Cursor::entries) {
        let name = key.text().to_ascii_lowercase();
        headers.entry(name).or_insert(value);
    }
    headers
}

fn majority_of_errors<'a>(document: &'a Document<'a>) -> Option<ErrorContent<'a>> {
    let schemas = document.error_schemas();
    let mut counts: IndexMap<(NodeId, &str), (usize, Cursor<'a>)> = IndexMap::new();
    for response in document.responses() {
        let errors = response
            .uses()
            .filter(|response_use| response_use.is_error());
        let errors = errors.count();
        for content in response.contents().iter().filter(|_| errors > 0) {
            // A page for people is what a gateway shows, not what an API has agreed on.
            let schema = content.schema().filter(|schema| schemas.contains(*schema));
            let schema = schema.filter(|_| content.is_json());
            let named = schema.filter(|schema| schema.name().is_some());
            if let Some(node) = named.and_then(Schema::node) {
                let key = (node.id(), content.media_type());
                counts.entry(key).or_insert((0, node)).0 += errors;
            }
        }
    }
    let all: usize = counts.values().map(|(count, _)| count).sum();
    let mut best: Option<((NodeId, &str), usize, Cursor<'a>)> = None;
    for (key, (count, node)) in counts {
        if best.as_ref().is_none_or(|(_, most, _)| *most < count) {
            best = Some((key, count, node));
        }
    }
    let ((_, media_type), count, schema) = best?;
    // Where several bodies compete, none of them is what errors look like.
    (count * 2 > all || all <= 2).then(|| ErrorContent {
        schema,
        media_type: media_type.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_is_named_for_the_status_that_it_says_in_full() {
        let is = |name: &str, status: &str| names(name, StatusKey::parse(status).unwrap());
        for name in [
            "NotFound",
            "404",
            "Error404",
            "not-found",
            "404NotFound",
            "NotFoundError",
        ] {
            assert!(is(name, "404"), "{name}");
        }
        for name in [
            "OrderNotFound",
            "Page404",
            "BadRequest",
            "Error400",
            "404or410",
        ] {
            assert!(!is(name, "404"), "{name}");
        }
    }
}

//! What the schema of a body tells about the resource in it.

use rustc_hash::FxHashMap;

use super::steps;
use crate::openapi::forest::NodeId;
use crate::openapi::schema::{Schema, SchemaType};
use crate::openapi::{Content, Operation, Response, ResponseUse};

/// Properties that hold what stands around a resource, never the resource.
const SURROUNDINGS: &[&str] = &[
    "error",
    "errors",
    "meta",
    "metadata",
    "_links",
    "links",
    "pagination",
    "paging",
    "page",
    "status",
    "warnings",
    "messages",
    "included",
    "owner",
    "user",
    "creator",
    "createdBy",
    "created_by",
];

/// Properties that hold the resource itself, as [`steps::plain`] writes them.
const WRAPPERS: &[&str] = &[
    "data", "result", "response", "payload", "item", "body", "content", "entity", "resource",
    "value", "object", "record",
];

/// Properties by which a client can find a resource again.
const IDENTITIES: &[&str] = &[
    "id", "_id", "Id", "ID", "uuid", "guid", "sid", "href", "self", "_links", "links", "selfLink",
    "url", "uri", "slug", "@id", "urn", "arn", "key",
];

/// Properties of an answer that issues a credential.
const CREDENTIALS: &[&str] = &[
    "access_token",
    "accessToken",
    "refresh_token",
    "refreshToken",
    "id_token",
    "idToken",
    "jwt",
    "token_type",
    "tokenType",
    "session_token",
    "sessionToken",
    "client_secret",
];

/// How many properties an envelope around one resource may have.
const ENVELOPE: usize = 8;

/// What one schema tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    /// The shared schemas that may be the resource: the schema itself, and those one property deep.
    pub(super) resources: Vec<NodeId>,
    /// The shared schemas of listed resources.
    pub(super) members: Vec<NodeId>,
    /// Whether it is a list, bare or in an envelope.
    pub(super) is_list: bool,
    /// Whether the resource in it carries an identity.
    pub(super) has_identity: bool,
    /// Whether it issues a credential.
    pub(super) has_credential: bool,
}

/// The bodies of a document, each schema read once.
#[derive(Default)]
pub(super) struct Bodies {
    by_schema: FxHashMap<NodeId, usize>,
    bodies: Vec<Body>,
}

impl Bodies {
    /// Reads a schema, and tells where to look up what it says.
    pub(super) fn read(&mut self, schema: Schema<'_>) -> Option<usize> {
        let next = self.bodies.len();
        let at = *self.by_schema.entry(schema.id()?).or_insert(next);
        if at == next {
            self.bodies.push(read(schema));
        }
        Some(at)
    }

    /// What a schema says that has been read.
    pub(super) fn get(&self, at: usize) -> Option<&Body> {
        self.bodies.get(at)
    }
}

fn read(schema: Schema<'_>) -> Body {
    let mut body = Body::default();
    if let Some(items) = schema.items() {
        body.is_list = true;
        body.members.extend(shared(items));
        return body;
    }
    let properties = schema.properties();
    body.resources.extend(shared(schema));
    let named = |wanted: &[&str]| {
        properties
            .iter()
            .any(|(key, _)| wanted.contains(&key.text()))
    };
    body.has_credential = named(CREDENTIALS);
    body.has_identity = named(IDENTITIES)
        || properties
            .iter()
            .any(|(key, _)| key.text().ends_with("Id") || key.text().ends_with("_id"));
    if properties.len() > ENVELOPE {
        return body;
    }
    let objects = properties
        .iter()
        .filter(|(key, _)| !SURROUNDINGS.contains(&key.text()));
    for (key, property) in objects {
        if let Some(items) = property.items() {
            body.is_list |= items.is(SchemaType::Object) && !body.has_identity;
            body.members.extend(shared(items));
        } else if wraps(key.text(), *property) {
            body.resources.extend(shared(*property));
            let mut inner = property.properties().into_iter();
            body.has_identity |= inner.any(|(key, _)| IDENTITIES.contains(&key.text()));
        }
    }
    body
}

/// Whether a property holds the resource itself: it is called so, or like the schema in it.
fn wraps(key: &str, property: Schema<'_>) -> bool {
    let plain = steps::plain(key);
    WRAPPERS.contains(&plain.as_str())
        || property
            .name()
            .is_some_and(|name| steps::plain(name).starts_with(&plain))
}

/// What is said of a thing that is added somewhere, beside which one it is.
const STANDINGS: &[&str] = &["role", "permission", "access", "accesslevel", "email"];

/// How the names of identities end, and the names that are one as a whole.
const ENDINGS: &[&str] = &["Id", "ID", "_id", "Ids", "IDs", "_ids"];
const WHOLE: &[&str] = &["id", "ids", "uuid", "guid", "sid"];

/// Whether a request with this schema names other things by their identities, with the role that
/// each is to have at most, and says nothing else.
pub(super) fn holds_only_identities(schema: Schema<'_>) -> bool {
    let is_identity =
        |key: &str| WHOLE.contains(&key) || ENDINGS.iter().any(|ending| key.ends_with(ending));
    let properties = schema.properties();
    let mut keys = properties.iter().map(|(key, _)| key.text());
    keys.clone().any(is_identity)
        && keys.all(|key| is_identity(key) || STANDINGS.contains(&steps::plain(key).as_str()))
}

/// The identity of a schema that has a name.
fn shared(schema: Schema<'_>) -> Option<NodeId> {
    schema.name()?;
    schema.id().filter(|_| schema.is(SchemaType::Object))
}

/// The first success answer, `default` where no other is declared.
pub(super) fn success(operation: Operation<'_>) -> Option<ResponseUse<'_>> {
    operation
        .successes()
        .find(|found| found.response().is_some_and(Response::has_content))
        .or_else(|| operation.successes().next())
        .or_else(|| {
            operation
                .responses()
                .find(|found| found.key().text() == "default")
        })
}

/// The content that tells most: JSON, else the first.
pub(super) fn telling<'a>(contents: &[Content<'a>]) -> Option<Content<'a>> {
    let json = contents.iter().find(|content| content.is_json());
    json.or_else(|| contents.first()).copied()
}

/// Whether the content is a picture, a sound or a finished document, which are answers and not
/// resources.
pub(super) fn is_binary(content: Content<'_>) -> bool {
    let essence = content.essence().to_ascii_lowercase();
    let kinds = [
        "image/",
        "audio/",
        "video/",
        "application/pdf",
        "application/zip",
    ];
    let by_type = kinds.iter().any(|kind| essence.starts_with(kind))
        || essence == "application/octet-stream"
        || essence == "text/event-stream";
    let format = content.schema().and_then(|schema| schema.keyword("format"));
    by_type || format.is_some_and(|format| format.text() == "binary")
}

//! Bodies: a media type and the schema under it.

use super::cursor::Cursor;
use super::parameter::Parameter;
use super::schema::Schema;

/// One representation of a request or response body.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    media_type: &'a str,
    token: Cursor<'a>,
    node: Cursor<'a>,
    schema: Option<Schema<'a>>,
}

impl<'a> Content<'a> {
    /// The media type as it is written; empty where a 2.0 document names none.
    pub fn media_type(self) -> &'a str {
        self.media_type
    }

    /// The media type without parameters such as `charset`.
    pub fn essence(self) -> &'a str {
        let (essence, _) = self
            .media_type
            .split_once(';')
            .unwrap_or((self.media_type, ""));
        essence.trim()
    }

    /// Whether the essence is this one, without regard to case (RFC 9110 section 8.3.1).
    pub fn is(self, essence: &str) -> bool {
        self.essence().eq_ignore_ascii_case(essence)
    }

    /// Whether the body is problem details (RFC 9457 section 6).
    pub fn is_problem(self) -> bool {
        self.is("application/problem+json") || self.is("application/problem+xml")
    }

    /// Whether the body is JSON: `application/json`, a `+json` suffix, or no media type named.
    pub fn is_json(self) -> bool {
        let essence = self.essence().to_ascii_lowercase();
        essence.is_empty()
            || essence == "application/json"
            || essence == "text/json"
            || essence.ends_with("+json")
    }

    /// The node whose key names the media type; in 2.0 the schema, or the type that the operation
    /// produces.
    pub fn token(self) -> Cursor<'a> {
        self.token
    }

    /// The Media Type Object, references followed; in 2.0 the Response Object.
    pub fn node(self) -> Cursor<'a> {
        self.node
    }

    /// The schema of the body.
    pub fn schema(self) -> Option<Schema<'a>> {
        self.schema
    }

    /// Whether a body can break what the schema says: not where it is a file, or any value.
    pub fn restricts_body(self) -> bool {
        self.schema.is_some_and(Schema::restricts_value)
    }

    /// The example values written beside the schema: `example`, and the values of `examples`.
    pub fn examples(self) -> Vec<Cursor<'a>> {
        if self.is_swagger() {
            return self.swagger_examples();
        }
        examples_beside(self.node).collect()
    }

    fn is_swagger(self) -> bool {
        let schema = self.schema.map(|schema| schema.cursor().id());
        schema == Some(self.token.id())
    }

    /// The examples of a 2.0 response, whose keys are media types.
    fn swagger_examples(self) -> Vec<Cursor<'a>> {
        let examples = self.node.mapping("examples").into_iter();
        let own = examples.flat_map(Cursor::entries).filter(|(key, _)| {
            self.is(key.text()) || self.media_type.is_empty() && key.text().ends_with("json")
        });
        own.map(|(_, example)| example).collect()
    }
}

/// The example values that a Media Type Object or a Header Object holds beside its schema:
/// `example`, and the values of `examples`.
pub(super) fn examples_beside(node: Cursor<'_>) -> impl Iterator<Item = Cursor<'_>> {
    let several = node
        .mapping("examples")
        .into_iter()
        .flat_map(Cursor::entries)
        .filter_map(|(_, example)| example.resolved())
        .filter_map(|example| example.get("value").or_else(|| example.get("dataValue")));
    node.get("example").into_iter().chain(several)
}

/// The contents of a 2.0 response, as an operation that produces these media types has them.
pub(super) fn of_swagger_response<'a>(
    response: Cursor<'a>,
    produces: Option<Cursor<'a>>,
) -> Vec<Content<'a>> {
    let Some(schema) = response.get("schema") else {
        return Vec::new();
    };
    let media_types: Vec<_> = produces.into_iter().flat_map(Cursor::items).collect();
    of_swagger(response, schema, &media_types)
}

/// The contents of a 2.0 request, whose body is a parameter.
pub(super) fn of_swagger_request<'a>(
    parameters: &[Parameter<'a>],
    consumes: Option<Cursor<'a>>,
) -> Vec<Content<'a>> {
    let body = parameters.iter().find(|parameter| parameter.is_body());
    let Some(parameter) = body.map(|parameter| parameter.node()) else {
        return Vec::new();
    };
    let schema = parameter.get("schema").unwrap_or(parameter);
    let media_types: Vec<_> = consumes.into_iter().flat_map(Cursor::items).collect();
    of_swagger(parameter, schema, &media_types)
}

/// The contents of an object with a `content` map.
pub(super) fn of_content_map(owner: Cursor<'_>) -> Vec<Content<'_>> {
    owner
        .get("content")
        .and_then(Cursor::resolved)
        .into_iter()
        .flat_map(Cursor::entries)
        .map(|(key, value)| {
            let node = value.resolved().unwrap_or(value);
            Content {
                media_type: key.text(),
                token: value,
                node,
                schema: node
                    .get("schema")
                    .or_else(|| node.get("itemSchema"))
                    .map(|schema| Schema::new(schema).looked_up()),
            }
        })
        .collect()
}

/// A 2.0 body has one schema, whatever the media types are.
fn of_swagger<'a>(
    owner: Cursor<'a>,
    schema: Cursor<'a>,
    media_types: &[Cursor<'a>],
) -> Vec<Content<'a>> {
    let content = |media_type: &'a str| Content {
        media_type,
        token: schema,
        node: owner,
        schema: Some(Schema::new(schema).looked_up()),
    };
    if media_types.is_empty() {
        return vec![content("")];
    }
    media_types
        .iter()
        .map(|found| content(found.text()))
        .collect()
}

//! Response headers.

use super::content;
use super::cursor::Cursor;
use super::schema::Schema;

/// The headers of a `headers` map, references to it followed.
pub(super) fn of_map(map: Cursor<'_>) -> Vec<Header<'_>> {
    map.resolved()
        .into_iter()
        .flat_map(Cursor::entries)
        .map(|(key, value)| Header::new(key, value))
        .collect()
}

/// A header that a response declares.
#[derive(Clone, Copy, Debug)]
pub struct Header<'a> {
    key: Cursor<'a>,
    value: Cursor<'a>,
}

impl<'a> Header<'a> {
    pub(super) fn new(key: Cursor<'a>, value: Cursor<'a>) -> Self {
        Self { key, value }
    }

    /// The name as it is written; header names compare without case (RFC 9110 section 5.1).
    pub fn name(self) -> &'a str {
        self.key.text()
    }

    /// The key of the header in its response.
    pub fn key(self) -> Cursor<'a> {
        self.key
    }

    /// What stands under the name: the Header Object or a reference to it.
    pub fn value(self) -> Cursor<'a> {
        self.value
    }

    /// The Header Object; none where its reference leads nowhere.
    pub fn node(self) -> Option<Cursor<'a>> {
        self.value.resolved()
    }

    /// The description, if there is one.
    pub fn description(self) -> Option<&'a str> {
        self.node()?.string("description")
    }

    /// The values written for it, in the header or in its schema: examples, `default`, `enum` and
    /// `const`; in the branches of the schema too.
    pub fn values(self) -> Vec<Cursor<'a>> {
        let node = self.node().into_iter();
        let own = node.flat_map(|node| content::examples_beside(node));
        let schema = self.schema().into_iter();
        let schemas = schema.flat_map(|schema| std::iter::once(schema).chain(schema.branches()));
        own.chain(schemas.flat_map(|schema| {
            let default = schema.keyword("default");
            let listed = schema.examples().into_iter().chain(schema.allowed_values());
            listed.chain(default)
        }))
        .collect()
    }

    /// The schema; in 2.0 the Header Object itself.
    pub fn schema(self) -> Option<Schema<'a>> {
        let node = self.node()?;
        let inline = node.get("type").map(|_| node);
        node.get("schema").or(inline).map(Schema::new)
    }
}

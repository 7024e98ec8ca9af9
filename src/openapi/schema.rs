//! Schemas, looked at through one view that resolves `$ref` and `allOf`.

use rustc_hash::FxHashSet;

use super::cursor::Cursor;
use super::forest::NodeId;
use crate::syntax::Kind;

/// How many schemas are read to answer one question about one schema.
const FACETS: usize = 128;

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SchemaType {
    /// `string`.
    String,
    /// `integer`.
    Integer,
    /// `number`.
    Number,
    /// `boolean`.
    Boolean,
    /// `object`.
    Object,
    /// `array`.
    Array,
    /// `null`, since 3.1.
    Null,
}

impl SchemaType {
    /// The type of that name; none for `file` and for what is no type.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "string" => Self::String,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "boolean" => Self::Boolean,
            "object" => Self::Object,
            "array" => Self::Array,
            "null" => Self::Null,
            _ => return None,
        })
    }

    /// The name as JSON Schema writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
            Self::Null => "null",
        }
    }
}

/// A schema, or a reference to one. Every question follows references first, and sees what `allOf`
/// brings in.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'a> {
    cursor: Cursor<'a>,
    known: Option<Known<'a>>,
}

/// What is looked up once about a schema that many rules ask about.
#[derive(Clone, Copy, Debug)]
struct Known<'a> {
    /// The Schema Object.
    node: Cursor<'a>,
    /// Whether nothing stands beside the reference, if it is one.
    is_plain: bool,
    /// Whether no `allOf` brings anything in.
    is_alone: bool,
}

impl<'a> Schema<'a> {
    /// A view of the schema, or reference, at a cursor.
    pub fn new(cursor: Cursor<'a>) -> Self {
        Self {
            cursor,
            known: None,
        }
    }

    /// The same view with its references followed once and for all.
    pub(super) fn looked_up(self) -> Self {
        let known = self.node().map(|node| Known {
            node,
            is_plain: self.is_plain(),
            is_alone: self.alone().is_some(),
        });
        Self { known, ..self }
    }

    /// Whether the view is of the schema alone: beside a `$ref` there may be keys that speak of this
    /// use.
    pub(crate) fn is_plain(self) -> bool {
        self.known.map_or_else(
            || self.cursor.node().len() == 1 || self.cursor.reference().is_none(),
            |known| known.is_plain,
        )
    }

    /// Where the schema or the reference to it stands.
    pub fn cursor(self) -> Cursor<'a> {
        self.cursor
    }

    /// The Schema Object, references followed; none where they lead nowhere.
    pub fn node(self) -> Option<Cursor<'a>> {
        match self.known {
            Some(known) => Some(known.node),
            None => self.cursor.resolved().map(Cursor::target),
        }
    }

    /// What identifies the schema, however it is referred to.
    pub fn id(self) -> Option<NodeId> {
        self.node().map(Cursor::id)
    }

    /// The name under which the schema is shared: its key in `components.schemas` (2.0:
    /// `definitions`), or the stem of the file that it fills.
    pub fn name(self) -> Option<&'a str> {
        let node = self.node()?;
        let Some(key) = node.key() else {
            return file_stem(node.source().name());
        };
        let map = node.parent()?.key()?;
        matches!(map.text(), "schemas" | "definitions" | "$defs").then(|| key.text())
    }

    /// The schema itself and, one after the other, all that its `allOf` brings in, references
    /// followed.
    pub fn facets(self) -> Vec<Cursor<'a>> {
        if let Some(node) = self.alone() {
            return vec![node];
        }
        let mut facets: Vec<Cursor<'a>> = Vec::new();
        let mut seen: FxHashSet<NodeId> = FxHashSet::default();
        let mut waiting = vec![self.cursor];
        while let Some(next) = waiting.pop() {
            let Some(node) = next.resolved().map(Cursor::target) else {
                continue;
            };
            if facets.len() >= FACETS || !seen.insert(node.id()) {
                continue;
            }
            facets.push(node);
            let parts = node.get("allOf").into_iter().flat_map(Cursor::items);
            waiting.extend(parts.rev());
            // Siblings of `$ref` count since 3.1; `resolved` has already gone past them.
            if next.reference().is_some() {
                waiting.extend(next.get("allOf").into_iter().flat_map(Cursor::items));
            }
        }
        facets
    }

    /// The Schema Object where no `allOf` brings anything in, which most are: questions need no
    /// list of facets then.
    fn alone(self) -> Option<Cursor<'a>> {
        if let Some(known) = self.known {
            return Some(known.node).filter(|_| known.is_alone);
        }
        if self.cursor.reference().is_some() && self.cursor.get("allOf").is_some() {
            return None;
        }
        self.node().filter(|node| node.get("allOf").is_none())
    }

    /// The types that a value may have; empty where the schema does not restrict them. Properties
    /// without a type imply an object, `items` an array.
    pub fn types(self) -> Vec<SchemaType> {
        let facets = self.facets();
        let stated: Vec<SchemaType> = facets
            .iter()
            .flat_map(|facet| stated_types(*facet))
            .collect();
        if !stated.is_empty() {
            return stated;
        }
        let implied = |keyword: &str| facets.iter().any(|facet| facet.get(keyword).is_some());
        if implied("properties") {
            vec![SchemaType::Object]
        } else if implied("items") {
            vec![SchemaType::Array]
        } else {
            Vec::new()
        }
    }

    /// Whether a value is, null aside, always of that type.
    pub fn is(self, wanted: SchemaType) -> bool {
        let mut types = self
            .types()
            .into_iter()
            .filter(|found| *found != SchemaType::Null)
            .peekable();
        types.peek().is_some() && types.all(|found| found == wanted)
    }

    /// The property of that name, in the schema or in what `allOf` brings in.
    pub fn property(self, name: &str) -> Option<Schema<'a>> {
        if let Some(node) = self.alone() {
            return node.mapping("properties")?.get(name).map(Schema::new);
        }
        self.facets()
            .into_iter()
            .filter_map(|facet| facet.mapping("properties"))
            .find_map(|properties| properties.get(name))
            .map(Schema::new)
    }

    /// The properties by name, in the order of the document; of the same name the first counts.
    pub fn properties(self) -> Vec<(Cursor<'a>, Schema<'a>)> {
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        self.facets()
            .into_iter()
            .filter_map(|facet| facet.mapping("properties"))
            .flat_map(Cursor::entries)
            .filter(|(key, _)| seen.insert(key.text()))
            .map(|(key, value)| (key, Schema::new(value)))
            .collect()
    }

    /// Whether a property must be present.
    pub fn requires(self, name: &str) -> bool {
        self.facets()
            .into_iter()
            .filter_map(|facet| facet.get("required"))
            .flat_map(Cursor::items)
            .any(|required| required.text() == name)
    }

    /// The alternatives of `oneOf` and `anyOf`, `null` left out.
    pub fn branches(self) -> Vec<Schema<'a>> {
        self.facets()
            .into_iter()
            .flat_map(|facet| ["oneOf", "anyOf"].map(|keyword| facet.get(keyword)))
            .flatten()
            .flat_map(Cursor::items)
            .map(Schema::new)
            .filter(|branch| branch.types() != [SchemaType::Null])
            .collect()
    }

    /// The schema of an array's items.
    pub fn items(self) -> Option<Schema<'a>> {
        self.facets()
            .into_iter()
            .find_map(|facet| facet.mapping("items"))
            .map(Schema::new)
    }

    /// The only values allowed, of `enum` or `const`; empty where there is no such list.
    pub fn allowed_values(self) -> Vec<Cursor<'a>> {
        let facets = self.facets();
        let listed = facets
            .iter()
            .filter_map(|facet| facet.get("enum"))
            .flat_map(Cursor::items);
        let fixed = facets.iter().filter_map(|facet| facet.get("const"));
        listed.chain(fixed).collect()
    }

    /// A keyword's value, in the schema or in what `allOf` brings in.
    pub fn keyword(self, name: &str) -> Option<Cursor<'a>> {
        if let Some(node) = self.alone() {
            return node.get(name);
        }
        self.facets().into_iter().find_map(|facet| facet.get(name))
    }

    /// The description, beside the reference or in the schema.
    pub fn description(self) -> Option<&'a str> {
        self.cursor
            .string("description")
            .or_else(|| self.keyword("description")?.node().as_str())
    }

    /// Whether the schema says nothing at all about its values, as `{}` and `true` do.
    pub fn is_unrestricted(self) -> bool {
        let Some(node) = self.node() else {
            return false;
        };
        let says_nothing = [
            "type",
            "properties",
            "items",
            "allOf",
            "oneOf",
            "anyOf",
            "enum",
            "const",
            "$ref",
        ]
        .iter()
        .all(|keyword| node.get(keyword).is_none());
        says_nothing && (node.node().is_mapping() || node.node().as_bool() == Some(true))
    }

    /// Whether some text is no value: a type other than string, a list of values, a pattern, a
    /// format or a least or greatest length. The items of an array count, the array does not, because
    /// every text is a list of one.
    pub fn restricts_text(self) -> bool {
        const RESTRICTIONS: [&str; 4] = ["pattern", "format", "minLength", "maxLength"];
        let types = self.types();
        if types.contains(&SchemaType::Array) {
            return self
                .items()
                .is_some_and(|items| !items.is(SchemaType::Array) && items.restricts_text());
        }
        let allows_text = types.is_empty() || types.contains(&SchemaType::String);
        !allows_text
            || !self.allowed_values().is_empty()
            || RESTRICTIONS.iter().any(|name| self.keyword(name).is_some())
    }

    /// Whether a JSON value can break what the schema says: not where it is any value, any object or
    /// any text.
    pub fn restricts_value(self) -> bool {
        const RESTRICTIONS: [&str; 9] = [
            "properties",
            "required",
            "items",
            "enum",
            "const",
            "oneOf",
            "anyOf",
            "pattern",
            "minLength",
        ];
        let is_free = |found: &SchemaType| matches!(found, SchemaType::Object | SchemaType::String);
        let is_empty = |value: Cursor<'_>| value.node().is_empty();
        !self.types().iter().all(is_free)
            || self.facets().iter().any(|facet| {
                let mut stated = RESTRICTIONS.iter().filter_map(|name| facet.get(name));
                stated.any(|value| value.node().is_scalar() || !is_empty(value))
            })
    }

    /// The examples written in the schema: `example` and the items of `examples`.
    pub fn examples(self) -> Vec<Cursor<'a>> {
        let facets = self.facets();
        let single = facets.iter().filter_map(|facet| facet.get("example"));
        let several = facets
            .iter()
            .filter_map(|facet| facet.get("examples"))
            .flat_map(Cursor::items);
        single.chain(several).collect()
    }
}

fn stated_types(facet: Cursor<'_>) -> impl Iterator<Item = SchemaType> {
    let stated = facet.get("type");
    let single = stated.filter(|node| node.node().is_scalar());
    let several = stated.into_iter().flat_map(Cursor::items);
    single
        .into_iter()
        .chain(several)
        .filter(|node| node.node().kind() == Kind::String)
        .filter_map(|node| SchemaType::parse(node.text()))
}

fn file_stem(name: &str) -> Option<&str> {
    let file = name.rsplit(['/', '\\']).next()?;
    Some(file.rsplit_once('.').map_or(file, |(stem, _)| stem))
}

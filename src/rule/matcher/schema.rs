//! Questions about a schema. References and `allOf` are looked through; a question about
//! properties holds when the schema or one of its `oneOf` and `anyOf` branches answers it.

use super::syntax::{Counterpart, ErrorFormat, PropertyQuestion, SchemaMatcher, SchemaRole};
use super::value::Text;
use super::{Matcher, Test, Written, any_matches, combine, combined};
use crate::checks::Options;
use crate::openapi::errors::{
    self, ErrorFormat as Published, error_format, is_envelope, is_identified,
};
use crate::openapi::{Content, Cursor, Document, ResponseUse, Schema, SchemaType, problem_members};
use crate::syntax::Kind;

/// A schema, and the outcome under which it is looked at.
#[derive(Clone, Copy)]
pub(crate) struct SchemaSubject<'a> {
    schema: Schema<'a>,
    document: &'a Document<'a>,
    /// None where it is no response's.
    response: Option<ResponseUse<'a>>,
}

impl<'a> SchemaSubject<'a> {
    pub(crate) fn new(schema: Schema<'a>, response: ResponseUse<'a>) -> Self {
        Self {
            schema,
            document: response.operation().document(),
            response: Some(response),
        }
    }

    /// A schema that is no response's.
    pub(crate) fn of_document(schema: Schema<'a>, document: &'a Document<'a>) -> Self {
        Self {
            schema,
            document,
            response: None,
        }
    }
}

/// A question about a schema.
#[derive(Clone, Debug)]
pub(crate) enum SchemaTest {
    Type(Vec<SchemaType>),
    Name(Vec<Text>),
    Has(Vec<Text>),
    HasAll(Vec<Text>),
    Property {
        names: Vec<Text>,
        types: Option<Vec<SchemaType>>,
        status_code: Option<bool>,
        schema: Option<Box<Matcher<SchemaTest>>>,
    },
    Items(Box<Matcher<SchemaTest>>),
    ProblemMembers(usize),
    Known(bool),
    Open(bool),
    Role(Vec<SchemaRole>),
    SameAs(Vec<Counterpart>),
    AboutRequest(bool),
    Map(bool),
    Format(Vec<ErrorFormat>),
    Keyword(String, Vec<Text>),
}

impl Written for SchemaMatcher {
    type Test = SchemaTest;

    fn compile(&self) -> Matcher<SchemaTest> {
        let types = |names: &super::value::OneOrMany<super::syntax::TypeName>| {
            names.0.iter().copied().map(SchemaType::from).collect()
        };
        let property = |question: &PropertyQuestion| SchemaTest::Property {
            names: question.name.clone().map_or_else(Vec::new, |texts| texts.0),
            types: question.r#type.as_ref().map(types),
            status_code: question.status_code,
            schema: question
                .schema
                .as_ref()
                .map(|matcher| Box::new(matcher.compile())),
        };
        let keywords = self.keywords.iter().flatten();
        let keywords =
            keywords.map(|(name, texts)| Some(SchemaTest::Keyword(name.clone(), texts.0.clone())));
        let tests = [
            self.r#type
                .as_ref()
                .map(|names| SchemaTest::Type(types(names))),
            self.name.clone().map(|texts| SchemaTest::Name(texts.0)),
            self.has.clone().map(|texts| SchemaTest::Has(texts.0)),
            self.has_all
                .clone()
                .map(|texts| SchemaTest::HasAll(texts.0)),
            self.property.as_ref().map(property),
            self.items
                .as_ref()
                .map(|matcher| SchemaTest::Items(Box::new(matcher.compile()))),
            self.problem_members.map(SchemaTest::ProblemMembers),
            self.known.map(SchemaTest::Known),
            self.open.map(SchemaTest::Open),
            self.role.clone().map(|roles| SchemaTest::Role(roles.0)),
            self.same_as
                .clone()
                .map(|others| SchemaTest::SameAs(others.0)),
            self.about_request.map(SchemaTest::AboutRequest),
            self.map.map(SchemaTest::Map),
            self.format
                .clone()
                .map(|formats| SchemaTest::Format(formats.0)),
        ];
        combine(tests.into_iter().chain(keywords), combined!(self))
    }
}

impl Matcher<SchemaTest> {
    /// Whether it holds of a schema in a response, which may be asked of thousands of responses that
    /// share it.
    pub(crate) fn holds_of_body(&self, subject: SchemaSubject<'_>, options: &Options<'_>) -> bool {
        let schema = subject.schema;
        match schema.id().filter(|_| schema.is_plain()) {
            Some(id) if !self.any_test(&Test::reads_operation) => {
                let question = std::ptr::from_ref(self).addr();
                options.once(question, id, || self.holds(subject, options))
            }
            _ => match self {
                Self::All(parts) => parts
                    .iter()
                    .all(|part| part.holds_of_body(subject, options)),
                other => other.holds(subject, options),
            },
        }
    }

    /// Whether it holds of a schema in a response, where it does or does not for every operation
    /// that uses the response.
    pub(crate) fn body_holds_for_all(
        &self,
        subject: SchemaSubject<'_>,
        options: &Options<'_>,
    ) -> Option<bool> {
        if self.any_test(&Test::reads_operation) {
            self.holds_for_all(subject, options)
        } else {
            Some(self.holds_of_body(subject, options))
        }
    }
}

impl Test for SchemaTest {
    type Subject<'a> = SchemaSubject<'a>;

    fn cost(&self) -> u32 {
        match self {
            Self::Known(_) => 2,
            Self::Name(_) => 5,
            Self::Role(_) => 6,
            Self::Type(_) | Self::Map(_) | Self::Open(_) | Self::Keyword(..) => 10,
            Self::Has(_) | Self::HasAll(_) | Self::Property { .. } | Self::ProblemMembers(_) => 20,
            Self::Format(_) => 40,
            Self::Items(matcher) => 10 + matcher.cost(),
            Self::SameAs(_) => 50,
            Self::AboutRequest(_) => 200,
        }
    }

    fn reads_operation(&self) -> bool {
        matches!(self, Self::SameAs(_) | Self::AboutRequest(_))
    }

    fn asked_properties(&self) -> Vec<Text> {
        match self {
            Self::Property { names, .. } => names.clone(),
            _ => Vec::new(),
        }
    }

    fn holds(&self, subject: SchemaSubject<'_>, options: &Options<'_>) -> bool {
        let SchemaSubject {
            schema, document, ..
        } = subject;
        match self {
            Self::Type(types) => schema.types().iter().any(|found| types.contains(found)),
            Self::Name(texts) => schema.name().is_some_and(|name| any_matches(texts, name)),
            Self::Has(texts) => property_among(schema, texts).is_some(),
            Self::HasAll(texts) => texts
                .iter()
                .all(|text| property_among(schema, std::slice::from_ref(text)).is_some()),
            Self::Property {
                names,
                types,
                status_code,
                schema: wanted,
            } => property_among(schema, names).is_some_and(|(_, property)| {
                let allows = |types: &Vec<SchemaType>| {
                    property.types().iter().any(|found| types.contains(found))
                };
                types.as_ref().is_none_or(allows)
                    && status_code.is_none_or(|wanted| allows_status_code(property) == wanted)
                    && wanted.as_ref().is_none_or(|matcher| {
                        matcher.holds(SchemaSubject::of_document(property, document), options)
                    })
            }),
            Self::Items(matcher) => schema.items().is_some_and(|items| {
                matcher.holds(SchemaSubject::of_document(items, document), options)
            }),
            Self::ProblemMembers(least) => with_branches(schema)
                .iter()
                .any(|schema| problem_members(*schema) >= *least),
            Self::Known(wanted) => is_known(schema) == *wanted,
            Self::Open(wanted) => is_open(schema) == *wanted,
            Self::Role(roles) => roles.iter().any(|role| role.is_of(subject)),
            Self::SameAs(others) => others.iter().any(|other| other.has(subject)),
            Self::AboutRequest(wanted) => subject
                .response
                .is_some_and(|response| is_about_request(response, schema) == *wanted),
            Self::Map(wanted) => is_map(schema) == *wanted,
            Self::Format(formats) => with_branches(schema)
                .iter()
                .any(|schema| formats.iter().any(|format| format.is_of(*schema))),
            Self::Keyword(name, texts) => with_branches(schema)
                .iter()
                .filter_map(|schema| schema.keyword(name))
                .any(|value| has_among(value, texts)),
        }
    }
}

/// The first property with one of these names, with its key.
pub(crate) fn property_among<'a>(
    schema: Schema<'a>,
    names: &[Text],
) -> Option<(Cursor<'a>, Schema<'a>)> {
    with_branches(schema)
        .into_iter()
        .flat_map(Schema::properties)
        .find(|(key, _)| any_matches(names, key.text()))
}

/// The schema and the branches directly below it.
fn with_branches(schema: Schema<'_>) -> Vec<Schema<'_>> {
    let mut all = vec![schema];
    all.extend(schema.branches());
    all
}

/// Whether a value, or one of its items, is one of these texts.
fn has_among(value: Cursor<'_>, texts: &[Text]) -> bool {
    let alone = value.node().is_scalar().then_some(value);
    alone
        .into_iter()
        .chain(value.items())
        .any(|found| any_matches(texts, found.text()))
}

/// Whether a value of the schema, null aside, can be the number of a status code.
fn allows_status_code(schema: Schema<'_>) -> bool {
    let types = schema.types();
    let is_numeric = |found: &SchemaType| matches!(found, SchemaType::Integer | SchemaType::Number);
    if !types.is_empty() && !types.iter().any(is_numeric) {
        return false;
    }
    let listed = schema.allowed_values();
    let is_listed = listed.is_empty()
        || listed.iter().any(|value| {
            value.node().kind() == Kind::Number && number(*value).is_none_or(is_status_code)
        });
    let bound = |keyword: &str| schema.keyword(keyword).and_then(number);
    is_listed
        && bound("minimum").is_none_or(|least| least <= 599.0)
        && bound("maximum").is_none_or(|most| most >= 100.0)
}

fn number(value: Cursor<'_>) -> Option<f64> {
    value.text().parse().ok()
}

fn is_status_code(number: f64) -> bool {
    (100.0..=599.0).contains(&number)
}

/// Whether the schema, what `allOf` brings in and its branches could all be read.
fn is_known(schema: Schema<'_>) -> bool {
    let parts = |facet: Cursor<'_>| {
        ["allOf", "oneOf", "anyOf"]
            .into_iter()
            .filter_map(|keyword| facet.get(keyword))
            .flat_map(Cursor::items)
            .all(|part| part.resolved().is_some())
    };
    schema.node().is_some() && schema.facets().into_iter().all(parts)
}

/// Whether the schema is an object that names no property, or says nothing at all.
fn is_open(schema: Schema<'_>) -> bool {
    schema.is_unrestricted()
        || (schema.is(SchemaType::Object)
            && schema.properties().is_empty()
            && schema.branches().is_empty())
}

/// Whether a body speaks of the request that it answers.
fn is_about_request(response: ResponseUse<'_>, schema: Schema<'_>) -> bool {
    !is_identified(schema) && errors::subject(response, schema).is_none()
}

impl SchemaRole {
    fn is_of(
        self,
        SchemaSubject {
            schema, document, ..
        }: SchemaSubject<'_>,
    ) -> bool {
        let known = document.error_schemas();
        match self {
            Self::Error => known.contains(schema),
            Self::Success => known.uses(schema).successes > 0,
            Self::Envelope => is_envelope(schema),
        }
    }
}

impl Counterpart {
    /// Whether the operation uses the schema, however it refers to it, in this place too.
    fn has(self, subject: SchemaSubject<'_>) -> bool {
        let (Some(id), Some(response)) = (subject.schema.id(), subject.response) else {
            return false;
        };
        let is_same = |content: &Content<'_>| {
            let other = content.schema();
            other.is_some_and(|other| other.id() == Some(id))
        };
        let operation = response.operation();
        match self {
            Self::Request => operation.request_contents().iter().any(is_same),
            Self::Success => operation
                .successes()
                .any(|found| found.contents().iter().any(is_same)),
        }
    }
}

/// Whether the names of an object's members are free, and their values are described.
fn is_map(schema: Schema<'_>) -> bool {
    let names_values = |keyword: &str| {
        let value = schema.keyword(keyword);
        value.is_some_and(|value| value.node().is_mapping() && !value.node().is_empty())
    };
    names_values("additionalProperties") || names_values("patternProperties")
}

impl ErrorFormat {
    /// Whether the schema has the members by which the format is known.
    fn is_of(self, schema: Schema<'_>) -> bool {
        let published = match self {
            Self::ProblemDetails => return problem_members(schema) >= 4,
            Self::Oauth => Published::OAuth,
            Self::JsonApi => Published::JsonApi,
            Self::Odata => Published::OData,
            Self::GoogleRpc => Published::GoogleStatus,
            Self::Scim => Published::Scim,
            Self::Fhir => Published::Fhir,
            Self::Graphql => Published::GraphQl,
            Self::JsonRpc => Published::JsonRpc,
            Self::Soap => Published::SoapFault,
            Self::Camara => Published::Camara,
        };
        error_format(schema) == Some(published)
    }
}

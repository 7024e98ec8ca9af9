//! Questions about a header of a response.

use super::response::ResponseTest;
use super::schema::{SchemaSubject, SchemaTest};
use super::status::StatusBound;
use super::syntax::{HeaderMatcher, VersionTerm};
use super::value::Text;
use super::{
    Matcher, Test, Written, any_matches, any_matches_without_case, caseless, combine, combined,
};
use crate::checks::Options;
use crate::openapi::{Cursor, Header, Response, ResponseUse};

/// A header, and the outcome under which it is looked at.
#[derive(Clone, Copy)]
pub(crate) struct HeaderSubject<'a> {
    pub(crate) header: Header<'a>,
    pub(crate) response: ResponseUse<'a>,
}

/// A question about a header.
#[derive(Clone, Debug)]
pub(crate) enum HeaderTest {
    Name(Vec<Text>),
    /// The option of that name lists the name.
    ListedIn(String),
    Duplicate(bool),
    Required(bool),
    Description(Vec<Text>),
    Value(Vec<Text>),
    Schema(Box<Matcher<SchemaTest>>),
    Response(Box<Matcher<ResponseTest>>),
    Version(Vec<VersionTerm>),
}

impl Written for HeaderMatcher {
    type Test = HeaderTest;

    fn compile(&self) -> Matcher<HeaderTest> {
        let tests = [
            self.name
                .as_ref()
                .map(|texts| HeaderTest::Name(caseless(texts))),
            self.listed_in.clone().map(HeaderTest::ListedIn),
            self.duplicate.map(HeaderTest::Duplicate),
            self.required.map(HeaderTest::Required),
            self.description
                .clone()
                .map(|texts| HeaderTest::Description(texts.0)),
            self.value.clone().map(|texts| HeaderTest::Value(texts.0)),
            self.schema
                .as_ref()
                .map(|matcher| HeaderTest::Schema(Box::new(matcher.compile()))),
            self.response
                .as_ref()
                .map(|matcher| HeaderTest::Response(Box::new(matcher.compile()))),
            self.version
                .clone()
                .map(|terms| HeaderTest::Version(terms.0)),
        ];
        combine(tests, combined!(self))
    }
}

impl Test for HeaderTest {
    type Subject<'a> = HeaderSubject<'a>;

    fn cost(&self) -> u32 {
        match self {
            Self::Version(_) => 1,
            Self::Name(_) => 3,
            Self::Response(matcher) => 2 + matcher.cost(),
            Self::ListedIn(_) => 6,
            Self::Duplicate(_) | Self::Required(_) => 10,
            Self::Description(_) => 12,
            Self::Value(_) => 30,
            Self::Schema(_) => 60,
        }
    }

    fn asked_values(&self) -> Vec<Text> {
        match self {
            Self::Value(texts) => texts.clone(),
            _ => Vec::new(),
        }
    }

    fn statuses(&self) -> StatusBound {
        match self {
            Self::Response(matcher) => matcher.statuses(),
            _ => StatusBound::ALL,
        }
    }

    fn reads_operation(&self) -> bool {
        match self {
            Self::Response(matcher) => matcher.any_test(&Test::reads_operation),
            _ => false,
        }
    }

    fn holds_for_all(&self, subject: HeaderSubject<'_>, options: &Options<'_>) -> Option<bool> {
        match self {
            Self::Response(matcher) => matcher.holds_for_all(subject.response, options),
            _ => Some(self.holds(subject, options)),
        }
    }

    fn holds(&self, subject: HeaderSubject<'_>, options: &Options<'_>) -> bool {
        let HeaderSubject { header, response } = subject;
        match self {
            Self::Name(names) => any_matches_without_case(names, header.name()),
            Self::ListedIn(option) => options.names(option, header.name()),
            Self::Duplicate(wanted) => first_with_same_name(subject).is_some() == *wanted,
            Self::Description(texts) => header
                .description()
                .is_some_and(|text| any_matches(texts, text)),
            Self::Value(texts) => value_among(header, texts).is_some(),
            Self::Required(wanted) => header
                .node()
                .is_some_and(|node| node.boolean("required").unwrap_or_default() == *wanted),
            Self::Schema(matcher) => header.schema().is_some_and(|schema| {
                matcher.holds_of_body(SchemaSubject::new(schema, response), options)
            }),
            Self::Response(matcher) => matcher.holds(response, options),
            Self::Version(terms) => {
                let version = response.operation().document().version();
                terms.iter().any(|term| term.names(version))
            }
        }
    }
}

/// The earlier header of the same response whose name is the same, case aside.
pub(crate) fn first_with_same_name(subject: HeaderSubject<'_>) -> Option<Header<'_>> {
    let HeaderSubject { header, response } = subject;
    response
        .response()
        .into_iter()
        .flat_map(Response::headers)
        .take_while(|earlier| earlier.key() != header.key())
        .find(|earlier| earlier.name().eq_ignore_ascii_case(header.name()))
}

/// The first value written for the header that is one of these texts.
pub(crate) fn value_among<'a>(header: Header<'a>, texts: &[Text]) -> Option<Cursor<'a>> {
    header
        .values()
        .into_iter()
        .find(|value| value.node().is_scalar() && any_matches(texts, value.text()))
}

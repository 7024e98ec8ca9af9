//! Questions about a header of a response.

use super::response::ResponseTest;
use super::schema::{SchemaSubject, SchemaTest};
use super::syntax::{HeaderMatcher, VersionTerm};
use super::value::Text;
use super::{Matcher, Test, Written, any_matches_without_case, caseless, combine, combined};
use crate::checks::Options;
use crate::openapi::{Header, ResponseUse};

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
    Required(bool),
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
            self.required.map(HeaderTest::Required),
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
            Self::Required(_) => 10,
            Self::Schema(_) => 60,
        }
    }

    fn reads_operation(&self) -> bool {
        match self {
            Self::Response(matcher) => matcher.any_test(&Test::reads_operation),
            _ => false,
        }
    }

    fn holds(&self, subject: HeaderSubject<'_>, options: &Options<'_>) -> bool {
        let HeaderSubject { header, response } = subject;
        match self {
            Self::Name(names) => any_matches_without_case(names, header.name()),
            Self::Required(wanted) => header
                .node()
                .is_some_and(|node| node.boolean("required").unwrap_or_default() == *wanted),
            Self::Schema(matcher) => header
                .schema()
                .is_some_and(|schema| matcher.holds(SchemaSubject::new(schema, response), options)),
            Self::Response(matcher) => matcher.holds(response, options),
            Self::Version(terms) => {
                let version = response.operation().document().version();
                terms.iter().any(|term| term.names(version))
            }
        }
    }
}

//! Questions about one media type of a response.

use super::response::ResponseTest;
use super::schema::{SchemaSubject, SchemaTest};
use super::status::StatusBound;
use super::syntax::{MediaTypeMatcher, VersionTerm};
use super::value::{ShortOrLong, Text};
use super::{Matcher, Test, Written, any_matches_without_case, caseless, combine, combined};
use crate::checks::Options;
use crate::openapi::{Content, ResponseUse};

/// A media type, and the outcome under which it is looked at.
#[derive(Clone, Copy)]
pub(crate) struct MediaTypeSubject<'a> {
    pub(crate) content: Content<'a>,
    pub(crate) response: ResponseUse<'a>,
}

/// The media types of a response, as the operation that uses it has them.
pub(crate) fn media_types(response: ResponseUse<'_>) -> impl Iterator<Item = MediaTypeSubject<'_>> {
    let contents = response.contents().iter();
    contents.map(move |&content| MediaTypeSubject { content, response })
}

/// A question about a media type.
#[derive(Clone, Debug)]
pub(crate) enum MediaTypeTest {
    Name(Vec<Text>),
    HasSchema(bool),
    Schema(Box<Matcher<SchemaTest>>),
    Example(bool),
    Response(Box<Matcher<ResponseTest>>),
    Version(Vec<VersionTerm>),
}

impl Written for MediaTypeMatcher {
    type Test = MediaTypeTest;

    fn compile(&self) -> Matcher<MediaTypeTest> {
        let schema = self.schema.as_ref().map(|schema| match schema {
            ShortOrLong::Short(wanted) => MediaTypeTest::HasSchema(*wanted),
            ShortOrLong::Long(matcher) => MediaTypeTest::Schema(Box::new(matcher.compile())),
        });
        let tests = [
            self.name
                .as_ref()
                .map(|texts| MediaTypeTest::Name(caseless(texts))),
            schema,
            self.example.map(MediaTypeTest::Example),
            self.response
                .as_ref()
                .map(|matcher| MediaTypeTest::Response(Box::new(matcher.compile()))),
            self.version
                .clone()
                .map(|terms| MediaTypeTest::Version(terms.0)),
        ];
        combine(tests, combined!(self))
    }
}

impl Test for MediaTypeTest {
    type Subject<'a> = MediaTypeSubject<'a>;

    fn cost(&self) -> u32 {
        match self {
            Self::Version(_) => 1,
            Self::Name(_) => 3,
            Self::Response(matcher) => 2 + matcher.cost(),
            Self::HasSchema(_) => 4,
            Self::Example(_) => 20,
            // One answer stands for all bodies that have the schema.
            Self::Schema(matcher) if !matcher.any_test(&Test::reads_operation) => 6,
            Self::Schema(_) => 60,
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
            Self::Schema(matcher) => matcher.any_test(&Test::reads_operation),
            _ => false,
        }
    }

    fn holds_for_all(&self, subject: MediaTypeSubject<'_>, options: &Options<'_>) -> Option<bool> {
        let MediaTypeSubject { content, response } = subject;
        match self {
            Self::Response(matcher) => matcher.holds_for_all(response, options),
            Self::Schema(matcher) => content.schema().map_or(Some(false), |schema| {
                matcher.body_holds_for_all(SchemaSubject::new(schema, response), options)
            }),
            _ => Some(self.holds(subject, options)),
        }
    }

    fn asked_properties(&self) -> Vec<Text> {
        let names = std::cell::RefCell::new(Vec::new());
        if let Self::Schema(matcher) = self {
            matcher.any_test(&|test: &SchemaTest| {
                names.borrow_mut().extend(test.asked_properties());
                false
            });
        }
        names.into_inner()
    }

    fn holds(&self, subject: MediaTypeSubject<'_>, options: &Options<'_>) -> bool {
        let MediaTypeSubject { content, response } = subject;
        match self {
            Self::Name(names) => any_matches_without_case(names, content.essence()),
            Self::HasSchema(wanted) => content.schema().is_some() == *wanted,
            Self::Schema(matcher) => content.schema().is_some_and(|schema| {
                matcher.holds_of_body(SchemaSubject::new(schema, response), options)
            }),
            Self::Example(wanted) => content.examples().is_empty() != *wanted,
            Self::Response(matcher) => matcher.holds(response, options),
            Self::Version(terms) => {
                let version = response.operation().document().version();
                terms.iter().any(|term| term.names(version))
            }
        }
    }
}

//! Questions about a parameter of an operation.

use super::syntax::{ParameterMatcher, Texts};
use super::value::{ShortOrLong, Text};
use super::{
    Matcher, Quantified, Test, Written, any_matches, any_matches_without_case, caseless, combine,
    combined,
};
use crate::checks::Options;
use crate::openapi::{Parameter, Schema, SchemaType};

/// A question about a parameter.
#[derive(Clone, Debug)]
pub(crate) enum ParameterTest {
    Location(Vec<Text>),
    Name(Vec<Text>),
    Required(bool),
    Description(Vec<Text>),
    Type(Vec<SchemaType>),
    Enum(bool),
    Restricted(bool),
}

/// The question whether there is such a parameter.
pub(super) fn compile_one(
    written: &ShortOrLong<Texts, ParameterMatcher>,
) -> Quantified<ParameterTest> {
    let matcher = match written {
        ShortOrLong::Short(names) => Matcher::Test(ParameterTest::Name(caseless(names))),
        ShortOrLong::Long(matcher) => matcher.compile(),
    };
    Quantified::Some(Box::new(matcher))
}

impl Written for ParameterMatcher {
    type Test = ParameterTest;

    fn compile(&self) -> Matcher<ParameterTest> {
        let tests = [
            self.r#in
                .clone()
                .map(|texts| ParameterTest::Location(texts.0)),
            self.name
                .as_ref()
                .map(|texts| ParameterTest::Name(caseless(texts))),
            self.required.map(ParameterTest::Required),
            self.description
                .clone()
                .map(|texts| ParameterTest::Description(texts.0)),
            self.r#type.as_ref().map(|names| {
                ParameterTest::Type(names.0.iter().copied().map(SchemaType::from).collect())
            }),
            self.r#enum.map(ParameterTest::Enum),
            self.restricted.map(ParameterTest::Restricted),
        ];
        combine(tests, combined!(self))
    }
}

impl Test for ParameterTest {
    type Subject<'a> = Parameter<'a>;

    fn cost(&self) -> u32 {
        match self {
            Self::Location(_) | Self::Required(_) => 2,
            Self::Name(_) => 4,
            Self::Description(_) => 8,
            Self::Type(_) | Self::Enum(_) => 10,
            Self::Restricted(_) => 20,
        }
    }

    fn holds(&self, parameter: Parameter<'_>, _: &Options<'_>) -> bool {
        let schema = parameter.schema();
        match self {
            Self::Location(texts) => any_matches(texts, parameter.location()),
            Self::Name(texts) => any_matches_without_case(texts, parameter.name()),
            Self::Required(wanted) => parameter.is_required() == *wanted,
            Self::Description(texts) => parameter
                .node()
                .string("description")
                .is_some_and(|text| any_matches(texts, text)),
            Self::Type(types) => schema
                .is_some_and(|schema| schema.types().iter().any(|found| types.contains(found))),
            Self::Enum(wanted) => {
                schema.is_some_and(|schema| !schema.allowed_values().is_empty()) == *wanted
            }
            Self::Restricted(wanted) => schema.is_some_and(Schema::restricts_text) == *wanted,
        }
    }
}

//! Questions about an operation.

use super::document::DocumentTest;
use super::input::{self, BodyTest, ParameterTest};
use super::response::ResponseTest;
use super::status::StatusSet;
use super::syntax::{Coverage, IntentQuestion, OperationMatcher, Secured, VersionTerm};
use super::value::{ShortOrLong, Text};
use super::{
    Extension, Matcher, Test, Written, any_matches, any_matches_without_case, caseless, combine,
    combined,
};
use crate::checks::Options;
use crate::http::StatusKey;
use crate::openapi::intent::{Confidence, Purpose};
use crate::openapi::{Cursor, Demand, Operation, ResponseUse, Role};

/// A question about an operation.
#[derive(Clone, Debug)]
pub(crate) enum OperationTest {
    Role(Vec<Role>),
    Method(Vec<Text>),
    Path(Vec<Text>),
    OperationId(Vec<Text>),
    Tag(Vec<Text>),
    Deprecated(bool),
    Prose(Vec<Text>),
    Intent {
        purposes: Vec<Purpose>,
        at_least: Confidence,
    },
    Secured(Vec<Secured>),
    SecurityScheme {
        types: Option<Vec<Text>>,
        schemes: Option<Vec<Text>>,
    },
    PathParameters(bool),
    Parameters(bool),
    RequestBody(bool),
    RequestBodyThat(BodyTest),
    Parameter(ParameterTest),
    InputKnown(bool),
    RequestHeader(Vec<Text>),
    Declares(Declared),
    ResponsesField(bool),
    SomeResponse(Box<Matcher<ResponseTest>>),
    EveryResponse(Box<Matcher<ResponseTest>>),
    NoResponse(Box<Matcher<ResponseTest>>),
    Extension(Extension),
    Document(Box<Matcher<DocumentTest>>),
    Version(Vec<VersionTerm>),
}

/// Statuses of which one must be covered, and what counts as covering.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    statuses: StatusSet,
    by_default: bool,
    only_explicit: bool,
}

impl Declared {
    fn new(written: &ShortOrLong<StatusSet, Coverage>) -> Self {
        match written {
            ShortOrLong::Short(statuses) => Self {
                statuses: *statuses,
                by_default: false,
                only_explicit: false,
            },
            ShortOrLong::Long(long) => Self {
                statuses: long.status.unwrap_or_default(),
                by_default: long.default.unwrap_or_default(),
                only_explicit: long.explicit.unwrap_or_default(),
            },
        }
    }

    fn is_covered_by(&self, key: StatusKey) -> bool {
        match key {
            StatusKey::Code(code) => self.statuses.has_code(code),
            StatusKey::Range(class) if self.only_explicit => self.statuses.has_range(class),
            StatusKey::Range(class) => self.statuses.touches_class(class),
            StatusKey::Default => self.by_default || self.statuses.has_default(),
        }
    }
}

impl Written for OperationMatcher {
    type Test = OperationTest;

    /// Webhooks and callbacks are meant only where the page says so: there the client answers.
    fn complete(matcher: Matcher<OperationTest>) -> Matcher<OperationTest> {
        if matcher.any_test(&|test| matches!(test, OperationTest::Role(_))) {
            return matcher;
        }
        let role = Matcher::Test(OperationTest::Role(vec![Role::Operation]));
        Matcher::All(vec![role, matcher])
    }

    fn compile(&self) -> Matcher<OperationTest> {
        let own = self.own_tests().into_iter();
        let tests = own.chain(self.input_tests()).chain(self.response_tests());
        combine(tests, combined!(self))
    }
}

impl OperationMatcher {
    fn own_tests(&self) -> [Option<OperationTest>; 11] {
        let intent = self.intent.as_ref().map(|intent| match intent {
            ShortOrLong::Short(purposes) => OperationTest::Intent {
                purposes: purposes.0.clone(),
                at_least: Confidence::Low,
            },
            ShortOrLong::Long(IntentQuestion { is, confidence }) => OperationTest::Intent {
                purposes: is.clone().map_or_else(Vec::new, |purposes| purposes.0),
                at_least: confidence.unwrap_or(Confidence::Low),
            },
        });
        [
            self.role.as_ref().map(|roles| {
                OperationTest::Role(roles.0.iter().copied().map(Role::from).collect())
            }),
            self.method
                .clone()
                .map(|methods| OperationTest::Method(methods.0)),
            self.path.clone().map(|texts| OperationTest::Path(texts.0)),
            self.operation_id
                .clone()
                .map(|texts| OperationTest::OperationId(texts.0)),
            self.tag.clone().map(|texts| OperationTest::Tag(texts.0)),
            self.deprecated.map(OperationTest::Deprecated),
            self.text.clone().map(|texts| OperationTest::Prose(texts.0)),
            intent,
            self.extension
                .as_ref()
                .map(|extension| OperationTest::Extension(Extension::new(extension))),
            self.document
                .as_ref()
                .map(|matcher| OperationTest::Document(Box::new(matcher.compile()))),
            self.version
                .clone()
                .map(|terms| OperationTest::Version(terms.0)),
        ]
    }

    fn input_tests(&self) -> [Option<OperationTest>; 8] {
        let body = self.request_body.as_ref().map(|body| match body {
            ShortOrLong::Short(wanted) => OperationTest::RequestBody(*wanted),
            ShortOrLong::Long(question) => OperationTest::RequestBodyThat(BodyTest::new(question)),
        });
        [
            self.secured
                .clone()
                .map(|demands| OperationTest::Secured(demands.0)),
            self.security_scheme
                .as_ref()
                .map(|question| OperationTest::SecurityScheme {
                    types: question.r#type.clone().map(|texts| texts.0),
                    schemes: question.scheme.clone().map(|texts| texts.0),
                }),
            self.path_parameters.map(OperationTest::PathParameters),
            self.parameters.map(OperationTest::Parameters),
            self.parameter
                .as_ref()
                .map(|written| OperationTest::Parameter(ParameterTest::new(written))),
            self.input_known.map(OperationTest::InputKnown),
            body,
            self.request_header
                .as_ref()
                .map(|texts| OperationTest::RequestHeader(caseless(texts))),
        ]
    }

    fn response_tests(&self) -> Vec<Option<OperationTest>> {
        let declares = self.declares.as_ref().map(Declared::new);
        let mut tests = vec![declares.map(OperationTest::Declares)];
        match &self.responses {
            None => {}
            Some(ShortOrLong::Short(wanted)) => {
                tests.push(Some(OperationTest::ResponsesField(*wanted)));
            }
            Some(ShortOrLong::Long(question)) => {
                let compiled =
                    |matcher: &super::syntax::ResponseMatcher| Box::new(matcher.compile());
                let some = question.some.as_deref().map(compiled);
                let every = question.every.as_deref().map(compiled);
                let none = question.none.as_deref().map(compiled);
                tests.push(some.map(OperationTest::SomeResponse));
                tests.push(every.map(OperationTest::EveryResponse));
                tests.push(none.map(OperationTest::NoResponse));
            }
        }
        tests
    }
}

impl Test for OperationTest {
    type Subject<'a> = Operation<'a>;

    fn cost(&self) -> u32 {
        match self {
            Self::Role(_) | Self::Method(_) | Self::Version(_) => 1,
            Self::PathParameters(_) | Self::Declares(_) => 3,
            Self::ResponsesField(_) | Self::Deprecated(_) => 4,
            Self::Path(_) | Self::OperationId(_) | Self::Document(_) => 6,
            Self::SomeResponse(_) | Self::EveryResponse(_) | Self::NoResponse(_) => 8,
            Self::Secured(_) | Self::Tag(_) | Self::Extension(_) => 10,
            Self::RequestBody(_)
            | Self::Parameters(_)
            | Self::InputKnown(_)
            | Self::RequestHeader(_)
            | Self::Parameter(_) => 20,
            Self::SecurityScheme { .. } | Self::RequestBodyThat(_) | Self::Prose(_) => 30,
            Self::Intent { .. } => 40,
        }
    }

    fn weighs_intent(&self) -> bool {
        matches!(self, Self::Intent { .. })
    }

    fn holds(&self, operation: Operation<'_>, options: &Options<'_>) -> bool {
        match self {
            Self::Role(roles) => roles.contains(&operation.role()),
            Self::Method(methods) => any_matches_without_case(methods, operation.method().as_str()),
            Self::Path(texts) => any_matches(texts, operation.path()),
            Self::OperationId(texts) => operation
                .operation_id()
                .is_some_and(|id| any_matches(texts, id)),
            Self::Tag(texts) => operation.tags().any(|tag| any_matches(texts, tag)),
            Self::Deprecated(wanted) => operation.is_deprecated() == *wanted,
            Self::Prose(texts) => {
                let prose = [operation.summary(), operation.description()];
                prose
                    .into_iter()
                    .flatten()
                    .any(|text| any_matches(texts, text))
            }
            Self::Intent { purposes, at_least } => {
                let intent = operation.intent();
                purposes.contains(&intent.purpose) && intent.confidence >= *at_least
            }
            Self::Version(terms) => {
                let version = operation.document().version();
                terms.iter().any(|term| term.names(version))
            }
            Self::Document(matcher) => matcher.holds(operation.document(), options),
            Self::Extension(extension) => {
                extension.stands_on(operation.node()) || extension.stands_on(operation.path_item())
            }
            Self::Declares(_)
            | Self::ResponsesField(_)
            | Self::SomeResponse(_)
            | Self::EveryResponse(_)
            | Self::NoResponse(_) => self.holds_of_responses(operation, options),
            _ => self.holds_of_input(operation, options),
        }
    }
}

impl OperationTest {
    fn holds_of_responses(&self, operation: Operation<'_>, options: &Options<'_>) -> bool {
        let mut responses = operation.responses();
        match self {
            Self::Declares(declared) => responses
                .filter_map(ResponseUse::status)
                .any(|key| declared.is_covered_by(key)),
            Self::ResponsesField(wanted) => operation.node().get("responses").is_some() == *wanted,
            Self::SomeResponse(matcher) => responses.any(|found| matcher.holds(found, options)),
            // What a reference hides is unknown, which is not the same as absent.
            Self::EveryResponse(_) | Self::NoResponse(_) if is_hidden(operation) => false,
            Self::EveryResponse(matcher) => responses.all(|found| matcher.holds(found, options)),
            Self::NoResponse(matcher) => !responses.any(|found| matcher.holds(found, options)),
            _ => false,
        }
    }

    fn holds_of_input(&self, operation: Operation<'_>, options: &Options<'_>) -> bool {
        match self {
            Self::PathParameters(wanted) => operation.has_path_parameter() == *wanted,
            Self::Parameters(wanted) => operation.parameters().is_empty() != *wanted,
            Self::RequestBody(wanted) => operation.has_request_body() == *wanted,
            Self::RequestBodyThat(test) => test.is_taken(operation, options),
            Self::Parameter(test) => test.is_declared(operation),
            Self::InputKnown(wanted) => input::is_known(operation) == *wanted,
            Self::RequestHeader(texts) => operation.parameters().iter().any(|parameter| {
                parameter.is_header() && any_matches_without_case(texts, parameter.name())
            }),
            Self::Secured(demands) => demands.contains(&Secured::of(operation)),
            Self::SecurityScheme { types, schemes } => {
                let fits = |texts: &Option<Vec<Text>>, scheme: Cursor<'_>, key: &str| {
                    texts.as_deref().is_none_or(|texts| {
                        scheme
                            .string(key)
                            .is_some_and(|text| any_matches_without_case(texts, text))
                    })
                };
                operation
                    .security()
                    .schemes()
                    .any(|scheme| fits(types, scheme, "type") && fits(schemes, scheme, "scheme"))
            }
            _ => false,
        }
    }
}

/// Whether the `responses` of the operation are a reference that leads nowhere.
fn is_hidden(operation: Operation<'_>) -> bool {
    operation.responses_object().is_none()
        && operation
            .node()
            .get("responses")
            .is_some_and(|responses| responses.reference().is_some())
}

impl Secured {
    fn of(operation: Operation<'_>) -> Self {
        match operation.security().demand() {
            Demand::Required => Self::Required,
            Demand::Optional => Self::Optional,
            Demand::Public | Demand::Unstated => Self::Public,
        }
    }
}

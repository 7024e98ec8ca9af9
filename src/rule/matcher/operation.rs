//! Questions about an operation.

use super::coverage::Declared;
use super::document::{DocumentTest, quantified};
use super::input::{self, BodyTest};
use super::parameter::{self, ParameterTest};
use super::response::ResponseTest;
use super::syntax::{IntentQuestion, OperationMatcher, Secured, VersionTerm};
use super::value::{ShortOrLong, Text};
use super::{
    Extension, Matcher, Quantified, Test, Written, any_matches, any_matches_without_case, caseless,
    combine, combined,
};
use crate::checks::Options;
use crate::openapi::intent::{Confidence, Purpose};
use crate::openapi::{Cursor, Demand, Operation, Role};

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
        scoped: Option<bool>,
    },
    PathParameters(bool),
    Parameters(bool),
    ParametersThat(Quantified<ParameterTest>),
    RequestBody(bool),
    RequestBodyThat(BodyTest),
    InputKnown(bool),
    RequestHeader(Vec<Text>),
    Callbacks(bool),
    Declares(Declared),
    ResponsesField(bool),
    ResponsesReference(bool),
    Responses(Quantified<ResponseTest>),
    Siblings(Quantified<OperationTest>),
    Extension(Extension),
    Document(Box<Matcher<DocumentTest>>),
    Version(Vec<VersionTerm>),
}

impl Written for OperationMatcher {
    type Test = OperationTest;

    /// Webhooks and callbacks are meant only where the page says so: there the client answers.
    fn complete(matcher: Matcher<OperationTest>) -> Matcher<OperationTest> {
        if matcher.any_test(&|test| matches!(test, OperationTest::Role(_))) {
            return matcher;
        }
        matcher.and_first(OperationTest::Role(vec![Role::Operation]))
    }

    fn compile(&self) -> Matcher<OperationTest> {
        let own = self.own_tests().into_iter();
        let tests = own.chain(self.input_tests()).chain(self.response_tests());
        combine(tests, combined!(self))
    }
}

impl OperationMatcher {
    fn own_tests(&self) -> [Option<OperationTest>; 12] {
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
            self.callbacks.map(OperationTest::Callbacks),
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

    fn input_tests(&self) -> Vec<Option<OperationTest>> {
        let security = self.security_scheme.as_ref();
        let mut tests = vec![
            self.secured
                .clone()
                .map(|demands| OperationTest::Secured(demands.0)),
            security.map(|question| OperationTest::SecurityScheme {
                types: question.r#type.clone().map(|texts| texts.0),
                schemes: question.scheme.clone().map(|texts| texts.0),
                scoped: question.scoped,
            }),
            self.path_parameters.map(OperationTest::PathParameters),
            self.input_known.map(OperationTest::InputKnown),
            self.request_header
                .as_ref()
                .map(|texts| OperationTest::RequestHeader(caseless(texts))),
        ];
        match &self.parameters {
            None => {}
            Some(ShortOrLong::Short(wanted)) => {
                tests.push(Some(OperationTest::Parameters(*wanted)));
            }
            Some(ShortOrLong::Long(question)) => {
                let (some, every) = (question.some.as_deref(), question.every.as_deref());
                let parts = Quantified::parts(some, every, question.none.as_deref());
                tests.extend(parts.map(OperationTest::ParametersThat).map(Some));
            }
        }
        let one = self.parameter.as_ref().map(parameter::compile_one);
        tests.push(one.map(OperationTest::ParametersThat));
        tests.push(self.request_body.as_ref().map(|body| match body {
            ShortOrLong::Short(wanted) => OperationTest::RequestBody(*wanted),
            ShortOrLong::Long(question) => OperationTest::RequestBodyThat(BodyTest::new(question)),
        }));
        tests
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
                let (some, every) = (question.some.as_deref(), question.every.as_deref());
                let parts = Quantified::parts(some, every, question.none.as_deref());
                tests.extend(parts.map(OperationTest::Responses).map(Some));
                tests.push(question.reference.map(OperationTest::ResponsesReference));
            }
        }
        let siblings = self.siblings.iter().flat_map(quantified);
        tests.extend(siblings.map(OperationTest::Siblings).map(Some));
        tests
    }
}

impl Test for OperationTest {
    type Subject<'a> = Operation<'a>;

    fn cost(&self) -> u32 {
        match self {
            Self::Role(_) | Self::Method(_) | Self::Version(_) => 1,
            Self::PathParameters(_) | Self::Declares(_) => 3,
            Self::ResponsesField(_)
            | Self::ResponsesReference(_)
            | Self::Deprecated(_)
            | Self::Callbacks(_) => 4,
            Self::Path(_) | Self::OperationId(_) => 6,
            Self::Document(matcher) => 4 + matcher.cost(),
            Self::Responses(_) => 8,
            Self::Secured(_) | Self::Tag(_) | Self::Extension(_) => 10,
            Self::RequestBody(_)
            | Self::Parameters(_)
            | Self::InputKnown(_)
            | Self::RequestHeader(_) => 20,
            Self::ParametersThat(question) => 20 + question.matcher().cost(),
            Self::SecurityScheme { .. } | Self::RequestBodyThat(_) | Self::Prose(_) => 30,
            Self::Intent { .. } => 40,
            Self::Siblings(question) => 40 + question.matcher().cost(),
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
            Self::Callbacks(wanted) => operation.node().get("callbacks").is_some() == *wanted,
            Self::Prose(texts) => {
                let prose = [operation.summary(), operation.description()];
                prose
                    .into_iter()
                    .flatten()
                    .any(|text| any_matches(texts, text))
            }
            Self::Intent { purposes, at_least } => {
                operation.is_for(purposes) && operation.intent().confidence >= *at_least
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
            | Self::ResponsesReference(_)
            | Self::Responses(_) => self.holds_of_responses(operation, options),
            Self::ParametersThat(question) => {
                question.holds(operation.parameters().iter().copied(), options)
            }
            Self::Siblings(question) => question.holds(operation.siblings(), options),
            _ => self.holds_of_input(operation, options),
        }
    }
}

impl OperationTest {
    fn holds_of_responses(&self, operation: Operation<'_>, options: &Options<'_>) -> bool {
        match self {
            Self::Declares(declared) => declared.holds(operation, options),
            Self::ResponsesField(wanted) => operation.responses_field().is_some() == *wanted,
            Self::ResponsesReference(wanted) => refers_for_responses(operation) == *wanted,
            // What a reference hides is unknown, which is not the same as absent.
            Self::Responses(Quantified::Every(_) | Quantified::None(_)) if is_hidden(operation) => {
                false
            }
            Self::Responses(question) => question.holds(operation.responses(), options),
            _ => false,
        }
    }

    fn holds_of_input(&self, operation: Operation<'_>, options: &Options<'_>) -> bool {
        match self {
            Self::PathParameters(wanted) => operation.has_path_parameter() == *wanted,
            Self::Parameters(wanted) => operation.parameters().is_empty() != *wanted,
            Self::RequestBody(wanted) => operation.has_request_body() == *wanted,
            Self::RequestBodyThat(test) => test.is_taken(operation, options),
            Self::InputKnown(wanted) => input::is_known(operation) == *wanted,
            Self::RequestHeader(texts) => operation.parameters().iter().any(|parameter| {
                parameter.is_header() && any_matches_without_case(texts, parameter.name())
            }),
            Self::Secured(demands) => demands.contains(&Secured::of(operation)),
            Self::SecurityScheme {
                types,
                schemes,
                scoped,
            } => {
                let fits = |texts: &Option<Vec<Text>>, scheme: Cursor<'_>, key: &str| {
                    texts.as_deref().is_none_or(|texts| {
                        scheme
                            .string(key)
                            .is_some_and(|text| any_matches_without_case(texts, text))
                    })
                };
                operation.security().named().any(|(scheme, scopes)| {
                    fits(types, scheme, "type")
                        && fits(schemes, scheme, "scheme")
                        && scoped.is_none_or(|wanted| scopes.node().is_empty() != wanted)
                })
            }
            _ => false,
        }
    }
}

/// Whether the `responses` of the operation are a reference that leads nowhere.
fn is_hidden(operation: Operation<'_>) -> bool {
    operation.responses_object().is_none() && refers_for_responses(operation)
}

/// Whether a `$ref` stands in place of the Responses Object.
fn refers_for_responses(operation: Operation<'_>) -> bool {
    let responses = operation.responses_field();
    responses.is_some_and(|responses| responses.reference().is_some())
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

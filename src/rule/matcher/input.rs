//! Questions about what an operation takes: its parameters and its request body.

use super::schema::{SchemaSubject, SchemaTest};
use super::syntax::{ParameterQuestion, RequestBodyQuestion, Texts};
use super::value::{ShortOrLong, Text};
use super::{Matcher, Written, any_matches, any_matches_without_case, caseless};
use crate::checks::Options;
use crate::openapi::{Content, Cursor, Operation, Parameter};

/// A question about one parameter.
#[derive(Clone, Debug, Default)]
pub(crate) struct ParameterTest {
    names: Option<Vec<Text>>,
    places: Option<Vec<Text>>,
    required: Option<bool>,
}

impl ParameterTest {
    pub(super) fn new(written: &ShortOrLong<Texts, ParameterQuestion>) -> Self {
        match written {
            ShortOrLong::Short(names) => Self {
                names: Some(caseless(names)),
                ..Self::default()
            },
            ShortOrLong::Long(question) => Self {
                names: question.name.as_ref().map(caseless),
                places: question.r#in.clone().map(|places| places.0),
                required: question.required,
            },
        }
    }

    /// Whether the operation declares such a parameter.
    pub(super) fn is_declared(&self, operation: Operation<'_>) -> bool {
        let parameters = operation.parameters();
        parameters.iter().any(|parameter| self.fits(*parameter))
    }

    fn fits(&self, parameter: Parameter<'_>) -> bool {
        let is_named = |names: &Vec<Text>| any_matches_without_case(names, parameter.name());
        let is_placed = |places: &Vec<Text>| any_matches(places, parameter.location());
        let is_as_required = |wanted| parameter.is_required() == wanted;
        self.names.as_ref().is_none_or(is_named)
            && self.places.as_ref().is_none_or(is_placed)
            && self.required.is_none_or(is_as_required)
    }
}

/// A question about the request body.
#[derive(Clone, Debug)]
pub(crate) struct BodyTest {
    media_types: Option<Vec<Text>>,
    schema: Option<Box<Matcher<SchemaTest>>>,
}

impl BodyTest {
    pub(super) fn new(question: &RequestBodyQuestion) -> Self {
        Self {
            media_types: question.media_type.as_ref().map(caseless),
            schema: question
                .schema
                .as_ref()
                .map(|matcher| Box::new(matcher.compile())),
        }
    }

    /// Whether one of the contents of the operation's request is such a body.
    pub(super) fn is_taken(&self, operation: Operation<'_>, options: &Options<'_>) -> bool {
        operation.request_contents().into_iter().any(|content| {
            let is_typed = |texts: &Vec<Text>| any_matches_without_case(texts, content.essence());
            self.media_types.as_ref().is_none_or(is_typed)
                && self.has_schema(content, operation, options)
        })
    }

    fn has_schema(
        &self,
        content: Content<'_>,
        operation: Operation<'_>,
        options: &Options<'_>,
    ) -> bool {
        let Some(matcher) = &self.schema else {
            return true;
        };
        content.schema().is_some_and(|schema| {
            let subject = SchemaSubject::of_document(schema, operation.document());
            matcher.holds(subject, options)
        })
    }
}

/// Whether everything that the operation says about its input could be read: no reference among its
/// parameters and its request body leads where nothing was found.
pub(super) fn is_known(operation: Operation<'_>) -> bool {
    let lists = [operation.node(), operation.path_item()];
    let parameters = lists
        .into_iter()
        .filter_map(|owner| owner.get("parameters"));
    let are_known = |list: Cursor<'_>| {
        list.resolved()
            .is_some_and(|list| list.items().all(|item| item.resolved().is_some()))
    };
    let body = operation.node().get("requestBody");
    parameters.into_iter().all(are_known) && body.is_none_or(|body| body.resolved().is_some())
}

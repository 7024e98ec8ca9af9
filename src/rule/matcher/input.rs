//! Questions about the request body that an operation takes.

use super::schema::{SchemaSubject, SchemaTest};
use super::syntax::RequestBodyQuestion;
use super::value::Text;
use super::{Matcher, Written, any_matches_without_case, caseless};
use crate::checks::Options;
use crate::openapi::{Content, Cursor, Operation};

/// A question about the request body.
#[derive(Clone, Debug)]
pub(crate) struct BodyTest {
    media_types: Option<Vec<Text>>,
    schema: Option<Box<Matcher<SchemaTest>>>,
    several: Option<bool>,
    restricted: Option<bool>,
}

impl BodyTest {
    pub(super) fn new(question: &RequestBodyQuestion) -> Self {
        Self {
            media_types: question.media_type.as_ref().map(caseless),
            schema: question
                .schema
                .as_ref()
                .map(|matcher| Box::new(matcher.compile())),
            several: question.several,
            restricted: question.restricted,
        }
    }

    /// Whether one of the contents of the operation's request is such a body.
    pub(super) fn is_taken(&self, operation: Operation<'_>, options: &Options<'_>) -> bool {
        let contents = operation.request_contents();
        let are_several = contents.len() > 1;
        if self.several.is_some_and(|wanted| wanted != are_several) {
            return false;
        }
        contents.iter().any(|content| {
            let is_as_free = |wanted| content.restricts_body() == wanted;
            let is_typed = |texts: &Vec<Text>| any_matches_without_case(texts, content.essence());
            self.media_types.as_ref().is_none_or(is_typed)
                && self.restricted.is_none_or(is_as_free)
                && self.has_schema(*content, operation, options)
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

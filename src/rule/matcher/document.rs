//! Questions about a document.

use super::operation::OperationTest;
use super::syntax::{DocumentMatcher, OperationsQuestion, VersionTerm};
use super::value::Text;
use super::{Matcher, Quantified, Test, Written, any_matches, combine, combined};
use crate::checks::Options;
use crate::openapi::{Cursor, Document};

/// A question about a document.
#[derive(Clone, Debug)]
pub(crate) enum DocumentTest {
    Version(Vec<VersionTerm>),
    Title(Vec<Text>),
    Description(Vec<Text>),
    Server(Vec<Text>),
    SecuritySchemes(bool),
    Operations(Quantified<OperationTest>),
    Webhooks(bool),
}

impl Written for DocumentMatcher {
    type Test = DocumentTest;

    fn compile(&self) -> Matcher<DocumentTest> {
        let tests = [
            self.version
                .as_ref()
                .map(|terms| DocumentTest::Version(terms.0.clone())),
            self.title
                .as_ref()
                .map(|texts| DocumentTest::Title(texts.0.clone())),
            self.description
                .as_ref()
                .map(|texts| DocumentTest::Description(texts.0.clone())),
            self.server
                .as_ref()
                .map(|texts| DocumentTest::Server(texts.0.clone())),
            self.security_schemes.map(DocumentTest::SecuritySchemes),
            self.webhooks.map(DocumentTest::Webhooks),
        ];
        let operations = self.operations.iter().flat_map(quantified);
        let operations = operations.map(DocumentTest::Operations).map(Some);
        let tests = tests.into_iter().chain(operations);
        combine(tests, combined!(self))
    }
}

impl Test for DocumentTest {
    type Subject<'a> = &'a Document<'a>;

    fn cost(&self) -> u32 {
        match self {
            Self::Version(_) => 1,
            Self::Webhooks(_) => 4,
            Self::Title(_) | Self::Description(_) | Self::Server(_) | Self::SecuritySchemes(_) => {
                10
            }
            Self::Operations(question) => 100 + question.matcher().cost(),
        }
    }

    fn holds<'a>(&self, document: &'a Document<'a>, options: &Options<'_>) -> bool {
        let info = |key: &str| document.info().and_then(|info| info.string(key));
        match self {
            Self::Version(terms) => terms.iter().any(|term| term.names(document.version())),
            Self::Title(texts) => any_matches(texts, info("title").unwrap_or_default()),
            Self::Description(texts) => info("description")
                .into_iter()
                .chain(descriptions_of_tags(document))
                .any(|text| any_matches(texts, text)),
            Self::Server(texts) => servers(document).any(|url| any_matches(texts, url)),
            Self::SecuritySchemes(wanted) => document.has_security_schemes() == *wanted,
            Self::Operations(question) => question.holds(document.operations(), options),
            Self::Webhooks(wanted) => {
                let declared = |key: &&str| document.root().get(key).is_some();
                ["webhooks", "x-webhooks"].iter().any(declared) == *wanted
            }
        }
    }
}

/// What is asked of several operations, compiled.
pub(super) fn quantified(
    question: &OperationsQuestion,
) -> impl Iterator<Item = Quantified<OperationTest>> {
    Quantified::parts(
        question.some.as_deref(),
        question.every.as_deref(),
        question.none.as_deref(),
    )
}

/// The URLs of the servers; in 2.0 the host alone.
fn servers<'a>(document: &'a Document<'a>) -> impl Iterator<Item = &'a str> {
    let servers = document.root().get("servers").into_iter();
    let urls = servers
        .flat_map(Cursor::items)
        .filter_map(|server| server.string("url"));
    urls.chain(document.root().string("host"))
}

fn descriptions_of_tags<'a>(document: &'a Document<'a>) -> impl Iterator<Item = &'a str> {
    let tags = document.root().get("tags").into_iter();
    tags.flat_map(Cursor::items)
        .filter_map(|tag| tag.string("description"))
}

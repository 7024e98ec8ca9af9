//! Questions about a response, as one operation declares it.

use super::header::{HeaderSubject, HeaderTest};
use super::media_type::{MediaTypeTest, media_types};
use super::operation::OperationTest;
use super::schema::{SchemaSubject, SchemaTest};
use super::status::{StatusBound, StatusSet};
use super::syntax::{PhraseUse, Reference, Registry, ResponseMatcher, VersionTerm};
use super::value::{ShortOrLong, Text};
use super::{
    Extension, Matcher, Test, Written, any_matches, any_matches_without_case, caseless, combine,
    combined,
};
use crate::checks::Options;
use crate::http::{ApiUse, StatusCode, StatusKey, VendorCode};
use crate::openapi::{Cursor, Response, ResponseUse, Unresolved, Version};
use crate::syntax::{Notation, Style};

/// A question about a response.
///
/// What asks about the response itself does not hold, either way, where the response cannot be
/// seen: unknown is not absent.
#[derive(Clone, Debug)]
pub(crate) enum ResponseTest {
    Status(StatusSet),
    Valid(bool),
    Registry(Vec<Registry>),
    /// The option of that name lists the status.
    ListedIn(String),
    Key(Vec<Text>),
    Quoted(bool),
    Duplicate(bool),
    Reference(Vec<Reference>),
    Operation(Box<Matcher<OperationTest>>),
    Version(Vec<VersionTerm>),
    Header(Vec<Text>),
    HeaderThat(Box<Matcher<HeaderTest>>),
    Content(bool),
    MediaType(Vec<Text>),
    SomeMediaType(Box<Matcher<MediaTypeTest>>),
    EveryMediaType(Box<Matcher<MediaTypeTest>>),
    Links(bool),
    Schema(Box<Matcher<SchemaTest>>),
    Described(bool),
    Description(Vec<Text>),
    Phrase(Vec<PhraseUse>),
    Summarised(bool),
    Component(bool),
    Extension(Extension),
}

impl Written for ResponseMatcher {
    type Test = ResponseTest;

    fn compile(&self) -> Matcher<ResponseTest> {
        let tests = self.key_tests().into_iter().chain(self.own_tests());
        combine(tests, combined!(self))
    }
}

impl ResponseMatcher {
    fn key_tests(&self) -> [Option<ResponseTest>; 10] {
        [
            self.status.map(ResponseTest::Status),
            self.valid.map(ResponseTest::Valid),
            self.registry
                .clone()
                .map(|words| ResponseTest::Registry(words.0)),
            self.listed_in.clone().map(ResponseTest::ListedIn),
            self.key.clone().map(|texts| ResponseTest::Key(texts.0)),
            self.quoted.map(ResponseTest::Quoted),
            self.duplicate.map(ResponseTest::Duplicate),
            self.reference
                .clone()
                .map(|references| ResponseTest::Reference(references.0)),
            self.operation
                .as_ref()
                .map(|matcher| ResponseTest::Operation(Box::new(matcher.compile()))),
            self.version
                .clone()
                .map(|terms| ResponseTest::Version(terms.0)),
        ]
    }

    fn own_tests(&self) -> [Option<ResponseTest>; 13] {
        let media_types = self.media_types.as_ref();
        let some = media_types.and_then(|question| question.some.as_deref());
        let every = media_types.and_then(|question| question.every.as_deref());
        let header = self.header.as_ref().map(|header| match header {
            ShortOrLong::Short(names) => ResponseTest::Header(caseless(names)),
            ShortOrLong::Long(matcher) => ResponseTest::HeaderThat(Box::new(matcher.compile())),
        });
        [
            header,
            self.content.map(ResponseTest::Content),
            self.media_type
                .as_ref()
                .map(|texts| ResponseTest::MediaType(caseless(texts))),
            some.map(|matcher| ResponseTest::SomeMediaType(Box::new(matcher.compile()))),
            every.map(|matcher| ResponseTest::EveryMediaType(Box::new(matcher.compile()))),
            self.links.map(ResponseTest::Links),
            self.schema
                .as_ref()
                .map(|matcher| ResponseTest::Schema(Box::new(matcher.compile()))),
            self.described.map(ResponseTest::Described),
            self.description
                .clone()
                .map(|texts| ResponseTest::Description(texts.0)),
            self.phrase
                .clone()
                .map(|words| ResponseTest::Phrase(words.0)),
            self.summarised.map(ResponseTest::Summarised),
            self.component.map(ResponseTest::Component),
            self.extension
                .as_ref()
                .map(|extension| ResponseTest::Extension(Extension::new(extension))),
        ]
    }
}

impl Test for ResponseTest {
    type Subject<'a> = ResponseUse<'a>;

    fn cost(&self) -> u32 {
        match self {
            Self::Status(_) | Self::Valid(_) | Self::Version(_) => 1,
            Self::Quoted(_) => 2,
            Self::Registry(_) => 4,
            Self::Key(_) => 5,
            Self::Content(_) | Self::Described(_) | Self::Summarised(_) | Self::Links(_) => 6,
            Self::Duplicate(_) | Self::Component(_) | Self::Header(_) => 10,
            Self::Reference(_) | Self::Description(_) | Self::Phrase(_) => 12,
            Self::Operation(matcher) => 8 + matcher.cost(),
            Self::MediaType(_) | Self::ListedIn(_) | Self::Extension(_) => 20,
            Self::HeaderThat(_) => 30,
            Self::SomeMediaType(matcher) | Self::EveryMediaType(matcher) => 20 + matcher.cost(),
            Self::Schema(_) => 60,
        }
    }

    fn holds(&self, subject: ResponseUse<'_>, options: &Options<'_>) -> bool {
        match self {
            Self::Status(statuses) => subject.status().is_some_and(|key| statuses.has(key)),
            Self::Valid(wanted) => subject.status().is_some() == *wanted,
            Self::Registry(words) => subject
                .status()
                .and_then(StatusKey::code)
                .is_some_and(|code| words.iter().any(|word| word.describes(code))),
            Self::ListedIn(option) => options
                .list(option)
                .any(|text| text == subject.key().text()),
            Self::Key(texts) => any_matches(texts, subject.key().text()),
            Self::Quoted(wanted) => is_quoted(subject.key()) == *wanted,
            Self::Duplicate(wanted) => first_with_same_key(subject).is_some() == *wanted,
            Self::Reference(states) => states.iter().any(|state| state.describes(subject)),
            Self::Operation(matcher) => matcher.holds(subject.operation(), options),
            Self::Version(terms) => {
                let version = subject.operation().document().version();
                terms.iter().any(|term| term.names(version))
            }
            _ => subject
                .response()
                .is_some_and(|response| self.holds_of_definition(subject, response, options)),
        }
    }

    fn statuses(&self) -> StatusBound {
        match self {
            Self::Status(statuses) => StatusBound::only(*statuses),
            Self::Valid(wanted) => StatusBound::valid(*wanted),
            Self::Registry(words) => StatusBound::only(StatusSet::of_codes(|code| {
                words.iter().any(|word| word.describes(code))
            })),
            _ => StatusBound::ALL,
        }
    }

    fn reads_operation(&self) -> bool {
        match self {
            Self::Operation(_)
            | Self::Key(_)
            | Self::Quoted(_)
            | Self::Duplicate(_)
            | Self::ListedIn(_)
            | Self::Reference(_) => true,
            Self::Schema(matcher) => matcher.any_test(&Test::reads_operation),
            Self::SomeMediaType(matcher) | Self::EveryMediaType(matcher) => {
                matcher.any_test(&Test::reads_operation)
            }
            _ => false,
        }
    }

    fn reads_definition(&self) -> bool {
        !matches!(
            self,
            Self::Status(_)
                | Self::Valid(_)
                | Self::Registry(_)
                | Self::ListedIn(_)
                | Self::Key(_)
                | Self::Quoted(_)
                | Self::Duplicate(_)
                | Self::Reference(_)
                | Self::Operation(_)
                | Self::Version(_)
        )
    }
}

impl ResponseTest {
    fn holds_of_definition<'a>(
        &self,
        subject: ResponseUse<'a>,
        response: Response<'a>,
        options: &Options<'_>,
    ) -> bool {
        match self {
            Self::Header(names) => response
                .headers()
                .any(|header| any_matches_without_case(names, header.name())),
            Self::HeaderThat(matcher) => response.headers().any(|header| {
                let found = HeaderSubject {
                    header,
                    response: subject,
                };
                matcher.holds(found, options)
            }),
            Self::Content(wanted) => response.has_content() == *wanted,
            Self::MediaType(texts) => subject
                .contents()
                .iter()
                .any(|content| any_matches_without_case(texts, content.essence())),
            Self::Schema(matcher) => subject
                .contents()
                .iter()
                .filter_map(|content| content.schema())
                .any(|schema| matcher.holds_of_body(SchemaSubject::new(schema, subject), options)),
            Self::SomeMediaType(matcher) => {
                media_types(subject).any(|media_type| matcher.holds(media_type, options))
            }
            Self::EveryMediaType(matcher) => {
                let mut media_types = media_types(subject).peekable();
                media_types.peek().is_some()
                    && media_types.all(|media_type| matcher.holds(media_type, options))
            }
            Self::Links(wanted) => {
                let links = response.node().get("links");
                links.is_some_and(|links| !links.node().is_empty()) == *wanted
            }
            Self::Described(wanted) => response.is_described() == *wanted,
            Self::Description(texts) => response.description().is_some_and(|text| {
                let question = std::ptr::from_ref(texts).addr();
                options.once_for(question, text, || any_matches(texts, text))
            }),
            Self::Phrase(words) => {
                let code = subject.status().and_then(StatusKey::code);
                let text = response.description();
                let found = text
                    .zip(code)
                    .and_then(|(text, code)| PhraseUse::of(text, code));
                found.is_some_and(|found| words.contains(&found))
            }
            Self::Summarised(wanted) => response.node().get("summary").is_some() == *wanted,
            Self::Component(wanted) => response.component_name().is_some() == *wanted,
            Self::Extension(extension) => extension.stands_on(response.node()),
            _ => false,
        }
    }
}

fn is_quoted(key: Cursor<'_>) -> bool {
    key.node().notation() == Notation::Json || key.node().style() != Style::Plain
}

/// The earlier outcome of the same operation whose key is the same, case aside.
pub(crate) fn first_with_same_key(subject: ResponseUse<'_>) -> Option<ResponseUse<'_>> {
    let status = subject.status();
    subject
        .operation()
        .responses()
        .take_while(|earlier| *earlier != subject)
        // Two valid keys are told apart by what they mean, without reading them again.
        .filter(|earlier| {
            status.is_none() || earlier.status().is_none_or(|_| earlier.status() == status)
        })
        .find(|earlier| {
            let key = subject.key().text();
            earlier.key().text().eq_ignore_ascii_case(key)
        })
}

impl Registry {
    fn describes(self, code: StatusCode) -> bool {
        let registration = code.registration();
        let is_vendor = || VendorCode::of(code.number()).is_some();
        let has_use = |uses: &[ApiUse]| registration.is_some_and(|row| uses.contains(&row.api_use));
        match self {
            Self::Registered => registration.is_some(),
            Self::Unregistered => registration.is_none() && !is_vendor(),
            Self::Vendor => registration.is_none() && is_vendor(),
            Self::Obsolete => {
                has_use(&[ApiUse::Obsolete])
                    || registration.is_some_and(|row| row.reason_phrase().is_none())
            }
            Self::Protocol => has_use(&[ApiUse::Protocol, ApiUse::ProxyOnly]),
            Self::Webdav => has_use(&[ApiUse::WebDav]),
        }
    }
}

impl Reference {
    fn describes(self, subject: ResponseUse<'_>) -> bool {
        if subject.reference().is_none() {
            return false;
        }
        let unresolved = subject.unresolved();
        let is_resolved = unresolved.is_none();
        match self {
            Self::Unknown => unresolved.is_some_and(|why| why.is_unknown()),
            Self::Broken => unresolved.is_some_and(|why| !why.is_unknown()),
            Self::Siblings => is_resolved && ignored_sibling(subject).is_some(),
            Self::Mistyped => is_resolved && mistaken_for(subject).is_some(),
            Self::Resolved => is_resolved && mistaken_for(subject).is_none(),
        }
    }
}

/// What is wrong with the `$ref` of a response, in words.
pub(crate) fn reference_problem(subject: ResponseUse<'_>) -> String {
    let reference = subject.reference().unwrap_or_default();
    match subject.unresolved() {
        Some(Unresolved::Missing(_)) => format!("nothing stands at `{reference}`"),
        Some(why) => why.to_string(),
        None => match (mistaken_for(subject), ignored_sibling(subject)) {
            (Some(kind), _) => format!("`{reference}` is {kind}, not a response"),
            (None, Some(key)) => format!("`{}` beside `$ref` is ignored", key.text()),
            (None, None) => String::new(),
        },
    }
}

/// The first key beside a `$ref` that readers ignore: up to 3.0 every one, since 3.1 all but
/// `summary` and `description` (OpenAPI, Reference Object).
fn ignored_sibling(subject: ResponseUse<'_>) -> Option<Cursor<'_>> {
    const IGNORED: [&str; 5] = ["headers", "content", "schema", "links", "examples"];
    const IGNORED_UP_TO_3_0: [&str; 2] = ["description", "summary"];
    if subject.value().node().len() == 1 {
        return None;
    }
    let is_old = subject.operation().document().version() <= Version::V3_0;
    let mut keys = subject.value().entries().map(|(key, _)| key);
    keys.find(|key| {
        IGNORED.contains(&key.text()) || (is_old && IGNORED_UP_TO_3_0.contains(&key.text()))
    })
}

/// What a reference leads to where that is no response: a schema or an example, told by its keys.
fn mistaken_for(subject: ResponseUse<'_>) -> Option<&'static str> {
    const OF_RESPONSES: [&str; 4] = ["description", "content", "headers", "links"];
    const OF_SCHEMAS: [&str; 6] = ["type", "properties", "allOf", "oneOf", "anyOf", "enum"];
    let Some(response) = subject.response() else {
        return Some("a single value");
    };
    if response.has_content() {
        return None;
    }
    let node = response.node();
    let has = |key: &&str| node.get(key).is_some();
    if OF_SCHEMAS.iter().any(has) && !OF_RESPONSES.iter().skip(1).any(has) {
        Some("a schema")
    } else if node.get("value").is_some() && !OF_RESPONSES.iter().any(has) {
        Some("an example")
    } else {
        None
    }
}

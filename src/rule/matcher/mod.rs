//! Matchers: what a rule page can ask of the thing that it looks at.
//!
//! A matcher is a mapping whose keys must all hold; `any`, `all` and `not` combine matchers. Each
//! kind of target has its own keys. What a page writes ([`syntax`]) is compiled once into tests,
//! the cheap ones first.

mod coverage;
mod document;
mod header;
mod input;
mod media_type;
mod operation;
mod parameter;
mod response;
mod schema;
pub(crate) mod status;
pub(crate) mod syntax;
pub(crate) mod value;

pub(crate) use header::{HeaderSubject, first_with_same_name, value_among};
pub(crate) use media_type::{MediaTypeSubject, media_types};
pub(crate) use response::{first_with_same_key, reference_problem};
pub(crate) use schema::property_among;

use status::StatusBound;
use value::Text;

use crate::checks::Options;
use crate::openapi::Cursor;

/// A question with a yes or no about one kind of target.
pub(crate) trait Test: Clone {
    /// The target.
    type Subject<'a>: Copy;

    /// How much it costs to answer, in no particular unit.
    fn cost(&self) -> u32;

    /// The answer.
    fn holds(&self, subject: Self::Subject<'_>, options: &Options<'_>) -> bool;

    /// The statuses of responses of which it can hold at all.
    fn statuses(&self) -> StatusBound {
        StatusBound::ALL
    }

    /// Whether the answer depends on more of a response than its key and its operation.
    fn reads_definition(&self) -> bool {
        false
    }

    /// Whether the answer depends on the operation that uses a response.
    fn reads_operation(&self) -> bool {
        false
    }

    /// The answer, where it is the same for every operation that uses the response of the subject
    /// under its status; none where operations may differ.
    fn holds_for_all(&self, subject: Self::Subject<'_>, options: &Options<'_>) -> Option<bool> {
        (!self.reads_operation()).then(|| self.holds(subject, options))
    }

    /// Whether the answer is inferred from the intent of an operation.
    fn weighs_intent(&self) -> bool {
        false
    }

    /// The names of the properties that it asks for.
    fn asked_properties(&self) -> Vec<Text> {
        Vec::new()
    }

    /// The values that it asks for.
    fn asked_values(&self) -> Vec<Text> {
        Vec::new()
    }
}

/// What a page writes, ready to be compiled.
pub(crate) trait Written {
    /// The tests that it compiles to.
    type Test: Test;

    /// The `when` of a page with what it means without saying so.
    fn complete(matcher: Matcher<Self::Test>) -> Matcher<Self::Test> {
        matcher
    }

    /// The compiled matcher.
    fn compile(&self) -> Matcher<Self::Test>;
}

/// A compiled matcher.
#[derive(Clone, Debug)]
pub(crate) enum Matcher<T> {
    /// One question.
    Test(T),
    /// All must hold; nothing asked holds of everything.
    All(Vec<Matcher<T>>),
    /// At least one must hold.
    Any(Vec<Matcher<T>>),
    /// It must not hold.
    Not(Box<Matcher<T>>),
    /// The rule's option of this name must be set to true.
    Option(String),
}

impl<T: Test> Matcher<T> {
    /// Whether the matcher holds of the subject.
    pub(crate) fn holds(&self, subject: T::Subject<'_>, options: &Options<'_>) -> bool {
        match self {
            Self::Test(test) => test.holds(subject, options),
            Self::All(parts) => parts.iter().all(|part| part.holds(subject, options)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(subject, options)),
            Self::Not(part) => !part.holds(subject, options),
            Self::Option(name) => options.flag(name),
        }
    }

    /// The answer, where it is the same for every operation that uses the response of the subject
    /// under its status. One part that is settled can settle the whole.
    pub(crate) fn holds_for_all(
        &self,
        subject: T::Subject<'_>,
        options: &Options<'_>,
    ) -> Option<bool> {
        let settled = |parts: &[Self], by: bool| {
            let mut is_open = false;
            for part in parts {
                match part.holds_for_all(subject, options) {
                    Some(answer) if answer == by => return Some(by),
                    Some(_) => {}
                    None => is_open = true,
                }
            }
            (!is_open).then_some(!by)
        };
        match self {
            Self::Test(test) => test.holds_for_all(subject, options),
            Self::All(parts) => settled(parts, false),
            Self::Any(parts) => settled(parts, true),
            Self::Not(part) => part.holds_for_all(subject, options).map(|answer| !answer),
            Self::Option(name) => Some(options.flag(name)),
        }
    }

    /// The parts that must all hold, in ascending order of cost.
    pub(crate) fn parts(&self) -> &[Matcher<T>] {
        match self {
            Self::All(parts) => parts,
            other => std::slice::from_ref(other),
        }
    }

    /// The matchers of which one must hold.
    pub(crate) fn alternatives(&self) -> &[Matcher<T>] {
        match self {
            Self::Any(parts) => parts,
            other => std::slice::from_ref(other),
        }
    }

    /// The same with a condition that is asked first, because it costs least.
    #[must_use]
    pub(crate) fn and_first(self, test: T) -> Self {
        let mut all = vec![Self::Test(test)];
        match self {
            Self::All(parts) => all.extend(parts),
            other => all.push(other),
        }
        Self::All(all)
    }

    /// Whether any of its tests satisfies a condition.
    pub(crate) fn any_test(&self, condition: &impl Fn(&T) -> bool) -> bool {
        match self {
            Self::Test(test) => condition(test),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().any(|part| part.any_test(condition))
            }
            Self::Not(part) => part.any_test(condition),
            Self::Option(_) => false,
        }
    }

    /// The statuses of responses of which the matcher can hold at all.
    pub(crate) fn statuses(&self) -> StatusBound {
        match self {
            Self::Test(test) => test.statuses(),
            Self::All(parts) => parts
                .iter()
                .map(Self::statuses)
                .fold(StatusBound::ALL, StatusBound::and),
            Self::Any(parts) => parts
                .iter()
                .map(Self::statuses)
                .fold(StatusBound::NONE, StatusBound::or),
            Self::Not(_) | Self::Option(_) => StatusBound::ALL,
        }
    }

    /// How much it costs to ask, in no particular unit.
    pub(crate) fn cost(&self) -> u32 {
        match self {
            Self::Test(test) => test.cost(),
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::cost).sum(),
            Self::Not(part) => part.cost(),
            Self::Option(_) => OPTION_COST,
        }
    }
}

/// What looking up an option costs, on the scale of [`Test::cost`].
const OPTION_COST: u32 = 3;

/// What every matcher can combine beside the keys of its own kind.
struct Combined<'a, W> {
    any: Option<&'a [W]>,
    all: Option<&'a [W]>,
    not: Option<&'a W>,
    option: Option<&'a str>,
}

/// What a written matcher combines; a macro because the kinds of matcher share names, not a type.
macro_rules! combined {
    ($matcher:expr) => {
        $crate::rule::matcher::Combined {
            any: $matcher.any.as_deref(),
            all: $matcher.all.as_deref(),
            not: $matcher.not.as_deref(),
            option: $matcher.option.as_deref(),
        }
    };
}
use combined;

/// Joins the tests of a matcher's own keys with what it combines, the cheap parts first.
fn combine<W: Written>(
    tests: impl IntoIterator<Item = Option<W::Test>>,
    Combined {
        any,
        all,
        not,
        option,
    }: Combined<'_, W>,
) -> Matcher<W::Test> {
    let compiled = |list: &[W]| list.iter().map(Written::compile).collect::<Vec<_>>();
    let mut parts: Vec<Matcher<W::Test>> = tests.into_iter().flatten().map(Matcher::Test).collect();
    parts.extend(all.map(compiled).into_iter().flatten());
    parts.extend(any.map(|list| Matcher::Any(compiled(list))));
    parts.extend(not.map(|matcher| Matcher::Not(Box::new(matcher.compile()))));
    parts.extend(option.map(|name| Matcher::Option(name.to_owned())));
    parts.sort_by_key(Matcher::cost);
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            Matcher::All(parts)
        }
    }
}

/// What must hold of several things: of one, of every one, of none.
#[derive(Clone, Debug)]
pub(crate) enum Quantified<T> {
    Some(Box<Matcher<T>>),
    Every(Box<Matcher<T>>),
    None(Box<Matcher<T>>),
}

impl<T: Test> Quantified<T> {
    /// The parts of a question that has `some`, `every` and `none`.
    fn parts<W: Written<Test = T>>(
        some: Option<&W>,
        every: Option<&W>,
        none: Option<&W>,
    ) -> impl Iterator<Item = Self> {
        let compiled = |written: &W| Box::new(written.compile());
        let parts = [
            some.map(compiled).map(Self::Some),
            every.map(compiled).map(Self::Every),
            none.map(compiled).map(Self::None),
        ];
        parts.into_iter().flatten()
    }

    fn matcher(&self) -> &Matcher<T> {
        match self {
            Self::Some(matcher) | Self::Every(matcher) | Self::None(matcher) => matcher,
        }
    }

    fn holds<'a>(
        &self,
        subjects: impl IntoIterator<Item = T::Subject<'a>>,
        options: &Options<'_>,
    ) -> bool {
        let mut subjects = subjects.into_iter();
        match self {
            Self::Some(matcher) => subjects.any(|subject| matcher.holds(subject, options)),
            Self::Every(matcher) => subjects.all(|subject| matcher.holds(subject, options)),
            Self::None(matcher) => !subjects.any(|subject| matcher.holds(subject, options)),
        }
    }
}

/// Texts that are compared without case, as header names and media types are.
fn caseless(texts: &syntax::Texts) -> Vec<Text> {
    texts.0.iter().cloned().map(Text::without_case).collect()
}

/// Whether one of the texts matches.
fn any_matches(texts: &[Text], text: &str) -> bool {
    texts.iter().any(|pattern| pattern.matches(text))
}

/// Whether one of the texts matches, without regard to case.
fn any_matches_without_case(texts: &[Text], text: &str) -> bool {
    texts
        .iter()
        .any(|pattern| pattern.matches_without_case(text))
}

/// An `x-` extension and, where the page names one, its value.
#[derive(Clone, Debug)]
pub(crate) struct Extension {
    names: Vec<Text>,
    values: Option<Vec<Text>>,
}

impl Extension {
    fn new(written: &value::ShortOrLong<syntax::Texts, syntax::ExtensionQuestion>) -> Self {
        match written {
            value::ShortOrLong::Short(names) => Self {
                names: names.0.clone(),
                values: None,
            },
            value::ShortOrLong::Long(long) => Self {
                names: long.name.clone().map_or_else(Vec::new, |names| names.0),
                values: long.value.clone().map(|values| values.0),
            },
        }
    }

    fn stands_on(&self, node: Cursor<'_>) -> bool {
        node.entries().any(|(key, value)| {
            key.text().starts_with("x-")
                && any_matches(&self.names, key.text())
                && self
                    .values
                    .as_deref()
                    .is_none_or(|values| any_matches(values, value.text()))
        })
    }
}

//! What a rule asks of its target, compiled.

use super::facts::Seen;
use super::front_matter::FrontMatter;
use super::matcher::status::StatusBound;
use super::matcher::syntax::{
    DocumentMatcher, HeaderMatcher, MediaTypeMatcher, OperationMatcher, ResponseMatcher,
};
use super::matcher::value::Text;
use super::matcher::{Matcher, Test, Written};
use crate::checks::Options;
use crate::finding::Severity;

/// What a rule asks of its target, by kind of target.
#[derive(Clone)]
pub(crate) enum Conditions {
    Document(Box<ConditionsOn<DocumentMatcher>>),
    Operation(Box<ConditionsOn<OperationMatcher>>),
    Response(Box<ConditionsOn<ResponseMatcher>>),
    Header(Box<ConditionsOn<HeaderMatcher>>),
    MediaType(Box<ConditionsOn<MediaTypeMatcher>>),
}

/// What a rule asks of one kind of target, compiled.
#[derive(Clone)]
pub(crate) struct ConditionsOn<W: Written> {
    /// Which targets are candidates; none where a native check decides.
    pub(crate) when: Option<Matcher<W::Test>>,
    pub(crate) unless: Option<Matcher<W::Test>>,
    pub(crate) demote: Vec<(Matcher<W::Test>, Severity)>,
    /// In which cases the rule speaks in other words.
    pub(crate) cases: Vec<Matcher<W::Test>>,
    /// Which findings each of the page's fixes is for; all where there is none.
    pub(crate) fixes: Vec<Option<Matcher<W::Test>>>,
    /// The statuses of the responses that can be candidates.
    pub(crate) statuses: StatusBound,
    /// What spares a target, in ascending order of cost; none where a native check decides, or where
    /// `unless` spares nothing.
    pub(crate) sparing: Option<Vec<Sparing>>,
    /// Whether more than the key of a response and its operation is asked about.
    pub(crate) reads_definition: bool,
    /// Whether the operation that uses a response is asked about.
    pub(crate) reads_operation: bool,
}

impl Conditions {
    /// Whether the fix of this number is for what was seen.
    pub(super) fn fits_fix(&self, number: usize, seen: Seen<'_>, options: &Options<'_>) -> bool {
        match (self, seen) {
            (Self::Document(on), Seen::Document(subject)) => on.fits(number, subject, options),
            (Self::Operation(on), Seen::Operation(subject)) => on.fits(number, subject, options),
            (Self::Response(on), Seen::Response(subject)) => on.fits(number, subject, options),
            (Self::Header(on), Seen::Header(subject)) => on.fits(number, subject, options),
            (Self::MediaType(on), Seen::MediaType(subject)) => on.fits(number, subject, options),
            // A native check may look at more than its page says; only what is for all is for that.
            (Self::Document(on), _) => on.is_for_all(number),
            (Self::Operation(on), _) => on.is_for_all(number),
            (Self::Response(on), _) => on.is_for_all(number),
            (Self::Header(on), _) => on.is_for_all(number),
            (Self::MediaType(on), _) => on.is_for_all(number),
        }
    }
}

impl<W: Written> ConditionsOn<W> {
    fn fits(
        &self,
        number: usize,
        subject: <W::Test as Test>::Subject<'_>,
        options: &Options<'_>,
    ) -> bool {
        let condition = self.fixes.get(number).and_then(Option::as_ref);
        condition.is_none_or(|matcher| matcher.holds(subject, options))
    }

    fn is_for_all(&self, number: usize) -> bool {
        self.fixes.get(number).is_some_and(Option::is_none)
    }

    pub(super) fn of(head: &FrontMatter<W>) -> Self {
        let when = head
            .when
            .as_ref()
            .map(|written| W::complete(written.compile()));
        let unless = head.unless.as_ref().map(Written::compile);
        let demotions = head.demote.iter();
        let demote: Vec<_> = demotions
            .map(|demotion| (demotion.when.compile(), demotion.to))
            .collect();
        let cases: Vec<_> = head.cases.iter().map(|case| case.when.compile()).collect();
        let fixes = head.fix.iter().flat_map(|fixes| &fixes.0);
        let fixes = fixes.map(|fix| fix.when.as_ref().map(Written::compile));
        let all = || {
            let demoting = demote.iter().map(|(matcher, _)| matcher);
            when.iter().chain(&unless).chain(demoting).chain(&cases)
        };
        Self {
            reads_definition: all().any(|matcher| matcher.any_test(&Test::reads_definition)),
            sparing: when
                .as_ref()
                .zip(unless.as_ref())
                .map(|(when, unless)| sparing(when, unless)),
            statuses: when.as_ref().map_or(StatusBound::ALL, Matcher::statuses),
            reads_operation: all().any(|matcher| matcher.any_test(&Test::reads_operation)),
            when,
            unless,
            demote,
            cases,
            fixes: fixes.collect(),
        }
    }

    /// Whether a target is spared in one way, by whether matchers hold of it; none where that is not
    /// known.
    pub(super) fn spares_by(
        &self,
        way: Sparing,
        holds: impl Fn(&Matcher<W::Test>) -> Option<bool>,
    ) -> Option<bool> {
        match way {
            Sparing::NotMeant(position) => {
                let part = self.when.as_ref()?.parts().get(position)?;
                holds(part).map(|holds| !holds)
            }
            Sparing::Fine(position) => {
                let alternative = self.unless.as_ref()?.alternatives().get(position)?;
                holds(alternative)
            }
        }
    }

    /// Whether the intent of an operation decides.
    pub(super) fn weighs_intent(&self) -> bool {
        self.when
            .as_ref()
            .is_some_and(|matcher| matcher.any_test(&Test::weighs_intent))
    }

    /// The names of properties that `when` asks for.
    pub(super) fn asked_properties(&self) -> Vec<Text> {
        self.asked(Test::asked_properties)
    }

    /// The values that `when` asks for.
    pub(super) fn asked_values(&self) -> Vec<Text> {
        self.asked(Test::asked_values)
    }

    /// What the tests of `when` ask for.
    fn asked(&self, by: impl Fn(&W::Test) -> Vec<Text>) -> Vec<Text> {
        let texts = std::cell::RefCell::new(Vec::new());
        if let Some(matcher) = &self.when {
            matcher.any_test(&|test: &W::Test| {
                texts.borrow_mut().extend(by(test));
                false
            });
        }
        texts.into_inner()
    }
}

/// One way in which a target is spared.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sparing {
    /// The part of `when` at this position does not hold.
    NotMeant(usize),
    /// The alternative of `unless` at this position does.
    Fine(usize),
}

fn sparing<T: Test>(when: &Matcher<T>, unless: &Matcher<T>) -> Vec<Sparing> {
    let costs = |matchers: &[Matcher<T>]| matchers.iter().map(Matcher::cost).collect::<Vec<_>>();
    let parts = costs(when.parts()).into_iter().enumerate();
    let parts = parts.map(|(position, cost)| (cost, Sparing::NotMeant(position)));
    let alternatives = costs(unless.alternatives()).into_iter().enumerate();
    let alternatives = alternatives.map(|(position, cost)| (cost, Sparing::Fine(position)));
    let mut ways: Vec<(u32, Sparing)> = parts.chain(alternatives).collect();
    ways.sort_by_key(|(cost, _)| *cost);
    ways.into_iter().map(|(_, way)| way).collect()
}

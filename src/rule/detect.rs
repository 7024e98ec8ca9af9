//! Running one rule over one description.

use serde_json::{Map, Value};

use super::conditions::{Conditions, ConditionsOn};
use super::facts::{self, Seen};
use super::front_matter::{Label, PlaceOf};
use super::matcher::{HeaderSubject, Matcher, Test, Written, media_types, value_among};
use super::page::Rule;
use super::template::{Placeholder, Template};
use super::token;
use super::verdict::{Defect, Judged, Verdict};
use crate::checks::{self, Answers, Check, Options};
use crate::finding::{Detection, Token};
use crate::openapi::{Document, Operation, Response, ResponseUse};

/// What one rule found in one description.
#[derive(Clone, Debug, Default)]
pub struct Detections<'a> {
    /// One for each defect, in the order of the document.
    pub found: Vec<Detection<'a>>,
    /// How many targets were looked at more closely: those for which `when` holds.
    pub candidates: usize,
    /// What each of those found was seen at.
    pub(crate) seen: Vec<Seen<'a>>,
}

impl Rule {
    /// Runs the rule over a description, with what is configured for its options.
    ///
    /// Messages, remedies and labels are filled in. A severity is only ever lowered here.
    pub fn detect<'a>(
        &self,
        document: &'a Document<'a>,
        configured: Option<&Map<String, Value>>,
    ) -> Detections<'a> {
        let answers = Answers::default();
        let run = Run {
            rule: self,
            options: Options::new(configured, &self.defaults).remembering(&answers),
            document,
            detections: Detections::default(),
        };
        match self.check.as_deref().and_then(checks::find) {
            Some(check) => run.native(check),
            None => run.matchers(),
        }
    }

    /// What the rule says about one defect that it detected.
    pub fn describe(&self, detection: &Detection<'_>) -> Wording {
        let message = detection.message.as_deref().unwrap_or(&self.summary);
        Wording {
            message: message.to_owned(),
            label: detection.label.clone().unwrap_or_default(),
            help: detection.help.clone(),
        }
    }

    /// What the rule says when so many of `candidates` targets fail that one finding stands for
    /// them all.
    pub fn describe_aggregate(&self, found: &[&Detection<'_>], candidates: usize) -> Wording {
        let message = self.texts.aggregate.as_ref();
        let tally = |placeholder| facts::tally(placeholder, found, candidates);
        Wording {
            message: message.map_or_else(|| self.summary.clone(), |template| template.fill(tally)),
            label: String::new(),
            help: found.first().and_then(|first| first.help.clone()),
        }
    }
}

/// What a finding says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// What is wrong, in the words of the document.
    pub message: String,
    /// A few words under the token; may be empty.
    pub label: String,
    /// The smallest edit that mends it.
    pub help: Option<String>,
}

/// The only item of an iterator; none where it has several.
fn single<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}

struct Run<'r, 'a> {
    rule: &'r Rule,
    options: Options<'r>,
    document: &'a Document<'a>,
    detections: Detections<'a>,
}

impl<'a> Run<'_, 'a> {
    fn native(mut self, check: Check) -> Detections<'a> {
        match check {
            Check::Document(run) => {
                for detected in run(self.document, &self.options) {
                    self.add(detected, Seen::Document(self.document));
                }
                self.detections.candidates = 1;
            }
            Check::Suppressions => {}
            Check::Operation(run) => {
                for operation in self.document.operations() {
                    if let Some(detected) = run(operation, &self.options) {
                        self.add(detected, Seen::Operation(operation));
                    }
                }
                self.detections.candidates = self.document.operations().len();
            }
            Check::ResponseUse(run) => {
                for response in self.document.uses() {
                    if let Some(detected) = run(response, &self.options) {
                        self.add(detected, Seen::Response(response));
                    }
                }
                self.detections.candidates = self.document.uses().len();
            }
            Check::Response(run) => {
                for response in self.document.responses() {
                    if let Some(detected) = run(response, &self.options)
                        && let Some(first) = response.uses().next()
                    {
                        self.add(detected, Seen::Response(first));
                    }
                }
                self.detections.candidates = self.document.responses().len();
            }
        }
        self.detections
    }

    fn matchers(mut self) -> Detections<'a> {
        match &self.rule.conditions {
            Conditions::Document(conditions) => {
                let verdict = self.judge(conditions, self.document);
                self.note(verdict, Seen::Document(self.document), &[]);
            }
            Conditions::Operation(conditions) => {
                if self.spares_all(conditions, self.document.operations()) {
                    return self.detections;
                }
                for operation in self.document.operations() {
                    let verdict = self.judge(conditions, operation);
                    self.note(verdict, Seen::Operation(operation), &[]);
                }
            }
            Conditions::Response(conditions) => {
                self.responses(conditions, |response| [response], Seen::Response);
            }
            Conditions::Header(conditions) => self.responses(conditions, headers, Seen::Header),
            Conditions::MediaType(conditions) => {
                self.responses(conditions, media_types, Seen::MediaType);
            }
        }
        self.detections
    }

    /// Judges the parts of responses: at each use, or once where a response is defined.
    fn responses<W, P>(
        &mut self,
        conditions: &ConditionsOn<W>,
        parts: impl Fn(ResponseUse<'a>) -> P,
        seen: impl Fn(<W::Test as Test>::Subject<'a>) -> Seen<'a>,
    ) where
        W: Written,
        P: IntoIterator<Item = <W::Test as Test>::Subject<'a>>,
    {
        let statuses = conditions.statuses;
        let is_at_use = self.rule.place == PlaceOf::Use;
        let needs_definition = !is_at_use || conditions.reads_definition;
        let uses = || {
            let uses = self.document.uses_under(|key| statuses.allows(key));
            uses.filter(|found| found.response().is_some() || !needs_definition)
        };
        if is_at_use {
            if self.spares_all(conditions, uses().flat_map(&parts)) {
                return;
            }
            for response in uses() {
                for part in parts(response) {
                    let verdict = self.judge(conditions, part);
                    self.note(verdict, seen(part), &[response]);
                }
            }
        } else {
            let responses = || self.document.responses_under(|key| statuses.allows(key));
            if responses().all(|response| self.spares(conditions, response, &parts)) {
                return;
            }
            for response in responses() {
                self.definition(conditions, response, &parts, &seen);
            }
        }
    }

    /// Whether nothing is at fault, where that is told more cheaply than how many targets are meant,
    /// which matters only beside a defect: whatever spares a target at the least cost is asked first.
    fn spares_all<W: Written>(
        &self,
        conditions: &ConditionsOn<W>,
        mut subjects: impl Iterator<Item = <W::Test as Test>::Subject<'a>>,
    ) -> bool {
        let ways = conditions.sparing.as_deref();
        ways.is_some_and(|ways| {
            subjects.all(|subject| {
                let holds = |matcher: &Matcher<W::Test>| matcher.holds(subject, &self.options);
                let mut ways = ways.iter();
                ways.any(|way| conditions.spares_by(*way, |part| Some(holds(part))) == Some(true))
            })
        })
    }

    /// Whether no part of a response is at fault under any of its uses; see
    /// [`spares_all`](Self::spares_all).
    fn spares<W, P>(
        &self,
        conditions: &ConditionsOn<W>,
        response: Response<'a>,
        parts: &impl Fn(ResponseUse<'a>) -> P,
    ) -> bool
    where
        W: Written,
        P: IntoIterator<Item = <W::Test as Test>::Subject<'a>>,
    {
        let has_several_uses = response.uses().len() > 1;
        let mut spared = None;
        let mut uses = response.uses();
        uses.all(|found| {
            let status = found.status();
            if !conditions.statuses.allows(status) || spared == Some(status) {
                return true;
            }
            let is_spared = self.spares_all(conditions, parts(found).into_iter());
            if is_spared && has_several_uses && self.are_always_spared(conditions, parts(found)) {
                spared = Some(status);
            }
            is_spared
        })
    }

    /// Judges the parts of one response under each of its uses; a part is at fault once, for all
    /// the uses under which it is.
    fn definition<W, P>(
        &mut self,
        conditions: &ConditionsOn<W>,
        response: Response<'a>,
        parts: &impl Fn(ResponseUse<'a>) -> P,
        seen: &impl Fn(<W::Test as Test>::Subject<'a>) -> Seen<'a>,
    ) where
        W: Written,
        P: IntoIterator<Item = <W::Test as Test>::Subject<'a>>,
    {
        let uses = response
            .uses()
            .filter(|found| conditions.statuses.allows(found.status()));
        if let Some(only) = single(uses.clone()) {
            for part in parts(only) {
                let verdict = self.judge(conditions, part);
                self.note(verdict, seen(part), &[only]);
            }
            return;
        }
        let mut judged: Vec<Judged<'a>> = Vec::new();
        let mut settled = None;
        for response_use in uses {
            let status = response_use.status();
            if settled == Some(status) {
                for part in &mut judged {
                    part.repeat(response_use);
                }
                continue;
            }
            let is_settled = self.is_settled(conditions, parts(response_use));
            settled = is_settled.then_some(status);
            for (position, part) in parts(response_use).into_iter().enumerate() {
                let verdict = self.judge(conditions, part);
                match judged.get_mut(position) {
                    Some(known) => known.add(verdict, seen(part), response_use),
                    None => judged.push(Judged::new(verdict, seen(part), response_use)),
                }
            }
        }
        for part in judged {
            self.note(part.verdict, part.seen, &part.uses);
        }
    }

    /// Whether the parts of a response are spared under every use with this status, whichever
    /// operation it is.
    fn are_always_spared<W: Written>(
        &self,
        conditions: &ConditionsOn<W>,
        parts: impl IntoIterator<Item = <W::Test as Test>::Subject<'a>>,
    ) -> bool {
        let ways = conditions.sparing.as_deref().unwrap_or_default();
        let is_spared = |part| {
            let mut ways = ways.iter();
            ways.any(|way| {
                conditions.spares_by(*way, |matcher| matcher.holds_for_all(part, &self.options))
                    == Some(true)
            })
        };
        // In 2.0 the media types are those that the operation produces.
        !self.document.version().is_swagger() && parts.into_iter().all(is_spared)
    }

    /// Whether the parts of a response are judged alike under every use with this status, whichever
    /// operation it is.
    fn is_settled<W: Written>(
        &self,
        conditions: &ConditionsOn<W>,
        parts: impl IntoIterator<Item = <W::Test as Test>::Subject<'a>>,
    ) -> bool {
        // In 2.0 the media types are those that the operation produces.
        if self.document.version().is_swagger() {
            return false;
        }
        let is_settled = |part| {
            let holds = |matcher: &Matcher<W::Test>| matcher.holds_for_all(part, &self.options);
            match conditions.when.as_ref().map_or(Some(false), holds) {
                Some(true) => conditions.unless.as_ref().and_then(holds) == Some(true),
                Some(false) => true,
                None => false,
            }
        };
        !conditions.reads_operation || parts.into_iter().all(is_settled)
    }

    fn judge<W: Written>(
        &self,
        conditions: &ConditionsOn<W>,
        subject: <W::Test as Test>::Subject<'a>,
    ) -> Verdict {
        let holds = |matcher: &Matcher<W::Test>| matcher.holds(subject, &self.options);
        if !conditions.when.as_ref().is_some_and(holds) {
            return Verdict::NotMeant;
        }
        if conditions.unless.as_ref().is_some_and(holds) {
            return Verdict::Fine;
        }
        let demoted = conditions.demote.iter().find(|(matcher, _)| holds(matcher));
        Verdict::Defect(Defect {
            at_most: demoted.map(|(_, severity)| *severity),
            case: conditions.cases.iter().position(holds),
        })
    }

    fn note(&mut self, verdict: Verdict, seen: Seen<'a>, uses: &[ResponseUse<'a>]) {
        self.detections.candidates += usize::from(verdict != Verdict::NotMeant);
        let Verdict::Defect(Defect { at_most, case }) = verdict else {
            return;
        };
        let label = self.rule.label.unwrap_or(Label::default_of(self.rule.on));
        let mut detection = Detection::at(token::of(label, seen, self.rule));
        detection.at_most = at_most;
        if let Seen::Header(HeaderSubject { header, .. }) = seen
            && let Some(value) = value_among(header, &self.rule.asked_values)
        {
            detection = detection.fact(Placeholder::Value.name(), value.text());
        }
        let operations = uses.iter().map(|response_use| response_use.operation());
        detection = detection.touching(operations);
        if let Seen::Operation(operation) = seen {
            detection = detection.touching([operation]);
            if self.rule.weighs_intent {
                let evidence = &operation.intent().evidence;
                detection.evidence = evidence.iter().map(|sign| sign.text.clone()).collect();
                detection.related = first_neighbour(operation).into_iter().collect();
            }
        }
        self.speak(detection, seen, case);
    }

    fn add(&mut self, detection: Detection<'a>, seen: Seen<'a>) {
        self.speak(detection, seen, None);
    }

    /// Fills in what the page says where the detection says nothing itself.
    fn speak(&mut self, mut detection: Detection<'a>, seen: Seen<'a>, case: Option<usize>) {
        let texts = &self.rule.texts;
        let case = case.and_then(|index| texts.cases.get(index));
        let fact = |placeholder: Placeholder| {
            let own = detection
                .facts
                .iter()
                .find(|(name, _)| *name == placeholder.name());
            own.map_or_else(|| seen.fact(placeholder), |(_, value)| value.clone())
        };
        let filled = |template: Option<&Template>| template.map(|template| template.fill(fact));
        let aggregate = texts.aggregate.iter();
        let counted: Vec<_> = aggregate
            .flat_map(|template| template.placeholders().chain([Placeholder::Status]))
            .chain(self.rule.fix_facts())
            .map(|placeholder| (placeholder.name(), fact(placeholder)))
            .collect();
        let message = case.and_then(|case| case.message.as_ref());
        let message = filled(message.or(texts.message.as_ref()));
        let help = case.and_then(|case| case.help.as_ref());
        let help = filled(help.or(texts.help.as_ref()));
        let because = filled(case.and_then(|case| case.because.as_ref()));
        let note = filled(texts.note.as_ref());
        let related: Vec<_> = texts
            .related
            .iter()
            .map(|(label, template)| (token::of(*label, seen, self.rule), template.fill(fact)))
            .collect();
        detection.message = detection.message.or(message);
        detection.help = detection.help.or(help);
        detection.label = detection.label.or(note);
        detection.related.extend(related);
        detection.evidence.extend(because);
        detection.facts = counted;
        detection.number = self.detections.found.len();
        self.detections.found.push(detection);
        self.detections.seen.push(seen);
    }
}

/// The operation that is the strongest sign of what this one does, and what it is a sign of.
fn first_neighbour(operation: Operation<'_>) -> Option<(Token<'_>, String)> {
    let intent = operation.intent();
    intent.evidence.iter().find_map(|sign| {
        let neighbour = operation.document().operation(sign.operation? as usize)?;
        Some((Token::Key(neighbour.value()), sign.text.clone()))
    })
}

fn headers(response: ResponseUse<'_>) -> impl Iterator<Item = HeaderSubject<'_>> {
    let definition = response.response().into_iter();
    let headers = definition.flat_map(Response::headers);
    headers.map(move |header| HeaderSubject { header, response })
}

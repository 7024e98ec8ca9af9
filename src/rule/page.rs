//! A rule page: its front matter read and checked, and its text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::front_matter::{
    Aggregate, Fix, FrontMatter, Label, NotationOf, OptionSpec, PlaceOf, SourceRef, Status, Target,
    TargetOnly,
};
use super::matcher::syntax::{
    DocumentMatcher, HeaderMatcher, MediaTypeMatcher, OperationMatcher, ResponseMatcher, Versions,
};
use super::matcher::value::{Text, bad_pattern};
use super::matcher::{Matcher, Test, Written};
use super::template::{Template, TemplateError};
use crate::checks;
use crate::finding::{RuleName, Severity};
use crate::openapi::Version;
use crate::source::{Source, Span};
use crate::strict_yaml::{self, Problem, nearest};

/// A rule: what its page says.
#[derive(Clone)]
pub struct Rule {
    /// The name, which states the problem.
    pub name: RuleName,
    /// The folder of the page: `keys`, `methods`, …
    pub category: String,
    /// What is wrong, in one line.
    pub summary: String,
    /// The severity when the rule is turned on by name alone.
    pub severity: Severity,
    /// The profiles that turn the rule on, and how grave it is there.
    pub profiles: BTreeMap<String, Severity>,
    /// The version of statuslint that brought the rule.
    pub since: String,
    /// How settled the rule is.
    pub status: Status,
    /// The texts that the rule rests on.
    pub sources: Vec<SourceRef>,
    /// What the rule looks at.
    pub on: Target,
    /// Whose defect its findings are.
    pub place: PlaceOf,
    /// The token that is underlined.
    pub label: Option<Label>,
    /// When findings become one finding for the document.
    pub aggregate: Option<Aggregate>,
    /// Rules whose findings at the same target this one explains.
    pub hides: Vec<RuleName>,
    /// The versions of OpenAPI that the rule applies to, in ascending order.
    pub versions: BTreeSet<Version>,
    /// The notation that the rule is about; any where it names none.
    pub notation: Option<NotationOf>,
    /// What configuration can set.
    pub options: BTreeMap<String, OptionSpec>,
    /// The native check in place of matchers.
    pub check: Option<String>,
    /// The edit that mends it.
    pub fix: Option<Fix>,
    /// Names that the rule had before.
    pub former_names: Vec<RuleName>,
    /// What other linters call it.
    pub peers: Vec<String>,
    pub(crate) texts: Texts,
    pub(crate) conditions: Conditions,
    pub(crate) defaults: Map<String, Value>,
    /// Whether the intent of an operation decides, so that its evidence is shown.
    pub(crate) weighs_intent: bool,
    /// The names of properties that the page asks for.
    pub(crate) asked_properties: Vec<Text>,
    source: Arc<Source>,
    body: Span,
}

/// What a rule says, as templates.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    pub(crate) message: Option<Template>,
    pub(crate) note: Option<Template>,
    pub(crate) help: Option<Template>,
    pub(crate) related: Vec<(Label, Template)>,
    pub(crate) aggregate: Option<Template>,
}

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
    /// Whether more than the key of a response and its operation is asked about.
    pub(crate) reads_definition: bool,
    /// Whether the operation that uses a response is asked about.
    pub(crate) reads_operation: bool,
}

impl<W: Written> ConditionsOn<W> {
    fn of(head: &FrontMatter<W>) -> Self {
        let when = head
            .when
            .as_ref()
            .map(|written| W::complete(written.compile()));
        let unless = head.unless.as_ref().map(Written::compile);
        let demotions = head.demote.iter();
        let demote: Vec<_> = demotions
            .map(|demotion| (demotion.when.compile(), demotion.to))
            .collect();
        let all = || {
            let demoting = demote.iter().map(|(matcher, _)| matcher);
            when.iter().chain(&unless).chain(demoting)
        };
        Self {
            reads_definition: all().any(|matcher| matcher.any_test(&Test::reads_definition)),
            reads_operation: all().any(|matcher| matcher.any_test(&Test::reads_operation)),
            when,
            unless,
            demote,
        }
    }

    /// Whether the intent of an operation decides.
    fn weighs_intent(&self) -> bool {
        self.when
            .as_ref()
            .is_some_and(|matcher| matcher.any_test(&Test::weighs_intent))
    }

    /// The names of properties that `when` asks for.
    fn asked_properties(&self) -> Vec<Text> {
        let names = std::cell::RefCell::new(Vec::new());
        if let Some(matcher) = &self.when {
            matcher.any_test(&|test: &W::Test| {
                names.borrow_mut().extend(test.asked_properties());
                false
            });
        }
        names.into_inner()
    }
}

impl Rule {
    /// Reads a page. Its name and category come from its place: `<category>/<name>.md`.
    ///
    /// # Errors
    /// [`Problem`] for the first thing that is wrong with the front matter.
    pub(crate) fn parse(source: Source, category: &str, name: &str) -> Result<Self, Problem> {
        let source = Arc::new(source);
        let (head_end, body) = split(&source)?;
        let reader = PageReader {
            source: &source,
            head_end,
            category,
            name,
            body,
        };
        let TargetOnly { on } = reader.yaml()?;
        match on {
            Target::Document => reader.read(|found| Conditions::Document(Box::new(found))),
            Target::Operation => reader.read(|found| Conditions::Operation(Box::new(found))),
            Target::Response => reader.read(|found| Conditions::Response(Box::new(found))),
            Target::Header => reader.read(|found| Conditions::Header(Box::new(found))),
            Target::MediaType => reader.read(|found| Conditions::MediaType(Box::new(found))),
        }
    }

    /// The text of the page below the front matter, as Markdown.
    pub fn page(&self) -> &str {
        self.source.slice(self.body)
    }

    /// The page with its front matter.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Where the text of the page begins and ends in its source.
    pub fn body(&self) -> Span {
        self.body
    }

    /// Whether the rule has something to say about documents of this version.
    pub fn applies_to(&self, version: Version) -> bool {
        self.versions.contains(&version)
    }

    /// Checks what is checked only for a user's own pages, because a test does so for the built-in
    /// ones: that every regular expression compiles.
    ///
    /// # Errors
    /// [`Problem`] at the first expression that does not.
    pub(crate) fn check_patterns(&self) -> Result<(), Problem> {
        let head = self.source.text().get(..self.body.start() as usize);
        let bad = quoted_patterns(head.unwrap_or_default()).find_map(bad_pattern);
        match bad {
            None => Ok(()),
            Some((expression, error)) => {
                let reason = error.to_string();
                let last = reason.lines().last().unwrap_or_default().trim().to_owned();
                let message = format!("`/{expression}/` is no regular expression: {last}");
                Err(at_text(&self.source, &expression, message))
            }
        }
    }
}

/// The single versions that a list names; all where there is no list.
fn expand(listed: Option<&Versions>) -> BTreeSet<Version> {
    let is_listed = |version: &Version| {
        listed.is_none_or(|listed| listed.0.iter().any(|term| term.names(*version)))
    };
    Version::ALL.into_iter().filter(is_listed).collect()
}

/// The texts between slashes in a front matter: from a slash that begins a value to the last slash
/// that can end it.
fn quoted_patterns(head: &str) -> impl Iterator<Item = &str> {
    head.lines().flat_map(|line| {
        line.match_indices('/').filter_map(move |(start, _)| {
            let begins = line.get(..start)?.ends_with([' ', '[', '\'', '"']);
            let rest = line.get(start..)?;
            let value = rest.split([',', ' ', '\'', '"']).next()?;
            let value = value.trim_end_matches([']', '}']);
            (begins && value.len() > 2 && (value.ends_with('/') || value.ends_with("/i")))
                .then_some(value)
        })
    })
}

/// Where the front matter ends that stands between two lines `---`, and the text behind.
fn split(source: &Arc<Source>) -> Result<(usize, Span), Problem> {
    let missing = |message: &str| {
        Problem::at(source, Span::new(0, 0), message).with_help(Some(
            "begin the page with front matter between two lines `---`",
        ))
    };
    let text = source.text();
    let mut offset = 0;
    let mut lines = text.split_inclusive('\n').map(|line| {
        let start = offset;
        offset += line.len();
        (start, line)
    });
    if lines
        .next()
        .is_none_or(|(_, line)| line.trim_end() != "---")
    {
        return Err(missing("the page has no front matter"));
    }
    let (head_end, fence) = lines
        .find(|(_, line)| line.trim_end() == "---")
        .ok_or_else(|| missing("the front matter has no end"))?;
    let body = Span::from_range(head_end + fence.len()..text.len());
    Ok((head_end, body))
}

/// A problem at the first place where `text` occurs in the page, for what is checked after reading;
/// with the page as a whole where it does not occur.
fn at_text(source: &Arc<Source>, text: &str, message: impl Into<String>) -> Problem {
    let span = source.text().find(text).map_or(Span::new(0, 0), |start| {
        Span::from_range(start..start + text.len())
    });
    Problem::at(source, span, message)
}

struct PageReader<'a> {
    source: &'a Arc<Source>,
    head_end: usize,
    body: Span,
    category: &'a str,
    name: &'a str,
}

impl PageReader<'_> {
    fn yaml<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        strict_yaml::read_until(self.source, self.head_end)
    }

    fn read<W, F>(&self, conditions: F) -> Result<Rule, Problem>
    where
        W: Written + DeserializeOwned + Default,
        F: FnOnce(ConditionsOn<W>) -> Conditions,
    {
        let head: FrontMatter<W> = self.yaml()?;
        self.check_combination(&head)?;
        let texts = self.texts(&head)?;
        let found = ConditionsOn::of(&head);
        let defaults = head.options.iter();
        let defaults = defaults.map(|(name, option)| (name.clone(), option.default.clone()));
        let defaults = defaults.collect();
        let name = self.name.parse().map_err(|error| {
            Problem::at(self.source, Span::new(0, 0), format!("{error}"))
                .with_help(Some("the name of the file is the name of the rule"))
        })?;
        Ok(Rule {
            name,
            category: self.category.to_owned(),
            summary: head.summary,
            severity: head.severity,
            profiles: head.profiles,
            since: head.since,
            status: head.status,
            sources: head.sources,
            on: head.on,
            place: head.place,
            label: head.label,
            aggregate: head.aggregate,
            hides: head.hides,
            versions: expand(head.versions.as_ref()),
            notation: head.notation,
            options: head.options,
            check: head.check,
            fix: head.fix,
            former_names: head.former_names,
            peers: head.peers,
            texts,
            weighs_intent: found.weighs_intent(),
            asked_properties: found.asked_properties(),
            conditions: conditions(found),
            defaults,
            source: Arc::clone(self.source),
            body: self.body,
        })
    }

    fn check_combination<M>(&self, head: &FrontMatter<M>) -> Result<(), Problem> {
        let at = |text: &str, message: String| at_text(self.source, text, message);
        if let Some(check) = &head.check
            && checks::find(check).is_none()
        {
            let help = match nearest(check, checks::names()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => "native checks are compiled in: see src/checks".to_owned(),
            };
            return Err(
                at(check, format!("there is no native check `{check}`")).with_help(Some(help))
            );
        }
        match (&head.check, &head.when) {
            (Some(_), _) if head.when.is_some() || head.unless.is_some() => Err(at(
                "check:",
                "a page has either a native check or matchers, not both".to_owned(),
            )
            .with_help(Some("drop `when` and `unless`, or drop `check`"))),
            (None, None) => Err(at(
                "on:",
                "the page says on what it looks, not what for".to_owned(),
            )
            .with_help(Some(
                "add `when:` with a matcher, or `check:` with a native check",
            ))),
            (None, Some(_)) if head.message.is_none() => {
                Err(
                    at("when:", "the page has no message".to_owned()).with_help(Some(
                        "add `message:`, which says what is wrong in the words of the document",
                    )),
                )
            }
            _ => self.check_labels(head),
        }
    }

    fn check_labels<M>(&self, head: &FrontMatter<M>) -> Result<(), Problem> {
        let labels = head.label.iter().chain(head.related.keys());
        for label in labels {
            if !label.is_on(head.on) {
                let word = label.as_str();
                let message = format!("`{word}` is no token of the thing that the rule looks at");
                let allowed: Vec<String> = Label::ALL
                    .into_iter()
                    .filter(|label| label.is_on(head.on))
                    .map(|label| format!("`{}`", label.as_str()))
                    .collect();
                return Err(at_text(self.source, word, message)
                    .with_help(Some(format!("use one of {}", allowed.join(", ")))));
            }
        }
        Ok(())
    }

    fn texts<M>(&self, head: &FrontMatter<M>) -> Result<Texts, Problem> {
        let optional = |text: &Option<String>| text.as_deref().map(|text| self.template(text));
        Ok(Texts {
            message: optional(&head.message).transpose()?,
            note: optional(&head.note).transpose()?,
            help: optional(&head.help).transpose()?,
            aggregate: head
                .aggregate
                .as_ref()
                .map(|aggregate| self.template(&aggregate.message))
                .transpose()?,
            related: head
                .related
                .iter()
                .map(|(label, text)| Ok((*label, self.template(text)?)))
                .collect::<Result<_, Problem>>()?,
        })
    }

    fn template(&self, text: &str) -> Result<Template, Problem> {
        Template::parse(text).map_err(|error| match &error {
            TemplateError::Unknown { name, suggestion } => {
                let place = format!("{{{name}}}");
                let at_place = at_text(self.source, &place, error.to_string());
                at_place.with_help(suggestion.map(|word| format!("did you mean `{{{word}}}`?")))
            }
            TemplateError::Unclosed => at_text(self.source, text, error.to_string()),
        })
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}", self.category, self.name)
    }
}

//! A rule page: its front matter read and checked, and its text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize as _;
use serde::de::value::{self, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer as _};
use serde_json::{Map, Value};

use super::conditions::{Conditions, ConditionsOn};
use super::front_matter::{
    Aggregate, Fix, FrontMatter, Label, NotationOf, OptionSpec, PlaceOf, SourceRef, Status, Target,
    TargetOnly,
};
use super::matcher::Written;
use super::matcher::syntax::Versions;
use super::matcher::value::{Text, bad_pattern};
use super::template::{CaseTexts, Template, TemplateError, Texts};
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
    /// Rules whose findings at the same target this one explains; on a document, those that touch no
    /// other operations.
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
    /// The values of headers that it asks for.
    pub(crate) asked_values: Vec<Text>,
    source: Arc<Source>,
    head_end: usize,
    body: Span,
}

/// The option that every rule with `aggregate:` has without saying so.
pub(crate) const AGGREGATE: &str = "aggregate";

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
        match reader.target()? {
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

    /// Whether one finding may stand for many, by the page and by what is configured.
    pub fn aggregates(&self, configured: Option<&Map<String, Value>>) -> bool {
        let choice = configured.and_then(|options| options.get(AGGREGATE));
        self.aggregate.is_some() && choice.and_then(Value::as_bool).unwrap_or(true)
    }

    /// Whether the rule has something to say about documents of this version.
    pub fn applies_to(&self, version: Version) -> bool {
        self.versions.contains(&version)
    }

    /// Checks what matchers say beyond their keys: that every regular expression compiles and that
    /// every option is one of the page's. For a user's own pages when they are read, for the
    /// built-in ones by a test.
    ///
    /// # Errors
    /// [`Problem`] at the first expression that does not compile, or at the first unknown option.
    pub(crate) fn check_matchers(&self) -> Result<(), Problem> {
        let head: Value = strict_yaml::read_until(&self.source, self.head_end)?;
        let conditions = ["when", "unless", "demote", "cases"].map(|key| head.get(key));
        let conditions: Vec<&Value> = conditions.into_iter().flatten().collect();
        let mut texts = conditions.iter().flat_map(|value| texts_in(value));
        if let Some((expression, error)) = texts.find_map(bad_pattern) {
            let reason = error.to_string();
            let last = reason.lines().last().unwrap_or_default().trim().to_owned();
            let message = format!("`/{expression}/` is no regular expression: {last}");
            return Err(at_text(&self.source, &expression, message));
        }
        let mut named = conditions.iter().flat_map(|value| options_in(value));
        match named.find(|name| !self.options.contains_key(*name)) {
            None => Ok(()),
            Some(unknown) => {
                let known = self.options.keys().map(String::as_str);
                let help = match nearest(unknown, known) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("declare it: `options: {{ {unknown}: {{ … }} }}`"),
                };
                let message = format!("the page has no option `{unknown}`");
                Err(at_text(&self.source, unknown, message).with_help(Some(help)))
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

/// All texts in a value, however deep.
fn texts_in(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts_in).collect(),
        Value::Object(entries) => entries.values().flat_map(texts_in).collect(),
        _ => Vec::new(),
    }
}

/// The options that a matcher asks for, however deep.
fn options_in(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().flat_map(options_in).collect(),
        Value::Object(entries) => {
            let named = entries
                .iter()
                .filter(|(key, _)| ["option", "listed-in", "explicit"].contains(&key.as_str()))
                .filter_map(|(_, value)| value.as_str());
            named.chain(entries.values().flat_map(options_in)).collect()
        }
        _ => Vec::new(),
    }
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

    /// What the page looks at, which decides how the rest is read. The line that says so is found
    /// without reading the whole twice, where it stands alone.
    fn target(&self) -> Result<Target, Problem> {
        let head = self.source.slice(Span::from_range(0..self.head_end));
        let word = head.lines().find_map(|line| line.strip_prefix("on:"));
        let known = word.and_then(|word| {
            let word: StrDeserializer<'_, value::Error> = word.trim().into_deserializer();
            Target::deserialize(word).ok()
        });
        match known {
            Some(target) => Ok(target),
            None => self.yaml().map(|TargetOnly { on }| on),
        }
    }

    fn read<W, F>(&self, conditions: F) -> Result<Rule, Problem>
    where
        W: Written + DeserializeOwned + Default,
        F: FnOnce(ConditionsOn<W>) -> Conditions,
    {
        let mut head: FrontMatter<W> = self.yaml()?;
        if head.aggregate.is_some() {
            let option = head.options.entry(AGGREGATE.to_owned());
            option.or_insert_with(OptionSpec::aggregate);
        }
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
            asked_values: found.asked_values(),
            conditions: conditions(found),
            defaults,
            source: Arc::clone(self.source),
            head_end: self.head_end,
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
            cases: head
                .cases
                .iter()
                .map(|case| {
                    Ok(CaseTexts {
                        message: optional(&case.message).transpose()?,
                        help: optional(&case.help).transpose()?,
                        because: optional(&case.because).transpose()?,
                    })
                })
                .collect::<Result<_, Problem>>()?,
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

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "summary: A thing is wrong\nseverity: info\nsince: 0.1.0\n";

    fn read(rest: &str) -> Result<Rule, Problem> {
        let text = format!("---\n{HEAD}{rest}---\n\n## Why\n");
        Rule::parse(Source::from_text("thing.md", text), "keys", "a-thing")
    }

    /// What is wrong, the offending text, and the remedy.
    fn problem(rest: &str) -> (String, String, String) {
        let problem = read(rest).unwrap_err();
        let source = problem.source.unwrap();
        let text = source.slice(problem.span.unwrap()).to_owned();
        (problem.message, text, problem.help.unwrap_or_default())
    }

    #[test]
    fn a_page_needs_no_more_than_what_it_looks_at_and_what_it_says() {
        let rule = read("on: response\nwhen: { status: 429 }\nmessage: wrong\n").unwrap();
        assert_eq!(rule.name.as_str(), "a-thing");
        assert_eq!(rule.on, Target::Response);
        assert_eq!(rule.page().trim(), "## Why");
        assert_eq!(rule.versions.len(), 4);
    }

    #[test]
    fn a_matcher_key_that_the_target_does_not_have_is_refused() {
        let (message, text, help) = problem("on: operation\nwhen: { methode: get }\nmessage: m\n");
        assert_eq!(message, "unknown key `methode`");
        assert_eq!(text, "methode");
        assert_eq!(help, "did you mean `method`?");
    }

    #[test]
    fn an_unknown_placeholder_is_refused_where_it_stands() {
        let (_, text, help) =
            problem("on: response\nwhen: { status: 429 }\nmessage: \"{statsu} is wrong\"\n");
        assert_eq!(text, "{statsu}");
        assert_eq!(help, "did you mean `{status}`?");
    }

    #[test]
    fn a_label_that_the_target_does_not_have_is_refused() {
        let (message, text, _) =
            problem("on: operation\nwhen: { method: get }\nlabel: content\nmessage: m\n");
        assert_eq!(
            message,
            "`content` is no token of the thing that the rule looks at"
        );
        assert_eq!(text, "content");
    }

    #[test]
    fn a_check_excludes_matchers_and_must_exist() {
        let (message, ..) = problem("on: response\ncheck: response-ref-name\nmessage: m\n");
        assert_eq!(message, "there is no native check `response-ref-name`");
        let (message, ..) = problem(
            "on: response\ncheck: response-ref-name-mismatch\nwhen: { status: 200 }\nmessage: m\n",
        );
        assert_eq!(
            message,
            "a page has either a native check or matchers, not both"
        );
    }

    #[test]
    fn a_page_without_a_question_or_a_message_is_refused() {
        assert_eq!(problem("on: response\nmessage: m\n").1, "on:");
        assert_eq!(problem("on: response\nwhen: { status: 200 }\n").1, "when:");
    }

    #[test]
    fn a_page_without_front_matter_says_how_to_begin() {
        let problem = Rule::parse(Source::from_text("a.md", "## Why\n"), "keys", "a").unwrap_err();
        assert_eq!(problem.message, "the page has no front matter");
    }

    #[test]
    fn an_option_that_the_page_does_not_have_is_refused() {
        let rule = read(
            "on: response\nwhen: { status: 401, operation: { option: expicit } }\nmessage: m\n\
             options: { explicit: { summary: s, default: false } }\n",
        );
        let problem = rule.unwrap().check_matchers().unwrap_err();
        assert_eq!(problem.message, "the page has no option `expicit`");
        assert_eq!(problem.help.as_deref(), Some("did you mean `explicit`?"));
    }

    #[test]
    fn an_expression_that_does_not_compile_is_shown() {
        let rule = read("on: response\nwhen: { key: \"/4(X/\" }\nmessage: m\n").unwrap();
        let problem = rule.check_matchers().unwrap_err();
        assert!(
            problem
                .message
                .starts_with("`/4(X/` is no regular expression")
        );
    }
}

//! Reads the front matter of a page into a rule.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize as _;
use serde::de::value::{self, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer as _};

use super::front::at_text;
use super::{AGGREGATE, Rule, compiled};
use crate::checks;
use crate::openapi::Version;
use crate::rule::conditions::{Conditions, ConditionsOn};
use crate::rule::fix::Fix;
use crate::rule::front_matter::{FrontMatter, Label, OptionSpec, Target, TargetOnly};
use crate::rule::matcher::Written;
use crate::rule::matcher::syntax::Versions;
use crate::rule::template::{CaseTexts, Template, TemplateError, Texts};
use crate::source::{Source, Span};
use crate::strict_yaml::{self, Problem, nearest};

/// A page whose front matter is about to be read.
pub(super) struct PageReader<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) head_end: usize,
    pub(super) body: Span,
    pub(super) category: &'a str,
    pub(super) name: &'a str,
}

impl PageReader<'_> {
    /// The rule, whatever it looks at.
    pub(super) fn rule(&self) -> Result<Rule, Problem> {
        match self.target()? {
            Target::Document => self.read(|found| Conditions::Document(Box::new(found))),
            Target::Operation => self.read(|found| Conditions::Operation(Box::new(found))),
            Target::Response => self.read(|found| Conditions::Response(Box::new(found))),
            Target::Header => self.read(|found| Conditions::Header(Box::new(found))),
            Target::MediaType => self.read(|found| Conditions::MediaType(Box::new(found))),
        }
    }

    fn head(&self) -> &str {
        self.source.slice(Span::from_range(0..self.head_end))
    }

    /// The front matter, from what was compiled of it where that is fresh.
    fn values<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let json = compiled::json_of(self.category, self.name, self.head());
        let compiled = json.and_then(|json| {
            let json = Arc::new(Source::from_text(self.name, json));
            strict_yaml::read(&json).ok()
        });
        match compiled {
            Some(values) => Ok(values),
            None => strict_yaml::read_until(self.source, self.head_end),
        }
    }

    /// What the page looks at, which decides how the rest is read. The line that says so is found
    /// without reading the whole twice, where it stands alone.
    fn target(&self) -> Result<Target, Problem> {
        let word = self
            .head()
            .lines()
            .find_map(|line| line.strip_prefix("on:"));
        let known = word.and_then(|word| {
            let word: StrDeserializer<'_, value::Error> = word.trim().into_deserializer();
            Target::deserialize(word).ok()
        });
        match known {
            Some(target) => Ok(target),
            None => self.values().map(|TargetOnly { on }| on),
        }
    }

    fn read<W, F>(&self, conditions: F) -> Result<Rule, Problem>
    where
        W: Written + DeserializeOwned + Default,
        F: FnOnce(ConditionsOn<W>) -> Conditions,
    {
        let mut head: FrontMatter<W> = self.values()?;
        if head.aggregate.is_some() {
            let option = head.options.entry(AGGREGATE.to_owned());
            option.or_insert_with(OptionSpec::aggregate);
        }
        self.check_combination(&head)?;
        let texts = self.texts(&head)?;
        let fixes = self.fixes(&head)?;
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
            fixes,
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

    fn fixes<M>(&self, head: &FrontMatter<M>) -> Result<Vec<Fix>, Problem> {
        let specs = head.fix.iter().flat_map(|fixes| &fixes.0);
        let fixes = specs.map(|spec| {
            let fix = spec
                .compile()
                .map_err(|error| self.bad_template("fix:", &error))?;
            let message = match (fix.verbs.is_empty(), spec.by_check && head.check.is_none()) {
                (true, _) => "the fix does nothing",
                (_, true) => "the page has no native check that could propose the fix",
                _ if spec.by_check && fix.verbs.len() > 1 => {
                    "what the native check proposes cannot be combined with other changes"
                }
                _ => return Ok(fix),
            };
            let help = "say what it does: `statuslint schema rule` lists the words";
            Err(at_text(self.source, "fix:", message).with_help(Some(help)))
        });
        fixes.collect()
    }

    fn template(&self, text: &str) -> Result<Template, Problem> {
        Template::parse(text).map_err(|error| self.bad_template(text, &error))
    }

    fn bad_template(&self, text: &str, error: &TemplateError) -> Problem {
        match error {
            TemplateError::Unknown { name, suggestion } => {
                let place = format!("{{{name}}}");
                let at_place = at_text(self.source, &place, error.to_string());
                at_place.with_help(suggestion.map(|word| format!("did you mean `{{{word}}}`?")))
            }
            TemplateError::Unclosed => at_text(self.source, text, error.to_string()),
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

//! What a page says that mends its findings, and how that becomes a repair.

mod apply;
mod written;

pub(crate) use written::FixSpec;
pub use written::{InsertHeader, InsertResponse};

use std::collections::BTreeMap;

use serde_json::Value;

use super::page::Rule;
use super::template::{Placeholder, Template};
use crate::finding::{Applicability, RuleName};

/// One way to mend a finding.
#[derive(Clone, Debug)]
pub struct Fix {
    /// Whether a conforming reader could see another contract afterwards.
    pub applicability: Applicability,
    /// The rules that may have something to say afterwards.
    pub brings: Vec<RuleName>,
    pub(crate) title: Option<Template>,
    pub(crate) verbs: Vec<Verb>,
}

/// One thing that a fix does.
#[derive(Clone, Debug)]
pub(crate) enum Verb {
    /// What the native check proposes.
    ByCheck,
    /// Renames the key that the finding marks.
    ReplaceKey(Template),
    /// Puts the key that the finding marks in quotes.
    QuoteKey,
    /// Sets values, by their path from the thing.
    Set(BTreeMap<String, NewValue>),
    /// Puts another text in place of the value that the finding marks.
    ReplaceValue(NewValue),
    /// Replaces words in the text that the finding marks.
    ReplaceText(Vec<(String, String)>),
    /// Takes out the thing itself, or what stands at a path below it.
    Remove(Vec<Removal>),
    /// Declares a header.
    InsertHeader(InsertHeader),
    /// Declares an outcome.
    InsertResponse(InsertResponse<Template>),
    /// Gives a response the body of the API's errors.
    InsertErrorContent,
    /// Puts the schema of the API's errors in place of the schema.
    UseErrorSchema,
    /// Renames a media type to that of the API's errors.
    UseErrorMediaType,
}

/// A value that a fix sets.
#[derive(Clone, Debug)]
pub(crate) enum NewValue {
    Text(Template),
    Other(Value),
}

/// What a fix takes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Removal {
    /// The thing that the finding marks.
    This,
    /// The thing that the finding marks, where it says the same as the first of its name.
    Duplicate,
    /// What stands at a path below the thing.
    Path(String),
}

impl Fix {
    /// Whether it does what the native check proposes.
    fn is_by_check(&self) -> bool {
        matches!(self.verbs.as_slice(), [Verb::ByCheck])
    }

    /// The facts that it names.
    fn placeholders(&self) -> impl Iterator<Item = Placeholder> {
        let in_verbs = self.verbs.iter().flat_map(|verb| match verb {
            Verb::ReplaceKey(template) => vec![template],
            Verb::InsertResponse(InsertResponse::Statuses(templates)) => templates.iter().collect(),
            Verb::Set(values) => values.values().filter_map(NewValue::template).collect(),
            Verb::ReplaceValue(value) => value.template().into_iter().collect(),
            _ => Vec::new(),
        });
        let templates = self.title.iter().chain(in_verbs);
        templates.flat_map(Template::placeholders)
    }
}

impl NewValue {
    fn template(&self) -> Option<&Template> {
        match self {
            Self::Text(template) => Some(template),
            Self::Other(_) => None,
        }
    }
}

impl Rule {
    /// The facts that the fixes of a page name and that the thing itself does not know: those of a
    /// native check, and the value that was asked for.
    pub(super) fn fix_facts(&self) -> impl Iterator<Item = Placeholder> {
        let named = self.fixes.iter().flat_map(Fix::placeholders);
        named.filter(|fact| self.check.is_some() || *fact == Placeholder::Value)
    }

    /// The most careful of the page's fixes, by which it is listed; none where it has none.
    pub fn fixability(&self) -> Option<Applicability> {
        self.fixes.iter().map(|fix| fix.applicability).min()
    }
}

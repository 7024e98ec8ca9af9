//! A fix as it is written on a page.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{Fix, NewValue, Removal, Verb};
use crate::finding::{Applicability, RuleName};
use crate::rule::matcher::value::{OneOrMany, ShortOrLong};
use crate::rule::template::{Template, TemplateError};

/// What mends a finding, as the page describes it. A path leads from the thing that the rule looks at
/// (a response where it is defined, a header, a media type, an operation) to a value, with `/` between
/// its keys.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a verb that needs no words of its own"
)]
pub(crate) struct FixSpec<M> {
    /// Whether a conforming reader could see another contract afterwards.
    pub(crate) applicability: Applicability,
    /// Which findings it mends; all where it names none.
    pub(crate) when: Option<M>,
    /// What it does, in the imperative; told by what it does where there is none.
    pub(crate) title: Option<String>,
    /// Rules that may have something to say afterwards, because the fix cannot know what they ask for: a
    /// new response has no body where the API has none for its errors. Without it, a new finding as
    /// grave takes the fix back.
    #[serde(default)]
    pub(crate) brings: Vec<RuleName>,
    /// Does what the native check proposes.
    #[serde(default)]
    pub(crate) by_check: bool,
    /// Renames the key of the response at its uses, or the key that the finding marks, unless that key
    /// is there already. Where nothing is left of the text, or a status would be none, it does nothing.
    pub(crate) replace_key: Option<String>,
    /// Puts the key that the finding marks in quotes.
    #[serde(default)]
    pub(crate) quote_key: bool,
    /// Sets values by their paths, or by paths from what the finding marks where they begin with `this`;
    /// a text may hold placeholders.
    #[serde(default)]
    pub(crate) set: BTreeMap<String, Value>,
    /// Puts another value in place of the one that the finding marks; a text may hold placeholders.
    pub(crate) replace_value: Option<Value>,
    /// Replaces words in the text that the finding marks.
    #[serde(default)]
    pub(crate) replace_text: BTreeMap<String, String>,
    /// Takes out `this`, what the finding marks; a `duplicate`, which is that where it says the same
    /// as the first of its name; or what stands at a path.
    pub(crate) remove: Option<OneOrMany<String>>,
    /// Declares a header on the response, the way the API declares it elsewhere.
    pub(crate) insert_header: Option<InsertHeader>,
    /// Declares outcomes of the operation, each by the response that the API shares for it: statuses,
    /// or the first code in an option.
    pub(crate) insert_response: Option<ShortOrLong<OneOrMany<String>, ListedIn>>,
    /// Gives the response the body that the API's errors have.
    #[serde(default)]
    pub(crate) insert_error_content: bool,
    /// Puts the schema that the API's errors have in the place of the body's.
    #[serde(default)]
    pub(crate) use_error_schema: bool,
    /// Renames the media type to the one that the API's errors have.
    #[serde(default)]
    pub(crate) use_error_media_type: bool,
}

/// A header that a fix declares.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct InsertHeader {
    /// Its name.
    pub name: String,
    /// Its schema.
    pub schema: Value,
    /// Its description.
    pub description: Option<String>,
    /// Whether every such response has it (since OpenAPI 3.0).
    #[serde(default)]
    pub required: bool,
}

/// A status that is the first code in an option of the rule.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ListedIn {
    /// The name of the option.
    pub(crate) listed_in: String,
}

/// The statuses of the outcomes that a fix declares.
#[derive(Clone, Debug, PartialEq)]
pub enum InsertResponse<T> {
    /// The statuses themselves.
    Statuses(Vec<T>),
    /// The first code in the option of this name.
    FirstOf(String),
}

/// The rule on the order of statuses.
const ORDER: &str = "status-key-order";

impl<M> FixSpec<M> {
    /// The fix without its condition.
    pub(crate) fn compile(&self) -> Result<Fix, TemplateError> {
        let mut verbs = Vec::new();
        if self.by_check {
            verbs.push(Verb::ByCheck);
        }
        if let Some(text) = &self.replace_key {
            verbs.push(Verb::ReplaceKey(Template::parse(text)?));
        }
        if self.quote_key {
            verbs.push(Verb::QuoteKey);
        }
        if !self.set.is_empty() {
            let values = self.set.iter();
            let values = values.map(|(path, value)| Ok((path.clone(), NewValue::parse(value)?)));
            verbs.push(Verb::Set(values.collect::<Result<_, TemplateError>>()?));
        }
        if let Some(value) = &self.replace_value {
            verbs.push(Verb::ReplaceValue(NewValue::parse(value)?));
        }
        if !self.replace_text.is_empty() {
            let words = self.replace_text.clone();
            verbs.push(Verb::ReplaceText(words.into_iter().collect()));
        }
        if let Some(OneOrMany(paths)) = &self.remove {
            let removals = paths.iter().map(|path| Removal::named(path));
            verbs.push(Verb::Remove(removals.collect()));
        }
        verbs.extend(self.insert_header.clone().map(Verb::InsertHeader));
        if let Some(response) = &self.insert_response {
            verbs.push(Verb::InsertResponse(match response {
                ShortOrLong::Short(OneOrMany(texts)) => {
                    let texts = texts.iter().map(|text| Template::parse(text));
                    InsertResponse::Statuses(texts.collect::<Result<_, _>>()?)
                }
                ShortOrLong::Long(option) => InsertResponse::FirstOf(option.listed_in.clone()),
            }));
        }
        if self.insert_error_content {
            verbs.push(Verb::InsertErrorContent);
        }
        if self.use_error_schema {
            verbs.push(Verb::UseErrorSchema);
        }
        if self.use_error_media_type {
            verbs.push(Verb::UseErrorMediaType);
        }
        let mut brings = self.brings.clone();
        if self.replace_key.is_some() {
            // A key that says something else may belong somewhere else.
            brings.extend(ORDER.parse());
        }
        Ok(Fix {
            applicability: self.applicability,
            brings,
            title: self.title.as_deref().map(Template::parse).transpose()?,
            verbs,
        })
    }
}

impl Removal {
    fn named(word: &str) -> Self {
        match word {
            "this" => Self::This,
            "duplicate" => Self::Duplicate,
            path => Self::Path(path.to_owned()),
        }
    }
}

impl NewValue {
    fn parse(value: &Value) -> Result<Self, TemplateError> {
        Ok(match value {
            Value::String(text) => Self::Text(Template::parse(text)?),
            other => Self::Other(other.clone()),
        })
    }
}

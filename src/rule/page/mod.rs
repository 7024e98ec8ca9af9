//! A rule page: its front matter read and checked, and its text.

mod compiled;
mod front;
mod matchers;
mod reader;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value};

pub(super) use compiled::line as compiled_line;
use front::split;
use reader::PageReader;

use super::conditions::Conditions;
use super::fix::Fix;
use super::front_matter::{
    Aggregate, Label, NotationOf, OptionSpec, PlaceOf, SourceRef, Status, Target,
};
use super::matcher::value::Text;
use super::peer::PeerRule;
use super::template::Texts;
use crate::finding::{RuleName, Severity};
use crate::openapi::Version;
use crate::source::{Source, Span};
use crate::strict_yaml::{self, Problem};

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
    /// What mends it: of several ways the first that fits.
    pub fixes: Vec<Fix>,
    /// Names that the rule had before.
    pub former_names: Vec<RuleName>,
    /// What other linters call it.
    pub peers: Vec<PeerRule>,
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
        reader.rule()
    }

    /// The text of the page below the front matter, as Markdown.
    pub fn page(&self) -> &str {
        self.source.slice(self.body)
    }

    /// The page with its front matter.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The front matter as a plain value; none where it cannot be read.
    pub(super) fn head(&self) -> Option<Value> {
        strict_yaml::read_until(&self.source, self.head_end).ok()
    }

    /// Where the text of the page begins and ends in its source.
    pub fn body(&self) -> Span {
        self.body
    }

    /// What its options are where nothing is configured.
    pub(crate) fn defaults(&self) -> &Map<String, Value> {
        &self.defaults
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
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}", self.category, self.name)
    }
}

#[cfg(test)]
mod tests;

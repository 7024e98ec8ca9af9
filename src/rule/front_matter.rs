//! The front matter of a rule page, as it is written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::fix::FixSpec;
use super::matcher::syntax::Versions;
use super::matcher::value::OneOrMany;
use super::peer::PeerRule;
use crate::finding::{RuleName, Severity};

/// The head of a page. `M` is the matcher of the kind of target that `on` names.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FrontMatter<M> {
    /// What is wrong, in one line.
    pub(crate) summary: String,
    /// The severity when the rule is turned on by name alone.
    pub(crate) severity: Severity,
    /// The profiles that turn the rule on, and how grave it is there.
    #[serde(default)]
    pub(crate) profiles: BTreeMap<String, Severity>,
    /// The version of statuslint that brought the rule.
    pub(crate) since: String,
    /// How settled the rule is.
    #[serde(default)]
    pub(crate) status: Status,
    /// The texts that the rule rests on.
    #[serde(default)]
    pub(crate) sources: Vec<SourceRef>,
    /// What the rule looks at.
    pub(crate) on: Target,
    /// Which targets are reported.
    pub(crate) when: Option<M>,
    /// Which of those are fine.
    pub(crate) unless: Option<M>,
    /// Which findings are less grave; the first that matches decides.
    #[serde(default)]
    pub(crate) demote: Vec<Demotion<M>>,
    /// The native check that finds what matchers cannot express, in place of `when` and `unless`.
    pub(crate) check: Option<String>,
    /// Whose defect it is.
    #[serde(default)]
    pub(crate) place: PlaceOf,
    /// The token that is underlined.
    pub(crate) label: Option<Label>,
    /// Other tokens to show, each with a few words.
    #[serde(default)]
    pub(crate) related: BTreeMap<Label, String>,
    /// What is wrong, in the words of the document.
    pub(crate) message: Option<String>,
    /// A few words under the token.
    pub(crate) note: Option<String>,
    /// The smallest edit that mends it.
    pub(crate) help: Option<String>,
    /// Cases in which the message or the remedy is another; the first that matches decides.
    #[serde(default)]
    pub(crate) cases: Vec<Case<M>>,
    /// One finding for the document when many targets fail.
    pub(crate) aggregate: Option<Aggregate>,
    /// Rules whose findings at the same target this one explains; on a document, those that touch no
    /// other operations.
    #[serde(default)]
    pub(crate) hides: Vec<RuleName>,
    /// The versions of OpenAPI that the rule applies to; all where it names none.
    pub(crate) versions: Option<Versions>,
    /// The notation that the rule is about; any where it names none.
    pub(crate) notation: Option<NotationOf>,
    /// What configuration can set.
    #[serde(default)]
    pub(crate) options: BTreeMap<String, OptionSpec>,
    /// What mends it: one way, or several of which the first that fits is taken.
    pub(crate) fix: Option<OneOrMany<FixSpec<M>>>,
    /// Names that the rule had before.
    #[serde(default)]
    pub(crate) former_names: Vec<RuleName>,
    /// What other linters call it, as `tool:rule-id`.
    #[serde(default)]
    pub(crate) peers: Vec<PeerRule>,
}

/// Only the kind of target, read first because it decides what the matchers may say.
#[derive(Deserialize)]
pub(crate) struct TargetOnly {
    pub(crate) on: Target,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The whole document.
    Document,
    /// An operation.
    Operation,
    /// A response.
    Response,
    /// A header of a response.
    Header,
    /// A media type of a response.
    MediaType,
}

/// How settled a rule is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, serde::Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It may still change what it reports.
    Preview,
    /// What it reports will not grow without notice.
    #[default]
    Stable,
    /// It will go.
    Deprecated,
}

impl Status {
    /// The name in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Preview => "preview",
            Status::Stable => "stable",
            Status::Deprecated => "deprecated",
        }
    }
}

/// A text that a rule rests on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SourceRef {
    /// How the text is cited: `RFC 9110 section 15.4.5`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Where it can be read.
    pub url: String,
    /// How strongly it speaks.
    pub level: Level,
}

/// How strongly a source speaks (RFC 2119), or that it defines or advises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// An absolute requirement.
    Must,
    /// A recommendation.
    Should,
    /// A permission.
    May,
    /// It defines what a word means.
    #[serde(rename = "defines")]
    Defines,
    /// It advises without the words of RFC 2119.
    #[serde(rename = "advises")]
    Advises,
}

impl Level {
    /// The word as pages write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Must => "MUST",
            Level::Should => "SHOULD",
            Level::May => "MAY",
            Level::Defines => "defines",
            Level::Advises => "advises",
        }
    }
}

/// Whose defect a finding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceOf {
    /// The thing itself: it is judged once where it is written, however many operations use it.
    #[default]
    Definition,
    /// The pairing of the thing with its user: it is judged at each use.
    Use,
}

/// A notation that a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NotationOf {
    /// Documents in YAML.
    Yaml,
    /// Documents in JSON.
    Json,
}

/// A token to underline or to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// The key of the response.
    Status,
    /// The key of the operation's first success response, else its method.
    SuccessStatus,
    /// The method of the operation.
    Method,
    /// The path template.
    Path,
    /// The `responses` key, or the method where there is none.
    Responses,
    /// The name of the header.
    Header,
    /// The media type, or the first one of the response.
    MediaType,
    /// The `content` key (2.0: `schema`).
    Content,
    /// The schema: its `$ref` or its key.
    Schema,
    /// The property of the schema that the rule asked for.
    Property,
    /// The text of the description.
    Description,
    /// The `$ref` of the response.
    Reference,
    /// The earlier response with the same key, or header with the same name.
    FirstDuplicate,
    /// The value of the header that the rule asked for.
    Value,
    /// The title of the document.
    Title,
}

impl Label {
    /// All labels.
    pub const ALL: [Label; 15] = [
        Label::Status,
        Label::SuccessStatus,
        Label::Method,
        Label::Path,
        Label::Responses,
        Label::Header,
        Label::MediaType,
        Label::Content,
        Label::Schema,
        Label::Property,
        Label::Description,
        Label::Reference,
        Label::FirstDuplicate,
        Label::Value,
        Label::Title,
    ];

    /// The name as pages write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Label::Status => "status",
            Label::SuccessStatus => "success-status",
            Label::Method => "method",
            Label::Path => "path",
            Label::Responses => "responses",
            Label::Header => "header",
            Label::MediaType => "media-type",
            Label::Content => "content",
            Label::Schema => "schema",
            Label::Property => "property",
            Label::Description => "description",
            Label::Reference => "reference",
            Label::FirstDuplicate => "first-duplicate",
            Label::Value => "value",
            Label::Title => "title",
        }
    }

    /// Whether things of this kind have such a token.
    pub(crate) fn is_on(self, target: Target) -> bool {
        match self {
            Label::Title => target == Target::Document,
            Label::Method | Label::Path => target != Target::Document,
            Label::Responses | Label::SuccessStatus => target == Target::Operation,
            Label::Status => matches!(
                target,
                Target::Response | Target::Header | Target::MediaType
            ),
            Label::Content | Label::Description | Label::Reference => target == Target::Response,
            Label::FirstDuplicate => matches!(target, Target::Response | Target::Header),
            Label::MediaType => matches!(target, Target::Response | Target::MediaType),
            Label::Header | Label::Value => target == Target::Header,
            Label::Schema | Label::Property => target == Target::MediaType,
        }
    }

    /// The token that stands for a thing of this kind where a page names none.
    pub(crate) fn default_of(target: Target) -> Self {
        match target {
            Target::Document => Label::Title,
            Target::Operation => Label::Method,
            Target::Response => Label::Status,
            Target::Header => Label::Header,
            Target::MediaType => Label::MediaType,
        }
    }
}

/// When findings of a rule become one finding.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Aggregate {
    /// What the one finding is for.
    pub per: AggregateScope,
    /// It takes more than this share (0 to 1) of the candidates.
    #[serde(default)]
    pub above: f64,
    /// It takes at least this number of findings.
    #[serde(default = "one")]
    pub at_least: usize,
    /// From this number of findings on, the share does not matter.
    pub always_from: Option<usize>,
    /// Where the one finding stands.
    #[serde(default)]
    pub at: AggregatePlace,
    /// What the one finding says, with `{count}`, `{total}` and `{statuses}`; other placeholders
    /// speak of the first of the findings behind it.
    pub message: String,
    /// Rules whose findings in the whole document the one finding explains.
    #[serde(default)]
    pub hides: Vec<RuleName>,
}

fn one() -> usize {
    1
}

/// What one aggregated finding is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AggregateScope {
    /// The whole document.
    Document,
    /// What says the same: all findings of the document that have their message in common.
    Message,
}

/// Where an aggregated finding stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AggregatePlace {
    /// The title, which stands for the document.
    #[default]
    Title,
    /// The first of the tokens behind it.
    First,
}

/// A condition under which a finding is less grave.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Demotion<M> {
    /// Which findings.
    pub(crate) when: M,
    /// How grave they are at most.
    pub(crate) to: Severity,
}

/// What a rule says in place of its usual words in one case.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Case<M> {
    /// Which findings.
    pub(crate) when: M,
    /// What is wrong, in the words of the document.
    pub(crate) message: Option<String>,
    /// The smallest edit that mends it.
    pub(crate) help: Option<String>,
    /// What the reader should know to judge it; shown as evidence.
    pub(crate) because: Option<String>,
}

/// What configuration can set on a rule.
#[derive(Clone, Debug, PartialEq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OptionSpec {
    /// What it is for, in one line.
    pub summary: String,
    /// Its value where nothing is configured; a configured value has the same type.
    pub default: serde_json::Value,
}

impl OptionSpec {
    /// The option of a rule whose findings can become one.
    pub(crate) fn aggregate() -> Self {
        Self {
            summary: "Let one finding stand for the document where many would say the same"
                .to_owned(),
            default: serde_json::Value::Bool(true),
        }
    }
}

//! Members of a success body that say whether the request failed.

use super::member_names::{
    ERROR_NAMES, FLAG_NAMES, OUTCOME_ONLY, PAYLOAD_NAMES, STATUS_NAMES, may_tell_outcome,
};
use super::schemas::looks_like_error;
use super::subject::{is_identified, is_target};
use super::words;
use crate::openapi::{Cursor, Operation, ResponseUse, Schema, SchemaType};

/// A member of a success body that says whether, or why, the request failed.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    /// The key of the property.
    pub key: Cursor<'a>,
    /// What kind of member it is.
    pub kind: OutcomeKind,
    /// How sure it is that the member speaks of the request.
    pub weight: Weight,
    /// Why, in the words of the document.
    pub evidence: Vec<String>,
}

/// Whether a member says that, or why, the request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutcomeKind {
    /// A flag that is true or false: `success`, or `status: ok | error`.
    Flag,
    /// What went wrong: `error`, `errors`, `errorCode`.
    Error,
}

/// How sure it is that a member speaks of the request and not of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Little more than its name says so.
    Weak,
    /// What stands beside it says so too.
    Strong,
}

/// Words that tie a description to the request.
const REQUEST_WORDS: &[&str] = &[
    "request",
    "call",
    "operation",
    "query",
    "response",
    "occurred",
    "occured",
    "occur",
    "occurs",
    "encountered",
    "action",
    "processed",
    "parameter",
    "parameters",
];
/// Words that tie a description to something else than the request.
const ELSEWHERE: &[&str] = &[
    "recent",
    "last",
    "previous",
    "partial",
    "each",
    "warning",
    "warnings",
    "job",
    "task",
    "sync",
    "past",
    "transaction",
    "participation",
    "url",
    "state",
    "run",
    "execution",
    "delivery",
    "log",
    "measurement",
    "statistical",
    "margin",
    "typing",
    "row",
    "rows",
    "page",
];

impl<'a> Outcome<'a> {
    fn new(key: Cursor<'a>, kind: OutcomeKind, weight: Weight, evidence: Vec<String>) -> Self {
        Self {
            key,
            kind,
            weight,
            evidence,
        }
    }
}

/// The members of a success body that speak of the outcome of the request, in the order of the
/// document.
pub fn outcomes<'a>(found: ResponseUse<'a>, schema: Schema<'a>) -> Vec<Outcome<'a>> {
    if !may_tell_outcome(schema) {
        return Vec::new();
    }
    let properties: Vec<Member<'a>> = schema
        .properties()
        .into_iter()
        .map(|(key, value)| Member {
            key,
            value,
            name: words(key.text()).concat(),
        })
        .collect();
    let body = Body {
        found,
        schema,
        properties: &properties,
    };
    properties
        .iter()
        .filter_map(|member| body.judge(member))
        .collect()
}

struct Member<'a> {
    key: Cursor<'a>,
    value: Schema<'a>,
    name: String,
}

impl Member<'_> {
    fn is_error(&self) -> bool {
        ERROR_NAMES.contains(&self.name.as_str()) && !self.is_count()
    }

    /// Names that an answer has rather than a thing.
    fn is_plain(&self) -> bool {
        matches!(
            self.name.as_str(),
            "error" | "errors" | "fault" | "errorcode" | "errormessage" | "errormessages"
        )
    }

    fn is_flag(&self) -> bool {
        FLAG_NAMES.contains(&self.name.as_str()) && self.value.is(SchemaType::Boolean)
    }

    /// `errors: 3` counts errors; `errorCode: 3` names one.
    fn is_count(&self) -> bool {
        let numeric = self.value.is(SchemaType::Integer) || self.value.is(SchemaType::Number);
        (numeric || self.mentions("number of errors"))
            && matches!(
                self.name.as_str(),
                "error" | "errors" | "fault" | "exception"
            )
    }

    /// Whether a description ties it to something else than the request.
    fn is_elsewhere(&self) -> bool {
        self.described(ELSEWHERE)
    }

    fn described(&self, listed: &[&str]) -> bool {
        let description = first_words(self.value.description().unwrap_or_default());
        words(&description)
            .iter()
            .any(|word| listed.contains(&word.as_str()))
    }

    /// A description such as “An error message” says no more than that.
    fn is_called_error_message(&self) -> bool {
        let description = self.value.description().unwrap_or_default();
        self.mentions("error message") && words(description).len() <= 4
    }

    fn mentions(&self, part: &str) -> bool {
        let description = self.value.description().unwrap_or_default();
        description.to_ascii_lowercase().contains(part)
    }
}

struct Body<'a, 'm> {
    found: ResponseUse<'a>,
    schema: Schema<'a>,
    properties: &'m [Member<'a>],
}

impl<'a> Body<'a, '_> {
    fn judge(&self, member: &Member<'a>) -> Option<Outcome<'a>> {
        if member.is_error() {
            return self.judge_error(member);
        }
        let flag = FLAG_NAMES.contains(&member.name.as_str()) && is_open_boolean(member.value);
        if flag {
            self.judge_flag(member)
        } else {
            self.judge_status(member)
        }
    }

    fn judge_error(&self, member: &Member<'a>) -> Option<Outcome<'a>> {
        let mut errors = self.properties.iter().filter(|other| other.is_error());
        if errors.any(Member::is_elsewhere) || lists_items(member.value) {
            return None;
        }
        let identified =
            is_identified(self.schema) || is_target(self.found.operation(), self.schema);
        let mut evidence = Vec::new();
        if member.described(REQUEST_WORDS) || !identified && member.is_called_error_message() {
            let text = member.value.description().unwrap_or_default();
            evidence.push(format!("it is described as “{}”", first_words(text)));
        }
        if !identified {
            evidence.extend(self.surroundings(member));
            if member.is_plain() && !declares_errors(self.found.operation()) {
                evidence.push("the operation declares no error response".to_owned());
            }
        }
        if looks_like_error(member.value.items().unwrap_or(member.value)) && !identified {
            evidence.push(format!(
                "`{}` has the members of an error",
                member.key.text()
            ));
        }
        // A name alone may as well be the state of a thing.
        if evidence.is_empty() {
            return None;
        }
        let bare_flag = member.value.is(SchemaType::Boolean) && evidence.len() < 2;
        let weight = if bare_flag {
            Weight::Weak
        } else {
            Weight::Strong
        };
        Some(Outcome::new(
            member.key,
            OutcomeKind::Error,
            weight,
            evidence,
        ))
    }

    /// What stands beside the member and says that the body is an answer, not a thing.
    fn surroundings(&self, member: &Member<'a>) -> Vec<String> {
        let others = || {
            self.properties
                .iter()
                .filter(|other| other.key != member.key)
        };
        if let Some(flag) = others().find(|other| other.is_flag()) {
            return vec![format!("`{}` stands beside it", flag.key.text())];
        }
        if let Some(payload) = others().find(|other| PAYLOAD_NAMES.contains(&other.name.as_str())) {
            return vec![format!(
                "`{}` stands beside it for the success",
                payload.key.text()
            )];
        }
        let only_outcome =
            others().all(|other| other.is_error() || OUTCOME_ONLY.contains(&other.name.as_str()));
        if only_outcome && self.properties.len() > 1 {
            return vec!["the body holds nothing but the outcome".to_owned()];
        }
        if let Some(second) = others().find(|other| other.is_error()) {
            return vec![format!("`{}` stands beside it", second.key.text())];
        }
        Vec::new()
    }

    fn judge_flag(&self, member: &Member<'a>) -> Option<Outcome<'a>> {
        let mut evidence = Vec::new();
        let text = member.value.description().unwrap_or_default();
        if text.contains("error otherwise") {
            return None;
        }
        if member.described(REQUEST_WORDS) || text.contains("else") {
            evidence.push(format!("it is described as “{}”", first_words(text)));
        }
        evidence.extend(self.error_beside(member));
        (!evidence.is_empty())
            .then(|| Outcome::new(member.key, OutcomeKind::Flag, Weight::Strong, evidence))
    }

    /// `status: ok | error` is an outcome; `succeeded | failed` is the state of a thing.
    fn judge_status(&self, member: &Member<'a>) -> Option<Outcome<'a>> {
        if !STATUS_NAMES.contains(&member.name.as_str()) {
            return None;
        }
        let values: Vec<String> = member
            .value
            .allowed_values()
            .iter()
            .map(|value| value.text().to_ascii_lowercase())
            .collect();
        let names = |listed: &[&str]| values.iter().any(|value| listed.contains(&value.as_str()));
        let says_outcome = |value: &String| {
            ["ok", "nok", "success", "error", "fail"]
                .iter()
                .any(|word| value.contains(word))
        };
        let tells =
            names(&["ok", "success"]) && names(&["error", "fail", "failure", "failed", "nok"]);
        let is_state = is_identified(self.schema) && self.found.operation().method().is_safe();
        if !tells || is_state || !values.iter().all(says_outcome) {
            return None;
        }
        let mut evidence = vec![format!(
            "`{}` is one of {}",
            member.key.text(),
            values.join(", ")
        )];
        evidence.extend(self.error_beside(member));
        let no_errors = !declares_errors(self.found.operation());
        if no_errors {
            evidence.push("the operation declares no error response".to_owned());
        }
        (evidence.len() > 1)
            .then(|| Outcome::new(member.key, OutcomeKind::Flag, Weight::Strong, evidence))
    }

    fn error_beside(&self, member: &Member<'a>) -> Option<String> {
        let other = self.properties.iter().find(|other| {
            let says_error = matches!(other.name.as_str(), "message" | "msg" | "reason")
                && (other.mentions("error") || other.mentions("fail"));
            other.key != member.key && (other.is_error() || says_error)
        })?;
        Some(format!("`{}` stands beside it", other.key.text()))
    }
}

/// A boolean that may be false.
fn is_open_boolean(schema: Schema<'_>) -> bool {
    let fixed = schema.allowed_values();
    let only_true = !fixed.is_empty() && fixed.iter().all(|value| value.text() == "true");
    schema.is(SchemaType::Boolean)
        && !only_true
        && schema
            .keyword("default")
            .is_none_or(|value| value.text() != "true")
}

/// Whether each entry of a list belongs to an item of its own, which it names.
fn lists_items(schema: Schema<'_>) -> bool {
    let Some(item) = schema.items() else {
        return false;
    };
    item.properties()
        .iter()
        .any(|(key, _)| names_item(&words(key.text())))
}

/// Whether a member of an error says to which item of a request it belongs: `index`, `labelId`.
fn names_item(name: &[String]) -> bool {
    const ALONE: &[&str] = &[
        "index",
        "row",
        "line",
        "item",
        "entity",
        "arn",
        "key",
        "identifier",
    ];
    /// Identifiers that name the request or the error.
    const OF_THE_ERROR: &[&str] = &[
        "error",
        "request",
        "trace",
        "correlation",
        "log",
        "event",
        "instance",
        "help",
        "message",
        "exception",
    ];
    let words: Vec<&str> = name.iter().map(String::as_str).collect();
    match words.as_slice() {
        [only] => ALONE.contains(only),
        ["caused", "by"] => true,
        [first, .., "id" | "key" | "arn" | "identifier"] => !OF_THE_ERROR.contains(first),
        _ => false,
    }
}

fn declares_errors(operation: Operation<'_>) -> bool {
    operation.responses().any(ResponseUse::is_error)
}

/// The beginning of a description, for use in a message.
fn first_words(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(80).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

//! A row of a team's table: which operations have to document which outcomes.

use serde::Deserialize;
use serde_json::Value;

use crate::http::{StatusClass, StatusKey};
use crate::openapi::intent::Purpose;
use crate::openapi::{Demand, Operation, Response, ResponseUse};

/// One row of the table: which operations have to document what.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Row {
    #[serde(default)]
    when: Conditions,
    except: Option<Conditions>,
    codes: Vec<OneOf>,
    #[serde(default)]
    explicit_only: bool,
}

/// What an operation has to be; all that is said must hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Conditions {
    method: Option<Vec<String>>,
    secured: Option<bool>,
    request_body: Option<bool>,
    path_parameters: Option<bool>,
    intent: Option<Vec<Purpose>>,
    tag: Option<Vec<String>>,
}

/// A status, or several of which one is enough.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOf {
    One(Key),
    Any(Vec<Key>),
}

/// A code, a range or `default`, written as a number or as a text.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Value")]
struct Key(StatusKey);

impl TryFrom<Value> for Key {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        StatusKey::parse(&text)
            .map(Self)
            .ok_or_else(|| format!("`{text}` is no status"))
    }
}

impl Row {
    /// What the row asks of the operation and the operation does not document, in words.
    pub(super) fn missing(&self, operation: Operation<'_>) -> Vec<String> {
        if !self.means(operation) {
            return Vec::new();
        }
        let is_missing = |wanted: &&OneOf| {
            !wanted
                .keys()
                .iter()
                .any(|key| self.is_covered(operation, key.0))
        };
        self.codes
            .iter()
            .filter(is_missing)
            .map(OneOf::words)
            .collect()
    }

    fn means(&self, operation: Operation<'_>) -> bool {
        let is_excepted = self
            .except
            .as_ref()
            .is_some_and(|except| except.hold(operation));
        self.when.hold(operation) && !is_excepted
    }

    fn is_covered(&self, operation: Operation<'_>, wanted: StatusKey) -> bool {
        let says_success =
            |found: &ResponseUse<'_>| found.response().is_some_and(Response::says_success);
        let is_success = |found: &ResponseUse<'_>| {
            found.status() == Some(StatusKey::Default) && says_success(found)
        };
        let declared = operation.responses().filter(|found| !is_success(found));
        let mut keys = declared.filter_map(ResponseUse::status);
        keys.any(|key| match (key, wanted) {
            (key, wanted) if key == wanted => true,
            _ if self.explicit_only => false,
            (StatusKey::Default, wanted) => wanted.class().is_some_and(StatusClass::is_error),
            (key, wanted) => {
                key.class() == wanted.class() && (key.code().is_none() || wanted.code().is_none())
            }
        })
    }
}

impl OneOf {
    fn words(&self) -> String {
        let words: Vec<String> = self.keys().iter().map(|key| key.0.to_string()).collect();
        words.join(" or ")
    }

    fn keys(&self) -> &[Key] {
        match self {
            Self::One(key) => std::slice::from_ref(key),
            Self::Any(keys) => keys,
        }
    }
}

impl Conditions {
    fn hold(&self, operation: Operation<'_>) -> bool {
        let method = operation.method().as_str();
        let is_method =
            |names: &Vec<String>| names.iter().any(|name| name.eq_ignore_ascii_case(method));
        let is_tagged = |names: &Vec<String>| {
            operation
                .tags()
                .any(|tag| names.iter().any(|name| name == tag))
        };
        let is_meant = |purposes: &Vec<Purpose>| operation.is_for(purposes);
        let is_secured = |wanted| (operation.security().demand() == Demand::Required) == wanted;
        self.method.as_ref().is_none_or(is_method)
            && self
                .path_parameters
                .is_none_or(|wanted| operation.has_path_parameter() == wanted)
            && self
                .request_body
                .is_none_or(|wanted| operation.has_request_body() == wanted)
            && self.secured.is_none_or(is_secured)
            && self.tag.as_ref().is_none_or(is_tagged)
            && self.intent.as_ref().is_none_or(is_meant)
    }
}

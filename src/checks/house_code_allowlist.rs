//! Status codes that are not on the list that a team or a guideline allows.

use serde_json::Value;

use super::Options;
use super::status_list::{StatusList, reasons};
use crate::finding::{Detection, Token};
use crate::http::StatusKey;
use crate::openapi::intent::{Confidence, Purpose};
use crate::openapi::{Document, Operation, ResponseUse, Role};

/// Compares every key with the list for what its operation does, else for its method, else for all;
/// the codes that are excluded by name are on no list.
pub(super) fn check<'a>(document: &'a Document<'a>, options: &Options<'_>) -> Vec<Detection<'a>> {
    let lists = Lists::of(options);
    if lists.are_empty() {
        return Vec::new();
    }
    document
        .uses()
        .filter(|found| found.operation().role() == Role::Operation)
        .filter_map(|found| lists.judge(found))
        .collect()
}

struct Lists {
    name: String,
    codes: Option<StatusList>,
    methods: Vec<(String, StatusList)>,
    intents: Vec<(Purpose, StatusList)>,
    excluded: Vec<(StatusKey, String)>,
    allows_ranges: bool,
    allows_default: bool,
}

impl Lists {
    fn of(options: &Options<'_>) -> Self {
        let mapping = |name: &str| options.get(name).and_then(Value::as_object);
        let codes = options.get("codes");
        let codes = codes.map(|value| StatusList::new(value, String::new()));
        let methods = mapping("methods").into_iter().flatten();
        let intents = mapping("intents").into_iter().flatten();
        let intents = intents.filter_map(|(word, value)| {
            let purpose = serde_json::from_value(Value::String(word.clone())).ok()?;
            Some((
                purpose,
                StatusList::new(value, format!(" for a {word} operation")),
            ))
        });
        let name = options.get("list-name").and_then(Value::as_str);
        Self {
            name: name.unwrap_or_default().to_owned(),
            codes: codes.filter(|list| !list.is_empty()),
            methods: methods
                .map(|(method, value)| {
                    let method = method.to_ascii_uppercase();
                    let scope = format!(" for {method}");
                    (method, StatusList::new(value, scope))
                })
                .collect(),
            intents: intents.collect(),
            excluded: mapping("excluded").map(reasons).unwrap_or_default(),
            allows_ranges: options.flag("allow-ranges"),
            allows_default: options.flag("allow-default"),
        }
    }

    fn are_empty(&self) -> bool {
        self.codes.is_none()
            && self.methods.is_empty()
            && self.intents.is_empty()
            && self.excluded.is_empty()
    }

    fn judge<'a>(&self, found: ResponseUse<'a>) -> Option<Detection<'a>> {
        let key = found.status()?;
        let mut excluded = self.excluded.iter();
        let reason = excluded.find(|(other, _)| *other == key);
        let list = self.list_for(found.operation());
        if reason.is_none() && list.is_none_or(|list| self.allows(list, key)) {
            return None;
        }
        let scope = list.map_or("", StatusList::scope);
        let reason = reason.map(|(_, reason)| format!(": {reason}"));
        let reason = reason.unwrap_or_default();
        let message = format!("{key} is not among {}{scope}{reason}", self.name);
        let mut detection = Detection::at(Token::Key(found.value()))
            .fact("status", key.to_string())
            .fact("name", message.clone())
            .touching([found.operation()]);
        detection.message = Some(message);
        detection.help = list.and_then(|list| list.remedy(key.class()));
        Some(detection)
    }

    fn list_for(&self, operation: Operation<'_>) -> Option<&StatusList> {
        let of_intent = || {
            let intent = operation.intent();
            let is_sure = intent.confidence == Confidence::High;
            let mut intents = self.intents.iter();
            intents.find(|(purpose, _)| is_sure && *purpose == intent.purpose)
        };
        let of_method = || {
            let method = operation.method().as_str();
            let mut methods = self.methods.iter();
            methods.find(|(name, _)| name.eq_ignore_ascii_case(method))
        };
        let by_intent = if self.intents.is_empty() {
            None
        } else {
            of_intent().map(|(_, list)| list)
        };
        by_intent
            .or_else(|| of_method().map(|(_, list)| list))
            .or(self.codes.as_ref())
    }

    fn allows(&self, list: &StatusList, key: StatusKey) -> bool {
        let is_allowed_form = match key {
            StatusKey::Code(_) => false,
            StatusKey::Range(_) => self.allows_ranges,
            StatusKey::Default => self.allows_default,
        };
        is_allowed_form || list.holds(key)
    }
}

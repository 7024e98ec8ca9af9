//! Whether the options that a configuration sets are those of the rule.

use std::sync::Arc;

use serde_json::Value;

use super::{ConfigError, RuleSetting};
use crate::rule::Rule;
use crate::source::Source;
use crate::strict_yaml::{Placed, did_you_mean};

/// What is wrong with the options in a setting; `rule` is none where the setting is not about a
/// single rule.
pub(super) fn check(
    source: &Arc<Source>,
    rule: Option<&Rule>,
    setting: &Placed<RuleSetting>,
) -> Vec<ConfigError> {
    let checked = setting.options.iter().filter_map(|(key, value)| {
        if let Some(rule) = rule {
            return check_option(source, rule, key, value);
        }
        let message = "options belong to a single rule, not to a category";
        Some(ConfigError::at(source, key.span, message))
    });
    checked.collect()
}

fn check_option(
    source: &Arc<Source>,
    rule: &Rule,
    key: &Placed<String>,
    value: &Placed<Value>,
) -> Option<ConfigError> {
    let name = &rule.name;
    let Some(option) = rule.options.get(&key.value) else {
        let message = format!("the rule `{name}` has no option `{}`", key.value);
        let options: Vec<&str> = rule.options.keys().map(String::as_str).collect();
        let problem = ConfigError::at(source, key.span, message);
        return Some(problem.with_help(did_you_mean(key, &options)));
    };
    let (expected, found) = (kind(&option.default), kind(value));
    (expected != found).then(|| {
        let message = format!("the option `{}` takes {expected}, not {found}", key.value);
        ConfigError::at(source, value.span, message).with_help(Some(option.summary.clone()))
    })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "`true` or `false`",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

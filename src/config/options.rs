//! Whether the options that a configuration sets are those of the rule.

use std::sync::Arc;

use serde_json::Value;

use super::{ConfigError, RuleSetting};
use crate::rule::Rule;
use crate::source::Source;
use crate::strict_yaml::Placed;

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
    let (message, help) = rule.refuses_option(key, value)?;
    let span = if rule.options.contains_key(&key.value) {
        value.span
    } else {
        key.span
    };
    Some(ConfigError::at(source, span, message).with_help(help))
}

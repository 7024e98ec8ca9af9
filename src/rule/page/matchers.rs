//! What is checked of a page's matchers beyond the names of their keys.

use serde_json::Value;

use super::Rule;
use super::front::at_text;
use crate::rule::matcher::value::bad_pattern;
use crate::strict_yaml::{self, Problem, nearest};

impl Rule {
    /// Checks what matchers say beyond their keys: that every regular expression compiles and that
    /// every option is one of the page's. For a user's own pages when they are read, for the
    /// built-in ones by a test.
    ///
    /// # Errors
    /// [`Problem`] at the first expression that does not compile, or at the first unknown option.
    pub(crate) fn check_matchers(&self) -> Result<(), Problem> {
        let head: Value = strict_yaml::read_until(&self.source, self.head_end)?;
        let conditions = ["when", "unless", "demote", "cases", "fix"].map(|key| head.get(key));
        let conditions: Vec<&Value> = conditions.into_iter().flatten().collect();
        let mut texts = conditions.iter().flat_map(|value| texts_in(value));
        if let Some((expression, error)) = texts.find_map(bad_pattern) {
            let reason = error.to_string();
            let last = reason.lines().last().unwrap_or_default().trim().to_owned();
            let message = format!("`/{expression}/` is no regular expression: {last}");
            return Err(at_text(&self.source, &expression, message));
        }
        let mut named = conditions.iter().flat_map(|value| options_in(value));
        match named.find(|name| !self.options.contains_key(*name)) {
            None => Ok(()),
            Some(unknown) => {
                let known = self.options.keys().map(String::as_str);
                let help = match nearest(unknown, known) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("declare it: `options: {{ {unknown}: {{ … }} }}`"),
                };
                let message = format!("the page has no option `{unknown}`");
                Err(at_text(&self.source, unknown, message).with_help(Some(help)))
            }
        }
    }
}

/// All texts in a value, however deep.
fn texts_in(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts_in).collect(),
        Value::Object(entries) => entries.values().flat_map(texts_in).collect(),
        _ => Vec::new(),
    }
}

/// The options that a matcher asks for, however deep.
fn options_in(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().flat_map(options_in).collect(),
        Value::Object(entries) => {
            let named = entries
                .iter()
                .filter(|(key, _)| ["option", "listed-in", "explicit"].contains(&key.as_str()))
                .filter_map(|(_, value)| value.as_str());
            named.chain(entries.values().flat_map(options_in)).collect()
        }
        _ => Vec::new(),
    }
}

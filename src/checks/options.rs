//! The values of a rule's options: what is configured, else what its page gives as default.

use serde_json::{Map, Value};

/// The options of one rule.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    configured: Option<&'a Map<String, Value>>,
    defaults: &'a Map<String, Value>,
}

impl<'a> Options<'a> {
    /// What is configured, over the defaults of the rule's page.
    pub fn new(
        configured: Option<&'a Map<String, Value>>,
        defaults: &'a Map<String, Value>,
    ) -> Self {
        Self {
            configured,
            defaults,
        }
    }

    /// The value of an option; none where the page knows no such option.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        self.configured
            .and_then(|configured| configured.get(name))
            .or_else(|| self.defaults.get(name))
    }

    /// The items of an option that is a list, as texts; numbers are written in decimal.
    pub fn list(&self, name: &str) -> impl Iterator<Item = String> + 'a {
        let items = self.get(name).and_then(Value::as_array);
        items.into_iter().flatten().map(|item| match item {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
    }

    /// Whether an option is set to true.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(value: &Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn what_is_configured_stands_over_the_default_of_the_page() {
        let defaults = map(&serde_json::json!({ "codes": [], "strict": false }));
        let configured = map(&serde_json::json!({ "codes": [470, "471"] }));
        let options = Options::new(Some(&configured), &defaults);
        assert_eq!(options.list("codes").collect::<Vec<_>>(), ["470", "471"]);
        assert!(!options.flag("strict"));
    }
}

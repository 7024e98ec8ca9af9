//! The values of a rule's options: what is configured, else what its page gives as default.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use crate::openapi::NodeId;

/// What one run of a rule has found out about the nodes and texts of a document, so that a schema or
/// a description that thousands of responses share is asked each question once.
#[derive(Debug, Default)]
pub struct Answers {
    nodes: RefCell<FxHashMap<(usize, NodeId), bool>>,
    texts: RefCell<FxHashMap<usize, FxHashMap<String, bool>>>,
}

impl Answers {
    /// The answer to a question, which a number tells apart from others, about a node.
    fn get(&self, question: usize, about: NodeId, ask: impl FnOnce() -> bool) -> bool {
        let key = (question, about);
        let known = self.nodes.borrow().get(&key).copied();
        known.unwrap_or_else(|| {
            let answer = ask();
            self.nodes.borrow_mut().insert(key, answer);
            answer
        })
    }

    /// The answer to a question, which a number tells apart from others, about a text.
    fn of_text(&self, question: usize, text: &str, ask: impl FnOnce() -> bool) -> bool {
        let known = {
            let texts = self.texts.borrow();
            texts
                .get(&question)
                .and_then(|known| known.get(text).copied())
        };
        known.unwrap_or_else(|| {
            let answer = ask();
            let mut texts = self.texts.borrow_mut();
            let answers = texts.entry(question).or_default();
            answers.insert(text.to_owned(), answer);
            answer
        })
    }
}

use crate::http::{StatusCode, StatusKey};

/// The options of one rule.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    configured: Option<&'a Map<String, Value>>,
    defaults: &'a Map<String, Value>,
    answers: Option<&'a Answers>,
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
            answers: None,
        }
    }

    /// The same options for a run that remembers what it found out.
    #[must_use]
    pub fn remembering(self, answers: &'a Answers) -> Self {
        Self {
            answers: Some(answers),
            ..self
        }
    }

    /// Asks a question about a node, but for where this run knows the answer. A number tells
    /// questions apart.
    pub fn once(&self, question: usize, about: NodeId, ask: impl FnOnce() -> bool) -> bool {
        match self.answers {
            Some(answers) => answers.get(question, about, ask),
            None => ask(),
        }
    }

    /// Asks a question about a text, but for where this run knows the answer.
    pub fn once_for(&self, question: usize, text: &str, ask: impl FnOnce() -> bool) -> bool {
        match self.answers {
            Some(answers) => answers.of_text(question, text, ask),
            None => ask(),
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

    /// Whether an option that is a list holds a name, case aside; `*` stands for any text.
    pub fn names(&self, option: &str, name: &str) -> bool {
        let items = self.get(option).and_then(Value::as_array);
        let mut patterns = items.into_iter().flatten().filter_map(Value::as_str);
        patterns.any(|pattern| fits(pattern, name))
    }

    /// The statuses in an option that is a list: codes, ranges and `default`; what is none is left
    /// out.
    pub fn statuses(&self, name: &str) -> impl Iterator<Item = StatusKey> + 'a {
        let items = self.get(name).and_then(Value::as_array);
        items.into_iter().flatten().filter_map(|item| match item {
            Value::String(text) => StatusKey::parse(text),
            other => {
                let number = u16::try_from(other.as_u64()?).ok()?;
                StatusCode::new(number).map(StatusKey::Code)
            }
        })
    }

    /// Whether an option is set to true.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or_default()
    }
}

/// Whether a name is the pattern, case aside, where each `*` stands for any text.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else {
        return pattern.eq_ignore_ascii_case(name);
    };
    let name = name.to_ascii_lowercase();
    let Some(mut tail) = name.strip_prefix(&head.to_ascii_lowercase()) else {
        return false;
    };
    let rest = rest.to_ascii_lowercase();
    let mut parts = rest.split('*');
    let last = parts.next_back().unwrap_or_default();
    for part in parts {
        match tail.split_once(part) {
            Some((_, behind)) => tail = behind,
            None => return false,
        }
    }
    tail.ends_with(last)
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

    #[test]
    fn a_listed_name_may_hold_stars_and_has_no_case() {
        let defaults =
            map(&serde_json::json!({ "accept": ["Retry-After", "X-Rate*Limit*-Reset*"] }));
        let options = Options::new(None, &defaults);
        for name in [
            "retry-after",
            "X-RateLimit-Reset",
            "x-rate-limit-user-reset-after",
        ] {
            assert!(options.names("accept", name), "{name}");
        }
        for name in ["Retry", "X-RateLimit-Limit", "X-Reset"] {
            assert!(!options.names("accept", name), "{name}");
        }
    }
}

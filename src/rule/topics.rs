//! Which statuses and methods a rule speaks of, taken from what its page asks.

use serde_json::Value;

use super::front_matter::OptionSpec;
use super::matcher::status::StatusSet;
use super::matcher::value::Text;
use super::page::Rule;
use crate::http::{Method, StatusClass, StatusCode, VendorCode};

/// The statuses and methods that a rule speaks of.
///
/// What `when` asks for counts, and what an operation must declare, wherever it is asked. What only
/// exempts a target does not. A native check has no matchers; there the words of its page count.
#[derive(Clone, Debug, Default)]
pub struct Topics {
    statuses: Vec<StatusSet>,
    registry: Vec<String>,
    methods: Vec<Text>,
    words: Vec<String>,
}

impl Rule {
    /// The statuses and methods that the rule speaks of.
    pub fn topics(&self) -> Topics {
        let mut topics = Topics::default();
        let Some(head) = self.head() else {
            return topics;
        };
        if self.check.is_some() {
            topics.add_words(&head);
        }
        if let Some(when) = head.get("when") {
            topics.add_matcher(when, true, self);
        }
        if let Some(unless) = head.get("unless") {
            topics.add_matcher(unless, false, self);
        }
        topics
    }
}

impl Topics {
    /// Whether the rule is about this code, and not only about its whole class.
    pub fn name_code(&self, code: StatusCode) -> bool {
        let names = |set: &StatusSet| set.has_code(code) && !set.has_range(code.class());
        self.statuses.iter().any(names)
            || self.registry.iter().any(|word| describes(word, code))
            || self.words.iter().any(|word| *word == code.to_string())
    }

    /// Whether the rule is about all codes of this class.
    pub fn name_class(&self, class: StatusClass) -> bool {
        self.statuses.iter().any(|set| set.has_range(class))
            || self
                .words
                .iter()
                .any(|word| word.eq_ignore_ascii_case(class.as_str()))
    }

    /// Whether the rule is about this method.
    pub fn name_method(&self, method: &Method) -> bool {
        let name = method.as_str();
        self.methods
            .iter()
            .any(|text| text.matches_without_case(name))
            || self.words.iter().any(|word| word == name)
    }

    fn add_matcher(&mut self, matcher: &Value, wanted: bool, rule: &Rule) {
        match matcher {
            Value::Array(parts) => {
                for part in parts {
                    self.add_matcher(part, wanted, rule);
                }
            }
            Value::Object(keys) => {
                for (key, value) in keys {
                    self.add_key(key, value, wanted, rule);
                }
            }
            _ => {}
        }
    }

    fn add_key(&mut self, key: &str, value: &Value, wanted: bool, rule: &Rule) {
        match key {
            "not" | "none" => self.add_matcher(value, !wanted, rule),
            "declares" => self.add_statuses(value.get("status").unwrap_or(value)),
            "status" if wanted => self.add_statuses(value),
            "method" if wanted => self.methods.extend(texts(value)),
            "registry" if wanted => self.registry.extend(strings(value)),
            "listed-in" if wanted => {
                let option = value.as_str().and_then(|name| rule.options.get(name));
                let listed = option
                    .into_iter()
                    .flat_map(|OptionSpec { default, .. }| strings(default));
                self.words.extend(listed);
            }
            "status" | "method" | "registry" | "listed-in" => {}
            _ => self.add_matcher(value, wanted, rule),
        }
    }

    fn add_statuses(&mut self, value: &Value) {
        self.statuses
            .extend(serde_json::from_value::<StatusSet>(value.clone()).ok());
    }

    fn add_words(&mut self, head: &Value) {
        const SAYING: [&str; 6] = ["summary", "message", "help", "note", "cases", "options"];
        let texts = SAYING.iter().filter_map(|key| head.get(key));
        let is_word = |character: char| character.is_ascii_alphanumeric();
        for text in texts.flat_map(strings) {
            let words = text.split(|character| !is_word(character));
            self.words
                .extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
        }
    }
}

/// Whether a word of the registry singles out this code.
fn describes(word: &str, code: StatusCode) -> bool {
    use crate::http::ApiUse;
    let registration = code.registration();
    let has_use = |uses: &[ApiUse]| registration.is_some_and(|row| uses.contains(&row.api_use));
    match word {
        "vendor" => registration.is_none() && VendorCode::of(code.number()).is_some(),
        "obsolete" => has_use(&[ApiUse::Obsolete, ApiUse::Reserved]),
        "protocol" => has_use(&[ApiUse::Protocol, ApiUse::ProxyOnly]),
        "webdav" => has_use(&[ApiUse::WebDav]),
        _ => false,
    }
}

fn texts(value: &Value) -> Vec<Text> {
    strings(value)
        .iter()
        .map(|text| Text::parse(text))
        .collect()
}

/// All texts and numbers in a value, however deep.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(entries) => entries.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn topics(rest: &str) -> Topics {
        let text = format!("---\nsummary: A thing\nseverity: info\nsince: 0.1.0\n{rest}\n---\n");
        let page = Rule::parse(Source::from_text("thing.md", text), "keys", "a-thing");
        page.unwrap().topics()
    }

    fn code(number: u16) -> StatusCode {
        StatusCode::new(number).unwrap()
    }

    #[test]
    fn a_rule_speaks_of_what_it_asks_for_and_not_of_what_it_exempts() {
        let topics = topics(
            "on: response\nwhen: { status: [429, 503], not: { status: 400 } }\n\
             unless: { operation: { method: head }, status: 503 }\nmessage: m",
        );
        assert!(topics.name_code(code(429)) && !topics.name_code(code(400)));
        assert!(!topics.name_method(&Method::Head));
    }

    #[test]
    fn what_an_operation_must_declare_counts_wherever_it_is_asked() {
        let topics = topics(
            "on: operation\nwhen: { method: [get, delete] }\n\
             unless: { declares: { status: [404, 410], default: true } }\nmessage: m",
        );
        assert!(topics.name_code(code(410)) && topics.name_method(&Method::Delete));
        assert!(!topics.name_method(&Method::Post));
    }

    #[test]
    fn a_range_is_about_its_class_and_not_about_each_code() {
        let topics = topics("on: response\nwhen: { status: [4XX, 500] }\nmessage: m");
        assert!(topics.name_class(StatusClass::ClientError) && !topics.name_code(code(404)));
        assert!(topics.name_code(code(500)) && !topics.name_class(StatusClass::ServerError));
    }

    #[test]
    fn the_registry_singles_codes_out() {
        let topics = topics("on: response\nwhen: { registry: vendor }\nmessage: m");
        assert!(topics.name_code(code(520)) && !topics.name_code(code(500)));
    }
}

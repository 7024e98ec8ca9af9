//! Which statuses an operation covers: by their own keys, by a range, or by `default`.

use super::status::StatusSet;
use super::syntax::{Coverage, FlagOrOption};
use super::value::ShortOrLong;
use crate::checks::Options;
use crate::http::StatusKey;
use crate::openapi::{Operation, Response, ResponseUse};

/// Statuses of which one must be covered, and what counts as covering (OpenAPI, Responses Object:
/// a code stands before its range, a range before `default`).
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    statuses: StatusSet,
    /// The option that lists more statuses.
    listed_in: Option<String>,
    by_default: bool,
    only_explicit: FlagOrOption,
}

impl Declared {
    pub(super) fn new(written: &ShortOrLong<StatusSet, Coverage>) -> Self {
        match written {
            ShortOrLong::Short(statuses) => Self {
                statuses: *statuses,
                listed_in: None,
                by_default: false,
                only_explicit: FlagOrOption::Flag(false),
            },
            ShortOrLong::Long(long) => Self {
                statuses: long.status.unwrap_or_default(),
                listed_in: long.listed_in.clone(),
                by_default: long.default.unwrap_or_default(),
                only_explicit: long.explicit.clone().unwrap_or(FlagOrOption::Flag(false)),
            },
        }
    }

    /// Whether one of the statuses is covered.
    pub(super) fn holds(&self, operation: Operation<'_>, options: &Options<'_>) -> bool {
        let only_explicit = self.only_explicit.is_set(options);
        operation.responses().any(|declared| {
            declared.status().is_some_and(|key| {
                self.names(key, only_explicit)
                    || self.lists(key, only_explicit, options)
                    || (key == StatusKey::Default && !only_explicit && self.is_left_to(declared))
            })
        })
    }

    fn names(&self, key: StatusKey, only_explicit: bool) -> bool {
        match key {
            StatusKey::Code(code) => self.statuses.has_code(code),
            StatusKey::Range(class) if only_explicit => self.statuses.has_range(class),
            StatusKey::Range(class) => self.statuses.touches_class(class),
            StatusKey::Default => self.statuses.has_default(),
        }
    }

    /// Whether the option lists what the key stands for; where only the explicit counts, the key
    /// itself, so that an option can tell `4XX` from the codes in it.
    fn lists(&self, key: StatusKey, only_explicit: bool, options: &Options<'_>) -> bool {
        let Some(name) = &self.listed_in else {
            return false;
        };
        let mut listed = options.statuses(name);
        listed.any(|wanted| match (wanted, key) {
            (StatusKey::Code(code), StatusKey::Range(class))
            | (StatusKey::Range(class), StatusKey::Code(code)) => {
                !only_explicit && code.class() == class
            }
            _ => wanted == key,
        })
    }

    /// Whether `default` stands for the statuses: not where it is said to be the success.
    fn is_left_to(&self, default: ResponseUse<'_>) -> bool {
        self.by_default && !default.response().is_some_and(Response::says_success)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::openapi::{Document, Forest};
    use crate::source::Source;
    use crate::syntax::{self, Limits};

    fn covers(declares: &str, keys: &str, configured: &Value) -> bool {
        let keys: Vec<String> = keys.split(' ').map(response).collect();
        let text = format!(
            "{{\"openapi\": \"3.1.0\", \"paths\": {{\"/a\": {{\"get\": {{\"responses\": {{{}}}}}}}}}}}",
            keys.join(",")
        );
        let source = Source::from_text("openapi.json", &text);
        let tree = syntax::parse(source.into(), Limits::default()).unwrap();
        let forest = Forest::of_text(tree.into());
        let root = forest.trees().next().unwrap().documents().next().unwrap();
        let document = Document::new(&forest, root).unwrap();
        let configured = configured.as_object().cloned().unwrap();
        let defaults = Map::new();
        let options = Options::new(Some(&configured), &defaults);
        let question = Declared::new(&crate::strict_yaml::of_text(declares).unwrap());
        question.holds(document.operations().next().unwrap(), &options)
    }

    fn response(key: &str) -> String {
        let (key, description) = key.split_once('=').unwrap_or((key, "What went wrong"));
        format!("\"{key}\": {{\"description\": \"{description}\"}}")
    }

    #[test]
    fn a_range_and_a_default_cover_unless_only_the_explicit_counts() {
        let declares = "{ status: 404, default: true, explicit: explicit-only }";
        let lenient = json!({});
        let strict = json!({ "explicit-only": true });
        for keys in ["404", "200 4XX", "200 default"] {
            assert!(covers(declares, keys, &lenient), "{keys}");
            assert_eq!(covers(declares, keys, &strict), keys == "404", "{keys}");
        }
        assert!(!covers(declares, "200 403", &lenient));
    }

    #[test]
    fn a_default_that_is_the_success_covers_nothing() {
        let declares = "{ status: 404, default: true }";
        assert!(!covers(declares, "default=OK", &json!({})));
        assert!(!covers(
            declares,
            "default=Successful.operation",
            &json!({})
        ));
        assert!(covers(declares, "default=Success.or.an.error", &json!({})));
    }

    #[test]
    fn an_option_can_name_a_range_without_its_codes() {
        let declares = "{ listed-in: codes, default: true, explicit: true }";
        let codes = json!({ "codes": [400, "4XX"] });
        assert!(covers(declares, "400", &codes));
        assert!(covers(declares, "4XX", &codes));
        assert!(!covers(declares, "404", &codes));
        let lenient = "{ listed-in: codes }";
        assert!(covers(lenient, "404", &codes));
        assert!(!covers(lenient, "500", &codes));
    }
}

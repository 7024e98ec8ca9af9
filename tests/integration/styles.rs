//! Fixing documents that are written in every way that YAML allows: in blocks and brackets, with
//! comments everywhere, with every kind of quotes and line breaks, and with anchors.

#![expect(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by panicking"
)]

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use statuslint::Linter;
use statuslint::config::{Flags, Settings};
use statuslint::fix::{Mended, Mender, unified};
use statuslint::source::Source;
use statuslint::syntax::{Limits, Tree, parse, to_json};

/// What a document says, before it is written.
#[derive(Clone, Debug)]
enum Value {
    Text(&'static str),
    Mapping(Vec<(&'static str, Value)>),
    Sequence(Vec<Value>),
    /// What an earlier response says, by an alias where the style has any.
    Again,
}

/// Decisions on style, taken one after the other.
struct Style {
    decisions: Vec<u8>,
    next: usize,
    indent: usize,
    anchors: bool,
    anchored: bool,
    comments: usize,
}

impl Style {
    fn one_in(&mut self, many: u8) -> bool {
        let decision = self.decisions[self.next % self.decisions.len()];
        self.next += 1;
        decision.is_multiple_of(many)
    }

    /// A comment of its own, so that its loss is seen.
    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("# comment {}", self.comments)
    }

    fn scalar(&mut self, text: &str, in_flow: bool) -> String {
        let needs_quotes = text.is_empty()
            || text.contains(['#', ':', '{', '*', '\''])
            || in_flow && text.contains([',', '[']);
        if self.one_in(3) {
            format!("\"{text}\"")
        } else if self.one_in(2) || needs_quotes {
            format!("'{}'", text.replace('\'', "''"))
        } else {
            text.to_owned()
        }
    }

    fn flow(&mut self, value: &Value) -> String {
        match value {
            Value::Text(text) => self.scalar(text, true),
            Value::Again => "{ description: Again }".to_owned(),
            Value::Sequence(items) => {
                let items: Vec<String> = items.iter().map(|item| self.flow(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Mapping(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| {
                        let key = self.scalar(key, true);
                        format!("{key}: {}", self.flow(value))
                    })
                    .collect();
                let (pad, comma) = if self.one_in(2) {
                    (" ", ", ")
                } else {
                    ("", ",")
                };
                let trail = if self.one_in(5) && !entries.is_empty() {
                    ","
                } else {
                    ""
                };
                format!("{{{pad}{}{trail}{pad}}}", entries.join(comma))
            }
        }
    }

    /// The entries of a block mapping, each on its lines.
    fn block(&mut self, entries: &[(&'static str, Value)], depth: usize, out: &mut String) {
        let blanks = " ".repeat(depth * self.indent);
        for (key, value) in entries {
            if self.one_in(6) {
                out.push('\n');
            }
            if self.one_in(5) {
                let comment = self.comment();
                let _ = writeln!(out, "{blanks}{comment}");
            }
            let _ = write!(out, "{blanks}{}:", self.scalar(key, false));
            match value {
                Value::Mapping(inner)
                    if !inner.is_empty() && depth < 3 || is_long(value) && !self.one_in(4) =>
                {
                    let Value::Mapping(inner) = value else {
                        unreachable!()
                    };
                    if *key == "404" && self.anchors && !self.anchored {
                        out.push_str(" &shared");
                        self.anchored = true;
                    }
                    self.end_line(out);
                    self.block(inner, depth + 1, out);
                }
                Value::Again if self.anchored => {
                    out.push_str(" *shared");
                    self.end_line(out);
                }
                Value::Text(text)
                    if *key == "description" && self.one_in(6) && !text.is_empty() =>
                {
                    let deeper = " ".repeat((depth + 1) * self.indent);
                    let _ = write!(out, " |-\n{deeper}{text}\n");
                }
                other => {
                    let text = self.flow(other);
                    let _ = write!(out, " {text}");
                    self.end_line(out);
                }
            }
        }
    }

    fn end_line(&mut self, out: &mut String) {
        if self.one_in(5) {
            let comment = self.comment();
            let _ = write!(out, " {comment}");
        }
        out.push('\n');
    }
}

fn is_long(value: &Value) -> bool {
    matches!(value, Value::Mapping(entries) if !entries.is_empty())
}

fn response() -> impl Strategy<Value = Value> {
    use Value::{Again, Mapping, Text};
    let described = |text| ("description", Text(text));
    let schema = || Mapping(vec![("type", Text("object"))]);
    let json = move || {
        Mapping(vec![(
            "application/json",
            Mapping(vec![("schema", schema())]),
        )])
    };
    let header = |name| {
        (
            name,
            Mapping(vec![("schema", Mapping(vec![("type", Text("string"))]))]),
        )
    };
    prop_oneof![
        Just(Mapping(vec![described("The order")])),
        Just(Mapping(vec![described("")])),
        Just(Mapping(vec![("content", json())])),
        Just(Mapping(vec![described("Payload too large, twice")])),
        Just(Mapping(vec![described("Unprocessable Entity")])),
        Just(Mapping(vec![described("It's fine"), ("content", json())])),
        Just(Mapping(vec![
            described("With headers"),
            (
                "headers",
                Mapping(vec![header("Content-Type"), header("X-Trace")])
            ),
            ("content", json()),
        ])),
        Just(Mapping(vec![
            ("headers", Mapping(vec![header("Content-Type")])),
            described("One header"),
        ])),
        Just(Again),
    ]
}

fn operation() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    let keys = vec![
        "200", "201", "204", "302", "304", "400", "401", "404", "4xx", "413", "422", "429", "5XX",
        "500", "503", "default", "200 OK", "420",
    ];
    let chosen = proptest::sample::subsequence(keys, 1..6).prop_shuffle();
    chosen.prop_flat_map(|keys| {
        let responses: Vec<_> = keys.iter().map(|_| response()).collect();
        responses.prop_map(move |responses| keys.iter().copied().zip(responses).collect())
    })
}

fn document() -> impl Strategy<Value = Value> {
    let operations = proptest::collection::vec(operation(), 2..5);
    (operations, any::<bool>()).prop_map(|(operations, is_secured)| {
        use Value::{Mapping, Sequence, Text};
        let places = [
            ("/orders", "get"),
            ("/orders/{id}", "delete"),
            ("/customers", "post"),
            ("/customers/{id}", "put"),
        ];
        let paths = places
            .into_iter()
            .zip(operations)
            .map(|((path, method), responses)| {
                let mut fields = vec![("responses", Mapping(responses))];
                if path.contains('{') {
                    let id = [("name", "id"), ("in", "path")];
                    let mut id: Vec<_> = id.map(|(key, text)| (key, Text(text))).into();
                    id.push(("schema", Mapping(vec![("type", Text("string"))])));
                    fields.insert(0, ("parameters", Sequence(vec![Mapping(id)])));
                }
                if is_secured {
                    fields.push((
                        "security",
                        Sequence(vec![Mapping(vec![("token", Sequence(vec![]))])]),
                    ));
                }
                (path, Mapping(vec![(method, Mapping(fields))]))
            });
        let scheme = Mapping(vec![("type", Text("http")), ("scheme", Text("bearer"))]);
        Mapping(vec![
            ("openapi", Text("3.1.0")),
            (
                "info",
                Mapping(vec![("title", Text("Orders")), ("version", Text("one"))]),
            ),
            ("paths", Mapping(paths.collect())),
            (
                "components",
                Mapping(vec![("securitySchemes", Mapping(vec![("token", scheme)]))]),
            ),
        ])
    })
}

/// A document in a style, and whether it has an alias.
fn written() -> impl Strategy<Value = (String, bool)> {
    let style = (
        proptest::collection::vec(any::<u8>(), 40..200),
        1_usize..5,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    (document(), style).prop_map(|(value, (decisions, indent, anchors, crlf, cut))| {
        let mut style = Style {
            decisions,
            next: 0,
            indent,
            anchors,
            anchored: false,
            comments: 0,
        };
        let Value::Mapping(entries) = value else {
            unreachable!("a document is a mapping")
        };
        let mut text = String::new();
        style.block(&entries, 0, &mut text);
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        if cut {
            text.truncate(text.trim_end().len());
        }
        (text, style.anchored)
    })
}

fn tree(text: &str) -> Tree {
    let source = Arc::new(Source::from_text("a.yaml", text));
    parse(source, Limits::default()).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

fn json(text: &str) -> String {
    to_json(tree(text).documents().next().unwrap())
}

fn value(text: &str) -> serde_json::Value {
    serde_json::from_str(&json(text)).unwrap()
}

fn comments(text: &str) -> Vec<String> {
    let tree = tree(text);
    let comments = tree.comments().iter();
    comments
        .map(|one| tree.source().slice(one.span).to_owned())
        .collect()
}

fn after(mended: &Mended, before: &str) -> String {
    let change = mended.changes.first();
    change.map_or_else(
        || before.to_owned(),
        |change| change.after.text().to_owned(),
    )
}

fn linter() -> Linter {
    let flags = Flags {
        select: vec!["all".to_owned()],
        isolated: true,
        ..Flags::default()
    };
    Linter::with_settings(Settings::from_flags(&flags).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_style_survives_being_mended((text, has_anchor) in written()) {
        let linter = linter();
        let menders = [(Mender::new(&linter), true), (Mender::new(&linter).with_unsafe(), false)];
        for (mender, is_safe) in menders {
            let mended = mender.mend_text("a.yaml", &text);
            let fixed = after(&mended, &text);
            prop_assert!(mended.report.failures.is_empty(), "{text}");
            // That a fix brings something else to light in a document without sense is no mistake.
            let is_mistake = |one: &&statuslint::fix::Withdrawn| !one.reason.contains("would be found");
            let mistakes = mended.withdrawn.iter().filter(is_mistake);
            let reasons: Vec<_> = mistakes.map(|one| (&one.rule, &one.title, &one.reason)).collect();
            prop_assert!(reasons.is_empty(), "{reasons:?}\n{text}");
            let kept = comments(&fixed);
            let removes = mended.fixed.iter().any(|fixed| fixed.title.starts_with("remove"));
            let lost = comments(&text).into_iter().find(|comment| !kept.contains(comment));
            prop_assert!(removes || lost.is_none(), "{lost:?} is lost:\n{}", unified(&mended.changes[0]));
            prop_assert_eq!(fixed.contains("\r\n"), text.contains("\r\n"));
            prop_assert_eq!(fixed.ends_with('\n'), text.ends_with('\n'), "{}", fixed);
            let again = mender.mend_text("a.yaml", &fixed);
            prop_assert!(again.changes.is_empty(), "{}\nof\n{fixed}", unified(&again.changes[0]));
            // Of unsafe fixes that exclude each other the one that comes first is made, and some come
            // later because the quotes of a key do not concern JSON.
            if is_safe && !has_anchor {
                let twin = json(&text);
                let twin = after(&mender.mend_text("a.json", &twin), &twin);
                prop_assert_eq!(value(&fixed), value(&twin), "{}", text);
            }
        }
    }
}

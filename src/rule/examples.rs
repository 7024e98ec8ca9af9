//! The examples of a page as tests: what stands under `## Bad` must be found, what stands under
//! `## Good` must not, and what stands under `## Fixed` must be what fixing makes of the Bad blocks that
//! have a fix, in their order.
//!
//! A block is a document, or a part of one that is completed: only `paths:`, only a path, only an
//! operation, or only `responses:`. It is run in every version of OpenAPI that the rule applies to,
//! as YAML and as JSON. A first line `# options: { name: value }` sets options of the rule for it.

mod fixed;

use std::sync::Arc;

use serde_json::{Map, Value};

use super::front_matter::NotationOf;
use super::page::Rule;
use crate::finding::Finding;
use crate::openapi::Version;
use crate::source::Source;
use crate::strict_yaml;
use crate::syntax::{self, Limits};

/// Marks the line of a Bad block on which the rule's finding stands.
const MARK: &str = "# <- finding";

/// Begins the first line of a block that sets options of its rule.
const OPTIONS: &str = "# options:";

/// One run of one example.
#[derive(Clone, Debug)]
pub struct Case {
    /// The page, the line of the block, the version and the notation.
    pub name: String,
    /// The whole document.
    pub text: String,
    /// What is set for the options of the rule.
    pub options: Map<String, Value>,
    /// The lines, from 1, that must hold one finding each; none for JSON, whose lines differ.
    lines: Option<Vec<u32>>,
}

/// An example that is not what its page says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{case}: {message}")]
pub struct ExampleFailure {
    /// The page, the line of the block, the version and the notation.
    pub case: String,
    /// What was expected, and what came.
    pub message: String,
}

impl Rule {
    /// Runs the examples of the page. `lint` gives the findings for a document; those of other
    /// rules are left aside. `mend` gives the document with all fixes made.
    pub fn test_examples(
        &self,
        mut lint: impl FnMut(&Case) -> Vec<Finding>,
        mend: impl FnMut(&Case) -> String,
    ) -> Vec<ExampleFailure> {
        let mut failures = self.test_fixes(mend);
        for block in self
            .blocks()
            .iter()
            .filter(|block| block.kind != Kind::Fixed)
        {
            let options = match block.options(self) {
                Ok(options) => options,
                Err(failure) => {
                    failures.push(failure);
                    continue;
                }
            };
            for version in block.versions(self) {
                let yaml = block.case(self, version, options.clone());
                let findings = self.own(lint(&yaml));
                failures.extend(yaml.compare_lines(&findings));
                if self.notation == Some(NotationOf::Yaml) {
                    continue;
                }
                match yaml.as_json() {
                    Ok(json) => {
                        let twins = self.own(lint(&json));
                        failures.extend(json.compare_pointers(&findings, &twins));
                    }
                    Err(failure) => failures.push(failure),
                }
            }
        }
        failures
    }

    /// What to select for a run of the examples: the rule itself, and all others where it is about
    /// how they are silenced.
    pub fn selected_for_examples(&self) -> Vec<String> {
        let is_about_others = self.check.as_deref() == Some("suppressions");
        let others = is_about_others.then(|| "all".to_owned());
        std::iter::once(self.name.to_string())
            .chain(others)
            .collect()
    }

    /// How many examples the page has under `## Bad` and under `## Good`.
    pub fn count_examples(&self) -> (usize, usize) {
        let blocks = self.blocks();
        let count = |kind| blocks.iter().filter(|block| block.kind == kind).count();
        (count(Kind::Bad), count(Kind::Good))
    }

    fn own(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let own = findings.into_iter();
        own.filter(|finding| finding.rule == self.name).collect()
    }

    fn blocks(&self) -> Vec<Block<'_>> {
        let first_line = self.source().line_column(self.body().start()).line;
        let mut blocks = Vec::new();
        let mut kind = None;
        let mut open: Option<(u32, usize)> = None;
        let mut offset = 0;
        for (line, text) in (first_line..).zip(self.page().split_inclusive('\n')) {
            let start = offset;
            offset += text.len();
            match (open, text.trim_end()) {
                (None, heading) if heading.starts_with("## ") => {
                    kind = match heading {
                        "## Bad" => Some(Kind::Bad),
                        "## Fixed" => Some(Kind::Fixed),
                        "## Good" => Some(Kind::Good),
                        _ => None,
                    };
                }
                (None, "```yaml") => open = Some((line, offset)),
                (Some((opened, from)), "```") => {
                    open = None;
                    if let (Some(kind), Some(text)) = (kind, self.page().get(from..start)) {
                        blocks.push(Block {
                            kind,
                            line: opened,
                            text,
                        });
                    }
                }
                _ => {}
            }
        }
        blocks
    }
}

/// The heading that a block stands below.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bad,
    Fixed,
    Good,
}

/// A fenced block below `## Bad`, `## Fixed` or `## Good`.
struct Block<'a> {
    kind: Kind,
    line: u32,
    text: &'a str,
}

impl Block<'_> {
    fn first_key(&self) -> &str {
        let is_content = |line: &&str| !line.is_empty() && !line.trim_start().starts_with('#');
        let line = self.text.lines().find(is_content).unwrap_or_default();
        let (key, _) = line.split_once(':').unwrap_or((line, ""));
        key.trim_matches(['\'', '"'])
    }

    /// The options that its first line sets.
    fn options(&self, rule: &Rule) -> Result<Map<String, Value>, ExampleFailure> {
        let line = self.text.lines().next().unwrap_or_default();
        let Some(written) = line.strip_prefix(OPTIONS) else {
            return Ok(Map::new());
        };
        let failure = |message: String| ExampleFailure {
            case: format!("{}:{}", rule.source().name(), self.line),
            message,
        };
        let source = Arc::new(Source::from_text("options", written));
        let options: Map<String, Value> = strict_yaml::read_until(&source, written.len())
            .map_err(|problem| failure(format!("`{line}`: {}", problem.message)))?;
        let mut names = options.keys();
        match names.find(|name| !rule.options.contains_key(*name)) {
            Some(unknown) => Err(failure(format!("the rule has no option `{unknown}`"))),
            None => Ok(options),
        }
    }

    /// The versions to run it in: its own where it names one, else those of the rule; what is
    /// written for 3.x is not run as 2.0.
    fn versions(&self, rule: &Rule) -> Vec<Option<Version>> {
        if matches!(self.first_key(), "openapi" | "swagger") {
            return vec![None];
        }
        let is_for_3 = rule.versions.iter().any(|version| !version.is_swagger());
        let versions = rule.versions.iter().copied();
        versions
            .filter(|version| !(is_for_3 && version.is_swagger()))
            .map(Some)
            .collect()
    }

    fn case(&self, rule: &Rule, version: Option<Version>, options: Map<String, Value>) -> Case {
        let (head, depth) = self.surroundings(version);
        let mut text = head;
        for line in self.text.lines() {
            if !line.is_empty() {
                text.push_str(&" ".repeat(depth));
            }
            text.push_str(line);
            text.push('\n');
        }
        let marked = (1..)
            .zip(text.lines())
            .filter(|(_, line)| line.ends_with(MARK));
        let lines = marked.map(|(line, _)| line).collect();
        let version = version.map_or_else(String::new, |version| format!(" as {version}"));
        Case {
            name: format!("{}:{}{version}", rule.source().name(), self.line),
            lines: Some(lines),
            options,
            text,
        }
    }

    /// What goes before the block to make it a document, and how deep the block is indented.
    fn surroundings(&self, version: Option<Version>) -> (String, usize) {
        let Some(version) = version else {
            return (String::new(), 0);
        };
        let claim = match version {
            Version::V2_0 => "swagger: '2.0'",
            Version::V3_0 => "openapi: 3.0.3",
            Version::V3_1 => "openapi: 3.1.0",
            Version::V3_2 => "openapi: 3.2.0",
        };
        let head = format!("{claim}\ninfo:\n  title: Example\n  version: '1'\n");
        match self.first_key() {
            key if key.starts_with('/') => (head + "paths:\n", 2),
            "responses" => (head + "paths:\n  /example:\n    get:\n", 6),
            "get" | "head" | "post" | "put" | "patch" | "delete" | "options" | "trace"
            | "query" | "parameters" => (head + "paths:\n  /example:\n", 4),
            _ => (head, 0),
        }
    }
}

impl Case {
    /// The same document in JSON.
    fn as_json(&self) -> Result<Self, ExampleFailure> {
        let source = Arc::new(Source::from_text("example.yaml", self.text.as_str()));
        let tree = syntax::parse(source, Limits::default())
            .map_err(|error| self.failure(format!("it is no YAML: {error}")))?;
        let document = tree.documents().next();
        let document = document.ok_or_else(|| self.failure("it is empty".to_owned()))?;
        Ok(Self {
            name: format!("{} in JSON", self.name),
            text: syntax::to_json(document),
            options: self.options.clone(),
            lines: None,
        })
    }

    fn compare_lines(&self, findings: &[Finding]) -> Option<ExampleFailure> {
        let expected = self.lines.as_deref().unwrap_or_default();
        let mut found: Vec<u32> = findings
            .iter()
            .map(|finding| finding.place.start().line)
            .collect();
        found.sort_unstable();
        (found != expected).then(|| {
            let shown: Vec<String> = findings
                .iter()
                .map(|finding| format!("{:?} {}", finding.place, finding.message))
                .collect();
            self.failure(format!(
                "expected findings on the lines {expected:?}, but they stand on {found:?}: {shown:?}\n{}",
                self.text
            ))
        })
    }

    fn compare_pointers(&self, yaml: &[Finding], json: &[Finding]) -> Option<ExampleFailure> {
        let pointers = |findings: &[Finding]| {
            let pointers = findings
                .iter()
                .map(|finding| finding.place.pointer().to_string());
            let mut pointers: Vec<String> = pointers.collect();
            pointers.sort();
            pointers
        };
        let (expected, found) = (pointers(yaml), pointers(json));
        (found != expected).then(|| {
            self.failure(format!(
                "the YAML form has findings at {expected:?}, the JSON form at {found:?}"
            ))
        })
    }

    fn failure(&self, message: String) -> ExampleFailure {
        ExampleFailure {
            case: self.name.clone(),
            message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The failures of a page whose only example begins with this line, without linting it.
    fn failures(first_line: &str) -> Vec<ExampleFailure> {
        let page = format!(
            "---\nsummary: s\nseverity: info\nsince: 0.1.0\non: response\nwhen: {{ status: 418 }}\n\
             options: {{ wanted: {{ summary: s, default: [] }} }}\nmessage: m\n---\n\
             ## Good\n\n```yaml\n{first_line}\nresponses: {{}}\n```\n"
        );
        let rule = Rule::parse(Source::from_text("page.md", page), "keys", "page").unwrap();
        rule.test_examples(
            |case| {
                assert_eq!(case.options.get("wanted"), Some(&serde_json::json!([404])));
                Vec::new()
            },
            |case| case.text.clone(),
        )
    }

    #[test]
    fn a_block_sets_options_in_its_first_line() {
        assert_eq!(failures("# options: { wanted: [404] }"), Vec::new());
    }

    #[test]
    fn an_option_that_the_page_does_not_have_is_a_failure() {
        let failures = failures("# options: { wantd: [404] }");
        let [failure] = failures.as_slice() else {
            panic!("{failures:?}");
        };
        assert_eq!(failure.message, "the rule has no option `wantd`");
    }
}

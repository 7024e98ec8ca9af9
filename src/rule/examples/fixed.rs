//! What fixing makes of the Bad blocks of a page.

use super::{Block, Case, ExampleFailure, Kind, MARK};
use crate::openapi::Version;
use crate::rule::front_matter::NotationOf;
use crate::rule::page::Rule;

impl Rule {
    /// Compares the Fixed blocks with what fixing makes of the Bad ones.
    pub(super) fn test_fixes(&self, mut mend: impl FnMut(&Case) -> String) -> Vec<ExampleFailure> {
        let blocks = self.blocks();
        let of_kind = |kind| blocks.iter().filter(move |block| block.kind == kind);
        let mut fixed = of_kind(Kind::Fixed);
        let mut failures = Vec::new();
        let mut has_result = false;
        for bad in of_kind(Kind::Bad).filter(|_| !self.fixes.is_empty()) {
            let Ok(options) = bad.options(self) else {
                continue;
            };
            let case =
                |block: &Block<'_>, version| block.case(self, version, options.clone()).unmarked();
            let versions = bad.versions(self);
            let Some(newest) = versions.last().copied() else {
                continue;
            };
            let before = case(bad, newest);
            let result = mend(&before);
            if result == before.text {
                continue;
            }
            has_result = true;
            let Some(expected) = fixed.next() else {
                if of_kind(Kind::Fixed).next().is_none() {
                    failures.push(before.failure(format!(
                        "fixing it gives something that the page does not show under `## Fixed`:\n{}",
                        unwrapped(&result, bad, newest)
                    )));
                }
                break;
            };
            for version in versions {
                let (before, after) = (case(bad, version), case(expected, version));
                let differs = version == Some(Version::V2_0) && is_of_3(expected.text);
                if !differs {
                    failures.extend(self.compare_results(
                        &before,
                        &after,
                        expected.line,
                        &mut mend,
                    ));
                }
            }
        }
        if let Some(unused) = fixed.next() {
            let name = format!("{}:{}", self.source().name(), unused.line);
            let message = "no Bad block is fixed like this".to_owned();
            failures.push(ExampleFailure {
                case: name,
                message,
            });
        } else if !has_result && !self.fixes.is_empty() {
            let name = self.source().name().to_owned();
            let message = "the page has a fix that mends none of its Bad blocks".to_owned();
            failures.push(ExampleFailure {
                case: name,
                message,
            });
        }
        failures
    }

    /// Compares one result, in both notations.
    fn compare_results(
        &self,
        before: &Case,
        after: &Case,
        line: u32,
        mend: &mut impl FnMut(&Case) -> String,
    ) -> Vec<ExampleFailure> {
        let mut failures = Vec::new();
        let result = mend(before);
        if result != after.text {
            let message = format!("fixing it gives not line {line} but:\n{result}");
            failures.push(before.failure(message));
        }
        if self.notation == Some(NotationOf::Yaml) {
            return failures;
        }
        let twins = before.as_json().and_then(|json| {
            let mended = Case {
                text: mend(&json),
                ..json
            };
            Ok((mended.as_json()?.text, after.as_json()?.text))
        });
        match twins {
            Ok((found, expected)) if found != expected => {
                let message = format!("fixing it in JSON gives not line {line} but:\n{found}");
                failures.push(before.failure(message));
            }
            Ok(_) => {}
            Err(failure) => failures.push(failure),
        }
        failures
    }
}

impl Case {
    /// The document without the marks, which are comments that fixes would keep.
    fn unmarked(self) -> Self {
        let lines = self.text.lines().map(|line| {
            let line = line.strip_suffix(MARK).map_or(line, str::trim_end);
            format!("{line}\n")
        });
        Self {
            text: lines.collect(),
            ..self
        }
    }
}

/// Whether a result shows what 2.0 writes otherwise.
fn is_of_3(text: &str) -> bool {
    ["schema:", "content:", "components"]
        .iter()
        .any(|word| text.contains(word))
}

/// A result as a block: without what was put around its Bad block, as far as it stays as it was.
fn unwrapped(result: &str, bad: &Block<'_>, version: Option<Version>) -> String {
    let (head, depth) = bad.surroundings(version);
    let indent = " ".repeat(depth);
    let inner: Option<Vec<&str>> = result
        .strip_prefix(head.as_str())
        .into_iter()
        .flat_map(str::lines)
        .map(|line| {
            if line.is_empty() {
                Some(line)
            } else {
                line.strip_prefix(indent.as_str())
            }
        })
        .collect();
    let common = "openapi: ".len();
    let whole = || {
        let body = result
            .split_inclusive('\n')
            .skip_while(|line| !line.starts_with("paths:") && line.len() > common);
        body.collect::<String>()
    };
    match inner {
        Some(lines) if !lines.is_empty() => lines.join("\n") + "\n",
        _ => {
            let from_paths = result.find("\npaths:").and_then(|at| result.get(at + 1..));
            from_paths.map_or_else(whole, str::to_owned)
        }
    }
}

//! What a machine format lists: failures and findings as one kind of line, without what only people
//! need.

use std::io;
use std::path::{Path, PathBuf};

use super::text::one_line;
use crate::engine::{Failure, Report};
use crate::files::{normalise, repository_around};
use crate::finding::{Finding, OperationName, Severity};
use crate::rule::Catalogue;
use crate::source::{LineColumn, Source, Span};

/// A finding or a failure, as lists of problems name it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    /// The rule, or the kind of failure.
    pub(super) rule: &'a str,
    pub(super) severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    name: &'a str,
    at: Option<(&'a Source, Span)>,
    /// None for a failure.
    pub(super) finding: Option<&'a Finding>,
}

/// A stretch of one line. Lines and columns count from 1, and the end is behind the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_column: u32,
}

/// What columns count.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unit {
    /// Unicode scalar values.
    Characters,
    /// Code units of UTF-16.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
}

impl<'a> Entry<'a> {
    /// The failures, then the findings by file and position.
    pub(super) fn all_of(report: &'a Report) -> Vec<Self> {
        let failures = report.failures.iter().map(Self::of_failure);
        let findings = report.findings.iter().map(Self::of_finding);
        failures.chain(findings).collect()
    }

    /// The gravest first, for readers who see only the first few.
    pub(super) fn by_gravity(report: &'a Report) -> Vec<Self> {
        let mut entries = Self::all_of(report);
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.severity));
        entries
    }

    pub(super) fn of_failure(failure: &'a Failure) -> Self {
        Self {
            rule: failure.kind.as_str(),
            severity: Severity::Error,
            message: &failure.message,
            help: failure.help.as_deref(),
            name: &failure.name,
            at: failure.source.as_deref().zip(failure.span),
            finding: None,
        }
    }

    pub(super) fn of_finding(finding: &'a Finding) -> Self {
        Self {
            rule: finding.rule.as_str(),
            severity: finding.severity,
            message: &finding.message,
            help: finding.help.as_deref(),
            name: finding.place.source().name(),
            at: Some((finding.place.source(), finding.place.span())),
            finding: Some(finding),
        }
    }

    /// What is wrong, in one line.
    pub(super) fn message(&self) -> String {
        one_line(self.message)
    }

    /// What to do about it, in one line.
    pub(super) fn help(&self) -> Option<String> {
        self.help.map(one_line)
    }

    /// The file, from the working directory.
    pub(super) fn path(&self) -> String {
        path(self.name)
    }

    /// The file, from another folder.
    pub(super) fn path_from(&self, base: &Base) -> String {
        base.path(self.name)
    }

    /// Where in the file; none where that is not known.
    pub(super) fn region(&self, unit: Unit) -> Option<Region> {
        let (source, span) = self.at?;
        Some(Region::of(source, span, unit))
    }

    /// The operations that are concerned.
    pub(super) fn operations(&self) -> &'a [OperationName] {
        self.finding.map_or(&[], |finding| &finding.operations)
    }

    /// Whether the run fails by it.
    pub(super) fn fails_run(&self) -> bool {
        self.finding.is_none_or(|finding| finding.fails_run)
    }

    /// Identifies it from one run to the next.
    pub(super) fn fingerprint(&self) -> String {
        match self.finding {
            Some(finding) => finding.fingerprint().to_string(),
            None => format!("{}:{}", self.rule, self.path()),
        }
    }

    /// Where the first text that the rule rests on can be read.
    pub(super) fn url(&self, catalogue: &'a Catalogue) -> Option<&'a str> {
        let rule = catalogue.get(self.finding?.rule.as_str())?;
        rule.sources.first().map(|source| source.url.as_str())
    }
}

impl Region {
    /// The part of a span that lies on its first line: what shows annotations on changed lines passes
    /// over those that reach beyond.
    pub(super) fn of(source: &Source, span: Span, unit: Unit) -> Self {
        let start = position(source, span.start(), unit);
        let text = source.slice(span);
        let on_line = text.split(['\n', '\r']).next().unwrap_or_default();
        let length = u32::try_from(on_line.len()).unwrap_or(u32::MAX);
        let end = position(source, span.start().saturating_add(length), unit);
        Self {
            line: start.line,
            column: start.column,
            end_column: end.column,
        }
    }
}

/// Line and column of an offset, from 1.
pub(super) fn position(source: &Source, offset: u32, unit: Unit) -> LineColumn {
    match unit {
        Unit::Characters => source.line_column(offset),
        Unit::Utf16 => source.line_column_utf16(offset),
        Unit::Bytes => {
            let line = source.lines().line_of(offset);
            let span = source.lines().line_span(line, source.text());
            let start = span.map_or(0, Span::start);
            LineColumn {
                line: source.line_column(offset).line,
                column: offset.saturating_sub(start).saturating_add(1),
            }
        }
    }
}

/// Writes a command for each failure and finding, the gravest first: a CI server that names files from
/// the root of the repository reads them from the log, and shows only the first few.
pub(super) fn write_commands(
    report: &Report,
    out: &mut dyn io::Write,
    command: impl Fn(&Entry<'_>, &Base) -> String,
) -> io::Result<()> {
    let base = Base::repository();
    for entry in Entry::by_gravity(report) {
        writeln!(out, "{}", command(&entry, &base))?;
    }
    Ok(())
}

/// A file as programs name it: from the working directory where it is below, with `/`, in one line.
pub(super) fn path(name: &str) -> String {
    Base::working_directory().path(name)
}

/// The folder from which files are named.
#[derive(Clone, Debug)]
pub(super) struct Base {
    root: PathBuf,
    here: PathBuf,
}

impl Base {
    /// The working directory.
    pub(super) fn working_directory() -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        Self {
            root: here.clone(),
            here,
        }
    }

    /// The root of the repository around the working directory, from which forges name files; the
    /// working directory itself where it lies in none.
    pub(super) fn repository() -> Self {
        let Self { root, here } = Self::working_directory();
        Self {
            root: repository_around(&here).map_or(root, Path::to_path_buf),
            here,
        }
    }

    /// A file from this folder where it is below, with `/`, in one line.
    pub(super) fn path(&self, name: &str) -> String {
        let absolute = normalise(&self.here.join(name));
        let below = absolute.strip_prefix(&self.root).ok();
        // What lies elsewhere keeps its name.
        let name = one_line(below.and_then(Path::to_str).unwrap_or(name));
        if cfg!(windows) {
            name.replace('\\', "/")
        } else {
            name
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_ends_with_its_line_and_counts_in_its_unit() {
        let source = Source::from_text("a.yaml", "a\n🦀é: 'x\ny'\n");
        let span = Span::from_range(2..source.text().len());
        let region = |unit| Region::of(&source, span, unit);
        let expected = |end_column| Region {
            line: 2,
            column: 1,
            end_column,
        };
        assert_eq!(region(Unit::Characters), expected(7));
        assert_eq!(region(Unit::Utf16), expected(8));
        assert_eq!(region(Unit::Bytes), expected(11));
    }

    #[test]
    fn files_are_named_from_the_working_directory() {
        let here = std::env::current_dir().unwrap();
        let below = here.join("a").join("b.yaml");
        assert_eq!(path(below.to_str().unwrap()), "a/b.yaml");
        assert_eq!(path("./a/b.yaml"), "a/b.yaml");
        assert_eq!(path("../b\n.yaml"), "../b .yaml");
    }

    #[test]
    fn forges_name_files_from_the_root_of_the_repository() {
        let base = Base {
            root: PathBuf::from("/shop"),
            here: PathBuf::from("/shop/services/orders"),
        };
        assert_eq!(base.path("api.yaml"), "services/orders/api.yaml");
        assert_eq!(base.path("../users/api.yaml"), "services/users/api.yaml");
        assert_eq!(base.path("/shop/api.yaml"), "api.yaml");
        assert_eq!(base.path("/elsewhere/api.yaml"), "/elsewhere/api.yaml");
        assert_eq!(base.path("<stdin>"), "services/orders/<stdin>");
    }
}

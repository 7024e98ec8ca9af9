//! The baseline: the findings that a team knows and leaves for later, by file, rule and JSON pointer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use crate::files::normalise;
use crate::finding::{Finding, Place, RuleName};
use crate::rule::Catalogue;
use crate::source::Source;
use crate::strict_yaml::{self, Placed, Problem};

/// The version of the file that this program writes, and the only one that it reads.
const VERSION: u64 = 1;

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BaselineEntry {
    /// The file, relative to the folder of the baseline, with `/` on every system.
    pub file: String,
    /// The rule.
    pub rule: String,
    /// The JSON pointer of the place.
    pub pointer: String,
}

impl fmt::Display for BaselineEntry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}#{}", self.rule, self.file, self.pointer)
    }
}

/// The findings that are known.
///
/// A finding that stands for many places is recorded by those places, so that one more is noticed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    folder: PathBuf,
    entries: BTreeSet<BaselineEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: Placed<u64>,
    #[serde(default)]
    findings: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

impl Baseline {
    /// What these findings would be as a baseline in that folder.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>, folder: &Path) -> Self {
        // The folder of a bare file name is empty, which is no path.
        let folder = Path::new(".").join(folder);
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        let mut baseline = Self {
            folder: normalise(&folder),
            entries: BTreeSet::new(),
        };
        for finding in findings {
            let entries: Vec<_> = places(finding)
                .map(|place| baseline.entry(&finding.rule, place))
                .collect();
            baseline.entries.extend(entries);
        }
        baseline
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// A [`Problem`] where the file cannot be read, or is no baseline of a version that is known.
    pub fn read(path: &Path) -> Result<Self, Problem> {
        let shown = path.display();
        let bytes = std::fs::read(path).map_err(|error| {
            let help = "`statuslint baseline write` records the findings of today";
            Problem::new(format!("cannot read the baseline `{shown}`: {error}"))
                .with_help(Some(help))
        })?;
        let source = Source::from_bytes(shown.to_string(), bytes).map_err(|error| {
            Problem::new(format!("cannot read the baseline `{shown}`: {error}"))
        })?;
        let source = Arc::new(source);
        let written: Written = strict_yaml::read(&source)?;
        if written.version.value != VERSION {
            let message = format!("statuslint reads baselines of version {VERSION}");
            let help = "write it anew with `statuslint baseline write`";
            return Err(Problem::at(&source, written.version.span, message).with_help(Some(help)));
        }
        let mut baseline = Self::of([], path.parent().unwrap_or(Path::new("")));
        let catalogue = Catalogue::builtin();
        for (file, rules) in written.findings {
            for (rule, pointers) in rules {
                let rule = catalogue.renamed(&rule).map_or(rule, ToString::to_string);
                let entries = pointers.into_iter().map(|pointer| BaselineEntry {
                    file: file.clone(),
                    rule: rule.clone(),
                    pointer,
                });
                baseline.entries.extend(entries);
            }
        }
        Ok(baseline)
    }

    /// The baseline as a file: sorted, with one line for each entry.
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "# Known findings, which `statuslint check` leaves out. `statuslint baseline prune` drops\n\
             # those that are mended.\nversion: {VERSION}\nfindings:"
        );
        if self.entries.is_empty() {
            text.push_str(" {}\n");
            return text;
        }
        text.push('\n');
        let (mut file, mut rule) = (None, None);
        // Writing to a string cannot fail.
        for entry in &self.entries {
            if file != Some(&entry.file) {
                let _ = writeln!(text, "  {}:", quoted(&entry.file));
                (file, rule) = (Some(&entry.file), None);
            }
            if rule != Some(&entry.rule) {
                let _ = writeln!(text, "    {}:", entry.rule);
                rule = Some(&entry.rule);
            }
            let _ = writeln!(text, "      - {}", quoted(&entry.pointer));
        }
        text
    }

    /// The entries in order.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &BaselineEntry> {
        self.entries.iter()
    }

    /// Whether a finding of a rule at a place is known.
    pub fn knows(&self, rule: &RuleName, place: &Place) -> bool {
        self.entries.contains(&self.entry(rule, place))
    }

    /// The entries that nothing found in a run corresponds to, of the files that it read and the
    /// rules that it ran.
    pub fn stale<'b>(&'b self, run: &'b Coverage) -> impl Iterator<Item = &'b BaselineEntry> {
        let files: BTreeSet<String> = run.files.iter().map(|file| self.name(file)).collect();
        self.entries.iter().filter(move |entry| {
            files.contains(&entry.file)
                && run.rules.contains(&entry.rule)
                && !run.found.entries.contains(entry)
        })
    }

    /// The same without some entries.
    #[must_use]
    pub fn without(mut self, dropped: &[BaselineEntry]) -> Self {
        self.entries.retain(|entry| !dropped.contains(entry));
        self
    }

    /// The same with the entries of another baseline of the same folder.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.entries.extend(other.entries);
        self
    }

    /// The same where files have other names now: what they were called, and what they are called.
    /// The former name counts too, in case that there is such a file again.
    #[must_use]
    pub fn with_names_of_today<'p>(
        mut self,
        renamed: impl Iterator<Item = (&'p Path, &'p Path)>,
    ) -> Self {
        let renamed: BTreeMap<String, String> = renamed
            .map(|(old, new)| (self.name(old), self.name(new)))
            .collect();
        let moved = self.entries.iter().filter_map(|entry| {
            let file = renamed.get(&entry.file)?.clone();
            let entry = entry.clone();
            Some(BaselineEntry { file, ..entry })
        });
        let moved: Vec<BaselineEntry> = moved.collect();
        self.entries.extend(moved);
        self
    }

    /// The folder that files are relative to, absolute.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn entry(&self, rule: &RuleName, place: &Place) -> BaselineEntry {
        let source = place.source();
        BaselineEntry {
            file: source
                .path()
                .map_or_else(|| source.name().to_owned(), |path| self.name(path)),
            rule: rule.to_string(),
            pointer: place.pointer().to_string(),
        }
    }

    /// How the baseline calls a file.
    fn name(&self, path: &Path) -> String {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let path = normalise(&path);
        let mut around = self.folder.ancestors();
        let up = around.position(|around| path.starts_with(around));
        let shared = up.and_then(|up| self.folder.ancestors().nth(up));
        let rest = shared.and_then(|shared| path.strip_prefix(shared).ok());
        let rest = rest.unwrap_or(&path).iter();
        let parts = std::iter::repeat_n("..".into(), up.unwrap_or_default());
        let parts: Vec<_> = parts
            .chain(rest.map(|part| part.to_string_lossy()))
            .collect();
        parts.join("/")
    }
}

/// What a run looked at, to tell entries that are no longer needed from those that it cannot judge.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The files that were read, absolute.
    pub files: BTreeSet<PathBuf>,
    /// The rules that ran.
    pub rules: BTreeSet<String>,
    /// Everything that was found, known or new.
    pub found: Baseline,
}

fn places(finding: &Finding) -> impl Iterator<Item = &Place> {
    let own = finding.stands_for.is_empty().then_some(&finding.place);
    own.into_iter().chain(&finding.stands_for)
}

/// A text as YAML, in double quotes as in JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

//! The code quality report that GitLab shows in merge requests.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::entry::{Base, Entry, Region, Unit};
use super::{Context, Reporter, ascii_json};
use crate::engine::Report;
use crate::finding::Severity;

/// GitLab's code quality report, a JSON array of problems.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gitlab;

impl Reporter for Gitlab {
    fn report(
        &self,
        report: &Report,
        _context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let base = Base::repository();
        let mut seen = BTreeMap::new();
        let entries = Entry::all_of(report);
        let problems = entries
            .iter()
            .map(|entry| Problem::of(entry, &base, &mut seen));
        ascii_json::write(&problems.collect::<Vec<_>>(), out)
    }
}

#[derive(Serialize)]
struct Problem<'a> {
    check_name: &'a str,
    description: String,
    severity: &'static str,
    fingerprint: String,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

impl<'a> Problem<'a> {
    fn of(entry: &Entry<'a>, base: &Base, seen: &mut BTreeMap<String, usize>) -> Self {
        let region = entry.region(Unit::Characters).unwrap_or(Region {
            line: 1,
            column: 1,
            end_column: 1,
        });
        let position = |column| Position {
            line: region.line,
            column,
        };
        Self {
            check_name: entry.rule,
            // GitLab does not show the name of the check.
            description: format!("{}: {}", entry.rule, entry.message()),
            severity: match (entry.finding.is_none(), entry.severity) {
                (true, _) => "critical",
                (false, Severity::Error) => "major",
                (false, Severity::Warning) => "minor",
                (false, Severity::Info) => "info",
            },
            fingerprint: unique(entry.fingerprint(), seen),
            location: Location {
                path: entry.path_from(base),
                positions: Positions {
                    begin: position(region.column),
                    end: position(region.end_column),
                },
            },
        }
    }
}

/// GitLab shows only the first of several problems with one fingerprint.
fn unique(fingerprint: String, seen: &mut BTreeMap<String, usize>) -> String {
    let count = seen.entry(fingerprint.clone()).or_default();
    *count += 1;
    match *count {
        1 => fingerprint,
        nth => format!("{fingerprint}-{nth}"),
    }
}

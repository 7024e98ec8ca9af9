//! Problem types that are registered for everybody's use (RFC 9457 section 4.2).

use std::sync::OnceLock;

use super::StatusCode;
use super::table::rows;

/// A problem type that the IANA registers, or that a draft asks it to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemType {
    /// What stands behind the `#` of its URI.
    pub fragment: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The status code that is recommended for it.
    pub code: StatusCode,
    /// The document that defines it.
    pub source: &'static str,
}

impl ProblemType {
    /// What the URIs of all of them begin with.
    pub const PREFIX: &'static str = "https://iana.org/assignments/http-problem-types#";

    /// The type with that fragment.
    pub fn of(fragment: &str) -> Option<&'static Self> {
        problem_types().iter().find(|row| row.fragment == fragment)
    }

    fn parse(row: &'static str) -> Option<Self> {
        let mut cells = row.split('\t');
        let parsed = Self {
            fragment: cells.next()?,
            title: cells.next()?,
            code: cells.next()?.parse().ok()?,
            source: cells.next()?,
        };
        cells.next().is_none().then_some(parsed)
    }
}

/// Every problem type that is known.
pub fn problem_types() -> &'static [ProblemType] {
    static ALL: OnceLock<Vec<ProblemType>> = OnceLock::new();
    ALL.get_or_init(|| rows(TYPES).filter_map(ProblemType::parse).collect())
}

const TYPES: &str = include_str!("../../rules/data/problem-types.tsv");

#[cfg(test)]
mod tests {
    use super::{ProblemType, TYPES, problem_types, rows};

    #[test]
    fn every_row_is_understood() {
        assert_eq!(problem_types().len(), rows(TYPES).count());
        assert_eq!(ProblemType::of("date").unwrap().code.number(), 400);
    }
}

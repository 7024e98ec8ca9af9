//! What HTTP says about each method: its properties, and the outcomes that its definition provides
//! for.

use std::sync::OnceLock;

use super::Method;
use super::table::{filled, rows};

/// What HTTP says about a method (RFC 9110 section 9; PATCH: RFC 5789; QUERY: RFC 10008).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodFacts {
    /// The method.
    pub method: Method,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Whether it only reads (RFC 9110 section 9.2.1).
    pub safe: bool,
    /// Whether repeating it has no further effect (RFC 9110 section 9.2.2).
    pub idempotent: bool,
    /// Whether its answers may be stored (RFC 9110 section 9.2.3), in words; none where they may not.
    pub cacheable: Option<&'static str>,
    /// The outcomes that its definition provides for; any other may still occur.
    pub outcomes: Vec<Outcome>,
    /// The outcomes that contradict it.
    pub never: Vec<Outcome>,
    rfc: &'static str,
    section: Option<&'static str>,
}

/// Status codes and what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// One or more codes, with commas between them.
    pub codes: &'static str,
    /// What they say in answer to this method.
    pub meaning: &'static str,
}

const METHODS: &str = include_str!("../../rules/data/methods.tsv");

impl MethodFacts {
    /// What is known of a method; none for one that no RFC describes here.
    pub fn of(method: &Method) -> Option<&'static Self> {
        method_facts().iter().find(|facts| facts.method == *method)
    }

    /// The document and section: `RFC 9110 section 9.3.5`.
    pub fn citation(&self) -> String {
        let section = self.section.map(|section| format!(" section {section}"));
        format!("RFC {}{}", self.rfc, section.unwrap_or_default())
    }

    /// Where the definition can be read.
    pub fn url(&self) -> String {
        let section = self.section.map(|section| format!("#section-{section}"));
        let fragment = section.unwrap_or_default();
        format!("https://www.rfc-editor.org/rfc/rfc{}{fragment}", self.rfc)
    }

    fn parse(row: &'static str) -> Option<Self> {
        let mut cells = row.split('\t');
        let mut next = || cells.next();
        let facts = Self {
            method: Method::parse(next()?),
            summary: next()?,
            safe: next()? == "yes",
            idempotent: next()? == "yes",
            cacheable: Some(next()?).filter(|words| *words != "no"),
            rfc: next()?,
            section: filled(next()?),
            outcomes: outcomes(next()?)?,
            never: outcomes(next()?)?,
        };
        cells.next().is_none().then_some(facts)
    }
}

/// What is known of each method, in the order in which HTTP defines them.
pub fn method_facts() -> &'static [MethodFacts] {
    static ALL: OnceLock<Vec<MethodFacts>> = OnceLock::new();
    ALL.get_or_init(|| rows(METHODS).filter_map(MethodFacts::parse).collect())
}

fn outcomes(cell: &'static str) -> Option<Vec<Outcome>> {
    let parsed = filled(cell).into_iter().flat_map(|cell| cell.split("; "));
    parsed
        .map(|outcome| {
            let (codes, meaning) = outcome.split_once(": ")?;
            Some(Outcome { codes, meaning })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::StatusCode;

    #[test]
    fn every_row_can_be_read_and_names_registered_codes() {
        assert!(rows(METHODS).all(|row| MethodFacts::parse(row).is_some()));
        for facts in method_facts() {
            for outcome in facts.outcomes.iter().chain(&facts.never) {
                for code in outcome.codes.split(", ") {
                    let code: StatusCode = code.parse().unwrap();
                    assert!(code.registration().is_some(), "{}: {code}", facts.method);
                }
            }
        }
    }

    #[test]
    fn properties_are_those_of_the_methods() {
        for facts in method_facts() {
            assert_eq!(facts.safe, facts.method.is_safe(), "{}", facts.method);
            let idempotent = facts.method.is_idempotent();
            assert_eq!(facts.idempotent, idempotent, "{}", facts.method);
        }
    }
}

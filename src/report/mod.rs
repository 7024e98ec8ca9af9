//! What a run found, written for people and for programs.
//!
//! One reporter per file behind [`Reporter`]. This room knows findings, the catalogue and text; it
//! decides nothing about what is found or how a run ends. Only `pretty` knows how snippets are
//! drawn.

mod appearance;
mod ascii_json;
mod azure;
mod checkstyle;
mod concise;
mod entry;
mod explain;
mod format;
mod github;
mod gitlab;
mod html;
mod index;
mod json;
mod junit;
mod markdown;
mod matrix;
mod paint;
mod pretty;
mod rdjson;
mod rules;
mod sarif;
mod statistics;
mod tally;
mod teamcity;
mod text;
mod xml;

use std::io;

pub use appearance::Appearance;
pub use azure::Azure;
pub use checkstyle::Checkstyle;
pub use concise::Concise;
pub use explain::explain;
pub use format::{Format, UnknownFormat};
pub use github::Github;
pub use gitlab::Gitlab;
pub use html::Html;
pub use index::{profiles_table, rules_index};
pub use json::Json;
pub use junit::Junit;
pub use markdown::Markdown;
pub use matrix::{MatrixFormat, UnknownMatrixFormat};
pub use pretty::{Narrated, Pretty};
pub use rdjson::Rdjson;
pub use rules::{ListedRule, rules_json, rules_table};
pub use sarif::Sarif;
pub use teamcity::TeamCity;

use crate::engine::Report;
use crate::rule::Catalogue;

/// A way to write a report.
pub trait Reporter {
    /// Writes the whole report.
    ///
    /// # Errors
    /// What `out` answers, a broken pipe included.
    fn report(
        &self,
        report: &Report,
        context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()>;
}

/// What a reporter needs to know besides the report.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The rules, asked for the texts that they rest on.
    pub catalogue: &'a Catalogue,
    /// How many findings are written for people to read; all where there is none.
    pub max_findings: Option<usize>,
    /// What the terminal can show.
    pub appearance: Appearance,
    /// How much is said besides the findings.
    pub verbosity: Verbosity,
    /// Whether a table by rule takes the place of the findings.
    pub statistics: bool,
}

/// How many findings are written for people to read, unless they ask for another number.
pub const DEFAULT_MAX_FINDINGS: usize = 50;

/// How much is said besides the findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Findings and failures only.
    Quiet,
    /// A summary as well.
    #[default]
    Normal,
    /// Also what was passed over.
    Verbose,
}

#[cfg(test)]
mod tests;

//! The front matter of the built-in pages in a form that reads ten times faster than YAML.
//!
//! Every start of the program waits for all pages. So their front matter is also kept as JSON, one
//! page to a line, in a file that is made from the pages. Each line tells by a hash what it was made
//! from: a page that has changed since is read from its YAML, so the file can be stale but not wrong.

use std::hash::Hasher as _;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHasher};
use serde_json::Value;

use super::front::split;
use crate::source::{Source, Span};
use crate::strict_yaml::{self, Problem};

static COMPILED: &str = include_str!("../../../rules/data/front-matter.tsv");

/// The line for a page: its category and name, the hash of its front matter, and that as JSON.
///
/// # Errors
/// [`Problem`] where the page has no front matter that can be read.
pub(in crate::rule) fn line(source: Source, category: &str, name: &str) -> Result<String, Problem> {
    let source = Arc::new(source);
    let (head_end, _) = split(&source)?;
    let head: Value = strict_yaml::read_until(&source, head_end)?;
    let hash = hash(source.slice(Span::from_range(0..head_end)));
    Ok(format!("{category}/{name}\t{hash:016x}\t{head}\n"))
}

/// The front matter of a page as JSON, where it was compiled from this very text.
pub(super) fn json_of(category: &str, name: &str, head: &str) -> Option<&'static str> {
    static LINES: OnceLock<FxHashMap<&'static str, (&'static str, &'static str)>> = OnceLock::new();
    let lines = LINES.get_or_init(|| COMPILED.lines().filter_map(cells).collect());
    let (compiled_from, json) = lines.get(format!("{category}/{name}").as_str())?;
    let compiled_from = u64::from_str_radix(compiled_from, 16).ok()?;
    (compiled_from == hash(head)).then_some(*json)
}

fn cells(line: &'static str) -> Option<(&'static str, (&'static str, &'static str))> {
    let (page, rest) = line.split_once('\t')?;
    Some((page, rest.split_once('\t')?))
}

fn hash(head: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(head.as_bytes());
    hasher.finish()
}

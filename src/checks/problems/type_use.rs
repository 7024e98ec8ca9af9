//! One problem type under several status codes, or with several titles.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{Options, Origin, Stated, stated};
use crate::finding::{Detection, Token};
use crate::http::StatusCode;
use crate::openapi::{Cursor, Document};

/// Finds problem types that a document shows under more than one code, or with more than one title:
/// a type stands for one kind of problem, with the status and the title that go with it (RFC 9457
/// sections 3.1.3 and 4).
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _options: &Options<'_>,
) -> Vec<Detection<'a>> {
    let mut by_type: IndexMap<&str, Vec<Shown<'a>>> = IndexMap::new();
    for found in stated(document, "type") {
        let is_own = matches!(found.origin, Origin::Example | Origin::Fixed);
        let text = found.value.node().as_str().unwrap_or_default();
        let is_meant = !matches!(text, "" | "about:blank" | "string");
        if let Some(code) = found.code().filter(|_| is_own && is_meant) {
            by_type.entry(text).or_default().push(Shown { found, code });
        }
    }
    let judged = by_type
        .iter()
        .filter_map(|(text, shown)| of_codes(text, shown).or_else(|| of_titles(text, shown)));
    judged.collect()
}

/// A type as one example, or one specialised schema, shows it.
struct Shown<'a> {
    found: Stated<'a>,
    code: StatusCode,
}

impl<'a> Shown<'a> {
    fn title(&self) -> Option<Cursor<'a>> {
        let title = self.found.example?.get("title")?;
        title.node().as_str().is_some().then_some(title)
    }
}

fn of_codes<'a>(text: &str, shown: &[Shown<'a>]) -> Option<Detection<'a>> {
    let codes: BTreeSet<StatusCode> = shown.iter().map(|one| one.code).collect();
    let numbers: Vec<String> = codes.iter().map(StatusCode::to_string).collect();
    // 422 became a code of HTTP itself with RFC 9110; APIs that move to it answer both for a while.
    if numbers.len() < 2 || numbers == ["400", "422"] {
        return None;
    }
    let first = shown.first()?;
    let other = shown.iter().find(|one| one.code != first.code)?;
    let mut detection = Detection::at(Token::Value(other.found.value))
        .see(
            Token::Value(first.found.value),
            format!("under {}", first.code),
        )
        .touching(other.found.uses.iter().map(|found| found.operation()));
    detection.message = Some(format!(
        "the problem type `{text}` stands under {}",
        numbers.join(", ")
    ));
    detection.label = Some(format!("under {} here", other.code));
    detection.help = Some("give each kind of problem one type and one status".to_owned());
    Some(detection)
}

fn of_titles<'a>(text: &str, shown: &[Shown<'a>]) -> Option<Detection<'a>> {
    let folded = |title: &Cursor<'a>| title.text().trim().to_lowercase();
    let mut titles = shown.iter().filter_map(Shown::title);
    let first = titles.next()?;
    let other = titles.find(|title| folded(title) != folded(&first))?;
    // Titles may be in the language of the reader (RFC 9457 section 3.1.3).
    if !first.text().is_ascii() || !other.text().is_ascii() {
        return None;
    }
    let operations = shown.iter().flat_map(|one| &one.found.uses);
    let mut detection = Detection::at(Token::Value(other))
        .see(Token::Value(first), "the other title")
        .touching(operations.map(|found| found.operation()));
    detection.message = Some(format!(
        "the problem type `{text}` is called “{}” here and “{}” elsewhere",
        other.text().trim(),
        first.text().trim()
    ));
    detection.help = Some(
        "keep the title the same for every occurrence, and tell what differs in `detail`"
            .to_owned(),
    );
    Some(detection)
}

//! A comment for a pull request: a summary, then the findings by operation.

mod escape;

use std::fmt::Write as _;
use std::io;

use indexmap::IndexMap;

use self::escape::{html, inline};
use super::entry::{Entry, Unit};
use super::text::{counted, grouped};
use super::{Context, Reporter, tally};
use crate::engine::Report;
use crate::finding::Severity;

/// A comment in GitHub's Markdown that fits into a comment, whatever was found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Markdown;

/// The most characters that GitHub takes for a comment.
const LONGEST: usize = 65_536;
/// Room for the line that says what was left out.
const RESERVED: usize = 200;
/// The most rules in the summary, so that findings have room below it.
const MOST_RULES: usize = 25;

impl Reporter for Markdown {
    fn report(
        &self,
        report: &Report,
        context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut page = Page::default();
        page.add(&head(report), 0);
        page.add(&summary(report, context), 0);
        for (heading, entries) in groups(report) {
            group(&heading, &entries, &mut page);
        }
        writeln!(out, "{}", page.finished().trim_end())
    }
}

/// Text that stays short enough for a comment.
#[derive(Debug, Default)]
struct Page {
    text: String,
    characters: usize,
    /// How many findings found no place.
    left_out: usize,
}

impl Page {
    /// Whether so much more has room.
    fn takes(&self, characters: usize) -> bool {
        self.characters + characters + RESERVED <= LONGEST
    }

    /// Adds a piece that stands for so many findings, or notes that they are left out.
    fn add(&mut self, piece: &str, findings: usize) {
        let characters = piece.chars().count();
        if self.takes(characters) {
            self.text.push_str(piece);
            self.characters += characters;
        } else {
            self.left_out += findings;
        }
    }

    fn finished(mut self) -> String {
        if self.left_out > 0 {
            let more = counted(self.left_out, "more problem");
            let most = grouped(LONGEST);
            let _ = writeln!(
                self.text,
                "\n_{more} left out: a comment holds {most} characters._"
            );
        }
        self.text
    }
}

fn head(report: &Report) -> String {
    format!("### statuslint\n\n{}\n", inline(&tally::summary(report)))
}

/// How often each rule speaks.
fn summary(report: &Report, context: &Context<'_>) -> String {
    let mut rules: IndexMap<(Severity, &str), usize> = IndexMap::new();
    for entry in Entry::by_gravity(report) {
        *rules.entry((entry.severity, entry.rule)).or_default() += 1;
    }
    if rules.is_empty() {
        return String::new();
    }
    rules.sort_by(|one, ones, other, others| (other.0, others, one.1).cmp(&(one.0, ones, other.1)));
    let mut table =
        String::from("\n| severity | rule | count | what it is about |\n|---|---|--:|---|\n");
    let more = rules.len().saturating_sub(MOST_RULES);
    for ((severity, rule), count) in rules.into_iter().take(MOST_RULES) {
        let known = context.catalogue.get(rule);
        let summary = known.map_or("could not be checked", |rule| &rule.summary);
        let _ = writeln!(
            table,
            "| {severity} | {} | {} | {} |",
            inline(&format!("`{rule}`")),
            grouped(count),
            inline(summary),
        );
    }
    if more > 0 {
        let _ = writeln!(table, "\nand {}", counted(more, "more rule"));
    }
    table
}

/// The failures, then the findings by file and operation, in the order of the files.
fn groups(report: &Report) -> IndexMap<String, Vec<Entry<'_>>> {
    let mut groups: IndexMap<String, Vec<Entry<'_>>> = IndexMap::new();
    for entry in Entry::all_of(report) {
        let what = match (entry.finding, entry.operations()) {
            (None, _) => "could not be checked".to_owned(),
            (_, []) => "the document".to_owned(),
            (_, [only]) => format!("<code>{}</code>", html(&only.to_string())),
            (_, _) => "several operations".to_owned(),
        };
        let heading = format!("{what} in <code>{}</code>", html(&entry.path()));
        groups.entry(heading).or_default().push(entry);
    }
    groups
}

fn group(heading: &str, entries: &[Entry<'_>], page: &mut Page) {
    const END: &str = "\n</details>\n";
    let start = format!(
        "\n<details><summary>{heading}: {}</summary>\n\n",
        counted(entries.len(), "problem")
    );
    let mut items = entries.iter().map(item).peekable();
    let around = start.chars().count() + END.len();
    let first = items.peek().map_or(0, |item| item.chars().count());
    if !page.takes(around + first) {
        page.left_out += entries.len();
        return;
    }
    page.add(&start, 0);
    for item in items {
        // What opens must close, however full the page is.
        if page.takes(item.chars().count() + END.len()) {
            page.add(&item, 1);
        } else {
            page.left_out += 1;
        }
    }
    page.add(END, 0);
}

fn item(entry: &Entry<'_>) -> String {
    let line = entry.region(Unit::Characters);
    let line = line.map_or_else(String::new, |region| {
        format!(" line {}:{}", region.line, region.column)
    });
    let mut item = format!(
        "- **{}**{line}: {} ({})\n",
        entry.severity,
        inline(&entry.message()),
        inline(&format!("`{}`", entry.rule)),
    );
    if let Some(help) = entry.help() {
        let _ = writeln!(item, "  <br>help: {}", inline(&help));
    }
    item
}

//! Findings for people: what is wrong, where, how to mend it, and why.

mod excerpt;
mod fix;
mod footer;
mod narrated;
mod snippet;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::paint::Role;
use super::text::{columns, grouped, one_line, wrapped};
use super::{Appearance, Context, Reporter, Verbosity, statistics, tally};
use crate::engine::{Failure, Report};
use crate::finding::{Finding, Severity};
use footer::Footer;
use snippet::{Mark, Snippet};
use texts::Texts;

pub use narrated::Narrated;

/// Findings with snippets of the documents, for people.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pretty;

impl Reporter for Pretty {
    fn report(
        &self,
        report: &Report,
        context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut texts = Texts::default();
        let mut told = Told::default();
        let appearance = context.appearance;
        for failure in &report.failures {
            writeln!(out, "{}", failure_block(failure, appearance, &mut texts))?;
        }
        each_shown(report, context, out, |finding, out| {
            let is_known = told.knows(finding) && context.verbosity < Verbosity::Verbose;
            let block = finding_block(finding, is_known, context, &mut texts);
            writeln!(out, "{block}")
        })?;
        tally::write(report, context, out)
    }
}

/// Writes as many findings as are wanted, and says how many more there are; with statistics, the
/// table by rule in their place.
fn each_shown<'r>(
    report: &'r Report,
    context: &Context<'_>,
    out: &mut dyn io::Write,
    mut write: impl FnMut(&'r Finding, &mut dyn io::Write) -> io::Result<()>,
) -> io::Result<()> {
    let all = report.findings.len();
    let shown = match context.max_findings {
        _ if context.statistics => 0,
        Some(limit) => limit.min(all),
        None => all,
    };
    for finding in report.findings.iter().take(shown) {
        write(finding, out)?;
    }
    let is_long = all > MANY && context.verbosity > Verbosity::Quiet;
    if shown < all || is_long {
        if !context.statistics && shown < all {
            let ellipsis = context.appearance.ellipsis();
            let more = grouped(all - shown);
            writeln!(out, "{ellipsis} {more} more. All by rule:\n")?;
        } else if !context.statistics {
            writeln!(out, "All by rule:\n")?;
        }
        statistics::write(&report.findings, context, out)?;
        if context.verbosity > Verbosity::Quiet {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// More findings than this are counted by rule at the end.
const MANY: usize = 10;

/// So often it is said in full what to do about the findings of one rule, and why.
const IN_FULL: usize = 3;

/// What was told before, so that many alike findings are no longer to read than they need be.
#[derive(Default)]
struct Told<'r> {
    by_rule: BTreeMap<&'r str, (usize, BTreeSet<&'r str>)>,
}

impl<'r> Told<'r> {
    /// Whether what to do about a finding stands often enough above it already; from now on it was told
    /// once more.
    fn knows(&mut self, finding: &'r Finding) -> bool {
        let (times, remedies) = self.by_rule.entry(finding.rule.as_str()).or_default();
        let is_new = remedies.insert(finding.help.as_deref().unwrap_or_default());
        *times += 1;
        !is_new && *times > IN_FULL
    }
}

fn finding_block<'r>(
    finding: &'r Finding,
    is_known: bool,
    context: &Context<'_>,
    texts: &mut Texts<'r>,
) -> String {
    let appearance = context.appearance;
    let rule = finding.rule.as_str();
    let mut block = heading(finding.severity, &finding.message, rule, appearance);
    let marks = Mark::all_of(finding);
    for snippet in Snippet::by_source(&marks, texts) {
        block.push_str(&snippet.draw(finding.severity, appearance));
    }
    if is_known {
        block.push_str(&Footer::of_repeated(finding).draw(appearance));
        return block;
    }
    let rule = context.catalogue.get(rule);
    let (above, why) = Footer::of(finding, rule, appearance).split();
    block.push_str(&above.draw(appearance));
    block.push_str(&fix::diff(finding, appearance));
    block.push_str(&why.draw(appearance));
    block
}

fn failure_block<'r>(
    failure: &'r Failure,
    appearance: Appearance,
    texts: &mut Texts<'r>,
) -> String {
    let kind = failure.kind.as_str();
    let mut block = heading(Severity::Error, &failure.message, kind, appearance);
    let mark = failure
        .source
        .as_ref()
        .zip(failure.span)
        .map(|(source, span)| Mark {
            source,
            span,
            label: String::new(),
            primary: true,
        });
    let marks: Vec<Mark<'_>> = mark.into_iter().collect();
    let snippets = Snippet::by_source(&marks, texts);
    let is_named = failure.message.contains(&failure.name);
    if snippets.is_empty() && !is_named && !failure.is_on_command_line() {
        let name = one_line(&failure.name);
        block.push_str("  ");
        block.push_str(&appearance.paint(Role::Faint, &name));
        block.push('\n');
    }
    for snippet in snippets {
        block.push_str(&snippet.draw(Severity::Error, appearance));
    }
    block.push_str(&Footer::with_help(failure.help.as_deref()).draw(appearance));
    block
}

/// `warning: what is wrong`, with the name of the rule at the right edge.
fn heading(severity: Severity, message: &str, rule: &str, appearance: Appearance) -> String {
    let width = appearance.columns();
    let text = format!("{severity}: {}", one_line(message));
    let mut lines = wrapped(&text, width);
    let last = lines.last().map_or(0, |line| columns(line));
    let rule_width = columns(rule);
    let name = appearance.paint(Role::Faint, rule);
    if last + 2 + rule_width <= width {
        let gap = " ".repeat(width - last - rule_width);
        if let Some(line) = lines.last_mut() {
            line.push_str(&gap);
            line.push_str(&name);
        }
    } else {
        let gap = " ".repeat(width.saturating_sub(rule_width));
        lines.push(format!("{gap}{name}"));
    }
    let text = lines.join("\n") + "\n";
    match text.strip_prefix(severity.as_str()) {
        Some(rest) => appearance.paint(Role::Of(severity), severity.as_str()) + rest,
        None => text,
    }
}

#[cfg(test)]
mod tests;

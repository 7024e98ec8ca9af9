//! What matters, at the top: counts, a chart by category, the worst operations, and what failed.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::view::{SEVERITIES, View, shown};
use crate::finding::Severity;
use crate::report::tally;
use crate::report::text::{counted, grouped};

const WORST: usize = 5;

pub(super) fn section(view: &View<'_>) -> Markup {
    html! {
        section #summary aria-labelledby="h-summary" {
            h2 #h-summary { "Summary" }
            p.lead { (tally::summary(view.report)) "." }
            ul.counts {
                @for severity in SEVERITIES {
                    li class=(severity.as_str()) {
                        b { (grouped(view.report.count(severity))) } " "
                        (noun(severity, view.report.count(severity)))
                    }
                }
            }
            @if !view.report.failures.is_empty() {
                h3 { "Could not be checked" }
                ul { @for failure in &view.report.failures {
                    li { code { (shown(&failure.name)) } ": " (shown(&failure.message)) }
                } }
            }
            @if !view.report.findings.is_empty() {
                div.two {
                    div { h3 #h-chart { "By category" } (chart(view)) }
                    div { h3 { "Operations with the gravest findings" } (worst(view)) }
                }
            }
        }
    }
}

fn noun(severity: Severity, count: usize) -> &'static str {
    match (severity, count) {
        (Severity::Error, 1) => "error",
        (Severity::Error, _) => "errors",
        (Severity::Warning, 1) => "warning",
        (Severity::Warning, _) => "warnings",
        (Severity::Info, 1) => "info",
        (Severity::Info, _) => "infos",
    }
}

/// The findings of each category, the most frequent first.
fn categories<'a>(view: &View<'a>) -> Vec<(&'a str, [usize; 3])> {
    let mut by: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, finding) in view.report.findings.iter().enumerate() {
        let category = view.rule(finding).map_or("other", |rule| &rule.category);
        by.entry(category).or_default().push(number);
    }
    let counted = |(category, numbers): (_, Vec<usize>)| (category, view.counts(&numbers));
    let mut categories: Vec<_> = by.into_iter().map(counted).collect();
    categories.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<usize>()));
    categories
}

/// A bar for each category, in the colours of the severities.
fn chart(view: &View<'_>) -> Markup {
    const LINE: usize = 26;
    const LABEL: usize = 140;
    const BAR: usize = 250;
    let categories = categories(view);
    let total = |counts: &[usize; 3]| counts.iter().sum::<usize>();
    let most = categories.iter().map(|(_, counts)| total(counts)).max();
    let most = most.unwrap_or(1).max(1);
    let height = LINE * categories.len();
    html! {
        svg.chart role="img" aria-labelledby="h-chart" viewBox=(format!("0 0 {} {height}", LABEL + BAR + 40)) {
            @for (at, (category, counts)) in categories.iter().enumerate() {
                @let y = at * LINE;
                text x=(LABEL - 8) y=(y + 17) text-anchor="end" { (category) }
                @for (severity, from, count) in stacked(counts) {
                    rect class=(severity.as_str()) x=(LABEL + from * BAR / most) y=(y + 4)
                        width=((count * BAR / most).max(2)) height="18" {
                        title { (category) ": " (counted(count, severity.as_str())) }
                    }
                }
                text x=(LABEL + total(counts) * BAR / most + 8) y=(y + 17) { (total(counts)) }
            }
        }
    }
}

/// The parts of a bar: where each begins, and how much it counts.
fn stacked(counts: &[usize; 3]) -> Vec<(Severity, usize, usize)> {
    let mut from = 0;
    let parts = SEVERITIES.into_iter().zip(counts).map(|(severity, count)| {
        let part = (severity, from, *count);
        from += count;
        part
    });
    parts.filter(|(_, _, count)| *count > 0).collect()
}

fn worst(view: &View<'_>) -> Markup {
    let mut rows: Vec<([usize; 3], usize, usize)> = Vec::new();
    for (of, marks) in view.marks.iter().enumerate() {
        for (at, marks) in marks.rows.iter().enumerate() {
            rows.push((view.counts(&marks.all()), of, at));
        }
    }
    rows.retain(|(counts, ..)| counts.iter().any(|count| *count > 0));
    rows.sort_by_key(|(counts, of, at)| (std::cmp::Reverse(*counts), *of, *at));
    html! {
        @if rows.is_empty() { p { "No finding is about one operation alone." } }
        ol.worst {
            @for (counts, of, at) in rows.iter().take(WORST) {
                @if let Some((_, row)) = view.row(*of, *at) {
                    li {
                        a href=(format!("#row-{of}-{at}")) { (super::matrix::operation(row)) }
                        " "
                        @for (severity, count) in SEVERITIES.iter().zip(counts) {
                            @if *count > 0 { span.badge.(severity.as_str()) { (counted(*count, severity.as_str())) } " " }
                        }
                    }
                }
            }
        }
    }
}

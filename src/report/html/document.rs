//! The documents from top to bottom, with the findings in the margin.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::lines::{Mark, code};
use super::view::{View, sentence, shown};
use crate::report::text::grouped;
use crate::source::Source;

/// A document of more lines is shown only around its findings: browsers become slow.
const MOST_LINES: usize = 20_000;
/// How many lines around a finding are shown of such a document.
const AROUND: usize = 8;
/// Lines that a browser lays out together.
const CHUNK: usize = 100;
/// A document of more lines is folded at first.
const MOST_OPEN: usize = 3_000;

pub(super) fn section(view: &View<'_>) -> Markup {
    let mut sources: BTreeMap<&str, &Source> = BTreeMap::new();
    for matrix in &view.report.matrices {
        sources.extend(
            matrix
                .sources
                .iter()
                .map(|source| (source.name(), &**source)),
        );
    }
    html! {
        section #document aria-labelledby="h-document" {
            h2 #h-document { "Document" }
            @for (at, source) in sources.values().enumerate() { (annotated(view, at, source)) }
        }
    }
}

fn annotated(view: &View<'_>, file: usize, source: &Source) -> Markup {
    let notes = notes(view, source);
    let count = source.lines().count();
    let is_whole = count <= MOST_LINES;
    let is_near = |line: &usize| {
        let (from, until) = (line.saturating_sub(AROUND), line + AROUND);
        is_whole || notes.range(from..=until).next().is_some()
    };
    let lines: Vec<usize> = (0..count).filter(is_near).collect();
    let mut before = None;
    html! {
        details.file open[count <= MOST_OPEN] {
            summary { h3 { (shown(source.name())) } " " (grouped(count)) " lines" }
            @if !is_whole {
                p { "This document is so long that only the lines around its findings are shown: "
                    (grouped(lines.len())) " of " (grouped(count)) "." }
            }
            div.source.whole role="group" tabindex="0" aria-label=(format!("Document: {}", shown(source.name()))) {
                @for chunk in lines.chunks(CHUNK) {
                    div.chunk {
                        @for line in chunk {
                            @let is_gap = before.replace(*line).is_some_and(|before| before + 1 < *line);
                            @if is_gap { div.gap { "⋯" } }
                            (line_with_notes(view, source, file, *line, notes.get(line)))
                        }
                    }
                }
            }
        }
    }
}

fn line_with_notes(
    view: &View<'_>,
    source: &Source,
    file: usize,
    line: usize,
    notes: Option<&Vec<usize>>,
) -> Markup {
    let numbers = notes.map_or(&[][..], Vec::as_slice);
    let found: Vec<_> = numbers
        .iter()
        .filter_map(|number| Some((*number, view.finding(*number)?)))
        .collect();
    let marks: Vec<Mark<'_>> = found
        .iter()
        .map(|(_, finding)| Mark {
            span: finding.place.span(),
            class: finding.severity.as_str(),
            label: "",
        })
        .collect();
    html! {
        div.l id=[(!found.is_empty()).then(|| format!("l-{file}-{}", line + 1))] {
            span.n { (line + 1) }
            (code(view, source, line, &marks))
            @if !found.is_empty() {
                span.notes { @for (number, finding) in &found {
                    a.note.(finding.severity.as_str()) href=(format!("#{}", view.name(*number))) { (sentence(&finding.message)) }
                } }
            }
        }
    }
}

/// The findings of a source by their line, counted from zero.
fn notes(view: &View<'_>, source: &Source) -> BTreeMap<usize, Vec<usize>> {
    let mut notes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, finding) in view.report.findings.iter().enumerate() {
        if finding.place.source().name() == source.name() {
            let line = source.lines().line_of(finding.place.span().start());
            notes.entry(line).or_default().push(number);
        }
    }
    notes
}

//! Lines of a source with tokens marked in them.

use maud::{Markup, html};

use super::view::{View, sentence, shown};
use crate::source::{Source, Span};

/// A line longer than this is cut, around the first token that is marked in it.
const LONGEST: usize = 300;
/// How much of a cut line stands before its token.
const BEFORE: usize = 60;

/// A token to underline.
#[derive(Clone, Debug)]
pub(super) struct Mark<'a> {
    pub(super) span: Span,
    pub(super) class: &'static str,
    pub(super) label: &'a str,
}

/// One line with its tokens, as code.
pub(super) fn code(view: &View<'_>, source: &Source, line: usize, marks: &[Mark<'_>]) -> Markup {
    let text = view.text(source);
    let Some(span) = source.lines().line_span(line, text) else {
        return html! {};
    };
    let whole = text.get(span.range()).unwrap_or_default();
    let whole = whole.trim_end_matches(['\n', '\r']);
    let offset = |at: u32| (at.saturating_sub(span.start()) as usize).min(whole.len());
    let first = marks.first().map_or(0, |mark| offset(mark.span.start()));
    let (from, until) = window(whole, first);
    let mut at = from;
    let mut pieces: Vec<(&str, Option<&str>)> = Vec::new();
    for mark in marks {
        let start = offset(mark.span.start()).clamp(at, until);
        let end = offset(mark.span.end()).clamp(start, until);
        pieces.push((whole.get(at..start).unwrap_or_default(), None));
        pieces.push((whole.get(start..end).unwrap_or_default(), Some(mark.class)));
        at = end;
    }
    pieces.push((whole.get(at..until).unwrap_or_default(), None));
    html! {
        code {
            @if from > 0 { span.cut { "…" } }
            @for (piece, class) in pieces.iter().filter(|(piece, _)| !piece.is_empty()) {
                @match class {
                    Some(class) => mark class=(class) { (piece) },
                    None => (piece),
                }
            }
            @if until < whole.len() { span.cut { "…" } }
        }
    }
}

/// Which part of a line is shown.
fn window(line: &str, first: usize) -> (usize, usize) {
    if line.len() <= LONGEST {
        return (0, line.len());
    }
    let from = line.floor_char_boundary(first.saturating_sub(BEFORE));
    (from, line.floor_char_boundary(from + LONGEST))
}

/// Pieces of a source around its marks, each mark with its words below.
pub(super) fn excerpt(view: &View<'_>, source: &Source, mut marks: Vec<Mark<'_>>) -> Markup {
    const AROUND: usize = 2;
    marks.sort_by_key(|mark| mark.span);
    let index = source.lines();
    let of = |mark: &Mark<'_>| index.line_of(mark.span.start());
    let near = |line: &usize| marks.iter().any(|mark| of(mark).abs_diff(*line) <= AROUND);
    let around = marks.iter().flat_map(|mark| {
        let line = of(mark);
        line.saturating_sub(AROUND)..=line + AROUND
    });
    let mut lines: Vec<usize> = around
        .filter(|line| near(line) && *line < index.count())
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let mut before = None;
    html! {
        div.source role="group" tabindex="0" aria-label=(format!("Source: {}", shown(source.name()))) {
            @for line in lines {
                @let here: Vec<Mark<'_>> = marks.iter().filter(|mark| of(mark) == line).cloned().collect();
                @let is_gap = before.replace(line).is_some_and(|before| before + 1 < line);
                @if is_gap { div.gap { "⋯" } }
                div.l.hit[!here.is_empty()] {
                    span.n { (line + 1) }
                    (code(view, source, line, &here))
                }
                @for mark in here.iter().filter(|mark| !mark.label.is_empty()) {
                    div.say.(mark.class) { (sentence(mark.label)) }
                }
            }
        }
    }
}

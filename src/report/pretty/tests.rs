//! Our sources read like miette's own.

use std::sync::Arc;

use miette::{GraphicalReportHandler, GraphicalTheme, MietteDiagnostic, NamedSource, Report};
use proptest::prelude::*;

use super::snippet::{Mark, Snippet};
use super::texts::Texts;
use crate::finding::Severity;
use crate::report::Appearance;
use crate::source::{Source, Span};

/// What miette draws from a text as a whole.
fn by_miette(text: &str, start: usize, end: usize) -> String {
    let label = miette::LabeledSpan::new_primary_with_span(Some("here".to_owned()), start..end);
    let diagnostic = MietteDiagnostic::new("").with_label(label);
    let source = NamedSource::new("a.yaml", text.to_owned());
    let report = Report::new(diagnostic).with_source_code(source);
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor())
        .with_context_lines(1)
        .tab_width(2)
        .without_syntax_highlighting();
    let mut drawn = String::new();
    handler.render_report(&mut drawn, report.as_ref()).unwrap();
    drawn
}

fn by_us(text: &str, start: usize, end: usize) -> String {
    let source = Arc::new(Source::from_text("a.yaml", text));
    let marks = [Mark {
        source: &source,
        span: Span::from_range(start..end),
        label: "here".to_owned(),
        primary: true,
    }];
    let mut texts = Texts::default();
    let snippets = Snippet::by_source(&marks, &mut texts);
    snippets[0].draw(Severity::Error, Appearance::plain(80))
}

/// Without the message and the line that names the place: miette counts its columns in bytes.
fn body(drawn: &str) -> Vec<&str> {
    let lines = drawn.lines().map(str::trim_end);
    lines
        .skip_while(|line| !line.contains('╭'))
        .skip(1)
        .collect()
}

#[test]
fn a_long_line_shows_where_it_is_clipped() {
    let text = format!("{}'429'{}", "é".repeat(5000), "x".repeat(5000));
    let drawn = by_us(&text, 10_000, 10_005);
    let lines: Vec<&str> = drawn.lines().collect();
    let shown = lines.iter().find(|line| line.contains("'429'")).unwrap();
    assert!(
        shown.starts_with(" 1 │ … é") && shown.ends_with("xx…"),
        "{drawn}"
    );
    assert!(shown.chars().count() <= 80, "{drawn}");
    let mark = lines.iter().find(|line| line.contains('┬')).unwrap();
    let column_of = |line: &str, text| line.split(text).next().unwrap().chars().count();
    assert_eq!(
        column_of(shown, "'429'"),
        column_of(mark, "──┬──"),
        "{drawn}"
    );
    assert!(drawn.contains("a.yaml:1:5001"), "{drawn}");
}

#[test]
fn a_line_that_fits_by_its_columns_is_shown_whole() {
    let text = format!("{} end", "é".repeat(60));
    let drawn = by_us(&text, 0, 2);
    assert!(drawn.contains(&text), "{drawn}");
}

proptest! {
    #[test]
    fn a_snippet_is_what_miette_draws_from_the_whole_text(
        lines in prop::collection::vec("[a-zé語 ]{1,12}", 1..6),
        crlf in any::<bool>(),
        ends in any::<bool>(),
        line in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
    ) {
        let line_break = if crlf { "\r\n" } else { "\n" };
        let mut text = lines.join(line_break);
        if ends {
            text.push_str(line_break);
        }
        let chosen = line.index(lines.len());
        let before: usize = lines.iter().take(chosen).map(|line| line.len() + line_break.len()).sum();
        let (start, first) = lines[chosen].char_indices().nth(from.index(lines[chosen].chars().count())).unwrap();
        let (start, end) = (before + start, before + start + first.len_utf8());
        let (ours, theirs) = (by_us(&text, start, end), by_miette(&text, start, end));
        prop_assert_eq!(body(&ours), body(&theirs), "{:?} {}", text, start);
    }

    #[test]
    fn any_marks_in_any_text_can_be_drawn(
        text in "([a-z\u{1b}\té\u{202E}]|\n|\r|\r\n){0,400}",
        spans in prop::collection::vec((0_u32..500, 0_u32..500), 1..5),
        width in 0_usize..120,
    ) {
        let source = Arc::new(Source::from_text("a.yaml", text));
        let marks: Vec<Mark<'_>> = spans
            .into_iter()
            .map(|(start, end)| Mark { source: &source, span: Span::new(start, end), label: "here and there".to_owned(), primary: start % 2 == 0 })
            .collect();
        let mut texts = Texts::default();
        for snippet in Snippet::by_source(&marks, &mut texts) {
            let drawn = snippet.draw(Severity::Error, Appearance::plain(width));
            let hostile = drawn.chars().find(|it| it.is_control() && *it != '\n');
            prop_assert_eq!(hostile, None);
            prop_assert!(!drawn.contains("Failed to read"), "{}", drawn);
        }
    }
}

//! Pieces of a source with labels, drawn by miette.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters,
    ThemeStyles,
};

use super::excerpt::{Excerpt, LONGEST_MARK, TAB};
use super::footer;
use super::texts::Texts;
use crate::finding::{Finding, Severity};
use crate::report::Appearance;
use crate::report::text::{one_line, wrapped};
use crate::source::{LineColumn, Source, Span};

/// The most places that a finding shows besides its own.
const MOST_RELATED: usize = 6;
/// The least room for words under a token.
const NARROWEST_LABEL: usize = 24;

/// A token to mark.
#[derive(Clone, Debug)]
pub(super) struct Mark<'r> {
    pub(super) source: &'r Arc<Source>,
    pub(super) span: Span,
    pub(super) label: String,
    pub(super) primary: bool,
}

impl<'r> Mark<'r> {
    /// The tokens of a finding, its own first.
    pub(super) fn all_of(finding: &'r Finding) -> Vec<Self> {
        let own = Self {
            source: finding.place.source(),
            span: finding.place.span(),
            label: footer::label(finding),
            primary: true,
        };
        let related = finding.related.iter().take(MOST_RELATED);
        let related = related.map(|related| Self {
            source: related.place.source(),
            span: related.place.span(),
            label: one_line(&related.label),
            primary: false,
        });
        std::iter::once(own).chain(related).collect()
    }
}

/// A source with the tokens that are marked in it.
#[derive(Debug)]
pub(super) struct Snippet<'a> {
    source: &'a Source,
    text: &'a str,
    marks: Vec<PlacedMark<'a>>,
}

#[derive(Debug)]
struct PlacedMark<'a> {
    bytes: Range<usize>,
    label: &'a str,
    primary: bool,
}

impl<'a> Snippet<'a> {
    /// One snippet for each source, in the order in which the marks name them.
    pub(super) fn by_source<'r>(marks: &'a [Mark<'r>], texts: &'a mut Texts<'r>) -> Vec<Self> {
        for mark in marks {
            texts.prepare(mark.source);
        }
        let texts: &'a Texts<'r> = texts;
        let mut snippets: Vec<Self> = Vec::new();
        for mark in marks {
            let text = texts.get(mark.source);
            let Some(bytes) = visible(text, mark.span) else {
                continue;
            };
            let placed = PlacedMark {
                bytes,
                label: &mark.label,
                primary: mark.primary,
            };
            let known = snippets
                .iter_mut()
                .find(|snippet| std::ptr::eq(snippet.source, &raw const **mark.source));
            match known {
                Some(snippet) => snippet.marks.push(placed),
                None => snippets.push(Self {
                    source: mark.source,
                    text,
                    marks: vec![placed],
                }),
            }
        }
        for snippet in &mut snippets {
            snippet
                .marks
                .sort_by_key(|mark| (mark.bytes.start, mark.bytes.end));
        }
        snippets
    }

    /// The snippet, framed, with a line break at its end.
    pub(super) fn draw(&self, severity: Severity, appearance: Appearance) -> String {
        let excerpt = self.excerpt(appearance);
        let drawing = Drawing {
            labels: self.labels(&excerpt),
            excerpt,
        };
        let mut drawn = String::new();
        let handler = GraphicalReportHandler::new_themed(self.theme(severity, appearance))
            .with_width(appearance.columns())
            .with_context_lines(1)
            .with_links(false)
            .tab_width(TAB)
            .without_cause_chain()
            .without_syntax_highlighting();
        match handler.render_report(&mut drawn, &drawing) {
            // miette writes the (empty) message first; the heading above has said it.
            Ok(()) => drawn
                .split_once('\n')
                .map(|(_, rest)| rest.to_owned())
                .unwrap_or_default(),
            Err(fmt::Error) => format!("  {}\n", self.address()),
        }
    }

    /// The source as miette reads it.
    fn excerpt(&self, appearance: Appearance) -> Excerpt<'a> {
        let gutter = self.source.lines().count().to_string().len() + 3;
        Excerpt::new(
            self.source,
            self.text,
            self.marks.iter().map(|mark| mark.bytes.clone()).collect(),
            appearance.columns().saturating_sub(gutter),
            appearance.ellipsis(),
        )
    }

    fn labels(&self, excerpt: &Excerpt<'_>) -> Vec<LabeledSpan> {
        let label = |mark: &PlacedMark<'_>| {
            let before = excerpt.column_of(&mark.bytes) + mark.bytes.len() / 2;
            let room = excerpt.room.saturating_sub(before + CONNECTOR);
            let words = wrapped(mark.label, room.max(NARROWEST_LABEL)).join("\n");
            mark.labeled(Some(words).filter(|words| !words.is_empty()))
        };
        self.marks.iter().map(label).collect()
    }

    fn theme(&self, severity: Severity, appearance: Appearance) -> GraphicalTheme {
        let characters = if appearance.unicode {
            ThemeCharacters::unicode()
        } else {
            ThemeCharacters::ascii()
        };
        let mut styles = if appearance.color {
            ThemeStyles::ansi()
        } else {
            ThemeStyles::none()
        };
        let own = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Info => styles.advice,
        };
        let marks = self.marks.iter();
        let highlights = marks.map(|mark| if mark.primary { own } else { styles.help });
        styles.highlights = highlights.collect();
        GraphicalTheme { characters, styles }
    }

    fn address(&self) -> String {
        let start = self.marks.first().map_or(0, |mark| mark.bytes.start);
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let LineColumn { line, column } = self.source.line_column(start);
        format!("{}:{line}:{column}", one_line(self.source.name()))
    }
}

/// The width of what leads from a token to its words.
const CONNECTOR: usize = 5;

impl PlacedMark<'_> {
    fn labeled(&self, words: Option<String>) -> LabeledSpan {
        if self.primary {
            LabeledSpan::new_primary_with_span(words, self.bytes.clone())
        } else {
            LabeledSpan::new_with_span(words, self.bytes.clone())
        }
    }
}

/// The bytes to mark: within one line, never none, not too long. None where the text is empty.
fn visible(text: &str, span: Span) -> Option<Range<usize>> {
    let start = text.floor_char_boundary(span.range().start.min(text.len()));
    let end = text.floor_char_boundary(span.range().end.min(text.len()).max(start));
    let marked = text.get(start..end)?;
    let line = marked.split(['\n', '\r']).next().unwrap_or_default();
    let short = line.floor_char_boundary(LONGEST_MARK);
    if short > 0 {
        return Some(start..start + short);
    }
    let is_shown = |character: &char| !matches!(character, '\n' | '\r');
    let here = text.get(start..)?.chars().next().filter(is_shown);
    if let Some(character) = here {
        return Some(start..start + character.len_utf8());
    }
    let before = text.get(..start)?.trim_end();
    let last = before.chars().next_back()?;
    Some(before.len() - last.len_utf8()..before.len())
}

/// What miette is given: an empty message, and labels in an excerpt.
#[derive(Debug)]
struct Drawing<'a> {
    labels: Vec<LabeledSpan>,
    excerpt: Excerpt<'a>,
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing<'_> {}

impl Diagnostic for Drawing<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

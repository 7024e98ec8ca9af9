//! How a finding can be mended, as a small diff.

use std::collections::BTreeSet;

use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::{columns, counted, one_line};
use crate::source::{Span, sanitize};

/// How many lines of a diff are shown.
const SHOWN_LINES: usize = 7;

/// What the fix of a finding does and how it is applied, for the line that begins with `fix:`.
pub(super) fn words(fix: &Fix) -> String {
    let title = one_line(&fix.title);
    match fix.applicability {
        Applicability::Safe => format!("{title} (safe: --fix)"),
        Applicability::Unsafe => format!("{title} (unsafe: --fix --unsafe-fixes)"),
        Applicability::DisplayOnly => format!("{title} (a suggestion: to be decided by you)"),
    }
}

/// The lines that the fix of a finding changes; nothing where it has none.
pub(super) fn diff(finding: &Finding, appearance: Appearance) -> String {
    let Some(fix) = &finding.fix else {
        return String::new();
    };
    let files: BTreeSet<&str> = fix.edits.iter().map(|edit| edit.source.name()).collect();
    let (mut lines, mut left, mut named) = (Vec::new(), 0, "");
    for edit in &fix.edits {
        let is_full = lines.len() >= SHOWN_LINES;
        if is_full {
            left += 1;
            continue;
        }
        if files.len() > 1 && named != edit.source.name() {
            named = edit.source.name();
            lines.push(Line::words(format!("in {}", one_line(named))));
        }
        lines.extend(lines_of(edit));
    }
    // To say that one line is left out takes a line.
    let is_barely_longer = left == 0 && lines.len() == SHOWN_LINES + 1;
    let shown = SHOWN_LINES + usize::from(is_barely_longer);
    let cut = lines.len().saturating_sub(shown);
    lines.truncate(shown);
    let more = match (cut, left) {
        (0, 0) => None,
        (cut, 0) => Some(counted(cut, "more line")),
        (0, left) => Some(counted(left, "more change")),
        (_, left) => Some(counted(left + 1, "more change")),
    };
    let more = more.map(|more| Line::words(format!("{} {more}", appearance.ellipsis())));
    let numbers = lines.iter().filter_map(|line| line.number);
    let width = numbers.max().unwrap_or(1).to_string().len();
    let drawn = lines.iter().chain(&more);
    drawn.map(|line| line.draw(width, appearance)).collect()
}

/// A line of the diff.
struct Line {
    number: Option<usize>,
    sign: char,
    text: String,
}

/// The lines that an edit takes away and those that it brings.
fn lines_of(edit: &Edit) -> Vec<Line> {
    let source = &*edit.source;
    let lines = source.lines();
    let first = lines.line_of(edit.span.start());
    let whole = |line: usize| lines.line_span(line, source.text());
    let start = whole(first).map_or(edit.span.start(), Span::start);
    let end = whole(lines.line_of(edit.span.end())).map_or(edit.span.end(), Span::end);
    let before = source.slice(Span::new(start, end));
    let head = source.slice(Span::new(start, edit.span.start()));
    let tail = source.slice(Span::new(edit.span.end(), end));
    let after = format!("{head}{}{tail}", edit.replacement);
    let (mut gone, mut new): (Vec<&str>, Vec<&str>) =
        (before.lines().collect(), after.lines().collect());
    while gone.last().is_some() && gone.last() == new.last() {
        gone.pop();
        new.pop();
    }
    let same = gone
        .iter()
        .zip(&new)
        .take_while(|(one, other)| one == other);
    let same = same.count();
    let numbered = |texts: &[&str], sign: char| -> Vec<Line> {
        let texts = texts.iter().enumerate().skip(same);
        texts
            .map(|(at, text)| Line {
                number: Some(first + at + 1),
                sign,
                text: (*text).to_owned(),
            })
            .collect()
    };
    let mut all = numbered(&gone, '-');
    all.extend(numbered(&new, '+'));
    all
}

impl Line {
    fn words(text: String) -> Self {
        Self {
            number: None,
            sign: ' ',
            text,
        }
    }

    fn draw(&self, width: usize, appearance: Appearance) -> String {
        let number = self
            .number
            .map_or_else(String::new, |number| number.to_string());
        let head = format!("   {number:>width$} {} ", self.sign);
        let room = appearance.columns().saturating_sub(columns(&head));
        let text = clipped(
            &sanitize(&self.text).replace('\t', "  ").replace('\r', " "),
            room,
            appearance,
        );
        let line = format!("{head}{text}");
        let role = match self.sign {
            '+' => Role::Added,
            '-' => Role::Removed,
            _ => Role::Faint,
        };
        appearance.paint(role, line.trim_end()) + "\n"
    }
}

/// The beginning of a text for which there is no room.
fn clipped(text: &str, room: usize, appearance: Appearance) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let ellipsis = appearance.ellipsis();
    let mut kept = String::new();
    let mut taken = columns(ellipsis);
    for character in text.chars() {
        taken += columns(character.encode_utf8(&mut [0; 4]));
        if taken > room {
            break;
        }
        kept.push(character);
    }
    kept + ellipsis
}

//! A box of facts: a word, and what is to be said about it, one below the other.

use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::wrapped;

/// Facts in their order.
#[derive(Debug, Default)]
pub(super) struct Facts {
    rows: Vec<(&'static str, String)>,
}

/// The width of the words, with the space around them.
const INDENT: usize = 12;

impl Facts {
    /// Adds a fact, unless there is nothing to say.
    pub(super) fn add(&mut self, word: &'static str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.rows.push((word, text));
        }
    }

    /// The facts with a line break behind each; a line break in a fact begins a new line.
    pub(super) fn draw(&self, appearance: Appearance) -> String {
        let room = appearance.columns().saturating_sub(INDENT);
        let mut drawn = String::new();
        for (word, text) in &self.rows {
            let head = format!("  {word:<width$}", width = INDENT - 2);
            drawn.push_str(&appearance.paint(Role::Remedy, &head));
            let lines = text.lines().flat_map(|line| wrapped(line, room));
            let lines: Vec<String> = lines.collect();
            drawn.push_str(&lines.join(&format!("\n{}", " ".repeat(INDENT))));
            drawn.push('\n');
        }
        drawn
    }
}

//! Markdown for a terminal: headings, paragraphs, lists, quotes, code and links.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::{columns, one_line, wrapped};
use crate::source::sanitize;

/// The text as it is shown, with a line break at its end.
pub(super) fn render(markdown: &str, appearance: Appearance) -> String {
    let mut page = Page {
        appearance,
        shown: String::new(),
        inline: String::new(),
        indents: Vec::new(),
        lists: Vec::new(),
        links: Vec::new(),
        is_code: false,
    };
    for event in Parser::new(markdown) {
        page.take(event);
    }
    page.shown.trim_end().to_owned() + "\n"
}

struct Page {
    appearance: Appearance,
    shown: String,
    inline: String,
    indents: Vec<Indent>,
    /// The next number of each list that is open; none for lists with bullets.
    lists: Vec<Option<u64>>,
    /// The addresses of the links that are open.
    links: Vec<String>,
    is_code: bool,
}

/// What stands before the lines of a block: once, and from then on.
struct Indent {
    first: Option<String>,
    rest: String,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) if self.is_code => self.inline.push_str(&text),
            Event::Text(text) => self.inline.push_str(&one_line(&text)),
            Event::Code(code) => {
                let code = one_line(&code);
                let code = if self.appearance.color {
                    code
                } else {
                    format!("`{code}`")
                };
                self.inline
                    .push_str(&self.appearance.paint(Role::Remedy, &code));
            }
            Event::SoftBreak => self.inline.push(' '),
            Event::HardBreak => self.flush(),
            Event::Rule => self.gap(),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                let bullet = self.bullet();
                let rest = " ".repeat(columns(&bullet));
                self.indents.push(Indent {
                    first: Some(bullet),
                    rest,
                });
            }
            Tag::BlockQuote(_) => {
                let bar = self.bar();
                self.indents.push(Indent {
                    first: None,
                    rest: bar,
                });
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.is_code = true;
            }
            Tag::Link { dest_url, .. } => {
                let url = one_line(&dest_url);
                if self.appearance.hyperlinks {
                    self.inline.push_str("\u{1b}]8;;");
                    self.inline.push_str(&url);
                    self.inline.push_str("\u{1b}\\");
                }
                self.links.push(url);
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.flush();
                self.gap();
            }
            TagEnd::Heading(_) => {
                let heading = std::mem::take(&mut self.inline);
                self.inline = self.appearance.paint(Role::Strong, &heading);
                self.flush();
                self.gap();
            }
            TagEnd::Item | TagEnd::BlockQuote(_) => {
                self.flush();
                self.indents.pop();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::Link => self.close_link(),
            _ => {}
        }
    }

    fn bullet(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let bullet = format!("{number}. ");
                *number += 1;
                bullet
            }
            _ if self.appearance.unicode => "• ".to_owned(),
            _ => "- ".to_owned(),
        }
    }

    fn bar(&self) -> String {
        let bar = if self.appearance.unicode {
            "│ "
        } else {
            "| "
        };
        self.appearance.paint(Role::Faint, bar)
    }

    /// Code is shown as it is, behind a bar, however wide it is.
    fn close_code(&mut self) {
        let code = std::mem::take(&mut self.inline);
        let bar = self.bar();
        for line in sanitize(&code).lines() {
            let indent = self.indent();
            let line = line.replace('\t', "  ").replace('\r', " ");
            self.shown
                .push_str(format!("{indent}  {bar}{line}").trim_end());
            self.shown.push('\n');
        }
        self.is_code = false;
        self.gap();
    }

    fn close_link(&mut self) {
        let Some(url) = self.links.pop() else {
            return;
        };
        if self.appearance.hyperlinks {
            let closing = "\u{1b}]8;;\u{1b}\\";
            self.inline.push_str(closing);
        } else if !self.inline.ends_with(&url) {
            self.inline.push_str(" (");
            self.inline.push_str(&url);
            self.inline.push(')');
        }
    }

    fn indent(&mut self) -> String {
        let parts = self.indents.iter_mut();
        parts
            .map(|indent| indent.first.take().unwrap_or_else(|| indent.rest.clone()))
            .collect()
    }

    /// Writes the text that has come together.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.inline);
        if text.trim().is_empty() {
            return;
        }
        let indents: usize = self
            .indents
            .iter()
            .map(|indent| columns(&indent.rest))
            .sum();
        let width = self.appearance.columns().saturating_sub(indents);
        for line in wrapped(text.trim(), width) {
            let indent = self.indent();
            self.shown.push_str(format!("{indent}{line}").trim_end());
            self.shown.push('\n');
        }
    }

    /// One empty line, unless there is one.
    fn gap(&mut self) {
        if !self.shown.is_empty() && !self.shown.ends_with("\n\n") {
            self.shown.push('\n');
        }
    }
}

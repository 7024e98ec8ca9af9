//! The little XML that reports need: elements with attributes, and text.

use std::fmt::Write as _;
use std::io;

use super::text::one_line;
use crate::source::sanitize;

/// The declaration that stands first.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// A start tag, or an empty element, with its attributes in their order.
#[derive(Debug)]
pub(super) struct Tag {
    name: &'static str,
    attributes: String,
}

impl Tag {
    /// A tag without attributes.
    pub(super) fn new(name: &'static str) -> Self {
        let attributes = String::new();
        Self { name, attributes }
    }

    /// With an attribute, its value in one line.
    pub(super) fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        let value = escaped(&one_line(&value.to_string()));
        let _ = write!(self.attributes, " {name}=\"{value}\"");
        self
    }

    /// Writes it as a start tag, behind `indent` steps of two spaces.
    pub(super) fn open(&self, indent: usize, out: &mut dyn io::Write) -> io::Result<()> {
        let Self { name, attributes } = self;
        let indent = indent * 2;
        writeln!(out, "{:indent$}<{name}{attributes}>", "")
    }

    /// Writes it as an empty element.
    pub(super) fn empty(&self, indent: usize, out: &mut dyn io::Write) -> io::Result<()> {
        let Self { name, attributes } = self;
        let indent = indent * 2;
        writeln!(out, "{:indent$}<{name}{attributes}/>", "")
    }

    /// Writes an element that holds nothing but text.
    pub(super) fn holding(
        &self,
        text: &str,
        indent: usize,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let Self { name, attributes } = self;
        let (indent, text) = (indent * 2, escaped(text));
        writeln!(out, "{:indent$}<{name}{attributes}>{text}</{name}>", "")
    }
}

/// Text that is data in elements and in attributes. `>` is escaped because `]]>` may not stand in an
/// element, and a character that XML does not know, or that reorders text, has a stand-in.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in sanitize(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\r' => safe.push_str("&#13;"),
            '\u{FFFE}' | '\u{FFFF}' => safe.push('\u{FFFD}'),
            other => safe.push(other),
        }
    }
    safe
}

//! Files as text: decoding, byte spans, lines and columns, and text that is safe to print.
//!
//! This room knows nothing of YAML, JSON or OpenAPI. It is the only one that turns byte offsets
//! into lines and columns.

mod decode;
mod line_index;
mod sanitize;
mod span;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub use decode::{DecodeError, Encoding, Readable};
pub use line_index::{LineColumn, LineIndex};
pub use sanitize::sanitize;
pub use span::Span;

/// The text of one file, decoded to UTF-8 without its byte order mark.
///
/// Spans refer to this text. The line index is built on first use, so a file without findings
/// never pays for it.
#[derive(Debug)]
pub struct Source {
    name: String,
    path: Option<PathBuf>,
    text: String,
    encoding: Encoding,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// A source from text that is already UTF-8, such as one held in memory. A byte order mark is
    /// dropped.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        let mut encoding = Encoding::Utf8;
        if text.starts_with('\u{FEFF}') {
            text.drain(..'\u{FEFF}'.len_utf8());
            encoding = Encoding::Utf8WithMark;
        }
        Self {
            name: name.into(),
            path: None,
            text,
            encoding,
            lines: OnceLock::new(),
        }
    }

    /// A source from the bytes of a file: the encoding is told by the byte order mark, and is
    /// UTF-8 without one.
    ///
    /// # Errors
    /// [`DecodeError`] where the bytes are not valid in their encoding, with the offset.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, DecodeError> {
        let (text, encoding) = decode::decode(bytes)?;
        Ok(Self {
            encoding,
            ..Self::from_text(name, text)
        })
    }

    /// The same source, known to come from the file at `path`.
    #[must_use]
    pub fn at_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The name to show: the path as the user gave it, or relative to the working directory.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file that the text was read from; none for text held in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the file was encoded, so that it can be written back alike.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The bytes of the file: the text in its encoding, with the byte order mark that it had.
    pub fn to_bytes(&self) -> Vec<u8> {
        decode::encode(&self.text, self.encoding)
    }

    /// The same file with another text.
    #[must_use]
    pub fn with_text(&self, text: String) -> Self {
        Self {
            name: self.name.clone(),
            path: self.path.clone(),
            text,
            encoding: self.encoding,
            lines: OnceLock::new(),
        }
    }

    /// The text under a span, empty where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The line index, built on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The line and column of a byte offset.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        self.lines().line_column(&self.text, offset)
    }

    /// The line of a byte offset, and its column in UTF-16 code units, from 1.
    pub fn line_column_utf16(&self, offset: u32) -> LineColumn {
        self.lines().line_column_utf16(&self.text, offset)
    }
}

//! JSON (RFC 8259) into the tree, on its own road because it is several times faster than YAML's.
//!
//! The scanner is our own because no reader on offer gives what the tree needs. `serde_json` gives
//! no places for keys and values, and recurses. The scanner of `jsonc-parser` has exact ranges and
//! is as fast, but is not strict: raw control characters within strings and Unicode blanks between
//! tokens pass; what reads its tree recurses, and takes nearly twice as long as ours does in all.
//!
//! Nothing here recurses: how deep a text may nest is a limit, not a question of the stack.

mod error;
mod scanner;

use std::sync::Arc;

use self::error::unexpected;
use self::scanner::{Scanner, Token};
use super::builder::Builder;
use super::tree::{Notation, Style, Tree};
use super::{Limits, SyntaxError};
use crate::source::{Source, Span};

/// What the grammar allows next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// The value of the document, of an entry, or behind a comma in an array.
    Value,
    /// The first item of an array, or its end.
    FirstItem,
    /// The first key of an object, or its end.
    FirstKey,
    /// The key behind a comma.
    Key,
    /// The colon behind a key.
    Colon,
    /// A comma or the end of an object.
    EntryEnd,
    /// A comma or the end of an array.
    ItemEnd,
    /// Nothing: the document is complete.
    Nothing,
}

/// Reads one JSON text.
pub(super) fn parse(source: &Arc<Source>, limits: Limits) -> Result<Tree, SyntaxError> {
    let mut builder = Builder::new(Arc::clone(source), Notation::Json);
    let mut scanner = Scanner::new(source.text());
    let mut expected = Expected::Value;
    loop {
        let (token, span) = scanner.next_token()?;
        expected = match (expected, token) {
            (Expected::FirstKey | Expected::Key, Token::String { escaped }) => {
                add_string(&mut builder, &scanner, span, escaped)?;
                Expected::Colon
            }
            (Expected::Value | Expected::FirstItem, Token::String { escaped }) => {
                add_string(&mut builder, &scanner, span, escaped)?;
                after_value(&builder)
            }
            (Expected::Value | Expected::FirstItem, Token::Plain) => {
                builder.verbatim_scalar(span, Style::Plain);
                after_value(&builder)
            }
            (Expected::Value | Expected::FirstItem, Token::OpenObject) => {
                limits.check_nesting(builder.depth(), span)?;
                builder.open_mapping(span, Style::Flow);
                Expected::FirstKey
            }
            (Expected::Value | Expected::FirstItem, Token::OpenArray) => {
                limits.check_nesting(builder.depth(), span)?;
                builder.open_sequence(span, Style::Flow);
                Expected::FirstItem
            }
            (Expected::EntryEnd, Token::Comma) => Expected::Key,
            (Expected::Colon, Token::Colon) | (Expected::ItemEnd, Token::Comma) => Expected::Value,
            (Expected::EntryEnd | Expected::FirstKey, Token::CloseObject)
            | (Expected::ItemEnd | Expected::FirstItem, Token::CloseArray) => {
                builder.close(span.end());
                after_value(&builder)
            }
            (Expected::Nothing, Token::End) => return Ok(builder.finish()),
            (expected, _) => {
                let opened = builder.innermost().map(|node| node.span().start());
                return Err(unexpected(&scanner, expected, token, span, opened));
            }
        };
    }
}

fn add_string(
    builder: &mut Builder,
    scanner: &Scanner<'_>,
    span: Span,
    escaped: bool,
) -> Result<(), SyntaxError> {
    if escaped {
        let text = scanner.unescape(span)?;
        builder.scalar(span, Style::DoubleQuoted, &text);
    } else {
        builder.verbatim_scalar(span, Style::DoubleQuoted);
    }
    Ok(())
}

fn after_value(builder: &Builder) -> Expected {
    match builder.innermost() {
        None => Expected::Nothing,
        Some(node) if node.is_mapping() => Expected::EntryEnd,
        Some(_) => Expected::ItemEnd,
    }
}

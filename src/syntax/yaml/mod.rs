//! YAML 1.2 into the tree.
//!
//! `granit-parser` reads the events; this module makes their places exact. Its own places differ
//! from what a reader of a message expects where a block collection ends (it says: at the next
//! token, behind blank lines and comments), where a block scalar begins (behind its header) and
//! where an absent value stands (before the colon).

mod error;
mod place;

use std::sync::Arc;

use granit_parser::{Event, Options, Parser, ScalarStyle, StructureStyle};
use rustc_hash::FxHashMap;

use super::builder::Builder;
use super::tree::{Comment, NodeIndex, Notation, Style, Tree};
use super::{Limits, SyntaxError};
use crate::source::{Source, Span};

/// Reads every document of a YAML stream.
pub(super) fn parse(source: &Arc<Source>, limits: Limits) -> Result<Tree, SyntaxError> {
    let text = source.text();
    let mut reader = Reader {
        text,
        limits,
        builder: Builder::new(Arc::clone(source), Notation::Yaml),
        anchors: FxHashMap::default(),
    };
    for next in Parser::new_from_str_with_options(text, options(limits)) {
        let (event, place) = next.map_err(|error| error::explain(text, limits, &error))?;
        let span = place.byte_range().map_or(Span::new(0, 0), Span::from_range);
        reader.read(event, span)?;
    }
    Ok(reader.builder.finish())
}

struct Reader<'s> {
    text: &'s str,
    limits: Limits,
    builder: Builder,
    /// The anchored nodes by the number that the parser gives each anchor.
    anchors: FxHashMap<usize, NodeIndex>,
}

impl Reader<'_> {
    fn read(&mut self, event: Event<'_>, span: Span) -> Result<(), SyntaxError> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let index = self.scalar(span, style, &text);
                self.anchor(anchor, index);
            }
            Event::MappingStart(style, anchor, _) => {
                self.limits.check_nesting(self.builder.depth(), span)?;
                let index = self.builder.open_mapping(span, structure_style(style));
                self.anchor(anchor, index);
            }
            Event::SequenceStart(style, anchor, _) => {
                self.limits.check_nesting(self.builder.depth(), span)?;
                let span = match style {
                    StructureStyle::Block => {
                        place::block_sequence(self.text, span, self.key_end().is_some())
                    }
                    StructureStyle::Flow => span,
                };
                let index = self.builder.open_sequence(span, structure_style(style));
                self.anchor(anchor, index);
            }
            Event::MappingEnd | Event::SequenceEnd => self.close(span),
            Event::Alias(anchor) => {
                self.builder.alias(span, self.anchors.get(&anchor).copied());
            }
            Event::UnresolvedAlias(_) => {
                self.builder.alias(span, None);
            }
            Event::Comment(..) => {
                let trailing = place::follows_content(self.text, span);
                self.builder.comment(Comment { span, trailing });
            }
            _ => {}
        }
        Ok(())
    }

    fn scalar(&mut self, span: Span, style: ScalarStyle, text: &str) -> NodeIndex {
        match style {
            ScalarStyle::Plain if span.is_empty() => {
                let span = place::absent_value(self.text, span, self.key_end());
                self.builder.verbatim_scalar(span, Style::Plain)
            }
            ScalarStyle::Plain => self.builder.scalar(span, Style::Plain, text),
            ScalarStyle::SingleQuoted => self.builder.scalar(span, Style::SingleQuoted, text),
            ScalarStyle::DoubleQuoted => self.builder.scalar(span, Style::DoubleQuoted, text),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let span = place::block_scalar(self.text, span, self.key_end());
                self.builder.scalar(span, Style::BlockScalar, text)
            }
        }
    }

    /// A block collection has no closing token: it ends with its last child.
    fn close(&mut self, span: Span) {
        let is_block = span.is_empty();
        let end = self.builder.last_child_end().filter(|_| is_block);
        self.builder.close(end.unwrap_or(span.end()));
    }

    /// The end of the key whose value comes next.
    fn key_end(&self) -> Option<u32> {
        self.builder.waiting_key().map(|key| key.span().end())
    }

    fn anchor(&mut self, anchor: usize, index: NodeIndex) {
        if anchor != 0 {
            self.anchors.insert(anchor, index);
        }
    }
}

fn options(limits: Limits) -> Options {
    let mut options = Options::default();
    options.emit_unresolved_aliases = true;
    options.max_buffered_comment_events = usize::MAX;
    options.simple_key_max_lookahead = usize::MAX;
    options.flow_nesting_limit = limits.nesting;
    options.block_nesting_limit = limits.nesting;
    options
}

fn structure_style(style: StructureStyle) -> Style {
    match style {
        StructureStyle::Block => Style::Block,
        StructureStyle::Flow => Style::Flow,
    }
}

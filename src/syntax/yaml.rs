//! YAML into the tree.

use std::sync::Arc;

use super::builder::Builder;
use super::tree::{Comment, NodeIndex, Notation, Style, Tree};
use super::{Limits, SyntaxError};
use crate::source::{Source, Span};
use granit_parser::{Event, Options, Parser, Placement, ScalarStyle, ScanError, StructureStyle};
use rustc_hash::FxHashMap;

/// Reads every document of a YAML stream.
pub(super) fn parse(source: Arc<Source>, limits: Limits) -> Result<Tree, SyntaxError> {
    let mut builder = Builder::new(Arc::clone(&source), Notation::Yaml);
    let mut anchors: FxHashMap<usize, NodeIndex> = FxHashMap::default();
    for next in Parser::new_from_str_with_options(source.text(), options(limits)) {
        let (event, place) = next.map_err(|error| syntax_error(&source, &error))?;
        let span = place.byte_range().map_or(Span::new(0, 0), Span::from_range);
        let anchored = match event {
            Event::Scalar(text, style, anchor, _) => {
                Some((anchor, builder.scalar(span, scalar_style(style), text)))
            }
            Event::MappingStart(style, anchor, _) => {
                Some((anchor, builder.open_mapping(span, structure_style(style))))
            }
            Event::SequenceStart(style, anchor, _) => {
                Some((anchor, builder.open_sequence(span, structure_style(style))))
            }
            Event::MappingEnd | Event::SequenceEnd => {
                builder.close(span.end());
                None
            }
            Event::Alias(anchor) => Some((0, builder.alias(span, anchors.get(&anchor).copied()))),
            Event::UnresolvedAlias(_) => Some((0, builder.alias(span, None))),
            Event::Comment(_, placement) => {
                let trailing = matches!(placement, Placement::Right);
                builder.comment(Comment { span, trailing });
                None
            }
            _ => None,
        };
        if let Some((anchor, index)) = anchored.filter(|(anchor, _)| *anchor != 0) {
            anchors.insert(anchor, index);
        }
    }
    Ok(builder.finish())
}

fn options(limits: Limits) -> Options {
    let mut options = Options::default();
    options.emit_unresolved_aliases = true;
    options.max_buffered_comment_events = 1_000_000;
    options.simple_key_max_lookahead = 65_536;
    options.flow_nesting_limit = limits.nesting;
    options.block_nesting_limit = limits.nesting;
    options
}

fn scalar_style(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal | ScalarStyle::Folded => Style::BlockScalar,
    }
}

fn structure_style(style: StructureStyle) -> Style {
    match style {
        StructureStyle::Block => Style::Block,
        StructureStyle::Flow => Style::Flow,
    }
}

fn syntax_error(source: &Source, error: &ScanError) -> SyntaxError {
    let offset = error.marker().byte_offset().unwrap_or_default();
    let width = source
        .text()
        .get(offset..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8);
    SyntaxError {
        message: error.info(),
        help: None,
        span: Span::from_range(offset..offset + width),
    }
}

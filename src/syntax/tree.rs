//! The arena that holds the nodes of one file.

use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::node::Node;
use crate::source::{Source, Span};

/// The position of a node in its tree's arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIndex(pub(super) u32);

impl NodeIndex {
    pub(super) const NONE: NodeIndex = NodeIndex(u32::MAX);
}

/// Which notation a tree was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// YAML 1.2.
    Yaml,
    /// JSON (RFC 8259).
    Json,
}

/// How a node is written in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// An unquoted scalar.
    Plain,
    /// `'text'`.
    SingleQuoted,
    /// `"text"`.
    DoubleQuoted,
    /// A block scalar, `|` or `>`.
    BlockScalar,
    /// An indented mapping or sequence.
    Block,
    /// A mapping or sequence in brackets.
    Flow,
}

/// A YAML comment and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The comment with its `#`, without the line break.
    pub span: Span,
    /// Whether content precedes the comment on its line.
    pub trailing: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `payload` is the offset of `count` bytes in `texts`, or [`VERBATIM`] where the source holds
    /// the text as it is.
    Scalar,
    /// `payload` is the first of `count` entries.
    Mapping,
    /// `payload` is the first of `count` items.
    Sequence,
    /// `payload` is the index of the anchored node, or [`NodeIndex::NONE`] for an unknown anchor.
    Alias,
}

/// How a node hangs on its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Root,
    Key,
    Value,
    Item,
}

/// The text of the scalar is the source under its span, quotes removed.
pub(super) const VERBATIM: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
pub(super) struct NodeData {
    pub(super) span: Span,
    pub(super) parent: NodeIndex,
    /// The index of the entry or item that this node is, in `entries` or `items`.
    pub(super) slot: u32,
    pub(super) payload: u32,
    pub(super) count: u32,
    pub(super) shape: Shape,
    pub(super) style: Style,
    pub(super) role: Role,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct EntryData {
    pub(super) key: NodeIndex,
    pub(super) value: NodeIndex,
    /// The hash of the key's text. A mapping is searched by it, without a look at keys elsewhere in
    /// memory; one that collides is told by comparing the text.
    pub(super) hash: u32,
}

impl EntryData {
    const NUMERIC: u32 = 1 << 31;

    /// The hash of a key's text: FNV-1a, and in its highest bit whether the text begins with a digit.
    pub(super) fn hash(text: &str) -> u32 {
        const OFFSET: u32 = 0x811c_9dc5;
        const PRIME: u32 = 0x0100_0193;
        let bytes = text.bytes();
        let hash = bytes.fold(OFFSET, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(PRIME)
        });
        if text.starts_with(|first: char| first.is_ascii_digit()) {
            hash | Self::NUMERIC
        } else {
            hash & !Self::NUMERIC
        }
    }

    /// Whether the key begins with a digit.
    pub(super) fn is_numeric(self) -> bool {
        self.hash & Self::NUMERIC != 0
    }
}

/// The nodes of one file, in an arena; nodes are looked at through [`Node`].
#[derive(Debug)]
pub struct Tree {
    pub(super) source: Arc<Source>,
    pub(super) notation: Notation,
    pub(super) nodes: Vec<NodeData>,
    pub(super) entries: Vec<EntryData>,
    pub(super) items: Vec<NodeIndex>,
    /// The texts of scalars that do not stand in the source as they are, one behind the other.
    pub(super) texts: String,
    pub(super) documents: Vec<NodeIndex>,
    pub(super) comments: Vec<Comment>,
    /// The entry of a key in each large mapping, so that `$ref` into thousands of components is
    /// not a linear search. A hash that collides is told by comparing the key.
    pub(super) large: FxHashMap<(NodeIndex, u32), u32>,
    /// Whether any node is an alias, so that the many trees without one need not look.
    pub(super) has_aliases: bool,
    /// Whether any mapping has a merge key, so that the many trees without one need not look.
    pub(super) has_merge_keys: bool,
    /// The nodes that aliases stand for, looked up when a change asks.
    pub(super) aliased: OnceLock<FxHashSet<NodeIndex>>,
}

impl Tree {
    /// A mapping with more entries than this is indexed by key.
    pub(super) const LARGE: u32 = 16;

    /// The text that the tree was read from.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Whether the text is YAML or JSON.
    pub fn notation(&self) -> Notation {
        self.notation
    }

    /// The root nodes, one for each document of the stream; JSON has one.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = Node<'_>> {
        self.documents.iter().map(|index| Node::new(self, *index))
    }

    /// The node at an index that came from this tree.
    pub fn node(&self, index: NodeIndex) -> Node<'_> {
        Node::new(self, index)
    }

    /// The comments in the order of the text; JSON has none.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Whether any node is an alias.
    pub fn has_aliases(&self) -> bool {
        self.has_aliases
    }

    /// How many nodes the arena holds.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the text held no node at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Every node of the tree in the order of the arena, keys included.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        let count = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        (0..count).map(|index| Node::new(self, NodeIndex(index)))
    }

    /// The values of all entries with this key, wherever they stand, in no particular order.
    pub fn values_of(&self, key: &str) -> impl Iterator<Item = Node<'_>> {
        let hash = EntryData::hash(key);
        let named = self
            .entries
            .iter()
            .filter(move |entry| entry.hash == hash && self.is_named(entry.key, key));
        named.map(|entry| self.node(entry.value))
    }

    /// The nodes that aliases stand for.
    pub(super) fn aliased(&self) -> &FxHashSet<NodeIndex> {
        self.aliased.get_or_init(|| {
            if !self.has_aliases {
                return FxHashSet::default();
            }
            let aliases = self.nodes().filter(|node| node.is_alias());
            aliases.map(|alias| alias.target().index()).collect()
        })
    }

    pub(super) fn data(&self, index: NodeIndex) -> NodeData {
        self.nodes
            .get(index.0 as usize)
            .copied()
            .unwrap_or(NodeData {
                span: Span::new(0, 0),
                parent: NodeIndex::NONE,
                slot: 0,
                payload: VERBATIM,
                count: 0,
                shape: Shape::Scalar,
                style: Style::Plain,
                role: Role::Root,
            })
    }

    /// Whether a node is a scalar with this text; a mapping as a key has no name.
    ///
    /// Every question to a view ends here many times over, so the text is compared as bytes, and
    /// only where its length fits.
    pub(super) fn is_named(&self, key: NodeIndex, name: &str) -> bool {
        let Some(data) = self.nodes.get(key.0 as usize) else {
            return false;
        };
        if data.shape != Shape::Scalar || data.payload != VERBATIM {
            let node = self.node(key);
            return node.is_scalar() && node.text() == name;
        }
        let quote = usize::from(matches!(
            data.style,
            Style::SingleQuoted | Style::DoubleQuoted
        ));
        let written = data.span.range();
        written.len() == name.len() + 2 * quote
            && self
                .source
                .text()
                .as_bytes()
                .get(written.start + quote..written.end - quote)
                == Some(name.as_bytes())
    }
}

//! Puts the nodes of a text into the arena, in the order in which a parser meets them.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::merge;
use super::node::Node;
use super::tree::{
    Comment, EntryData, NodeData, NodeIndex, Notation, Role, Shape, Style, Tree, VERBATIM,
};
use crate::source::{Source, Span};

/// Builds a [`Tree`] from a stream of nodes: scalars, aliases, and collections that open and close.
///
/// Inside a mapping, nodes alternate between keys and values.
pub(super) struct Builder {
    tree: Tree,
    /// The collections that are open, innermost last.
    open: Vec<Open>,
    /// The children of all open collections; each open one knows where its own begin.
    pending: Vec<NodeIndex>,
}

struct Open {
    index: NodeIndex,
    first_child: usize,
}

impl Builder {
    /// Real documents have a node for every 8 to 20 bytes; the arena begins with room for those of
    /// a sparse one, and grows where a text is denser.
    const BYTES_PER_NODE: usize = 16;

    pub(super) fn new(source: Arc<Source>, notation: Notation) -> Self {
        let expected_nodes = source.text().len() / Self::BYTES_PER_NODE;
        Self {
            tree: Tree {
                source,
                notation,
                nodes: Vec::with_capacity(expected_nodes),
                entries: Vec::with_capacity(expected_nodes / 2),
                items: Vec::new(),
                texts: String::new(),
                documents: Vec::new(),
                comments: Vec::new(),
                large: FxHashMap::default(),
                has_aliases: false,
                has_merge_keys: false,
                aliased: OnceLock::new(),
            },
            open: Vec::new(),
            pending: Vec::new(),
        }
    }

    /// How many collections are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The innermost open collection.
    pub(super) fn innermost(&self) -> Option<Node<'_>> {
        self.open.last().map(|open| self.tree.node(open.index))
    }

    /// The key that waits for its value in the innermost open mapping.
    pub(super) fn waiting_key(&self) -> Option<Node<'_>> {
        let open = self.open.last()?;
        let children = self.pending.get(open.first_child..)?;
        let is_waiting =
            self.tree.data(open.index).shape == Shape::Mapping && children.len() % 2 == 1;
        let key = children.last().filter(|_| is_waiting)?;
        Some(self.tree.node(*key))
    }

    /// The end of the last child of the innermost open collection.
    pub(super) fn last_child_end(&self) -> Option<u32> {
        let open = self.open.last()?;
        let child = self.pending.get(open.first_child..)?.last()?;
        Some(self.tree.data(*child).span.end())
    }

    /// Adds a scalar. `span` covers its notation, quotes included; `text` is what it means.
    pub(super) fn scalar(&mut self, span: Span, style: Style, text: &str) -> NodeIndex {
        self.tree.has_merge_keys |= merge::spells_merge_key(self.tree.notation, style, text);
        if super::node::unquoted(&self.tree.source, span, style) == text {
            return self.verbatim_scalar(span, style);
        }
        let first = narrow(self.tree.texts.len());
        self.tree.texts.push_str(text);
        let index = self.push(span, Shape::Scalar, style, first);
        self.set_count(index, narrow(text.len()));
        index
    }

    /// Adds a scalar whose text stands in the source as it is, but for its quotes.
    pub(super) fn verbatim_scalar(&mut self, span: Span, style: Style) -> NodeIndex {
        self.push(span, Shape::Scalar, style, VERBATIM)
    }

    /// Adds an alias to a node that stands earlier in the text; `None` where there is none.
    pub(super) fn alias(&mut self, span: Span, target: Option<NodeIndex>) -> NodeIndex {
        self.tree.has_aliases = true;
        let payload = target.unwrap_or(NodeIndex::NONE).0;
        self.push(span, Shape::Alias, Style::Plain, payload)
    }

    pub(super) fn open_mapping(&mut self, start: Span, style: Style) -> NodeIndex {
        self.open_collection(start, Shape::Mapping, style)
    }

    pub(super) fn open_sequence(&mut self, start: Span, style: Style) -> NodeIndex {
        self.open_collection(start, Shape::Sequence, style)
    }

    /// Closes the innermost collection, whose text ends at `end`.
    pub(super) fn close(&mut self, end: u32) {
        let Some(Open { index, first_child }) = self.open.pop() else {
            return;
        };
        let (first, count) = match self.tree.data(index).shape {
            Shape::Mapping => self.close_mapping(index, first_child),
            _ => self.close_sequence(first_child),
        };
        self.pending.truncate(first_child);
        if let Some(data) = self.tree.nodes.get_mut(index.0 as usize) {
            data.payload = first;
            data.count = count;
            data.span = Span::new(data.span.start(), end);
        }
    }

    pub(super) fn comment(&mut self, comment: Comment) {
        self.tree.comments.push(comment);
    }

    pub(super) fn finish(mut self) -> Tree {
        self.tree
            .comments
            .sort_unstable_by_key(|comment| comment.span);
        self.tree.nodes.shrink_to_fit();
        self.tree.entries.shrink_to_fit();
        self.tree.items.shrink_to_fit();
        self.tree.texts.shrink_to_fit();
        self.tree
    }

    fn open_collection(&mut self, start: Span, shape: Shape, style: Style) -> NodeIndex {
        let index = self.push(start, shape, style, 0);
        self.open.push(Open {
            index,
            first_child: self.pending.len(),
        });
        index
    }

    fn push(&mut self, span: Span, shape: Shape, style: Style, payload: u32) -> NodeIndex {
        let index = NodeIndex(narrow(self.tree.nodes.len()));
        let parent = self.open.last().map(|open| open.index);
        self.tree.nodes.push(NodeData {
            span,
            parent: parent.unwrap_or(NodeIndex::NONE),
            slot: 0,
            payload,
            count: 0,
            shape,
            style,
            role: Role::Root,
        });
        if parent.is_some() {
            self.pending.push(index);
        } else {
            self.tree.documents.push(index);
        }
        index
    }

    fn close_mapping(&mut self, mapping: NodeIndex, first_child: usize) -> (u32, u32) {
        let first = narrow(self.tree.entries.len());
        let children = self.pending.get(first_child..).unwrap_or_default();
        let (pairs, _) = children.as_chunks::<2>();
        for [key, value] in pairs {
            let slot = narrow(self.tree.entries.len());
            attach(&mut self.tree.nodes, *key, slot, Role::Key);
            attach(&mut self.tree.nodes, *value, slot, Role::Value);
            let hash = EntryData::hash(self.tree.node(*key).text());
            self.tree.entries.push(EntryData {
                key: *key,
                value: *value,
                hash,
            });
        }
        let count = narrow(pairs.len());
        if count > Tree::LARGE {
            self.index_keys(mapping, first, count);
        }
        (first, count)
    }

    fn index_keys(&mut self, mapping: NodeIndex, first: u32, count: u32) {
        for slot in first..first + count {
            let Some(entry) = self.tree.entries.get(slot as usize).copied() else {
                return;
            };
            self.tree.large.insert((mapping, entry.hash), slot);
        }
    }

    fn close_sequence(&mut self, first_child: usize) -> (u32, u32) {
        let first = narrow(self.tree.items.len());
        let children = self.pending.get(first_child..).unwrap_or_default();
        for item in children {
            let slot = narrow(self.tree.items.len());
            attach(&mut self.tree.nodes, *item, slot, Role::Item);
            self.tree.items.push(*item);
        }
        (first, narrow(children.len()))
    }

    fn set_count(&mut self, index: NodeIndex, count: u32) {
        if let Some(data) = self.tree.nodes.get_mut(index.0 as usize) {
            data.count = count;
        }
    }
}

fn attach(nodes: &mut [NodeData], index: NodeIndex, slot: u32, role: Role) {
    if let Some(data) = nodes.get_mut(index.0 as usize) {
        data.slot = slot;
        data.role = role;
    }
}

fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

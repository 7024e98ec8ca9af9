//! A node of some file in the forest, and the way from there along references.

use std::fmt;
use std::sync::Arc;

use super::forest::{FileId, Forest, NodeId};
use super::reference::{self, Resolution};
use crate::source::{Source, Span};
use crate::syntax::{Entry, Node, Pointer};

/// A handle on one node of a [`Forest`], as cheap to copy as a pointer. All views are built on it.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    forest: &'a Forest,
    file: FileId,
    node: Node<'a>,
}

impl<'a> Cursor<'a> {
    /// A handle on a node of a file of the forest.
    pub(crate) fn new(forest: &'a Forest, file: FileId, node: Node<'a>) -> Self {
        Self { forest, file, node }
    }

    /// The forest that holds the node.
    pub fn forest(self) -> &'a Forest {
        self.forest
    }

    /// The file that holds the node.
    pub fn file(self) -> FileId {
        self.file
    }

    /// The node in its tree.
    pub fn node(self) -> Node<'a> {
        self.node
    }

    /// What identifies the node; an alias has the identity of the node it stands for.
    pub fn id(self) -> NodeId {
        NodeId {
            file: self.file,
            node: self.node.target().index(),
        }
    }

    /// The text of the file.
    pub fn source(self) -> &'a Arc<Source> {
        self.node.tree().source()
    }

    /// The bytes that the node covers.
    pub fn span(self) -> Span {
        self.node.span()
    }

    /// The JSON pointer of the node in its file.
    pub fn pointer(self) -> Pointer {
        self.node.pointer()
    }

    /// Another node of the same file.
    #[must_use]
    pub fn with_node(self, node: Node<'a>) -> Self {
        Self { node, ..self }
    }

    /// The node itself, or the anchored node where it is a YAML alias.
    #[must_use]
    pub fn target(self) -> Self {
        self.with_node(self.node.target())
    }

    /// The value of a key.
    pub fn get(self, key: &str) -> Option<Self> {
        self.node.get(key).map(|node| self.with_node(node))
    }

    /// The value of a key where it is a mapping.
    pub fn mapping(self, key: &str) -> Option<Self> {
        self.get(key).filter(|value| value.node.is_mapping())
    }

    /// The text of a key's value where it is a string.
    pub fn string(self, key: &str) -> Option<&'a str> {
        self.node.get(key).and_then(Node::as_str)
    }

    /// The value of a key where it is a boolean.
    pub fn boolean(self, key: &str) -> Option<bool> {
        self.node.get(key).and_then(Node::as_bool)
    }

    /// The entries of a mapping as key and value, those of merge keys included.
    pub fn entries(self) -> impl Iterator<Item = (Self, Self)> {
        self.node
            .entries()
            .map(move |Entry { key, value, .. }| (self.with_node(key), self.with_node(value)))
    }

    /// The entries of a mapping whose key begins with a digit, as codes and ranges do.
    pub fn numeric_entries(self) -> impl Iterator<Item = (Self, Self)> {
        self.node
            .numeric_entries()
            .map(move |Entry { key, value, .. }| (self.with_node(key), self.with_node(value)))
    }

    /// The items of a sequence.
    pub fn items(self) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        self.node.items().map(move |node| self.with_node(node))
    }

    /// The text of a scalar.
    pub fn text(self) -> &'a str {
        self.node.text()
    }

    /// The key under which the node is the value.
    pub fn key(self) -> Option<Self> {
        self.node.key().map(|node| self.with_node(node))
    }

    /// The collection around the node.
    pub fn parent(self) -> Option<Self> {
        self.node.parent().map(|node| self.with_node(node))
    }

    /// The text of the node's `$ref`, where it is a Reference Object.
    pub fn reference(self) -> Option<&'a str> {
        self.string("$ref")
    }

    /// Follows the node's `$ref`, and the ones that it leads to, to the first node that is none.
    /// A node that is no Reference Object resolves to itself.
    ///
    /// # Errors
    /// [`Unresolved`](super::Unresolved) where there is nothing at the other end, or the other end
    /// is not known.
    pub fn resolve(self) -> Resolution<'a> {
        reference::resolve(self)
    }

    /// The node at the end of the references; none where they cannot be followed.
    pub fn resolved(self) -> Option<Self> {
        if self.node.is_mapping() {
            self.resolve().ok()
        } else {
            Some(self)
        }
    }
}

impl PartialEq for Cursor<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file && self.node == other.node
    }
}

impl Eq for Cursor<'_> {}

impl fmt::Debug for Cursor<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}#{}", self.source().name(), self.pointer())
    }
}

//! A cheap view of one node.

use std::iter;

use super::merge;
use super::pointer::Pointer;
use super::tree::{EntryData, NodeData, NodeIndex, Notation, Role, Shape, Style, Tree, VERBATIM};
use crate::source::{Source, Span};

/// What a node is, by the YAML 1.2 core schema and JSON; `yes`, `on` and `no` are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number, with or without a fraction.
    Number,
    /// Text.
    String,
    /// Keys and values.
    Mapping,
    /// Items.
    Sequence,
}

/// A handle on one node of a [`Tree`], as cheap to copy as a pointer.
///
/// Questions about content look through an alias at the node it stands for; questions about the
/// place ([`span`](Self::span), [`pointer`](Self::pointer), [`parent`](Self::parent)) answer for
/// the alias itself. [`target`](Self::target) goes over to the anchored node.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    index: NodeIndex,
}

/// One entry of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t> {
    /// The key, with its own place.
    pub key: Node<'t>,
    /// The value.
    pub value: Node<'t>,
    /// Whether the entry came in through a merge key (`<<`).
    pub merged: bool,
}

impl<'t> Node<'t> {
    pub(super) fn new(tree: &'t Tree, index: NodeIndex) -> Self {
        Self { tree, index }
    }

    /// The tree that holds the node.
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    /// The position in the arena.
    pub fn index(self) -> NodeIndex {
        self.index
    }

    /// The node itself, or the anchored node where it is an alias.
    ///
    /// YAML allows no anchor on an alias, so one step always leads to a node with content.
    #[must_use]
    pub fn target(self) -> Node<'t> {
        if !self.tree.has_aliases {
            return self;
        }
        let data = self.data();
        if data.shape != Shape::Alias || NodeIndex(data.payload) == NodeIndex::NONE {
            return self;
        }
        Node::new(self.tree, NodeIndex(data.payload))
    }

    /// Whether the node is written as an alias (`*name`).
    pub fn is_alias(self) -> bool {
        self.data().shape == Shape::Alias
    }

    /// Whether the node is an alias whose anchor does not stand before it in its document.
    pub fn is_unresolved_alias(self) -> bool {
        let data = self.data();
        data.shape == Shape::Alias && NodeIndex(data.payload) == NodeIndex::NONE
    }

    /// What the node is; null for an alias without its anchor.
    pub fn kind(self) -> Kind {
        let target = self.target();
        let data = target.data();
        match data.shape {
            Shape::Mapping => Kind::Mapping,
            Shape::Sequence => Kind::Sequence,
            Shape::Alias => Kind::Null,
            Shape::Scalar if data.style == Style::Plain => kind_of_plain(target.text()),
            Shape::Scalar => Kind::String,
        }
    }

    /// Whether the node is a mapping.
    pub fn is_mapping(self) -> bool {
        self.target().data().shape == Shape::Mapping
    }

    /// Whether the node is `null`, `~`, or nothing at all.
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// Whether the node is a sequence.
    pub fn is_sequence(self) -> bool {
        self.target().data().shape == Shape::Sequence
    }

    /// Whether the node is a scalar of any kind.
    pub fn is_scalar(self) -> bool {
        self.target().data().shape == Shape::Scalar
    }

    /// The text of a scalar, escapes resolved; empty for a mapping or sequence.
    ///
    /// Numbers, booleans and null are text as they are written: `200`, `'200'` and `"200"` all
    /// give `200`.
    pub fn text(self) -> &'t str {
        let target = self.target();
        let data = target.data();
        match data.shape {
            Shape::Scalar if data.payload == VERBATIM => {
                unquoted(&self.tree.source, data.span, data.style)
            }
            Shape::Scalar => {
                let first = data.payload as usize;
                let range = first..first + data.count as usize;
                self.tree.texts.get(range).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// The text of a scalar that is a string; none for numbers, booleans, null and collections.
    pub fn as_str(self) -> Option<&'t str> {
        (self.kind() == Kind::String).then(|| self.text())
    }

    /// The value of a boolean.
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Boolean).then(|| self.text().eq_ignore_ascii_case("true"))
    }

    /// The value of an integer, quoted or not being told apart: `'1'` is text.
    pub fn as_i64(self) -> Option<i64> {
        if self.kind() != Kind::Number {
            return None;
        }
        self.text().parse().ok()
    }

    /// How the node is written.
    pub fn style(self) -> Style {
        self.data().style
    }

    /// The notation of the file.
    pub fn notation(self) -> Notation {
        self.tree.notation
    }

    /// The bytes that the node covers: a scalar's with its quotes, a block collection's from its
    /// first key to the end of its last value.
    pub fn span(self) -> Span {
        self.data().span
    }

    /// The value of a key. Of duplicate keys the last wins, as in most readers; an explicit key
    /// wins over one that a merge key brings in.
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// The entry with a key; see [`get`](Self::get).
    pub fn entry(self, key: &str) -> Option<Entry<'t>> {
        let target = self.target();
        target
            .own_entry(key)
            .or_else(|| merge::merged_entry(target, key))
    }

    /// The last entry with a key that is written in this mapping itself.
    pub(super) fn own_entry(self, key: &str) -> Option<Entry<'t>> {
        let mapping = self.tree.nodes.get(self.index.0 as usize)?;
        if mapping.shape != Shape::Mapping {
            return None;
        }
        let hash = EntryData::hash(key);
        if mapping.count > Tree::LARGE {
            let slot = self.tree.large.get(&(self.index, hash))?;
            let entry = self.entry_at(*slot)?;
            if self.tree.is_named(entry.key.index, key) {
                return Some(entry);
            }
        }
        let first = mapping.payload as usize;
        let entries = self
            .tree
            .entries
            .get(first..first + mapping.count as usize)?;
        let found = entries
            .iter()
            .rposition(|entry| entry.hash == hash && self.tree.is_named(entry.key, key))?;
        self.entry_at(mapping.payload + u32::try_from(found).ok()?)
    }

    /// The entries written in this mapping itself, duplicates and merge keys included.
    pub fn own_entries(self) -> impl DoubleEndedIterator<Item = Entry<'t>> {
        let data = self.target().data();
        let count = if data.shape == Shape::Mapping {
            data.count
        } else {
            0
        };
        (data.payload..data.payload.saturating_add(count))
            .filter_map(move |slot| self.entry_at(slot))
    }

    /// All entries: the mapping's own without merge keys, then those that merge keys bring in and
    /// no earlier entry overrides. Duplicate keys are all given.
    pub fn entries(self) -> impl Iterator<Item = Entry<'t>> {
        let target = self.target();
        target
            .own_entries()
            .filter(|entry| !merge::is_merge_key(entry.key))
            .chain(merge::merged_entries(target))
    }

    /// The entries whose key begins with a digit, told without a look at the other keys.
    pub fn numeric_entries(self) -> impl Iterator<Item = Entry<'t>> {
        let target = self.target();
        let data = target.data();
        let count = if data.shape == Shape::Mapping {
            data.count
        } else {
            0
        };
        let tree = self.tree;
        let slots = data.payload..data.payload.saturating_add(count);
        let is_numeric = move |slot: &u32| {
            let entry = tree.entries.get(*slot as usize);
            entry.is_some_and(|entry| entry.is_numeric())
        };
        let own = slots.filter(is_numeric);
        let merged = merge::merged_entries(target).into_iter();
        own.filter_map(move |slot| self.entry_at(slot))
            .chain(merged.filter(|entry| {
                let text = entry.key.text();
                text.starts_with(|first: char| first.is_ascii_digit())
            }))
    }

    fn entry_at(self, slot: u32) -> Option<Entry<'t>> {
        let entry = self.tree.entries.get(slot as usize)?;
        Some(Entry {
            key: Node::new(self.tree, entry.key),
            value: Node::new(self.tree, entry.value),
            merged: false,
        })
    }

    /// The items of a sequence; none for anything else.
    pub fn items(self) -> impl DoubleEndedIterator<Item = Node<'t>> + ExactSizeIterator {
        let data = self.target().data();
        let count = if data.shape == Shape::Sequence {
            data.count
        } else {
            0
        };
        let first = data.payload as usize;
        let items = self
            .tree
            .items
            .get(first..first + count as usize)
            .unwrap_or_default();
        items.iter().map(move |index| Node::new(self.tree, *index))
    }

    /// How many entries or items the node has.
    pub fn len(self) -> usize {
        let data = self.target().data();
        match data.shape {
            Shape::Mapping | Shape::Sequence => data.count as usize,
            Shape::Scalar | Shape::Alias => 0,
        }
    }

    /// Whether the node has no entries and no items.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The mapping or sequence that holds the node.
    pub fn parent(self) -> Option<Node<'t>> {
        let parent = self.data().parent;
        (parent != NodeIndex::NONE).then(|| Node::new(self.tree, parent))
    }

    /// The key under which the node is the value, where it is one; the node itself where it is a key.
    pub fn key(self) -> Option<Node<'t>> {
        let data = self.data();
        match data.role {
            Role::Key => Some(self),
            Role::Value => self.entry_at(data.slot).map(|entry| entry.key),
            Role::Item | Role::Root => None,
        }
    }

    /// The node and the collections around it, innermost first.
    pub fn ancestors(self) -> impl Iterator<Item = Node<'t>> {
        iter::successors(Some(self), |node| node.parent())
    }

    /// The root of the document that holds the node.
    #[must_use]
    pub fn root(self) -> Node<'t> {
        match self.tree.documents.as_slice() {
            [only] => Node::new(self.tree, *only),
            _ => self.ancestors().last().unwrap_or(self),
        }
    }

    /// The JSON pointer of the node within its document; a key has the pointer of its value.
    pub fn pointer(self) -> Pointer {
        let mut tokens: Vec<String> = Vec::new();
        for node in self.ancestors() {
            let data = node.data();
            match data.role {
                Role::Key | Role::Value => {
                    let key = self
                        .tree
                        .entries
                        .get(data.slot as usize)
                        .map(|entry| entry.key);
                    tokens.extend(key.map(|key| Node::new(self.tree, key).text().to_owned()));
                }
                Role::Item => {
                    let first = node.parent().map_or(0, |parent| parent.data().payload);
                    tokens.push(data.slot.saturating_sub(first).to_string());
                }
                Role::Root => {}
            }
        }
        tokens.reverse();
        Pointer::from_tokens(tokens)
    }

    /// The node that a JSON pointer leads to from here.
    pub fn at(self, pointer: &Pointer) -> Option<Node<'t>> {
        pointer
            .tokens()
            .try_fold(self, |node, token| node.child(&token))
    }

    /// The value of a key, or the item at a position.
    pub fn child(self, token: &str) -> Option<Node<'t>> {
        if self.is_sequence() {
            let is_plain = token == "0" || !token.starts_with(['0', '+']);
            return self.items().nth(token.parse().ok().filter(|_| is_plain)?);
        }
        self.get(token)
    }

    fn data(self) -> NodeData {
        self.tree.data(self.index)
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.index == other.index
    }
}

impl Eq for Node<'_> {}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} {:?} {:?}",
            self.pointer(),
            self.kind(),
            self.span()
        )
    }
}

/// The text of a scalar as it stands in the source, without its quotes.
pub(super) fn unquoted(source: &Source, span: Span, style: Style) -> &str {
    match style {
        Style::SingleQuoted | Style::DoubleQuoted => {
            source.slice(Span::new(span.start() + 1, span.end().saturating_sub(1)))
        }
        _ => source.slice(span),
    }
}

/// The YAML 1.2 core schema (section 10.3.2), which JSON's scalars satisfy.
pub(super) fn kind_of_plain(text: &str) -> Kind {
    // Nearly every plain scalar is told by its first byte to be text.
    let can_begin_other = |byte: &u8| byte.is_ascii_digit() || b"~nNtTfF-+.".contains(byte);
    if !text.as_bytes().first().is_none_or(can_begin_other) {
        return Kind::String;
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Kind::Boolean,
        _ if is_number(text) => Kind::Number,
        _ => Kind::String,
    }
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if let Some(digits) = text.strip_prefix("0x") {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return !digits.is_empty() && digits.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    }
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let begins_like_one =
        unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    begins_like_one && unsigned.bytes().any(|byte| byte.is_ascii_digit()) && is_decimal(unsigned)
}

fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_fits = match mantissa.split_once('.') {
        Some((whole, fraction)) => {
            digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty())
        }
        None => digits(mantissa) && !mantissa.is_empty(),
    };
    let exponent_fits = exponent.is_none_or(|exponent| {
        let unsigned = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !unsigned.is_empty() && digits(unsigned)
    });
    mantissa_fits && exponent_fits
}

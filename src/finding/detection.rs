//! What a rule found, before the engine makes its places concrete.

use rustc_hash::FxHashSet;

use super::{Place, Related, Severity};
use crate::openapi::{Cursor, Operation};
use crate::repair::Repair;
use crate::source::Span;

/// A token of the document that a rule points at, without knowing where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// The key under which the node stands: a status code, a method, a header name.
    Key(Cursor<'a>),
    /// The scalar that the node is; for a mapping or sequence, its key.
    Value(Cursor<'a>),
}

impl<'a> Token<'a> {
    /// The node that the token belongs to.
    pub fn node(self) -> Cursor<'a> {
        match self {
            Token::Key(node) | Token::Value(node) => node,
        }
    }

    /// Where the token stands: never a whole object, and never empty where the file is not.
    pub fn place(self) -> Place {
        let node = self.node();
        let written = match self {
            Token::Value(value) if value.node().is_scalar() && !value.span().is_empty() => value,
            _ => node.key().unwrap_or_else(|| first_key(node)),
        };
        let span = one_token(written);
        Place::new(node.source().clone(), span, node.pointer())
    }
}

/// The first key of a node that has none itself: the root, or an item of a sequence.
fn first_key(node: Cursor<'_>) -> Cursor<'_> {
    let key = node.node().own_entries().next().map(|entry| entry.key);
    key.map_or(node, |key| node.with_node(key))
}

/// The node's bytes, cut to its first line, so that a long text does not underline a page.
fn one_token(node: Cursor<'_>) -> Span {
    let span = node.span();
    let text = node.source().slice(span);
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let first_line = u32::try_from(end).unwrap_or(span.len());
    Span::new(span.start(), span.start() + first_line)
}

/// One defect as a rule or a native check sees it: symbolic places, and the facts that its message
/// is made of.
#[derive(Clone, Debug)]
pub struct Detection<'a> {
    /// The token to change.
    pub token: Token<'a>,
    /// A few words under the token, in place of the rule's own.
    pub label: Option<String>,
    /// The message, in place of the rule's own.
    pub message: Option<String>,
    /// The remedy, in place of the rule's own.
    pub help: Option<String>,
    /// Values for the placeholders of the rule's message and help.
    pub facts: Vec<(&'static str, String)>,
    /// Other tokens that a reader needs to see.
    pub related: Vec<(Token<'a>, String)>,
    /// The operations that the defect touches.
    pub operations: Vec<Operation<'a>>,
    /// Why the rule believes it; empty for rules that are certain.
    pub evidence: Vec<String>,
    /// The severity is at most this, where the evidence is weak.
    pub at_most: Option<Severity>,
    /// What would mend it, where the check knows that better than the rule's page: one repair for each
    /// of the places that it stands for.
    pub repairs: Vec<Repair<'a>>,
    /// Its position among all that the rule detected.
    pub(crate) number: usize,
}

impl<'a> Detection<'a> {
    /// A defect at a token, with nothing else said.
    pub fn at(token: Token<'a>) -> Self {
        Self {
            token,
            label: None,
            message: None,
            help: None,
            facts: Vec::new(),
            related: Vec::new(),
            operations: Vec::new(),
            evidence: Vec::new(),
            at_most: None,
            repairs: Vec::new(),
            number: 0,
        }
    }

    /// Adds a value for a placeholder.
    #[must_use]
    pub fn fact(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.facts.push((name, value.into()));
        self
    }

    /// Adds a reason to believe it.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.evidence.push(reason.into());
        self
    }

    /// Adds a token to show, with a few words.
    #[must_use]
    pub fn see(mut self, token: Token<'a>, words: impl Into<String>) -> Self {
        self.related.push((token, words.into()));
        self
    }

    /// Adds operations that the defect touches; each counts once, under however many statuses it
    /// uses what is at fault.
    #[must_use]
    pub fn touching(mut self, operations: impl IntoIterator<Item = Operation<'a>>) -> Self {
        let mut known: FxHashSet<usize> = self.operations.iter().map(|it| it.index()).collect();
        let new = operations.into_iter();
        self.operations
            .extend(new.filter(|operation| known.insert(operation.index())));
        self
    }

    /// Lowers the severity.
    #[must_use]
    pub fn at_most(mut self, severity: Severity) -> Self {
        self.at_most = Some(severity);
        self
    }

    /// Adds what would mend it.
    #[must_use]
    pub fn mended_by(mut self, repair: impl Into<Option<Repair<'a>>>) -> Self {
        self.repairs.extend(repair.into());
        self
    }

    /// The related tokens, made concrete.
    pub fn related_places(&self) -> Vec<Related> {
        self.related
            .iter()
            .map(|(token, words)| Related {
                place: token.place(),
                label: words.clone(),
            })
            .collect()
    }
}

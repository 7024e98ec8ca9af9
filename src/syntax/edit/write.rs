//! New nodes as text, in a given layout.

use super::super::node::Node;
use super::super::tree::{Notation, Style};
use super::NewKey;
use super::layout::{Form, Layout};
use super::new_node::NewNode;
use super::scalar::{is_plain_text, like_neighbours, nearest_quotes, quoted};

/// The columns from which on a mapping is not written on one line, even where its neighbours are.
const LONG_LINE: usize = 100;

/// Writes new nodes near an existing one, whose neighbours set the style of scalars.
#[derive(Clone, Copy)]
pub(super) struct Writer<'t> {
    pub(super) near: Node<'t>,
}

impl Writer<'_> {
    /// An entry of the mapping that the layout is of.
    pub(super) fn entry(
        self,
        key: &NewKey,
        value: &NewNode,
        layout: &Layout,
        form: Form,
    ) -> String {
        let written = self.top_key(key, form);
        self.behind_key(&written, &key.text, value, layout, form)
    }

    fn behind_key(
        self,
        written: &str,
        key: &str,
        value: &NewNode,
        layout: &Layout,
        form: Form,
    ) -> String {
        let inner = if form == Form::Inline {
            form
        } else {
            layout.inner
        };
        let colon = if form == Form::Block {
            ": "
        } else {
            &layout.colon
        };
        match value {
            NewNode::Mapping(entries)
                if !entries.is_empty()
                    && form == Form::Block
                    && (inner == Form::Block || self.is_long(written, key, value, layout)) =>
            {
                let below = self.lines(entries, &layout.deeper());
                format!("{written}:{below}")
            }
            NewNode::Sequence(items) if has_collections(items) && inner == Form::Block => {
                let below = self.block_items(items, &layout.deeper());
                format!("{written}:{below}")
            }
            other => {
                let text = self.value(key, other, layout, inner);
                format!("{written}{colon}{text}")
            }
        }
    }

    /// Whether an entry on one line would be longer than people like to read.
    fn is_long(self, written: &str, key: &str, value: &NewNode, layout: &Layout) -> bool {
        let text = self.value(key, value, layout, Form::Inline);
        layout.indent.len() + written.len() + text.len() > LONG_LINE
    }

    /// The entries of a block mapping, each on a new line.
    fn lines(self, entries: &[(String, NewNode)], layout: &Layout) -> String {
        let lines = entries.iter().map(|(key, value)| {
            let written = self.nested_key(key, false);
            let entry = self.behind_key(&written, key, value, layout, Form::Block);
            layout.new_line() + &entry
        });
        lines.collect()
    }

    fn block_items(self, items: &[NewNode], layout: &Layout) -> String {
        let beside_dash = Layout {
            indent: format!("{}  ", layout.indent),
            ..layout.clone()
        };
        let lines = items.iter().map(|item| {
            let text = match item {
                NewNode::Mapping(entries) if !entries.is_empty() => {
                    let lines = self.lines(entries, &beside_dash);
                    lines.trim_start().to_owned()
                }
                other => self.value("", other, layout, Form::Inline),
            };
            format!("{}- {text}", layout.new_line())
        });
        lines.collect()
    }

    /// A value behind its colon, in brackets where it is a collection.
    pub(super) fn value(self, key: &str, value: &NewNode, layout: &Layout, form: Form) -> String {
        let in_flow = form != Form::Block;
        match value {
            NewNode::Text(text) => like_neighbours(text, self.near, key, in_flow),
            NewNode::Literal(text) => text.clone(),
            NewNode::Mapping(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| {
                        let written = self.nested_key(key, true);
                        let layout = layout.deeper();
                        self.behind_key(&written, key, value, &layout, bracketed(form))
                    })
                    .collect();
                in_brackets('{', &entries, '}', layout, bracketed(form))
            }
            NewNode::Sequence(items) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| self.value("", item, &layout.deeper(), bracketed(form)))
                    .collect();
                let tight = Layout {
                    padding: String::new(),
                    ..layout.clone()
                };
                in_brackets('[', &items, ']', &tight, bracketed(form))
            }
        }
    }

    /// A key beside the keys of the mapping: in quotes where it has to be, or where all of them are.
    fn top_key(self, key: &NewKey, form: Form) -> String {
        let text = key.text.as_str();
        let in_flow = form != Form::Block;
        if self.near.notation() == Notation::Json {
            return quoted(text, Style::DoubleQuoted);
        }
        let siblings = || self.near.own_entries().map(|entry| entry.key);
        let style = siblings().find_map(quotes);
        let numbers = || siblings().filter(|sibling| is_number(sibling.text()));
        if key.like_neighbours
            && is_number(text)
            && numbers().next().is_some()
            && numbers().all(|sibling| quotes(sibling).is_none())
        {
            return text.to_owned();
        }
        let mut optional = siblings()
            .filter(|key| is_plain_text(key.text(), in_flow))
            .peekable();
        let all_quoted = optional.peek().is_some() && optional.all(|key| quotes(key).is_some());
        if is_plain_text(text, in_flow) && !all_quoted {
            return text.to_owned();
        }
        quoted(text, style.unwrap_or_else(|| nearest_quotes(self.near)))
    }

    /// A key of a mapping that is new itself.
    fn nested_key(self, key: &str, in_flow: bool) -> String {
        match self.near.notation() {
            Notation::Json => quoted(key, Style::DoubleQuoted),
            Notation::Yaml if is_plain_text(key, in_flow) && !self.quotes_all_keys() => {
                key.to_owned()
            }
            Notation::Yaml => quoted(key, nearest_quotes(self.near)),
        }
    }

    /// Whether the text is JSON by its looks, though it is read as YAML.
    fn quotes_all_keys(self) -> bool {
        let root = self.near.ancestors().last();
        let first = root.and_then(|root| root.own_entries().next());
        first.is_some_and(|first| quotes(first.key).is_some())
    }
}

fn quotes(node: Node<'_>) -> Option<Style> {
    let style = node.style();
    matches!(style, Style::SingleQuoted | Style::DoubleQuoted).then_some(style)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Within brackets there are no blocks.
fn bracketed(form: Form) -> Form {
    if form == Form::Block {
        Form::Inline
    } else {
        form
    }
}

fn has_collections(items: &[NewNode]) -> bool {
    items
        .iter()
        .any(|item| matches!(item, NewNode::Mapping(_) | NewNode::Sequence(_)))
}

fn in_brackets(open: char, items: &[String], close: char, layout: &Layout, form: Form) -> String {
    if items.is_empty() {
        return format!("{open}{close}");
    }
    if form == Form::Lines {
        let inner = layout.deeper().new_line();
        let outer = layout.new_line();
        let items = items.join(&format!(",{inner}"));
        return format!("{open}{inner}{items}{outer}{close}");
    }
    let items = items.join(&format!(",{}", layout.gap));
    format!("{open}{0}{items}{0}{close}", layout.padding)
}

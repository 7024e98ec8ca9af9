//! Changes as edits of texts.

use std::sync::Arc;

use super::{Change, Conventions, Edits, FileEdit, Repair, order, smart};
use crate::openapi::{Cursor, reference_between};
use crate::syntax::edit::{self, NewKey, NewNode};
use crate::syntax::{Node, TextEdit};

/// The edits of a repair, without doubles; none where one cannot be made or two overlap.
pub(super) fn of<'a>(repair: &Repair<'a>, conventions: &Conventions<'a>) -> Option<Edits> {
    let mut plain = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    for change in &repair.changes {
        let (title, changes) = lowered(change, conventions)?;
        if !titles.contains(&title) {
            titles.push(title);
        }
        plain.extend(changes);
    }
    let mut edits: Vec<FileEdit> = Vec::new();
    for change in together(plain) {
        let (cursor, made) = text_edits(&change, conventions)?;
        let is_insertion = matches!(change, Change::Insert { .. });
        for edit in made {
            let source = Arc::clone(cursor.source());
            put(&mut edits, FileEdit { source, edit }, is_insertion);
        }
    }
    let title = repair
        .title
        .clone()
        .unwrap_or_else(|| titles.join(", and "));
    (!edits.is_empty() && are_apart(&edits)).then_some(Edits { title, edits })
}

/// Adds an edit. What is put in behind the same neighbour as something before comes behind that.
fn put(edits: &mut Vec<FileEdit>, edit: FileEdit, is_insertion: bool) {
    if edits.contains(&edit) {
        return;
    }
    let continues = |text: &str| text.starts_with([',', '\n', '\r']) && !text.ends_with(',');
    let before = edits.iter_mut().find(|known| {
        is_insertion
            && Arc::ptr_eq(&known.source, &edit.source)
            && known.edit.span == edit.edit.span
            && edit.edit.span.is_empty()
            && continues(&known.edit.text)
            && continues(&edit.edit.text)
    });
    match before {
        // What belongs to an inner block comes first.
        Some(before) if indent(&edit.edit.text) > indent(&before.edit.text) => {
            before.edit.text.insert_str(0, &edit.edit.text);
        }
        Some(before) => before.edit.text.push_str(&edit.edit.text),
        None => edits.push(edit),
    }
}

/// How far the first line of new text is indented.
fn indent(text: &str) -> usize {
    let line = text.trim_start_matches(['\n', '\r']);
    line.len() - line.trim_start().len()
}

/// The changes, with insertions into a mapping that is new itself made one.
fn together(changes: Vec<Change<'_>>) -> Vec<Change<'_>> {
    let mut joined: Vec<Change<'_>> = Vec::new();
    for change in changes {
        let Change::Insert { into, path, value } = &change else {
            joined.push(change);
            continue;
        };
        let first = path.first().map(String::as_str).unwrap_or_default();
        let is_new = into.get(first).is_none() && path.len() > 1;
        let known = joined.iter_mut().find_map(|other| match other {
            Change::Insert {
                into: home,
                path: known,
                value: content,
            } if is_new
                && home.id() == into.id()
                && known.first().is_some_and(|key| key == first) =>
            {
                Some((known, content))
            }
            _ => None,
        });
        match known {
            Some((known, content)) => {
                let own = nested(path.get(1..).unwrap_or_default(), value.clone());
                let other = nested(known.get(1..).unwrap_or_default(), content.clone());
                known.truncate(1);
                *content = other.united(own);
            }
            None => joined.push(change),
        }
    }
    joined
}

/// A value below keys.
fn nested(path: &[String], value: NewNode) -> NewNode {
    path.iter().rev().fold(value, |value, key| {
        NewNode::mapping([(key.as_str(), value)])
    })
}

fn are_apart(edits: &[FileEdit]) -> bool {
    let overlaps = |one: &FileEdit, other: &FileEdit| {
        let (a, b) = (one.edit.span, other.edit.span);
        Arc::ptr_eq(&one.source, &other.source)
            && (a.start() < b.end() && b.start() < a.end() || a.start() == b.start())
    };
    edits
        .iter()
        .enumerate()
        .all(|(at, one)| !edits.iter().skip(at + 1).any(|other| overlaps(one, other)))
}

/// A change as plain ones, with words for it.
fn lowered<'a>(change: &Change<'a>, conventions: &Conventions<'a>) -> smart::Lowered<'a> {
    match change {
        Change::AddHeader {
            response,
            name,
            schema,
            description,
            required,
        } => smart::header(
            conventions,
            *response,
            name,
            smart::NewHeader {
                schema,
                description: description.as_deref(),
                required: *required,
            },
        ),
        Change::CopyHeader { response, header } => smart::copied(*response, *header),
        Change::AddResponse { operation, status } => {
            smart::response(conventions, *operation, *status)
        }
        Change::AddErrorContent { response } => {
            let node = response.node();
            let (field, value) = smart::error_content(conventions, node)?;
            let title = "declare the body that the other errors have".to_owned();
            let change = Change::Insert {
                into: node,
                path: vec![field],
                value,
            };
            Some((title, vec![change]))
        }
        Change::UseErrorSchema { schema } => {
            let errors = conventions.error_content()?;
            let reference = reference_between(*schema, errors.schema)?;
            let title = format!("refer to `{reference}`");
            let change = match schema.get("$ref") {
                Some(written) => Change::Replace {
                    value: written,
                    by: NewNode::text(reference),
                },
                None => Change::Replace {
                    value: *schema,
                    by: NewNode::reference(reference),
                },
            };
            Some((title, vec![change]))
        }
        Change::UseErrorMediaType { of } => {
            let media_type = &conventions.error_content()?.media_type;
            let is_renamed = of.key()?.text().contains('/') && media_type.contains('/');
            let change = Change::RenameKey {
                of: *of,
                to: media_type.clone(),
            };
            is_renamed.then_some((title(&change)?, vec![change]))
        }
        plain => Some((title(plain)?, vec![plain.clone()])),
    }
}

/// What a plain change does.
fn title(change: &Change<'_>) -> Option<String> {
    Some(match change {
        Change::Insert { path, value, .. } => match value {
            NewNode::Text(text) | NewNode::Literal(text) => {
                format!("add `{}: {text}`", path.last()?)
            }
            _ => format!("add `{}`", path.last()?),
        },
        Change::RenameKey { of, to } => format!("rename `{}` to `{to}`", name(*of)),
        Change::QuoteKey { of } => format!("put `{}` in quotes", name(*of)),
        Change::Replace { value, by } => match by {
            NewNode::Text(text) | NewNode::Literal(text) => {
                format!("set `{}` to `{text}`", name(*value))
            }
            _ => format!("replace `{}`", name(*value)),
        },
        Change::ReplaceWithin { words, .. } => {
            let words: Vec<String> = words
                .iter()
                .map(|(from, to)| format!("`{from}` by `{to}`"))
                .collect();
            format!("replace {}", words.join(", "))
        }
        Change::Remove { nodes } => {
            let names: Vec<String> = nodes
                .iter()
                .map(|node| format!("`{}`", name(*node)))
                .collect();
            format!("remove {}", names.join(", "))
        }
        Change::Sort { .. } => "put the keys in order".to_owned(),
        _ => return None,
    })
}

fn name(cursor: Cursor<'_>) -> &str {
    cursor.key().map_or("this", Cursor::text)
}

/// The edits of a plain change, and a node of the file that they are for.
fn text_edits<'a>(
    change: &Change<'a>,
    conventions: &Conventions<'_>,
) -> Option<(Cursor<'a>, Vec<TextEdit>)> {
    Some(match change {
        Change::Insert { into, path, value } => {
            let like_neighbours = conventions.document().version().is_swagger();
            (*into, insertion(*into, path, value, like_neighbours)?)
        }
        Change::RenameKey { of, to } => (*of, edit::replace_key(of.key()?.node(), to)?),
        Change::QuoteKey { of } => (*of, edit::quote_key(of.key()?.node())?),
        Change::Replace { value, by } => (*value, edit::replace_value(value.node(), by)?),
        Change::ReplaceWithin { value, words } => {
            let found = words
                .iter()
                .filter_map(|(from, to)| edit::replace_within(value.node(), from, to));
            (*value, found.flatten().collect())
        }
        Change::Remove { nodes } => {
            let all: Vec<Node<'_>> = nodes.iter().map(|node| node.node()).collect();
            (*nodes.first()?, edit::remove(&all)?)
        }
        Change::Sort { mapping, order } => (*mapping, edit::sort_entries(mapping.node(), order)?),
        _ => return None,
    })
}

/// Follows the path as far as it is there, and puts in the rest.
fn insertion(
    into: Cursor<'_>,
    path: &[String],
    value: &NewNode,
    like_neighbours: bool,
) -> Option<Vec<TextEdit>> {
    let (key, rest) = path.split_first()?;
    let node = into.node();
    if node.is_alias() || node.is_mapping() && into.reference().is_some() {
        return None;
    }
    match node.get(key) {
        Some(below) if rest.is_empty() => {
            // What is there and says nothing is filled.
            let is_blank = below.is_null() || below.as_str() == Some("");
            is_blank
                .then(|| edit::replace_value(below, value))
                .flatten()
        }
        Some(below) => insertion(into.with_node(below), rest, value, like_neighbours),
        None => {
            let nested = nested(rest, value.clone());
            let key = NewKey {
                text: key.clone(),
                like_neighbours,
            };
            let slot = order::slot(node, &key.text);
            edit::insert_entry(node, &key, &nested, slot)
        }
    }
}

//! `$ref`: where references lead, inside a file and across files.
//!
//! OpenAPI 3.1 section 4.8.23 (Reference Object), RFC 3986 section 5, RFC 6901 section 6.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::cursor::Cursor;
use super::forest::Absence;
use crate::files::normalise;
use crate::syntax::{Node, Pointer, Tree, percent_decode};

/// How many references are followed one after the other.
const HOPS: usize = 64;

/// The node at the end of a chain of references, or why there is none.
pub type Resolution<'a> = Result<Cursor<'a>, Unresolved>;

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unresolved {
    /// The file is there, but holds nothing at the pointer or under the anchor.
    #[error("nothing stands at `{0}`")]
    Missing(String),
    /// The reference leads back to itself.
    #[error("`{0}` leads back to itself")]
    Cycle(String),
    /// The file that it names does not exist, or cannot be read or parsed.
    #[error("{0}")]
    Unreadable(String),
    /// The file that it names lies outside the folder that may be read.
    #[error("`{0}` lies outside the root folder")]
    OutsideRoot(String),
    /// So much was read before its file that a limit was reached.
    #[error("{0}")]
    BeyondLimit(String),
    /// It leads to another host, or to a file of a document that has no location: never followed.
    #[error("`{0}` is remote")]
    Remote(String),
}

impl Unresolved {
    /// Whether the other end may well be there and is only not known here.
    pub fn is_unknown(&self) -> bool {
        !matches!(self, Unresolved::Missing(_) | Unresolved::Cycle(_))
    }
}

/// Follows `$ref` after `$ref` to the first node that is no Reference Object.
pub(super) fn resolve(start: Cursor<'_>) -> Resolution<'_> {
    let mut cursor = start.target();
    for _ in 0..HOPS {
        let Some(reference) = cursor.reference() else {
            return Ok(cursor);
        };
        cursor = follow(cursor, reference)?.target();
    }
    let reference = start.reference().unwrap_or_default();
    Err(Unresolved::Cycle(reference.to_owned()))
}

/// One step along a reference that stands in the file of `from`.
fn follow<'a>(from: Cursor<'a>, reference: &str) -> Resolution<'a> {
    let (target, fragment) = split(reference);
    if target.is_empty() {
        let root = from.with_node(from.node().root());
        return descend(root, fragment, reference);
    }
    let forest = from.forest();
    if let Some(index) = forest.anchor(from.file(), target) {
        let resource = from.node().tree().node(index);
        return descend(from.with_node(resource), fragment, reference);
    }
    let location = locate(forest.location(from.file()), target)
        .ok_or_else(|| Unresolved::Remote(reference.to_owned()))?;
    let file = forest
        .file_at(&location)
        .ok_or_else(|| why_absent(forest.absence(&location), reference))?;
    let root = forest
        .tree(file)
        .and_then(|tree| tree.documents().next())
        .ok_or_else(|| Unresolved::Missing(reference.to_owned()))?;
    descend(Cursor::new(forest, file, root), fragment, reference)
}

/// The node under a fragment: a JSON pointer, or a plain name.
fn descend<'a>(root: Cursor<'a>, fragment: &str, reference: &str) -> Resolution<'a> {
    let is_plain_pointer = fragment.starts_with('/') && !fragment.contains(['%', '~']);
    let found = if is_plain_pointer {
        // Nearly every reference is one, and there are tens of thousands: nothing to decode.
        let mut tokens = fragment.split('/').skip(1);
        tokens.try_fold(root.node(), Node::child)
    } else if let Some(pointer) = Pointer::parse_fragment(fragment) {
        root.node().at(&pointer)
    } else {
        root.forest()
            .anchor(root.file(), fragment)
            .map(|index| root.node().tree().node(index))
    };
    found
        .map(|node| root.with_node(node))
        .ok_or_else(|| Unresolved::Missing(reference.to_owned()))
}

fn why_absent(absence: Option<&Absence>, reference: &str) -> Unresolved {
    match absence {
        Some(Absence::Unreadable(reason)) => Unresolved::Unreadable(reason.clone()),
        Some(Absence::OutsideRoot) => Unresolved::OutsideRoot(reference.to_owned()),
        Some(Absence::BeyondLimit(limit)) => Unresolved::BeyondLimit(limit.clone()),
        None => Unresolved::Remote(reference.to_owned()),
    }
}

/// A reference without its fragment, and the fragment without its `#`.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// The normalised location of the file that a relative reference names; none for URLs, and where
/// the base file has no location itself.
pub(super) fn locate(base: Option<&Path>, target: &str) -> Option<PathBuf> {
    if has_scheme(target) || target.starts_with("//") {
        return None;
    }
    let folder = base?.parent()?;
    let (path, _query) = target.split_once('?').unwrap_or((target, ""));
    Some(normalise(&folder.join(percent_decode(path).as_ref())))
}

/// The text of a `$ref` in the file of `from` that leads to a node; none where one of them lies in no
/// file of its own.
pub fn reference_between(from: Cursor<'_>, to: Cursor<'_>) -> Option<String> {
    let pointer = to.pointer();
    let fragment = percent_encoded(pointer.as_str());
    if from.file() == to.file() {
        return Some(format!("#{fragment}"));
    }
    let forest = from.forest();
    let base = forest.location(from.file())?.parent()?;
    let path = relative_path(base, forest.location(to.file())?)?;
    Some(if pointer.is_root() {
        path
    } else {
        format!("{path}#{fragment}")
    })
}

/// The way from a folder to a file, with `/` on every system.
fn relative_path(folder: &Path, file: &Path) -> Option<String> {
    let common = folder
        .components()
        .zip(file.components())
        .take_while(|(one, other)| one == other)
        .count();
    let up = folder.components().skip(common).map(|_| "..");
    let down: Option<Vec<&str>> = file
        .components()
        .skip(common)
        .map(|component| component.as_os_str().to_str())
        .collect();
    let parts: Vec<&str> = up.chain(down?).collect();
    Some(percent_encoded(&parts.join("/")))
}

/// A path or pointer with `%XX` for what may not stand in a URI reference (RFC 3986 section 3.3).
fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        let is_plain = byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(&byte);
        if is_plain {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

/// Whether a reference begins with a URI scheme (RFC 3986 section 3.1); a single letter is taken as
/// a Windows drive.
fn has_scheme(target: &str) -> bool {
    target.split_once(':').is_some_and(|(scheme, _)| {
        let is_scheme_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        scheme.len() > 1
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(is_scheme_byte)
    })
}

/// The locations of the other files that a tree refers to, in the order of the text, each once.
pub fn referenced_files(tree: &Tree, location: &Path) -> Vec<PathBuf> {
    let mut seen = FxHashSet::default();
    // Nearly all lead to the file itself, which is told most cheaply.
    let references = tree.values_of("$ref");
    let leading_out = references.filter(|reference| !reference.text().starts_with('#'));
    in_order(leading_out.filter(|reference| reference.as_str().is_some()))
        .map(|reference| split(reference.text()).0)
        .filter(|target| seen.insert(*target))
        .filter_map(|target| locate(Some(location), target))
        .filter(|found| found != location)
        .collect()
}

/// The nodes that are the text of a `$ref`, in the order of the text.
pub(super) fn values(tree: &Tree) -> impl Iterator<Item = Node<'_>> {
    in_order(texts(tree))
}

fn texts(tree: &Tree) -> impl Iterator<Item = Node<'_>> {
    tree.values_of("$ref")
        .filter(|value| value.as_str().is_some())
}

fn in_order<'a>(nodes: impl Iterator<Item = Node<'a>>) -> impl Iterator<Item = Node<'a>> {
    let mut nodes: Vec<Node<'a>> = nodes.collect();
    nodes.sort_unstable_by_key(|node| node.index());
    nodes.into_iter()
}

/// Whether a node lies in an example, a default or an extension, where `$ref` has no meaning.
pub(crate) fn is_data(node: Node<'_>) -> bool {
    node.ancestors()
        .filter_map(Node::key)
        .any(|key| match key.text() {
            "example" | "examples" | "default" | "enum" | "const" => {
                key.parent().is_none_or(|around| !is_name_map(around))
            }
            text => text.starts_with("x-"),
        })
}

/// Whether the keys of a mapping are names that the author chose: `default` is a response there, and
/// `example` a property.
fn is_name_map(node: Node<'_>) -> bool {
    let names = [
        "responses",
        "properties",
        "schemas",
        "definitions",
        "paths",
        "callbacks",
    ];
    node.key().is_some_and(|key| names.contains(&key.text()))
}

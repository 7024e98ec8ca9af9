//! All the files of one API description, loaded and immutable.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::cursor::Cursor;
use super::memo::Memo;
use super::reference;
use crate::syntax::{Node, NodeIndex, Tree};

/// The number of a file within its [`Forest`]; the entry document is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// The file of the entry document.
    pub const ENTRY: FileId = FileId(0);
}

/// Identifies a node across the files of a [`Forest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    /// The file.
    pub file: FileId,
    /// The node in that file's tree.
    pub node: NodeIndex,
}

/// Why a file that a `$ref` names is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absence {
    /// It does not exist, or cannot be read or parsed; the text says why.
    Unreadable(String),
    /// It lies outside the folder that may be read.
    OutsideRoot,
    /// So much was read before it that a limit was reached; the text names the limit.
    BeyondLimit(String),
}

/// The trees of an entry document and of every file that its references reach.
///
/// References are resolved inside the forest only: nothing is read, and nothing is fetched, after
/// it has been loaded.
#[derive(Debug, Default)]
pub struct Forest {
    files: Vec<File>,
    by_location: FxHashMap<PathBuf, FileId>,
    absent: FxHashMap<PathBuf, Absence>,
    memo: Memo,
}

#[derive(Debug)]
struct File {
    tree: Arc<Tree>,
    location: Option<PathBuf>,
    /// Nodes that `$anchor` or `$id` name, read only when a reference asks.
    anchors: OnceLock<FxHashMap<String, NodeIndex>>,
}

impl Forest {
    /// A forest of one file that has no location on disk: references to other files stay unknown.
    pub fn of_text(tree: Arc<Tree>) -> Self {
        let mut forest = Self::default();
        forest.push(tree, None);
        forest
    }

    /// Adds a file at its normalised location; the first file added is the entry document.
    pub fn add(&mut self, location: PathBuf, tree: Arc<Tree>) -> FileId {
        let id = self.push(tree, Some(location.clone()));
        self.by_location.insert(location, id);
        id
    }

    /// Notes that a file cannot be had.
    pub fn add_absent(&mut self, location: PathBuf, absence: Absence) {
        self.absent.insert(location, absence);
    }

    fn push(&mut self, tree: Arc<Tree>, location: Option<PathBuf>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(File {
            tree,
            location,
            anchors: OnceLock::new(),
        });
        id
    }

    /// The tree of a file.
    pub fn tree(&self, file: FileId) -> Option<&Arc<Tree>> {
        self.files.get(file.0 as usize).map(|file| &file.tree)
    }

    /// The trees in the order in which they were added.
    pub fn trees(&self) -> impl ExactSizeIterator<Item = &Arc<Tree>> {
        self.files.iter().map(|file| &file.tree)
    }

    /// The files with their trees, in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &Arc<Tree>)> {
        self.files.iter().enumerate().map(|(number, file)| {
            let id = FileId(u32::try_from(number).unwrap_or(u32::MAX));
            (id, &file.tree)
        })
    }

    /// Where a file lies on disk.
    pub fn location(&self, file: FileId) -> Option<&Path> {
        self.files.get(file.0 as usize)?.location.as_deref()
    }

    /// The file at a normalised location.
    pub fn file_at(&self, location: &Path) -> Option<FileId> {
        self.by_location.get(location).copied()
    }

    /// Why the file at a normalised location is not in the forest, where that is known.
    pub fn absence(&self, location: &Path) -> Option<&Absence> {
        self.absent.get(location)
    }

    /// What has been found out about its schemas.
    pub(super) fn memo(&self) -> &Memo {
        &self.memo
    }

    /// Whether every file that a reference names was read.
    pub fn is_complete(&self) -> bool {
        self.absent.is_empty()
    }

    /// The texts of all references, file by file in the order of the text; a `$ref` that is part of
    /// an example or an extension is data, and no reference.
    pub fn references(&self) -> impl Iterator<Item = Cursor<'_>> {
        self.files
            .iter()
            .enumerate()
            .flat_map(move |(number, file)| {
                let id = FileId(u32::try_from(number).unwrap_or(u32::MAX));
                reference::values(&file.tree)
                    .filter(|value| !reference::is_data(*value))
                    .map(move |value| Cursor::new(self, id, value))
            })
    }

    /// The values that are text, of the files whose source satisfies a condition.
    pub fn texts(&self, is_read: impl Fn(&str) -> bool) -> impl Iterator<Item = Cursor<'_>> {
        let files = self.files.iter().enumerate();
        files
            .filter(move |(_, file)| is_read(file.tree.source().text()))
            .flat_map(move |(number, file)| {
                let id = FileId(u32::try_from(number).unwrap_or(u32::MAX));
                let values = file.tree.nodes().filter(|node| node.as_str().is_some());
                values
                    .filter(|node| node.key() != Some(*node))
                    .map(move |value| Cursor::new(self, id, value))
            })
    }

    /// The node that a plain-name fragment (`#name`) or a schema's `$id` names in a file
    /// (JSON Schema 2020-12 sections 8.2.1 and 8.2.2).
    pub(super) fn anchor(&self, file: FileId, name: &str) -> Option<NodeIndex> {
        let file = self.files.get(file.0 as usize)?;
        let anchors = file.anchors.get_or_init(|| named_nodes(&file.tree));
        anchors.get(name).copied()
    }
}

fn named_nodes(tree: &Tree) -> FxHashMap<String, NodeIndex> {
    let mut names = FxHashMap::default();
    let mappings = tree
        .nodes()
        .filter(|node| node.is_mapping() && !node.is_alias());
    for node in mappings {
        for keyword in ["$anchor", "$dynamicAnchor", "$id"] {
            if let Some(name) = node.get(keyword).and_then(Node::as_str) {
                names.entry(name.to_owned()).or_insert(node.index());
            }
        }
    }
    names
}

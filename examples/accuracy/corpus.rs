//! The documents that labels are about.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use statuslint::openapi::{Document, Forest, referenced_files};
use statuslint::source::Source;
use statuslint::syntax::{self, Limits, Tree};

use crate::rules::Warnings;

/// Folders in which documents are looked up by their relative path; each is read once.
pub(crate) struct Corpus {
    folders: Vec<PathBuf>,
    read: RefCell<HashMap<String, Option<Rc<Described>>>>,
}

/// A document with the files that it refers to, to be looked at as a [`Document`].
pub(crate) struct Described {
    forest: Forest,
    tree: Arc<Tree>,
    /// What the rules say about it, each run once.
    pub(crate) warnings: Warnings,
}

impl Corpus {
    pub(crate) fn new(folders: Vec<PathBuf>) -> Self {
        Self {
            folders,
            read: RefCell::default(),
        }
    }

    /// The document of that relative path, where any folder holds it. Its path may also be given
    /// from within the first folder of the path, as packages are unpacked.
    pub(crate) fn document(&self, name: &str) -> Option<Rc<Described>> {
        let mut read = self.read.borrow_mut();
        read.entry(name.to_owned())
            .or_insert_with(|| self.load(name))
            .clone()
    }

    fn load(&self, name: &str) -> Option<Rc<Described>> {
        let within = name.split_once('/').map_or(name, |(_, rest)| rest);
        let path = self
            .folders
            .iter()
            .flat_map(|folder| [folder.join(name), folder.join(within)])
            .find(|path| path.is_file())?;
        let location = std::path::absolute(path).ok()?;
        let tree = parse(&location)?;
        Some(Rc::new(Described {
            forest: forest(&location, &tree),
            tree,
            warnings: Warnings::default(),
        }))
    }
}

/// The document and every file that its references reach.
fn forest(location: &Path, tree: &Arc<Tree>) -> Forest {
    let mut forest = Forest::default();
    forest.add(location.to_path_buf(), Arc::clone(tree));
    let mut open = referenced_files(tree, location);
    while let Some(next) = open.pop() {
        if forest.file_at(&next).is_some() {
            continue;
        }
        if let Some(tree) = parse(&next) {
            open.extend(referenced_files(&tree, &next));
            forest.add(next, tree);
        }
    }
    forest
}

fn parse(path: &Path) -> Option<Arc<Tree>> {
    let text = std::fs::read_to_string(path).ok()?;
    let source = Arc::new(Source::from_text(path.display().to_string(), &text));
    syntax::parse(source, Limits::default()).ok().map(Arc::new)
}

impl Described {
    /// Shows the document to a question about it.
    pub(crate) fn with<T>(&self, question: impl FnOnce(&Document<'_>) -> T) -> Option<T> {
        let root = self.tree.documents().next()?;
        Document::new(&self.forest, root).map(|document| question(&document))
    }
}

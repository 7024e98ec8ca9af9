//! From files that have changed to the descriptions that they are part of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::inputs::{self, Input};
use super::linter::{Linter, is_openapi, mentions_openapi};
use super::load::Loader;
use crate::openapi::normalise;

impl Linter {
    /// The entry documents among files that have changed, and those of the same workspace that reach
    /// one of the others by references. What is neither is passed over.
    pub(super) fn concerned(&self, loader: &Loader, paths: &[PathBuf]) -> Vec<Input> {
        let changed = inputs::collect(paths).into_iter();
        let changed = changed.filter(|input| {
            inputs::is_description_name(&input.path) && !self.is_excluded(&input.path)
        });
        let (mut documents, mut fragments) = (BTreeSet::new(), BTreeSet::new());
        for input in changed {
            if Self::is_entry(loader, &input.path) {
                documents.insert(self.met(&input.path));
            } else if input.is_named() {
                fragments.insert(normalise(&input.path));
            }
        }
        let roots: BTreeSet<PathBuf> = fragments
            .iter()
            .map(|fragment| self.root_for(fragment, None))
            .collect();
        for root in roots {
            let candidates = inputs::collect(std::slice::from_ref(&root));
            let reaching: Vec<Input> = candidates
                .into_par_iter()
                .filter(|input| !self.is_excluded(&input.path))
                .filter(|input| Self::reaches(loader, &input.path, &root, &fragments))
                .collect();
            documents.extend(reaching);
        }
        let mut seen = BTreeSet::new();
        let documents = documents.into_iter();
        documents
            .filter(|input| seen.insert(input.path.clone()))
            .collect()
    }

    /// As if it had been met in its workspace, so that nothing is said if it is no description.
    fn met(&self, path: &Path) -> Input {
        Input {
            path: path.to_path_buf(),
            folder: Some(self.root_for(path, None)),
        }
    }

    fn is_entry(loader: &Loader, path: &Path) -> bool {
        let read = loader.source(path);
        let parsed = match read {
            Ok(source) if mentions_openapi(source.text()) => loader.parse(source),
            Ok(_) => return false,
            Err(error) => Err(error),
        };
        match parsed {
            Ok(tree) => is_openapi(&tree),
            Err(error) => error.concerns_openapi(),
        }
    }

    /// Whether the references of an entry document lead to one of the files. Only a text that claims
    /// to be a description and has references is parsed.
    fn reaches(loader: &Loader, path: &Path, root: &Path, fragments: &BTreeSet<PathBuf>) -> bool {
        let may_reach = |text: &str| mentions_openapi(text) && text.contains("$ref");
        let source = loader.source(path).ok();
        let source = source.filter(|source| may_reach(source.text()));
        let tree = source.and_then(|source| loader.parse(source).ok());
        tree.filter(|tree| is_openapi(tree)).is_some_and(|tree| {
            let forest = loader.forest(path, tree, root);
            let mut fragments = fragments.iter();
            fragments.any(|fragment| forest.file_at(fragment).is_some())
        })
    }
}

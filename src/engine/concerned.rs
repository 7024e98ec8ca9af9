//! From files that have changed to the descriptions that they are part of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::inputs::{self, Input};
use super::linter::{Linter, mentions_openapi};
use super::load::Loader;
use crate::files::normalise;
use crate::openapi::{mentioned_files, referenced_files};

/// A file of the workspace.
struct Candidate {
    path: PathBuf,
    refers_to: Vec<PathBuf>,
    /// Whether its text is worth parsing as a description.
    may_be_entry: bool,
}

impl Linter {
    /// The entry documents among files that have changed, and those of the same workspace whose
    /// references lead to one of them, directly or through others. What is neither is passed over.
    ///
    /// A file that is gone has changed too. The configuration leaves out documents, not the fragments
    /// on the way to them.
    pub(super) fn concerned(&self, loader: &Loader, paths: &[PathBuf]) -> Vec<Input> {
        let changed = inputs::collect(paths).into_iter();
        let changed: FxHashSet<PathBuf> = changed.map(|input| normalise(&input.path)).collect();
        let roots: BTreeSet<PathBuf> = changed
            .iter()
            .map(|path| normalise(&self.root_for(path, None)))
            .collect();
        let mut concerned = BTreeSet::new();
        for root in roots {
            let candidates = Self::candidates(loader, &root);
            let known: FxHashSet<&PathBuf> = candidates.iter().map(|one| &one.path).collect();
            // Whoever names a file that is hidden or ignored wants it checked all the same.
            let named = changed
                .iter()
                .filter(|path| path.starts_with(&root) && !known.contains(path))
                .filter(|path| path.is_file())
                .filter_map(|path| candidate(loader, path));
            let named: Vec<Candidate> = named.collect();
            let all: Vec<&Candidate> = candidates.iter().chain(&named).collect();
            let reached = reaching(&all, &changed);
            let documents = all.iter().filter(|one| one.may_be_entry);
            concerned.extend(
                documents
                    .filter(|one| reached.contains(one.path.as_path()))
                    .map(|one| Input {
                        path: one.path.clone(),
                        folder: Some(root.clone()),
                    }),
            );
        }
        let mut seen = FxHashSet::default();
        let concerned = concerned.into_iter();
        concerned
            .filter(|input| seen.insert(input.path.clone()))
            .collect()
    }

    /// The files below a folder that refer to others, or may be descriptions.
    fn candidates(loader: &Loader, root: &PathBuf) -> Vec<Candidate> {
        let inputs = inputs::collect(std::slice::from_ref(root)).into_par_iter();
        inputs
            .filter_map(|input| candidate(loader, &normalise(&input.path)))
            .collect()
    }
}

/// What a file refers to, by its text; it is parsed only where the text leaves that open.
fn candidate(loader: &Loader, path: &Path) -> Option<Candidate> {
    let candidate = |refers_to, may_be_entry| Candidate {
        path: path.to_path_buf(),
        refers_to,
        may_be_entry: may_be_entry && inputs::is_description_name(path),
    };
    let source = match loader.source(path) {
        Ok(source) => source,
        // What is wrong with a description is told when it is checked.
        Err(error) => {
            return error
                .concerns_openapi()
                .then(|| candidate(Vec::new(), true));
        }
    };
    let text = source.text();
    let may_be_entry = mentions_openapi(text);
    let refers = memmem::find(text.as_bytes(), b"$ref").is_some();
    if !may_be_entry && !refers {
        return None;
    }
    let mentioned = mentioned_files(text, path).or_else(|| {
        let tree = loader.parse(source.clone()).ok()?;
        Some(referenced_files(&tree, path))
    });
    Some(candidate(mentioned.unwrap_or_default(), may_be_entry))
}

/// The files from which references lead to one of some files, and those files themselves.
fn reaching<'c>(
    candidates: &[&'c Candidate],
    changed: &'c FxHashSet<PathBuf>,
) -> FxHashSet<&'c Path> {
    let mut referrers: FxHashMap<&Path, Vec<&Path>> = FxHashMap::default();
    for candidate in candidates {
        for target in &candidate.refers_to {
            let of_target = referrers.entry(target).or_default();
            of_target.push(&candidate.path);
        }
    }
    let mut reached: FxHashSet<&Path> = changed.iter().map(PathBuf::as_path).collect();
    let mut waiting: Vec<&Path> = reached.iter().copied().collect();
    while let Some(path) = waiting.pop() {
        let further = referrers.get(path).into_iter().flatten();
        waiting.extend(further.filter(|path| reached.insert(path)));
    }
    reached
}

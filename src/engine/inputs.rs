//! From the paths that a user names to the files that are worth a look.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::config::FILE_NAMES;

/// A file to look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Input {
    /// The file, absolute.
    pub(super) path: PathBuf,
    /// The folder that the user named and in which it was met; none for a file that the user named,
    /// which has to be an OpenAPI document.
    pub(super) folder: Option<PathBuf>,
}

impl Input {
    /// Whether the user named the file itself.
    pub(super) fn is_named(&self) -> bool {
        self.folder.is_none()
    }
}

/// The files of all paths, each once: those that are named, and those that lie in named folders as
/// far as `.gitignore` and hidden names leave them in.
///
/// A path that does not exist counts as a named file, so that the failure to read it is reported.
pub(super) fn collect(paths: &[PathBuf]) -> Vec<Input> {
    let mut inputs: Vec<Input> = paths
        .iter()
        .map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()))
        .flat_map(|path| {
            if path.is_dir() {
                walk(&path)
            } else {
                vec![Input { path, folder: None }]
            }
        })
        .collect();
    inputs.sort();
    inputs.dedup_by(|one, other| one.path == other.path);
    inputs
}

/// Whether the name of a file is one that descriptions have, and no configuration has.
pub(super) fn is_description_name(path: &Path) -> bool {
    may_be_description(path) && !is_configuration(path)
}

fn walk(folder: &Path) -> Vec<Input> {
    WalkBuilder::new(folder)
        .require_git(false)
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .filter(|path| is_description_name(path))
        .map(|path| Input {
            path,
            folder: Some(folder.to_path_buf()),
        })
        .collect()
}

/// Whether the name of a file says that it configures statuslint.
fn is_configuration(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| FILE_NAMES.contains(&name))
}

/// Whether the name of a file is one that API descriptions have.
fn may_be_description(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

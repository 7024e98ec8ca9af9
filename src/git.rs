//! What files were at an earlier revision, asked of git's plumbing. Nothing is fetched, and nothing is
//! written into the repository.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rustc_hash::FxHashMap;

use crate::openapi::normalise;

/// The files that have changed since a revision, as they were then.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// By normalised absolute path; none where there was no such file.
    files: FxHashMap<PathBuf, Option<Vec<u8>>>,
    root: PathBuf,
}

/// Why an earlier revision cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// There is no program of that name, or it cannot be started.
    #[error("git cannot be run: {0}")]
    NoGit(io::Error),
    /// The folder belongs to no repository with a working tree.
    #[error("`{0}` is not in a git repository")]
    NoRepository(String),
    /// There is no such revision.
    #[error("there is no revision `{0}` in this repository")]
    NoRevision(String),
    /// Git failed in another way.
    #[error("git failed: {0}")]
    Failed(String),
}

/// What a file held at an earlier time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content<'a> {
    /// What it holds now.
    Same,
    /// There was no such file.
    Missing,
    /// These bytes.
    Was(&'a [u8]),
}

impl Earlier {
    /// The descriptions and fragments that differ between a revision and the working tree around
    /// `folder`.
    ///
    /// # Errors
    /// [`GitError`] without git, outside of a repository, or where there is no such revision.
    pub fn at(revision: &str, folder: &Path) -> Result<Self, GitError> {
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
        let up = git(&folder, ["rev-parse", "--show-cdup"])?;
        if !up.status.success() {
            return Err(GitError::NoRepository(folder.display().to_string()));
        }
        let up = String::from_utf8_lossy(&up.stdout).trim_end().to_owned();
        let root = normalise(&folder.join(up));
        let commit = format!("{revision}^{{commit}}");
        let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let commit = git(&root, verify.into_iter().chain([commit.as_str()]))?;
        if !commit.status.success() {
            return Err(GitError::NoRevision(revision.to_owned()));
        }
        let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
        let changed = ["diff-index", "-z", "--name-only", "--no-renames", &commit];
        let untracked = ["ls-files", "-z", "--others", "--exclude-standard"];
        let mut files = FxHashMap::default();
        for listing in [listed(&root, changed)?, listed(&root, untracked)?] {
            for name in listing.iter().filter(|name| may_be_read(name)) {
                let blob = git(&root, ["cat-file", "blob", &format!("{commit}:{name}")])?;
                let content = blob.status.success().then_some(blob.stdout);
                files.insert(normalise(&root.join(name)), content);
            }
        }
        Ok(Self { files, root })
    }

    /// The folder of the working tree.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What a file held then, if it differs from what it holds now.
    pub(crate) fn content(&self, path: &Path) -> Content<'_> {
        match self.files.get(&normalise(path)) {
            None => Content::Same,
            Some(None) => Content::Missing,
            Some(Some(bytes)) => Content::Was(bytes),
        }
    }
}

/// Whether the name of a file is one that descriptions and their fragments have.
fn may_be_read(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| {
        let known = ["yaml", "yml", "json"];
        known
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

fn listed<const N: usize>(root: &Path, arguments: [&str; N]) -> Result<Vec<String>, GitError> {
    let output = git(root, arguments)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(GitError::Failed(said));
    }
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    let names = names.split('\0').filter(|name| !name.is_empty());
    Ok(names.map(str::to_owned).collect())
}

fn git<'a>(
    folder: &Path,
    arguments: impl IntoIterator<Item = &'a str>,
) -> Result<Output, GitError> {
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    command.output().map_err(GitError::NoGit)
}

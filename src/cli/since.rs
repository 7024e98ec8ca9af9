//! The earlier state that `--since` compares with.

use std::path::{Path, PathBuf};

use statuslint::git::{Earlier, GitError};

use super::CliError;

/// What the files around the paths were at a revision.
pub(super) fn earlier(revision: &str, paths: &[PathBuf]) -> Result<Earlier, CliError> {
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let folder = if first.is_dir() {
        first
    } else {
        first.parent().unwrap_or(first)
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let earlier = Earlier::at(revision, folder).map_err(|error| refused(&error))?;
    let outside = paths.iter().find(|path| {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| (*path).clone());
        !absolute.starts_with(earlier.root())
    });
    match outside {
        Some(path) => Err(CliError::refused(
            format!("`{}` is not in the same repository", path.display()),
            "run statuslint once for each repository",
        )),
        None => Ok(earlier),
    }
}

fn refused(error: &GitError) -> CliError {
    let help = match error {
        GitError::NoGit(_) => "install git, or check without --since",
        GitError::NoRepository(_) => "check without --since, or name a path in a repository",
        GitError::NoRevision(_) => {
            "name a branch, tag or commit; a shallow clone may have to fetch it first"
        }
        GitError::Failed(_) => "check without --since",
    };
    CliError::refused(format!("--since: {error}"), help)
}

//! Paths without detours, folders that are repositories, and files that are written whole or not at all.

use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

/// The repository that a folder lies in; none where it lies in none.
pub fn repository_around(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| is_repository(folder))
}

/// Whether a folder is the root of a git repository. In a worktree or a submodule `.git` is a file.
pub fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// A path without `.` and `..`, by its text alone: symbolic links are not followed.
pub fn normalise(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        let last = normal.components().next_back();
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(last, Some(Component::Normal(_))) => {
                normal.pop();
            }
            Component::ParentDir if normal.has_root() => {}
            other => normal.push(other),
        }
    }
    normal
}

/// Writes a file so that nobody ever sees half of it: beside it first, then in its place.
///
/// # Errors
/// Where the folder does not exist or may not be written to.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut options = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As for a file that is created in the ordinary way; the umask takes away what it should.
        options.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = options.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

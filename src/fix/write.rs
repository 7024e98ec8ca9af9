//! Writing changed files so that nothing is lost, whatever happens in between.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::FileChange;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// It holds something else than when it was read.
    #[error("`{0}` has changed since it was read, and was left as it is")]
    Changed(String),
    /// Nobody may write to it.
    #[error("`{0}` is read-only")]
    ReadOnly(String),
    /// The text did not come from a file.
    #[error("`{0}` is no file")]
    NoFile(String),
    /// The operating system refused.
    #[error("`{name}` cannot be written: {error}")]
    Io {
        /// The file.
        name: String,
        /// What it answered.
        error: io::Error,
    },
}

/// Writes all changes: first each into a new file beside its own, then these take the places of the
/// old ones, one after the other. A file that has changed since it was read is left alone, and then
/// none is written. Permissions, encoding and byte order mark stay; a symbolic link stays one.
///
/// # Errors
/// [`WriteError`] for the first file that cannot be written.
pub fn write(changes: &[FileChange]) -> Result<(), WriteError> {
    let prepared: Result<Vec<Prepared>, WriteError> = changes.iter().map(prepare).collect();
    for Prepared {
        name,
        temporary,
        path,
    } in prepared?
    {
        temporary.persist(path).map_err(|failed| WriteError::Io {
            name,
            error: failed.error,
        })?;
    }
    Ok(())
}

/// A new file that waits to take the place of another.
struct Prepared {
    name: String,
    temporary: NamedTempFile,
    path: PathBuf,
}

fn prepare(change: &FileChange) -> Result<Prepared, WriteError> {
    let name = change.name().to_owned();
    let Some(path) = change.before.path() else {
        return Err(WriteError::NoFile(name));
    };
    let failed = |error| WriteError::Io {
        name: change.name().to_owned(),
        error,
    };
    let path = fs::canonicalize(path).map_err(failed)?;
    let permissions = fs::metadata(&path).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(WriteError::ReadOnly(name));
    }
    if fs::read(&path).map_err(failed)? != change.before.to_bytes() {
        return Err(WriteError::Changed(name));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut temporary = NamedTempFile::new_in(folder).map_err(failed)?;
    temporary
        .write_all(&change.after.to_bytes())
        .map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    fs::set_permissions(temporary.path(), permissions).map_err(failed)?;
    Ok(Prepared {
        name,
        temporary,
        path,
    })
}

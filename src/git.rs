//! What files were at an earlier revision, asked of git's plumbing. Nothing is fetched, and nothing is
//! written into the repository.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rustc_hash::FxHashMap;

use crate::files::normalise;

/// The files that have changed since a revision, as they were then.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    root: PathBuf,
    /// By normalised absolute path; none where there was no such file.
    files: FxHashMap<PathBuf, Option<Vec<u8>>>,
    /// The files that have another name now, by that name.
    former_names: BTreeMap<PathBuf, PathBuf>,
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
        let root = working_tree(&folder)?;
        let commit = commit(revision, &root)?;
        let mut earlier = Self {
            root,
            ..Self::default()
        };
        let mut wanted: Vec<(PathBuf, String)> = Vec::new();
        for change in earlier.changes(&commit)? {
            match change {
                Change::New(name) => {
                    earlier.files.insert(earlier.location(&name), None);
                }
                Change::Old(name) => wanted.push((earlier.location(&name), name)),
                Change::Renamed { from, to } => {
                    let (old, new) = (earlier.location(&from), earlier.location(&to));
                    earlier.files.insert(new.clone(), None);
                    wanted.push((old.clone(), from));
                    earlier.former_names.insert(new, old);
                }
            }
        }
        let (locations, names): (Vec<PathBuf>, Vec<String>) = wanted.into_iter().unzip();
        let contents = contents(&earlier.root, &commit, &names)?;
        earlier.files.extend(locations.into_iter().zip(contents));
        Ok(earlier)
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

    /// Where a file was then.
    pub(crate) fn former_name<'p>(&'p self, path: &'p Path) -> &'p Path {
        let former = self.former_names.get(&normalise(path));
        former.map_or(path, PathBuf::as_path)
    }

    /// The files that have another name now: what they were called, and what they are called.
    pub(crate) fn renamed(&self) -> impl Iterator<Item = (&Path, &Path)> {
        let names = self.former_names.iter();
        names.map(|(new, old)| (old.as_path(), new.as_path()))
    }

    fn location(&self, name: &str) -> PathBuf {
        normalise(&self.root.join(name))
    }

    /// What has happened since to files whose names are those of descriptions or fragments.
    fn changes(&self, commit: &str) -> Result<Vec<Change>, GitError> {
        let listing = ["diff-index", "-z", "--name-status", "-M", commit, "--"];
        let listed = listed(&self.root, &listing)?;
        let mut fields = listed.into_iter();
        let mut changes = Vec::new();
        while let (Some(status), Some(name)) = (fields.next(), fields.next()) {
            match status.chars().next() {
                Some('A') => changes.push(Change::New(name)),
                Some('R') => {
                    let to = fields.next().unwrap_or_default();
                    changes.push(Change::Renamed { from: name, to });
                }
                _ => changes.push(Change::Old(name)),
            }
        }
        let others = ["ls-files", "-z", "--others", "--exclude-standard"];
        let others = self::listed(&self.root, &others)?;
        changes.extend(others.into_iter().map(Change::New));
        changes.retain(|change| match change {
            Change::New(name) | Change::Old(name) => may_be_read(name),
            Change::Renamed { from, to } => may_be_read(from) || may_be_read(to),
        });
        Ok(changes)
    }
}

/// What has happened to a file since.
enum Change {
    /// It has come.
    New(String),
    /// It has changed, or gone.
    Old(String),
    /// It has another name.
    Renamed { from: String, to: String },
}

/// The root of the working tree around a folder, by the way that leads to the folder.
fn working_tree(folder: &Path) -> Result<PathBuf, GitError> {
    let up = git(folder, &["rev-parse", "--show-cdup"])?;
    if up.status.success() {
        let up = String::from_utf8_lossy(&up.stdout).trim_end().to_owned();
        return Ok(normalise(&folder.join(up)));
    }
    let said = said(&up);
    Err(if said.contains("not a git repository") {
        GitError::NoRepository(folder.display().to_string())
    } else {
        GitError::Failed(said)
    })
}

fn commit(revision: &str, root: &Path) -> Result<String, GitError> {
    let wanted = format!("{revision}^{{commit}}");
    let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
    let commit = git(root, &[&arguments[..], &[wanted.as_str()]].concat())?;
    if !commit.status.success() {
        return Err(GitError::NoRevision(revision.to_owned()));
    }
    Ok(String::from_utf8_lossy(&commit.stdout).trim().to_owned())
}

/// What files of a commit hold, in the order of their names: none where there is no such file. One
/// process answers for all of them.
fn contents(root: &Path, commit: &str, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, GitError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let mut command = command(root, &["cat-file", "--batch", "--follow-symlinks"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command.stderr(Stdio::null());
    let mut child = command.spawn().map_err(GitError::NoGit)?;
    let (questions, answers) = (child.stdin.take(), child.stdout.take());
    let read = std::thread::scope(|scope| {
        // Git answers while it is asked, so that neither may wait for the other.
        scope.spawn(move || {
            let mut questions = questions?;
            names.iter().try_for_each(|name| {
                // A name with a line break would be two questions; nothing is called like that.
                let name = name.split('\n').next().unwrap_or_default();
                writeln!(questions, "{commit}:{name}").ok()
            })
        });
        let mut answers = BufReader::new(answers?);
        let contents = names.iter().map(|_| answer(&mut answers).ok());
        contents.collect::<Option<Vec<_>>>()
    });
    // Nothing is left to ask, so it ends by itself.
    let _ = child.wait();
    read.ok_or_else(|| GitError::Failed("`git cat-file` ended too early".to_owned()))
}

/// One answer of `git cat-file --batch`: a line that says what follows, and that.
fn answer(answers: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = Vec::new();
    answers.read_until(b'\n', &mut head)?;
    let head = String::from_utf8_lossy(&head).into_owned();
    let Some(head) = head.strip_suffix('\n') else {
        return Err(io::ErrorKind::UnexpectedEof.into());
    };
    let mut words = head.rsplit(' ');
    let Some(size) = words.next().and_then(|word| word.parse::<u64>().ok()) else {
        // `missing`, with nothing behind it.
        return Ok(None);
    };
    let is_file = words.next() == Some("blob");
    let mut content = Vec::new();
    answers.by_ref().take(size).read_to_end(&mut content)?;
    answers.read_exact(&mut [0])?;
    // A link out of the repository has a text too, which is not that of a file.
    Ok(is_file.then_some(content))
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

/// What git lists, one name or word behind the other.
fn listed(root: &Path, arguments: &[&str]) -> Result<Vec<String>, GitError> {
    let output = git(root, arguments)?;
    if !output.status.success() {
        return Err(GitError::Failed(said(&output)));
    }
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    let names = names.split('\0').filter(|name| !name.is_empty());
    Ok(names.map(str::to_owned).collect())
}

fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.trim().lines().next().unwrap_or("it does not say why");
    line.trim_start_matches("fatal: ").to_owned()
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, GitError> {
    command(folder, arguments).output().map_err(GitError::NoGit)
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    // A hook is handed paths that lead on from another folder than this one.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        let leads_on = |path: &std::ffi::OsString| Path::new(path).is_relative();
        if std::env::var_os(name).as_ref().is_some_and(leads_on) {
            command.env_remove(name);
        }
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(text: &str) -> Vec<Option<Vec<u8>>> {
        let mut text = text.as_bytes();
        std::iter::from_fn(|| answer(&mut text).ok()).collect()
    }

    #[test]
    fn answers_are_read_by_their_length() {
        let text = "abc1 blob 4\na\nb\n\nmain:it is missing\nabc2 blob 0\n\n";
        assert_eq!(
            answers(text),
            [Some(b"a\nb\n".to_vec()), None, Some(Vec::new())]
        );
    }

    #[test]
    fn links_out_of_the_repository_and_folders_are_no_files() {
        let text = "symlink 11\n/etc/passwd\nabc1 tree 2\nxy\ndangling 6\nmain:x\nabc2 blob 1\nz\n";
        assert_eq!(answers(text), [None, None, None, Some(b"z".to_vec())]);
    }
}

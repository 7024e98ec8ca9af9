//! From files to a forest: reads what a document's references reach, and nothing else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::limits::ReadLimits;
use super::report::{Failure, FailureKind};
use crate::files::normalise;
use crate::git::{Content, Earlier};
use crate::openapi::{Absence, Forest, referenced_files};
use crate::source::{DecodeError, Source};
use crate::syntax::{self, SyntaxError, Tree};

/// Why a file could not be turned into a tree.
#[derive(Debug)]
pub(super) enum ReadError {
    Io(io::Error),
    NotAFile,
    TooLarge { bytes: u64, limit: u64 },
    Decode(DecodeError),
    Syntax(Arc<Source>, SyntaxError),
}

/// Reads files, each at most once in a run.
#[derive(Debug, Default)]
pub(super) struct Loader {
    limits: ReadLimits,
    /// What some files are to hold, in place of what they hold on disk.
    texts: Texts,
    /// What changed files held at an earlier time, which is read in place of what they hold now.
    earlier: Option<Earlier>,
    /// Files that references reach, shared by the documents of a run.
    fragments: Mutex<FxHashMap<PathBuf, Fragment>>,
    /// Those of other runs over the same files, as far as they are not to hold other texts.
    shared: Arc<Fragments>,
}

/// Files that references reach, as they are on disk, for several runs over them.
#[derive(Debug, Default)]
pub(crate) struct Fragments(Mutex<FxHashMap<PathBuf, Fragment>>);

/// How many files are read before the limits are looked at again.
const READ_TOGETHER: usize = 1024;

/// Files by their normalised location.
pub(crate) type Texts = FxHashMap<PathBuf, Arc<Source>>;

type Fragment = Result<Arc<Tree>, Absence>;

impl Loader {
    pub(super) fn new(limits: ReadLimits) -> Self {
        Self::with_texts(limits, Texts::default(), Arc::default())
    }

    /// A loader for which some files hold other texts than on disk.
    pub(super) fn with_texts(limits: ReadLimits, texts: Texts, shared: Arc<Fragments>) -> Self {
        Self {
            limits,
            texts,
            earlier: None,
            fragments: Mutex::default(),
            shared,
        }
    }

    /// Reads files as they were.
    pub(super) fn at(mut self, earlier: Earlier) -> Self {
        self.earlier = Some(earlier);
        self
    }

    fn earlier(&self, path: &Path) -> Content<'_> {
        let earlier = self.earlier.as_ref();
        earlier.map_or(Content::Same, |earlier| earlier.content(path))
    }

    /// The text of a file, named as it should be shown.
    pub(super) fn source(&self, path: &Path) -> Result<Arc<Source>, ReadError> {
        if let Some(source) = self
            .texts
            .get(&normalise(path))
            .filter(|_| !self.texts.is_empty())
        {
            return Ok(Arc::clone(source));
        }
        let earlier = match self.earlier(path) {
            Content::Same => None,
            Content::Missing => return Err(ReadError::Io(io::ErrorKind::NotFound.into())),
            Content::Was(bytes) => Some(bytes.to_vec()),
        };
        if let Some(bytes) = earlier {
            let source = Source::from_bytes(shown_name(path), bytes).map_err(ReadError::Decode)?;
            return Ok(Arc::new(source.at_path(path)));
        }
        let metadata = fs::metadata(path).map_err(ReadError::Io)?;
        if !metadata.is_file() {
            return Err(ReadError::NotAFile);
        }
        let limit = self.limits.file_bytes;
        if metadata.len() > limit {
            return Err(ReadError::TooLarge {
                bytes: metadata.len(),
                limit,
            });
        }
        let bytes = fs::read(path).map_err(ReadError::Io)?;
        let source = Source::from_bytes(shown_name(path), bytes).map_err(ReadError::Decode)?;
        Ok(Arc::new(source.at_path(path)))
    }

    /// The tree of a text.
    pub(super) fn parse(&self, source: Arc<Source>) -> Result<Arc<Tree>, ReadError> {
        syntax::parse(Arc::clone(&source), self.limits.syntax)
            .map(Arc::new)
            .map_err(|error| ReadError::Syntax(source, error))
    }

    /// The forest of an entry document: the files that references reach, as far as the limits allow.
    pub(super) fn forest(&self, entry: &Path, tree: Arc<Tree>, root: &Path) -> Forest {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
        let location = normalise(entry);
        let mut forest = Forest::default();
        let mut seen = FxHashSet::from_iter([location.clone()]);
        let mut waiting = referenced_files(&tree, &location);
        let mut bytes = tree.source().text().len() as u64;
        forest.add(location, tree);
        loop {
            waiting.retain(|location| !seen.contains(location));
            if waiting.is_empty() {
                break;
            }
            let files = forest.trees().len();
            if let Some(limit) = self.limits.reached(files, bytes) {
                for location in waiting {
                    forest.add_absent(location, limit.clone());
                }
                break;
            }
            let budget = self.limits.files.saturating_sub(files);
            let count = waiting.len().min(budget).min(READ_TOGETHER);
            let next: Vec<PathBuf> = waiting.drain(..count).collect();
            let next = next
                .into_iter()
                .filter(|location| seen.insert(location.clone()));
            let next: Vec<PathBuf> = next.collect();
            let read: Vec<(PathBuf, Fragment)> = next
                .into_par_iter()
                .map(|location| {
                    let fragment = self.fragment(&location, &root);
                    (location, fragment)
                })
                .collect();
            for (location, fragment) in read {
                match fragment {
                    Ok(tree) => {
                        waiting.extend(referenced_files(&tree, &location));
                        bytes += tree.source().text().len() as u64;
                        forest.add(location, tree);
                    }
                    Err(absence) => forest.add_absent(location, absence),
                }
            }
        }
        forest
    }

    fn fragment(&self, location: &Path, root: &Path) -> Fragment {
        let known = self.known(location).get(location).cloned();
        known.unwrap_or_else(|| {
            let fragment = self.read_fragment(location, root);
            self.known(location)
                .insert(location.to_path_buf(), fragment.clone());
            fragment
        })
    }

    fn known(&self, location: &Path) -> std::sync::MutexGuard<'_, FxHashMap<PathBuf, Fragment>> {
        let fragments = if self.texts.contains_key(location) {
            &self.fragments
        } else {
            &self.shared.0
        };
        fragments.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads a file that a reference names, unless it lies outside `root`, symbolic links followed:
    /// the text of a file that the user did not mean to show must not reach a log.
    fn read_fragment(&self, location: &Path, root: &Path) -> Fragment {
        let unreadable =
            |reason: String| Absence::Unreadable(format!("`{}` {reason}", shown_name(location)));
        match fs::canonicalize(location) {
            Ok(real) if real.starts_with(root) => {}
            // A file of the repository that has been deleted since.
            Err(_) if matches!(self.earlier(location), Content::Was(_)) => {}
            Err(error) if location.starts_with(root) => return Err(unreadable(io_reason(&error))),
            _ => return Err(Absence::OutsideRoot),
        }
        let source = self
            .source(location)
            .map_err(|error| unreadable(error.reason()))?;
        self.parse(source)
            .map_err(|error| unreadable(error.reason()))
    }
}

impl ReadError {
    /// What is wrong, to follow the name of the file.
    fn reason(&self) -> String {
        match self {
            Self::Io(error) => io_reason(error),
            Self::NotAFile => "is not a regular file".to_owned(),
            Self::TooLarge { bytes, limit } => {
                format!("has {bytes} bytes, more than the limit `file-bytes` of {limit}")
            }
            Self::Decode(error) => format!("cannot be decoded: {error}"),
            Self::Syntax(source, error) => {
                let at = source.line_column(error.span.start());
                format!(
                    "cannot be parsed: {error} (line {}, column {})",
                    at.line, at.column
                )
            }
        }
    }

    /// Whether a file that nobody named has to be reported all the same: it cannot be read at all,
    /// or it says that it is an OpenAPI document.
    pub(super) fn concerns_openapi(&self) -> bool {
        match self {
            Self::Io(_) => true,
            Self::Decode(DecodeError::Utf8 { readable, .. }) => claims_openapi(&readable.text),
            Self::Syntax(source, _) => claims_openapi(source.text()),
            Self::Decode(_) | Self::NotAFile | Self::TooLarge { .. } => false,
        }
    }

    /// The failure to report for the file of that name.
    pub(super) fn into_failure(self, name: String) -> Failure {
        let (kind, message, help) = match &self {
            Self::Io(error) => {
                let help = (error.kind() == io::ErrorKind::NotFound)
                    .then(|| "check the spelling of the path".to_owned());
                (
                    FailureKind::Unreadable,
                    format!("`{name}` {}", self.reason()),
                    help,
                )
            }
            Self::NotAFile | Self::TooLarge { .. } => (
                FailureKind::Unreadable,
                format!("`{name}` {}", self.reason()),
                None,
            ),
            Self::Decode(error) => {
                let help = "save the file as UTF-8, or as UTF-16 with a byte order mark";
                (
                    FailureKind::Undecodable,
                    error.to_string(),
                    Some(help.to_owned()),
                )
            }
            Self::Syntax(_, error) => (
                FailureKind::Unparsable,
                error.message.clone(),
                error.help.clone(),
            ),
        };
        let (source, span) = match self {
            Self::Syntax(source, error) => (Some(source), Some(error.span)),
            Self::Decode(DecodeError::Utf8 { readable, .. }) => {
                let source = Source::from_text(name.as_str(), readable.text);
                (Some(Arc::new(source)), Some(readable.span))
            }
            _ => (None, None),
        };
        Failure {
            kind,
            name,
            source,
            span,
            message,
            help,
        }
    }
}

/// Whether a text that is no tree has, at the start of a line or as a quoted key, `openapi` or
/// `swagger` with a version. A template that merely mentions them does not count.
fn claims_openapi(text: &str) -> bool {
    const QUOTES: [char; 2] = ['"', '\''];
    let is_claim = |(at, keyword): (usize, &str)| {
        let (before, rest) = text.split_at(at);
        let begins_key = before.is_empty() || before.ends_with(['\n', '\r', '"', '\'']);
        let value = rest
            .strip_prefix(keyword)
            .map(|rest| rest.trim_start_matches(QUOTES).trim_start())
            .and_then(|rest| rest.strip_prefix(':'));
        let version = value.map(|value| value.trim_start().trim_start_matches(QUOTES));
        begins_key && version.is_some_and(|version| version.starts_with(['2', '3']))
    };
    ["openapi", "swagger"]
        .iter()
        .any(|keyword| text.match_indices(keyword).any(is_claim))
}

fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read: permission denied".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// How a file is called in output: relative to the working directory where it lies below it, with
/// `/` on every system.
pub(super) fn shown_name(path: &Path) -> String {
    let normal = normalise(path);
    let here = std::env::current_dir().ok();
    let relative = here
        .as_deref()
        .and_then(|here| normal.strip_prefix(here).ok());
    let shown = relative.unwrap_or(&normal).to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        shown.into_owned()
    } else {
        shown.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

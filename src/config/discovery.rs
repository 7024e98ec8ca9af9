//! Finds the configuration of each document.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::{ConfigError, Flags, Settings};
use crate::files::is_repository;
use crate::source::Source;

/// The names of a configuration file; the first that is there counts.
pub const FILE_NAMES: [&str; 4] = [
    "statuslint.yaml",
    ".statuslint.yaml",
    "statuslint.yml",
    ".statuslint.yml",
];

type Outcome = Result<Arc<Settings>, Vec<ConfigError>>;

/// Finds the configuration of each document: the nearest file from the document's folder upwards,
/// to the root of the repository (the folder with `.git`) or of the file system. Every file is read
/// once, and may be asked for from several threads.
#[derive(Debug, Default)]
pub struct Discovery {
    flags: Flags,
    by_folder: Mutex<HashMap<PathBuf, Outcome>>,
}

impl Discovery {
    /// A search with the command line on top of what it finds.
    pub fn new(flags: Flags) -> Self {
        Self {
            flags,
            by_folder: Mutex::default(),
        }
    }

    /// What is in force for a document. The file need not exist: its folder decides.
    ///
    /// # Errors
    /// A [`ConfigError`] for everything that is wrong with the configuration.
    pub fn settings_for(&self, document: &Path) -> Outcome {
        let absolute = std::path::absolute(document).unwrap_or_else(|_| document.to_owned());
        self.settings_in(absolute.parent().unwrap_or(&absolute))
    }

    /// What is in force for the documents of a folder.
    ///
    /// # Errors
    /// As for [`Discovery::settings_for`].
    pub fn settings_in(&self, folder: &Path) -> Outcome {
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        if self.flags.isolated || self.flags.config.is_some() {
            return self.cached(Path::new(""), || match &self.flags.config {
                Some(file) => self.load(file),
                None => Settings::from_flags(&self.flags).map(Arc::new),
            });
        }
        self.cached(&folder, || self.search(&folder))
    }

    fn search(&self, folder: &Path) -> Outcome {
        let candidates = FILE_NAMES.iter().map(|name| folder.join(name));
        if let Some(file) = candidates.into_iter().find(|file| file.is_file()) {
            return self.load(&file);
        }
        match folder.parent().filter(|_| !is_repository(folder)) {
            Some(parent) => self.settings_in(parent),
            None => Settings::from_flags(&self.flags).map(Arc::new),
        }
    }

    fn load(&self, file: &Path) -> Outcome {
        let name = shown(file);
        let source = read(&name, file).map_err(|problem| vec![problem])?;
        let folder = file.parent().unwrap_or(Path::new(""));
        Settings::from_file(&Arc::new(source), folder, &self.flags).map(Arc::new)
    }

    /// Two threads may work out the same folder at the same time; the results are alike.
    fn cached(&self, folder: &Path, work_out: impl FnOnce() -> Outcome) -> Outcome {
        let known = self.lock().get(folder).cloned();
        known.unwrap_or_else(|| {
            let outcome = work_out();
            self.lock().insert(folder.to_owned(), outcome.clone());
            outcome
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, Outcome>> {
        self.by_folder
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(name: &str, file: &Path) -> Result<Source, ConfigError> {
    let bytes = std::fs::read(file).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            ConfigError::new(format!("the configuration file `{name}` does not exist"))
                .with_help(Some("check the path; `statuslint init` writes a new file"))
        }
        _ => ConfigError::new(format!(
            "cannot read the configuration file `{name}`: {error}"
        ))
        .with_help(Some("name a file that can be read")),
    })?;
    let source = Source::from_bytes(name, bytes).map_err(|error| {
        ConfigError::new(format!(
            "cannot read the configuration file `{name}`: {error}"
        ))
        .with_help(Some("save the file as UTF-8"))
    })?;
    Ok(source.at_path(file))
}

/// A path as it is shown: relative to the working directory where it lies below it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.and_then(|here| path.strip_prefix(here).ok());
    relative.unwrap_or(path).display().to_string()
}

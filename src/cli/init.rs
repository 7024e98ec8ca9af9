//! `statuslint init`.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;

use clap::Args;
use statuslint::config::{self, FILE_NAMES};
use statuslint::engine::ExitStatus;
use statuslint::rule::Catalogue;

use super::CliError;

/// Write a commented configuration file that changes nothing yet
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder to write it to [default: the current directory]
    folder: Option<PathBuf>,
    /// Overwrite a configuration file that is there
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &InitArgs) -> Result<ExitStatus, CliError> {
    let [name, ..] = FILE_NAMES;
    let folder = arguments.folder.clone().unwrap_or_default();
    let path = folder.join(name);
    let there = FILE_NAMES
        .iter()
        .map(|name| folder.join(name))
        .find(|path| path.exists());
    if let Some(there) = there.filter(|_| !arguments.force) {
        return Err(already_there(&there.display().to_string()));
    }
    let mut options = OpenOptions::new();
    options.write(true);
    if arguments.force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let text = config::template(&Catalogue::builtin());
    let written = options
        .open(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    let shown = path.display();
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => already_there(&shown.to_string()),
        _ => CliError::refused(
            format!("cannot write `{shown}`: {error}"),
            "name a folder that exists and that you may write to",
        ),
    })?;
    writeln!(std::io::stdout().lock(), "Wrote {shown}")?;
    Ok(ExitStatus::Clean)
}

fn already_there(path: &str) -> CliError {
    CliError::refused(
        format!("`{path}` is already there"),
        "--force overwrites it",
    )
}

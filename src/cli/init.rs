//! `statuslint init`.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use statuslint::config::{self, FILE_NAMES, Migration, Peer};
use statuslint::engine::ExitStatus;
use statuslint::rule::Catalogue;
use statuslint::source::sanitize;

use super::{CliError, named};

/// Write a configuration file: commented, or carried over from another linter's
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  statuslint init                  a commented file that changes nothing yet
  statuslint init --from redocly   the severities of redocly.yaml, as far as rules correspond")]
pub(super) struct InitArgs {
    /// The folder to write it to [default: the current directory]
    folder: Option<PathBuf>,
    /// Overwrite a configuration file that is there
    #[arg(long)]
    force: bool,
    /// Carry over the severities in the configuration that this linter has in the folder
    #[arg(long, value_name = "LINTER", value_parser = named::<Peer>(Peer::ALL.map(Peer::as_str)))]
    from: Option<Peer>,
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
    let catalogue = Catalogue::builtin();
    let migrated = arguments.from.map(|peer| {
        let here = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder.as_path()
        };
        config::migrate(peer, here, &catalogue)
    });
    let migrated = migrated
        .transpose()
        .map_err(|problem| CliError::Problems(vec![problem]))?;
    let mut options = OpenOptions::new();
    options.write(true);
    if arguments.force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let text = migrated.as_ref().map_or_else(
        || config::template(&catalogue),
        |migration| migration.text.clone(),
    );
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
    let mut output = std::io::stdout().lock();
    writeln!(output, "Wrote {shown}")?;
    if let Some(migration) = migrated {
        tell(&migration, &mut output)?;
    }
    Ok(ExitStatus::Clean)
}

/// Says what was carried over, and what was not.
fn tell(migration: &Migration, output: &mut impl Write) -> std::io::Result<()> {
    let settings = if migration.carried == 1 {
        "setting"
    } else {
        "settings"
    };
    let (carried, file) = (migration.carried, &migration.file);
    writeln!(output, "Carried over {carried} {settings} from {file}")?;
    if !migration.left.is_empty() {
        writeln!(output, "Not carried over:")?;
    }
    for reason in &migration.left {
        writeln!(output, "  {}", sanitize(reason))?;
    }
    Ok(())
}

fn already_there(path: &str) -> CliError {
    CliError::refused(
        format!("`{path}` is already there"),
        "--force overwrites it",
    )
}

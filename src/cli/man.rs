//! `statuslint man`.

use std::io::Write as _;

use clap::Args;
use clap_mangen::Man;
use statuslint::engine::ExitStatus;

use super::CliError;

/// Print the manual page, of the program or of one command
#[derive(Debug, Args)]
#[command(after_help = "Example: statuslint man > ~/.local/share/man/man1/statuslint.1")]
pub(super) struct ManArgs {
    /// The command whose page to print
    command: Option<String>,
}

pub(super) fn run(arguments: &ManArgs) -> Result<ExitStatus, CliError> {
    let mut program = super::command();
    // Gives commands their full names, such as `statuslint-check`.
    program.build();
    let described = match &arguments.command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| {
            CliError::refused(
                format!("there is no command `{name}`"),
                "`statuslint --help` lists them",
            )
        })?,
    };
    let mut page = Vec::new();
    Man::new(described).render(&mut page)?;
    std::io::stdout().lock().write_all(&page)?;
    Ok(ExitStatus::Clean)
}

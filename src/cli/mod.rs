//! The command line: one file per verb. It uses only what the library offers.

mod completions;
mod init;
mod man;
mod schema;

use std::ffi::OsString;
use std::io;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use statuslint::engine::ExitStatus;

/// Lints OpenAPI documents: what they say about HTTP outcomes, and where that breaks the HTTP
/// standards, contradicts itself or misleads a client.
#[derive(Debug, Parser)]
#[command(
    name = "statuslint",
    version,
    propagate_version = true,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Init(init::InitArgs),
    Schema(schema::SchemaArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

/// Why a command could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The output could not be written.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    /// What was asked for is not possible.
    #[error("{message}")]
    Refused {
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
}

impl CliError {
    /// Something that cannot be done, and what to do about it.
    fn refused(message: impl Into<String>, help: impl Into<String>) -> Self {
        CliError::Refused {
            message: message.into(),
            help: Some(help.into()),
        }
    }
}

/// Reads the arguments. Prints help, version and usage errors itself, and then ends the process, as
/// clap does.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Cli {
    let mut matches = command().get_matches_from(arguments);
    Cli::from_arg_matches_mut(&mut matches).unwrap_or_else(|error| error.exit())
}

/// Does what the arguments ask for.
pub(crate) fn run(cli: Cli) -> Result<ExitStatus, CliError> {
    match cli.verb {
        Verb::Init(arguments) => init::run(&arguments),
        Verb::Schema(arguments) => schema::run(&arguments),
        Verb::Completions(arguments) => completions::run(&arguments),
        Verb::Man(arguments) => man::run(&arguments),
    }
}

/// The whole command line, for help, completions and the man page.
fn command() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_of_the_command_line_is_sound() {
        command().debug_assert();
    }
}

//! The command line: one file per verb. It uses only what the library offers.

mod add;
mod appearance;
mod arguments;
mod baseline;
mod check;
mod completions;
mod default_verb;
mod explain;
mod fixing;
mod init;
mod man;
mod matrix;
mod output;
mod progress;
mod rules;
mod schema;
mod since;

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use appearance::DisplayArgs;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use statuslint::config::Discovery;
use statuslint::engine::ExitStatus;
use statuslint::rule::Catalogue;
use statuslint::strict_yaml::Problem;

/// Lints OpenAPI documents: what they say about HTTP outcomes, and where that breaks the HTTP
/// standards, contradicts itself or misleads a client.
#[derive(Debug, Parser)]
#[command(
    name = "statuslint",
    version,
    propagate_version = true,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    override_usage = "statuslint [OPTIONS] [PATH]...\n       statuslint <COMMAND>",
    after_help = AFTER_HELP,
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    display: DisplayArgs,
}

const AFTER_HELP: &str = "\
`statuslint PATH` is short for `statuslint check PATH`; for a file that is named like a command, \
write `./check`.

Exit codes: 0 nothing to complain about, 1 findings at or above --fail-on, 2 the run itself failed.";

#[derive(Debug, Subcommand)]
enum Verb {
    Check(Box<check::CheckArgs>),
    Matrix(matrix::MatrixArgs),
    Baseline(baseline::BaselineArgs),
    Explain(explain::ExplainArgs),
    Rules(rules::RulesArgs),
    Init(init::InitArgs),
    Add(add::AddArgs),
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
    /// Names or files that are not as they should be.
    #[error("{} problems", .0.len())]
    Problems(Vec<Problem>),
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

    /// Each thing that is wrong, with what to do about it.
    pub(crate) fn told(&self) -> Vec<(String, Option<&str>)> {
        match self {
            CliError::Output(_) => vec![(self.to_string(), None)],
            CliError::Refused { message, help } => vec![(message.clone(), help.as_deref())],
            CliError::Problems(problems) => problems
                .iter()
                .map(|problem| (problem.to_string(), problem.help.as_deref()))
                .collect(),
        }
    }
}

/// Reads the arguments, with `check` filled in where no command is named. Prints help, version and
/// usage errors itself, and then ends the process, as clap does.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Cli {
    let arguments = default_verb::filled_in(arguments.into_iter().collect(), &command());
    let color = appearance::color_of_help(&arguments);
    let mut matches = command().color(color).get_matches_from(arguments);
    Cli::from_arg_matches_mut(&mut matches).unwrap_or_else(|error| error.exit())
}

/// Does what the arguments ask for.
pub(crate) fn run(cli: Cli) -> Result<ExitStatus, CliError> {
    let display = cli.display;
    match cli.verb {
        Verb::Check(arguments) => check::run(&arguments, display),
        Verb::Matrix(arguments) => matrix::run(&arguments, display),
        Verb::Baseline(arguments) => baseline::run(&arguments),
        Verb::Explain(arguments) => explain::run(&arguments, display),
        Verb::Rules(arguments) => rules::run(&arguments, display),
        Verb::Init(arguments) => init::run(&arguments),
        Verb::Add(arguments) => add::run(&arguments),
        Verb::Schema(arguments) => schema::run(&arguments),
        Verb::Completions(arguments) => completions::run(&arguments),
        Verb::Man(arguments) => man::run(&arguments),
    }
}

/// The rules that a check in the working directory knows: the built-in ones, and those of the user's
/// own pages. A configuration that cannot be read is for `check` to complain about.
fn rules_here() -> Arc<Catalogue> {
    let settings = Discovery::default().settings_in(Path::new("."));
    settings.map_or_else(
        |_| Catalogue::builtin(),
        |settings| Arc::clone(settings.catalogue()),
    )
}

/// Accepts the given names, and reads them as a `T`.
fn named<T>(names: impl IntoIterator<Item = &'static str>) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names).try_map(|name| name.parse())
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

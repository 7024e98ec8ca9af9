//! `statuslint schema`.

use std::io::Write as _;

use clap::{Args, ValueEnum};
use statuslint::config::Config;
use statuslint::engine::ExitStatus;
use statuslint::report::Json;
use statuslint::rule::Rule;

use super::CliError;

/// Print the JSON Schema of a file that people write for statuslint, or of what it writes
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// The kind of file
    #[arg(value_enum)]
    of: SchemaOf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SchemaOf {
    /// statuslint.yaml
    Config,
    /// The front matter of a rule page
    Rule,
    /// What `check --format json` prints
    Output,
}

pub(super) fn run(arguments: &SchemaArgs) -> Result<ExitStatus, CliError> {
    let schema = match arguments.of {
        SchemaOf::Config => Config::json_schema(),
        SchemaOf::Rule => Rule::json_schema(),
        SchemaOf::Output => Json::schema(),
    };
    writeln!(std::io::stdout().lock(), "{:#}", schema.as_value())?;
    Ok(ExitStatus::Clean)
}

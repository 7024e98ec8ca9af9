//! `statuslint add`.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};
use statuslint::Linter;
use statuslint::engine::{ExitStatus, Failure};
use statuslint::fix::{self, Addition};
use statuslint::http::StatusCode;
use statuslint::source::sanitize;

use super::CliError;

/// Add ready-made parts to descriptions: problem details, shared responses
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  statuslint add problem-details openapi.yaml --diff    show the schema of RFC 9457 in place
  statuslint add responses 401,404,429 openapi.yaml     shared responses, with the API's own error body")]
pub(super) struct AddArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a schema for problem details (RFC 9457) to the shared schemas
    ProblemDetails(Target),
    /// Add shared responses under these status codes, with the body that the API's errors have
    Responses(ResponsesArgs),
}

#[derive(Debug, Args)]
struct ResponsesArgs {
    /// The status codes, with commas between them
    #[arg(value_name = "CODES")]
    codes: Codes,
    #[command(flatten)]
    target: Target,
    /// Refer to them from the operations that can answer so and do not declare it yet
    #[arg(long)]
    declare: bool,
}

/// Status codes with commas between them.
#[derive(Clone, Debug)]
struct Codes(Vec<StatusCode>);

impl FromStr for Codes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let codes = text.split(',').map(|code| {
            let code = code.trim();
            code.parse()
                .map_err(|_| format!("`{code}` is no status code from 100 to 599"))
        });
        codes.collect::<Result<_, _>>().map(Self)
    }
}

/// What is changed, and how.
#[derive(Debug, Args)]
struct Target {
    /// The OpenAPI documents
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Print what would change as a unified diff, and change nothing
    #[arg(long)]
    diff: bool,
}

pub(super) fn run(arguments: &AddArgs) -> Result<ExitStatus, CliError> {
    let (target, addition) = match &arguments.what {
        What::ProblemDetails(target) => (target, Addition::ProblemDetails),
        What::Responses(asked) => {
            let addition = Addition::Responses {
                codes: asked.codes.0.clone(),
                declare: asked.declare,
            };
            (&asked.target, addition)
        }
    };
    let added = fix::add(&Linter::new(), &target.files, &addition);
    if !added.failures.is_empty() {
        let problems = added.failures.into_iter().map(Failure::into_problem);
        return Err(CliError::Problems(problems.collect()));
    }
    let mut output = BufWriter::new(io::stdout().lock());
    if target.diff {
        for change in &added.changes {
            output.write_all(fix::unified(change).as_bytes())?;
        }
    } else {
        fix::write(&added.changes).map_err(|error| {
            CliError::refused(error.to_string(), "nothing was changed; run it again")
        })?;
        for (file, title) in &added.done {
            writeln!(output, "{}: {}", sanitize(file), sanitize(title))?;
        }
        if added.done.is_empty() && added.refused.is_empty() {
            writeln!(output, "it is all there already")?;
        }
    }
    output.flush()?;
    match added.refused.first() {
        Some((file, reason)) => Err(CliError::refused(
            format!("{}: {reason}", sanitize(file)),
            "write it by hand, or choose another code",
        )),
        None => Ok(ExitStatus::Clean),
    }
}

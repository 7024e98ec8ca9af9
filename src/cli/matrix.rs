//! `statuslint matrix`.

use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

use clap::Args;
use statuslint::Linter;
use statuslint::config::Flags;
use statuslint::engine::{ExitStatus, Failure, MatrixFilter, Report};
use statuslint::report::MatrixFormat;

use super::appearance::DisplayArgs;
use super::{CliError, named};

/// Show which operation answers with which status
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  statuslint matrix api.yaml                        the whole API
  statuslint matrix api.yaml --path '/orders/**'    the operations below a path
  statuslint matrix api.yaml --tag billing --format markdown")]
pub(super) struct MatrixArgs {
    /// Files and directories [default: the current directory]
    paths: Vec<PathBuf>,
    /// Show only operations whose path fits; `*` stays within a segment, `**` does not; may be
    /// repeated
    #[arg(long = "path", value_name = "GLOB")]
    globs: Vec<String>,
    /// Show only operations with this tag; may be repeated
    #[arg(long = "tag", value_name = "NAME")]
    tags: Vec<String>,
    /// How to print the matrix
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = MatrixFormat::default().as_str(),
        value_parser = named::<MatrixFormat>(MatrixFormat::ALL.map(MatrixFormat::as_str)),
    )]
    format: MatrixFormat,
    /// Start from these profiles in place of the configuration's `extends`; may be repeated
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    profile: Vec<String>,
    /// Use this configuration file for every document
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, conflicts_with = "config")]
    isolated: bool,
}

pub(super) fn run(arguments: &MatrixArgs, display: DisplayArgs) -> Result<ExitStatus, CliError> {
    let filter = MatrixFilter::new(&arguments.globs, &arguments.tags).map_err(|error| {
        CliError::refused(error.to_string(), "write a path such as `/orders/**`")
    })?;
    let mut report = arguments.lint();
    let is_empty = report.matrices.iter().all(|matrix| matrix.rows.is_empty());
    for matrix in &mut report.matrices {
        matrix.retain(&filter);
    }
    report.matrices.retain(|matrix| !matrix.rows.is_empty());
    if !report.matrices.is_empty() {
        arguments.print(&report, display)?;
    } else if report.failures.is_empty() {
        return Err(nothing_shown(&report, is_empty));
    }
    if report.failures.is_empty() {
        return Ok(ExitStatus::Clean);
    }
    let problems = report.failures.into_iter().map(Failure::into_problem);
    Err(CliError::Problems(problems.collect()))
}

fn nothing_shown(report: &Report, is_empty: bool) -> CliError {
    if report.documents.is_empty() {
        CliError::refused(
            "no OpenAPI document found",
            "name a file or another directory; a file that is named is told why it is none",
        )
    } else if is_empty {
        CliError::refused(
            "no document declares an operation",
            "a matrix needs operations below `paths` or `webhooks`",
        )
    } else {
        CliError::refused(
            "no operation fits the filter",
            "leave out --path and --tag to see all; `*` does not cross a `/`, `**` does",
        )
    }
}

impl MatrixArgs {
    fn lint(&self) -> Report {
        let flags = Flags {
            profiles: self.profile.clone(),
            config: self.config.clone(),
            isolated: self.isolated,
            ..Flags::default()
        };
        let here = [PathBuf::from(".")];
        let paths = if self.paths.is_empty() {
            &here[..]
        } else {
            &self.paths
        };
        Linter::with_discovery(flags)
            .with_matrices()
            .lint_paths(paths)
    }

    fn print(&self, report: &Report, display: DisplayArgs) -> io::Result<()> {
        let output = io::stdout();
        let appearance = display.appearance(&output);
        let mut buffered = BufWriter::new(output.lock());
        let written = self.format.write(report, appearance, &mut buffered);
        // Whoever closed the pipe has read enough.
        written
            .and_then(|()| buffered.flush())
            .or_else(|error| match error.kind() {
                io::ErrorKind::BrokenPipe => Ok(()),
                _ => Err(error),
            })
    }
}

//! What `statuslint check` takes, in the groups of its help.

use std::path::PathBuf;

use clap::Args;
use statuslint::config::FailOn;
use statuslint::engine::LimitSetting;
use statuslint::report::{DEFAULT_MAX_FINDINGS, Format};

use super::named;

/// What decides which rules run.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(super) struct RuleArgs {
    /// Run only these rules, categories or `all`; may be repeated
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Leave out these rules, categories or `all`; may be repeated
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Start from these profiles in place of the configuration's `extends`; may be repeated
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) profile: Vec<String>,
    /// Run rules on trial too, where a category or profile has them
    #[arg(long)]
    pub(super) preview: bool,
    /// Report also what directives in documents and ignore files silence
    #[arg(long)]
    pub(super) no_ignores: bool,
    /// Leave out the known findings of this file, in place of the configuration's `baseline`
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Report known findings too, whatever baseline the configuration names
    #[arg(long, conflicts_with = "baseline")]
    pub(super) no_baseline: bool,
    /// Report only what has come since this git revision, such as `origin/main`
    #[arg(long, value_name = "REV")]
    pub(super) since: Option<String>,
    /// Use this configuration file for every document
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, conflicts_with = "config")]
    pub(super) isolated: bool,
    /// Print the configuration in force for the first path, with the origin of each value
    #[arg(long)]
    pub(super) show_config: bool,
}

/// What decides what is read.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// The path that stands for standard input in findings and configuration
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Follow `$ref` only to files below this folder [default: the repository of the document]
    #[arg(long, value_name = "FOLDER")]
    pub(super) root: Option<PathBuf>,
    /// The number of documents to read at a time [default: one for each core]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) threads: Option<u16>,
    /// Read no more than this: `file-bytes`, `files` and `total-bytes` of a document, `nesting`
    #[arg(long = "limit", value_name = "NAME=NUMBER")]
    pub(super) limits: Vec<LimitSetting>,
    /// Take paths as changed files: pass over what is no description, and check what refers to a fragment
    #[arg(long)]
    pub(super) hook: bool,
    /// Print the documents that would be checked, and check none
    #[arg(long)]
    pub(super) show_files: bool,
}

/// What decides what is printed.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(super) struct OutputArgs {
    /// How to print what is found [default: pretty]
    #[arg(
        long,
        value_name = "FORMAT",
        value_parser = named::<Format>(Format::ALL.map(Format::as_str)),
    )]
    pub(super) format: Option<Format>,
    /// Write to a file in place of standard output; `FORMAT=FILE` and `FORMAT` may be repeated
    ///
    /// `--output sarif=report.sarif --output github` writes SARIF to a file and annotations to
    /// standard output. A bare FILE is written in the format that --format names.
    #[arg(long, short, value_name = "[FORMAT=]FILE")]
    pub(super) output: Vec<PathBuf>,
    /// Leave out of every report what directives silence, for readers that show it as open
    #[arg(long)]
    pub(super) omit_suppressed: bool,
    /// Print at most this many findings for people; 0 prints all
    #[arg(long, value_name = "NUMBER", default_value_t = DEFAULT_MAX_FINDINGS)]
    pub(super) max_findings: usize,
    /// Print a table of findings by rule in place of the findings
    #[arg(long)]
    pub(super) statistics: bool,
    /// Print nothing but findings: no summary, no notices
    #[arg(long, short, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Print also what was checked and what was passed over
    #[arg(long, short)]
    pub(super) verbose: bool,
}

/// What decides the exit code.
#[derive(Debug, Args)]
pub(super) struct ExitArgs {
    /// Exit with 1 for findings of this severity or graver [default: warning]
    #[arg(long, value_name = "SEVERITY", value_parser = named::<FailOn>(FailOn::ALL.map(FailOn::as_str)))]
    pub(super) fail_on: Option<FailOn>,
    /// Exit with 0 whatever is found; a run that fails still exits with 2
    #[arg(long)]
    pub(super) exit_zero: bool,
}

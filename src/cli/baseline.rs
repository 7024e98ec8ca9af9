//! `statuslint baseline`.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use statuslint::Linter;
use statuslint::config::{Discovery, Flags};
use statuslint::engine::{BaselineChoice, ExitStatus, Failure, Report};
use statuslint::files::write_atomically;
use statuslint::source::sanitize;
use statuslint::suppress::{Baseline, BaselineEntry};

use super::CliError;

/// The name of the file where nobody names another.
const FILE_NAME: &str = "statuslint-baseline.yaml";

/// Record the findings of today, so that `check` tells only new ones
#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write the findings of today to the baseline
    ///
    /// What it holds of files that are not checked now is kept.
    Write(Where),
    /// Drop from the baseline what is mended; nothing is added
    Prune(Where),
}

#[derive(Debug, Args)]
struct Where {
    /// Files and directories [default: the current directory]
    paths: Vec<PathBuf>,
    /// The baseline [default: that of the configuration, else statuslint-baseline.yaml]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Look only at these rules, categories or `all`; may be repeated
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave out these rules, categories or `all`; may be repeated
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Start from these profiles in place of the configuration's `extends`; may be repeated
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    profile: Vec<String>,
    /// Run rules on trial too, where a category or profile has them
    #[arg(long)]
    preview: bool,
    /// Follow `$ref` only to files below this folder [default: the repository of the document]
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
    /// Use this configuration file for every document
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, conflicts_with = "config")]
    isolated: bool,
}

pub(super) fn run(arguments: &BaselineArgs) -> Result<ExitStatus, CliError> {
    match &arguments.action {
        Action::Write(place) => write(place),
        Action::Prune(place) => prune(place),
    }
}

fn write(place: &Where) -> Result<ExitStatus, CliError> {
    let file = place.file()?;
    let report = place.lint()?;
    let found = Baseline::of(&report.findings, folder_of(&file));
    let before = match Baseline::read(&file) {
        _ if !file.exists() => Baseline::of([], folder_of(&file)),
        read => read.map_err(|problem| CliError::Problems(vec![problem]))?,
    };
    let coverage = report.coverage(before.folder());
    let mended: Vec<BaselineEntry> = before.stale(&coverage).cloned().collect();
    let kept = before.without(&mended).with(found);
    save(&file, &kept)?;
    tell("Wrote", &file, kept.entries().len(), mended.len())?;
    place.tell_how_to_use(&file)
}

fn prune(place: &Where) -> Result<ExitStatus, CliError> {
    let file = place.file()?;
    let before = Baseline::read(&file).map_err(|problem| CliError::Problems(vec![problem]))?;
    let report = place.lint()?;
    let coverage = report.coverage(before.folder());
    let gone = |entry: &&BaselineEntry| !before.folder().join(&entry.file).exists();
    let mended = before.stale(&coverage);
    let mended: Vec<BaselineEntry> = mended
        .chain(before.entries().filter(gone))
        .cloned()
        .collect();
    let dropped = mended.len();
    let kept = before.without(&mended);
    if dropped > 0 {
        save(&file, &kept)?;
    }
    let done = if dropped > 0 { "Pruned" } else { "Kept" };
    tell(done, &file, kept.entries().len(), dropped)?;
    Ok(ExitStatus::Clean)
}

impl Where {
    fn paths(&self) -> Vec<PathBuf> {
        if self.paths.is_empty() {
            vec![PathBuf::from(".")]
        } else {
            self.paths.clone()
        }
    }

    fn flags(&self) -> Flags {
        Flags {
            profiles: self.profile.clone(),
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            preview: self.preview,
            config: self.config.clone(),
            isolated: self.isolated,
            ..Flags::default()
        }
    }

    /// The baseline: the one that is named here, else that of the configuration, else the usual one.
    fn file(&self) -> Result<PathBuf, CliError> {
        let file = match &self.baseline {
            Some(file) => Some(file.clone()),
            None => self.configured()?,
        };
        Ok(file.unwrap_or_else(|| PathBuf::from(FILE_NAME)))
    }

    /// Says how `check` learns of the baseline, where no configuration names one.
    fn tell_how_to_use(&self, file: &Path) -> Result<ExitStatus, CliError> {
        if self.configured()?.is_none() {
            let file = file.to_string_lossy();
            let file = sanitize(&file);
            let mut output = io::stdout().lock();
            writeln!(
                output,
                "`baseline: {file}` in statuslint.yaml, or `--baseline {file}`, makes `check` leave them out"
            )?;
        }
        Ok(ExitStatus::Clean)
    }

    fn configured(&self) -> Result<Option<PathBuf>, CliError> {
        let paths = self.paths();
        let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
        let discovery = Discovery::new(self.flags());
        let settings = if first.is_dir() {
            discovery.settings_in(first)
        } else {
            discovery.settings_for(first)
        };
        let settings = settings.map_err(CliError::Problems)?;
        Ok(settings.baseline())
    }

    fn lint(&self) -> Result<Report, CliError> {
        let linter = Linter::with_discovery(self.flags()).baseline(BaselineChoice::Nothing);
        let linter = match &self.root {
            Some(root) => linter.root(root),
            None => linter,
        };
        let report = linter.lint_paths(&self.paths());
        if !report.failures.is_empty() {
            let problems = report.failures.into_iter().map(Failure::into_problem);
            return Err(CliError::Problems(problems.collect()));
        }
        if report.documents.is_empty() {
            return Err(CliError::refused(
                "no OpenAPI document was found",
                "name a file or another directory",
            ));
        }
        Ok(report)
    }
}

fn folder_of(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new(""))
}

fn save(file: &Path, baseline: &Baseline) -> Result<(), CliError> {
    write_atomically(file, baseline.to_text().as_bytes()).map_err(|error| {
        CliError::refused(
            format!("cannot write `{}`: {error}", file.display()),
            "name a file in a folder that exists and that you may write to",
        )
    })
}

/// Says what was done with the baseline.
fn tell(done: &str, file: &Path, known: usize, dropped: usize) -> io::Result<()> {
    let findings = if known == 1 { "finding" } else { "findings" };
    let here = std::env::current_dir().ok();
    let shown = here.and_then(|here| file.strip_prefix(here).ok());
    let shown = shown.unwrap_or(file).to_string_lossy();
    let file = sanitize(&shown);
    let mut output = io::stdout().lock();
    write!(output, "{done} {file}: {known} known {findings}")?;
    match dropped {
        0 => writeln!(output),
        1 => writeln!(output, "; dropped 1 that is mended"),
        _ => writeln!(output, "; dropped {dropped} that are mended"),
    }
}

/// Says what a baseline no longer needs to hold.
pub(super) fn tell_stale(report: &Report) -> io::Result<()> {
    const SHOWN: usize = 5;
    let count = report.stale.len();
    let mut output = io::stderr().lock();
    match count {
        0 => return Ok(()),
        1 => write!(output, "notice: 1 entry of the baseline matches")?,
        _ => write!(output, "notice: {count} entries of the baseline match")?,
    }
    writeln!(
        output,
        " nothing any more; `statuslint baseline prune` drops what is mended"
    )?;
    for entry in report.stale.iter().take(SHOWN) {
        writeln!(output, "  {}", sanitize(&entry.to_string()))?;
    }
    if let Some(more @ 1..) = count.checked_sub(SHOWN) {
        writeln!(output, "  and {more} more")?;
    }
    Ok(())
}

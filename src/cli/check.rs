//! `statuslint check`.

use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use statuslint::Linter;
use statuslint::config::{Discovery, Flags, Settings};
use statuslint::engine::{BaselineChoice, ExitStatus, Failure, Found, ReadLimits, Report, Skipped};
use statuslint::fix;
use statuslint::report::{Context, Format, Verbosity};
use statuslint::rule::Catalogue;
use statuslint::strict_yaml::nearest;

use super::appearance::DisplayArgs;
use super::arguments::{ExitArgs, InputArgs, OutputArgs, RuleArgs};
use super::fixing::{self, FixArgs};
use super::output::Output;
use super::progress::Progress;
use super::{CliError, baseline, since};

/// Check OpenAPI documents (the default command)
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  statuslint                          all OpenAPI documents below the current directory
  statuslint api.yaml --select keys   one document, the rules of one category
  curl -s https://example.com/openapi.json | statuslint - --stdin-filename api.json")]
pub(super) struct CheckArgs {
    /// Files and directories, or `-` for standard input [default: the current directory]
    ///
    /// In a directory, .gitignore and the configuration decide, hidden files are left out, and what
    /// is no OpenAPI document is passed over. A file that is named must be one.
    paths: Vec<PathBuf>,
    #[command(flatten, next_help_heading = "Rules")]
    rules: RuleArgs,
    #[command(flatten, next_help_heading = "Fixes")]
    fixing: FixArgs,
    #[command(flatten, next_help_heading = "Input")]
    input: InputArgs,
    #[command(flatten, next_help_heading = "Output")]
    output: OutputArgs,
    #[command(flatten, next_help_heading = "Exit code")]
    exit: ExitArgs,
}

pub(super) fn run(arguments: &CheckArgs, display: DisplayArgs) -> Result<ExitStatus, CliError> {
    arguments.fixing.check()?;
    arguments.outputs()?;
    let subject = Subject::of(arguments)?;
    let discovery = Discovery::new(arguments.flags());
    let configured = discovery.settings_for(&subject.configured_as());
    let settings = match configured {
        Ok(settings) if arguments.rules.show_config => return show_config(&settings),
        Ok(settings) => Some(settings),
        // A mistake on the command line concerns all documents; one in a file, those below it.
        Err(errors) if errors.iter().all(|error| error.source.is_none()) => {
            return Err(CliError::Problems(errors));
        }
        Err(errors)
            if arguments.rules.show_config || errors.iter().any(|error| error.source.is_none()) =>
        {
            return arguments.tell(failed(errors), display, None);
        }
        Err(_) => None,
    };
    if let Some(settings) = settings.as_deref().filter(|_| !arguments.output.quiet) {
        tell_notices(settings)?;
    }
    if let (Subject::Paths(paths), true) = (&subject, arguments.input.show_files) {
        let linter = arguments.linter();
        let found = arguments.in_parallel(|| linter.find_documents(paths))?;
        return show_files(found, &subject, arguments.input.hook);
    }
    if arguments.fixing.is_on() {
        return mend(arguments, &subject, display, settings.as_deref());
    }
    let report = arguments.lint(&subject)?;
    if !arguments.output.quiet {
        baseline::tell_stale(&report)?;
    }
    if report.documents.is_empty() && report.failures.is_empty() && !arguments.input.hook {
        return Err(subject.nothing_found(&report.skipped));
    }
    arguments.tell(report, display, settings.as_deref())
}

/// Mends what can be mended, then tells what is left; or shows what would be mended.
fn mend(
    arguments: &CheckArgs,
    subject: &Subject,
    display: DisplayArgs,
    settings: Option<&Settings>,
) -> Result<ExitStatus, CliError> {
    let (linter, fixing) = (arguments.linter_of(subject)?, &arguments.fixing);
    let (mended, input) = match subject {
        Subject::Paths(paths) => {
            let _progress = Progress::start(!arguments.output.quiet);
            let mended = arguments.in_parallel(|| fixing.of_paths(&linter, paths))?;
            (mended, None)
        }
        Subject::Input(name) => {
            let (mended, bytes) = fixing.of_input(&linter, name)?;
            (mended, Some(bytes))
        }
    };
    let report = &mended.report;
    if report.documents.is_empty() && report.failures.is_empty() && !arguments.input.hook {
        return Err(subject.nothing_found(&report.skipped));
    }
    if fixing.is_trial() {
        let status = fixing.show(&mended)?;
        fixing::tell(&mended, fixing, arguments.output.quiet)?;
        return Ok(arguments.exit_status(status));
    }
    if let Some(bytes) = input {
        fixing::print_text(&mended, &bytes)?;
        fixing::tell(&mended, fixing, arguments.output.quiet)?;
        return Ok(arguments.exit_status(report.exit_status()));
    }
    fix::write(&mended.changes).map_err(|error| {
        CliError::refused(error.to_string(), "nothing was changed; run it again")
    })?;
    fixing::tell(&mended, fixing, arguments.output.quiet)?;
    arguments.tell(mended.report, display, settings)
}

/// What to check.
enum Subject {
    /// Files and directories.
    Paths(Vec<PathBuf>),
    /// Standard input, with the name that stands for it.
    Input(PathBuf),
}

impl Subject {
    fn of(arguments: &CheckArgs) -> Result<Self, CliError> {
        const STANDARD_INPUT: &str = "-";
        let paths = &arguments.paths;
        let stdin_filename = arguments.input.stdin_filename.clone();
        if !paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT) {
            return match stdin_filename {
                Some(_) => Err(CliError::refused(
                    "--stdin-filename names standard input, which is not read",
                    "add `-` to read it",
                )),
                None if paths.is_empty() => Ok(Subject::Paths(vec![PathBuf::from(".")])),
                None => match paths.first().and_then(|path| mistyped_command(path)) {
                    Some(error) => Err(error),
                    None => Ok(Subject::Paths(paths.clone())),
                },
            };
        }
        if paths.len() > 1 {
            return Err(CliError::refused(
                "`-` (standard input) cannot be checked together with other paths",
                "run statuslint once for each",
            ));
        }
        Ok(Subject::Input(
            stdin_filename.unwrap_or_else(|| PathBuf::from("<stdin>")),
        ))
    }

    /// A path whose configuration stands for the run.
    fn configured_as(&self) -> PathBuf {
        match self {
            Subject::Input(name) => name.clone(),
            Subject::Paths(paths) => match paths.first() {
                Some(path) if path.is_dir() => path.join("openapi.yaml"),
                Some(path) => path.clone(),
                None => PathBuf::new(),
            },
        }
    }

    fn nothing_found(&self, skipped: &[Skipped]) -> CliError {
        let places = match self {
            Subject::Input(name) => vec![name],
            Subject::Paths(paths) => paths.iter().collect(),
        };
        let shown: Vec<String> = places
            .into_iter()
            .map(|path| format!("`{}`", path.display()))
            .collect();
        let help = match skipped.len() {
            0 => "no file there ends in .yaml, .yml or .json and is neither hidden nor ignored; \
                  name a file or another directory"
                .to_owned(),
            1 => "1 file was passed over; name it to learn why".to_owned(),
            count => format!("{count} files were passed over; name one to learn why"),
        };
        CliError::refused(
            format!("no OpenAPI document found in {}", shown.join(", ")),
            help,
        )
    }
}

impl CheckArgs {
    fn flags(&self) -> Flags {
        Flags {
            profiles: self.rules.profile.clone(),
            select: self.rules.select.clone(),
            ignore: self.rules.ignore.clone(),
            preview: self.rules.preview,
            fail_on: self.exit.fail_on,
            config: self.rules.config.clone(),
            isolated: self.rules.isolated,
        }
    }

    fn baseline(&self) -> BaselineChoice {
        match &self.rules.baseline {
            Some(file) => BaselineChoice::File(file.clone()),
            None if self.rules.no_baseline => BaselineChoice::Nothing,
            None => BaselineChoice::Configured,
        }
    }

    fn linter(&self) -> Linter {
        let limits = self.input.limits.iter();
        let limits = limits.fold(ReadLimits::default(), |limits, setting| {
            limits.with(*setting)
        });
        let linter = Linter::with_discovery(self.flags()).limits(limits);
        let linter = linter.baseline(self.baseline());
        let linter = if self.input.hook {
            linter.for_changed_files()
        } else {
            linter
        };
        let linter = if self.rules.no_ignores {
            linter.without_ignores()
        } else {
            linter
        };
        let outputs = self.outputs().unwrap_or_default();
        let formats: Vec<Format> = outputs.iter().map(Output::format).collect();
        // A line per finding has no room for fixes, so nobody has to wait for them.
        let linter = if formats.iter().all(|format| *format == Format::Concise) {
            linter
        } else {
            linter.with_fixes()
        };
        let linter = if formats.iter().any(|format| format.shows_matrices()) {
            linter.with_matrices()
        } else {
            linter
        };
        match &self.input.root {
            Some(root) => linter.root(root),
            None => linter,
        }
    }

    /// A linter that leaves out what was found at the revision that --since names.
    fn linter_of(&self, subject: &Subject) -> Result<Linter, CliError> {
        let linter = self.linter();
        let Some(revision) = &self.rules.since else {
            return Ok(linter);
        };
        match subject {
            Subject::Paths(paths) => {
                let earlier = since::earlier(revision, paths)?;
                self.in_parallel(|| linter.since(paths, &earlier))
            }
            Subject::Input(_) => Err(CliError::refused(
                "--since compares files, and standard input has no past",
                "name the file",
            )),
        }
    }

    fn lint(&self, subject: &Subject) -> Result<Report, CliError> {
        let _progress = Progress::start(!self.output.quiet);
        let linter = self.linter_of(subject)?;
        match subject {
            Subject::Paths(paths) => self.in_parallel(|| linter.lint_paths(paths)),
            Subject::Input(name) => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes)?;
                Ok(linter.lint_bytes(name, bytes))
            }
        }
    }

    fn in_parallel<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T, CliError> {
        let Some(threads) = self.input.threads else {
            return Ok(work());
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
        let pool = pool.build().map_err(|error| {
            CliError::refused(
                format!("cannot start {threads} threads: {error}"),
                "ask for fewer with --threads",
            )
        })?;
        Ok(pool.install(work))
    }

    /// Prints the report, and says how the run ended.
    fn tell(
        &self,
        mut report: Report,
        display: DisplayArgs,
        settings: Option<&Settings>,
    ) -> Result<ExitStatus, CliError> {
        if self.output.omit_suppressed {
            report.suppressed.clear();
        }
        let builtin = Catalogue::builtin();
        let context = |appearance| Context {
            catalogue: settings.map_or(&*builtin, |settings| settings.catalogue()),
            max_findings: Some(self.output.max_findings).filter(|most| *most > 0),
            appearance,
            verbosity: match (self.output.quiet, self.output.verbose) {
                (true, _) => Verbosity::Quiet,
                (false, true) => Verbosity::Verbose,
                (false, false) => Verbosity::Normal,
            },
            statistics: self.output.statistics,
        };
        for output in self.outputs()? {
            output.write(&report, context, display)?;
        }
        Ok(self.exit_status(report.exit_status()))
    }

    fn exit_status(&self, status: ExitStatus) -> ExitStatus {
        match status {
            ExitStatus::Findings if self.exit.exit_zero => ExitStatus::Clean,
            status => status,
        }
    }

    fn outputs(&self) -> Result<Vec<Output>, CliError> {
        Output::all_of(self.output.format, &self.output.output)
    }
}

/// A path that does not exist, but resembles a command: `statuslint explan 429`.
fn mistyped_command(path: &Path) -> Option<CliError> {
    let word = path.to_str().filter(|_| !path.exists())?;
    let command = super::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let meant = nearest(word, names)?;
    Some(CliError::refused(
        format!("there is no file or command `{word}`"),
        format!("did you mean the command `{meant}`?"),
    ))
}

fn show_config(settings: &Settings) -> Result<ExitStatus, CliError> {
    io::stdout().lock().write_all(settings.show().as_bytes())?;
    Ok(ExitStatus::Clean)
}

fn show_files(found: Found, subject: &Subject, is_hook: bool) -> Result<ExitStatus, CliError> {
    let mut output = BufWriter::new(io::stdout().lock());
    for document in &found.documents {
        writeln!(output, "{document}")?;
    }
    output.flush()?;
    if !found.failures.is_empty() {
        let problems = found.failures.into_iter().map(Failure::into_problem);
        return Err(CliError::Problems(problems.collect()));
    }
    if found.documents.is_empty() && !is_hook {
        return Err(subject.nothing_found(&found.skipped));
    }
    Ok(ExitStatus::Clean)
}

fn tell_notices(settings: &Settings) -> Result<(), CliError> {
    let mut output = io::stderr().lock();
    for notice in settings.notices() {
        writeln!(output, "notice: {} ({})", notice.message, notice.origin)?;
    }
    Ok(())
}

fn failed(errors: Vec<statuslint::config::ConfigError>) -> Report {
    Report {
        failures: errors.into_iter().map(Failure::from).collect(),
        ..Report::default()
    }
}

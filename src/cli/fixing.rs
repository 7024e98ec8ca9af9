//! `statuslint check --fix`, `--diff` and `--dry-run`.

use std::io::{self, BufWriter, Read as _, Write};
use std::path::Path;

use clap::Args;
use statuslint::Linter;
use statuslint::engine::ExitStatus;
use statuslint::fix::{self, Mended, Mender};
use statuslint::source::sanitize;

use super::CliError;

/// What decides which findings are mended, and how.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of the command line"
)]
pub(super) struct FixArgs {
    /// Mend what can be mended without changing the contract, in place
    #[arg(long)]
    fix: bool,
    /// Make the fixes too about which only a person can tell whether they are right; with --fix or
    /// --diff
    #[arg(long)]
    unsafe_fixes: bool,
    /// Print what --fix would change as a unified diff, and change nothing
    #[arg(long, conflicts_with = "dry_run")]
    diff: bool,
    /// With --fix: list what would be mended, and change nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
}

impl FixArgs {
    /// Whether anything is to be mended.
    pub(super) fn is_on(&self) -> bool {
        self.fix || self.diff
    }

    /// What is wrong with the options taken together.
    pub(super) fn check(&self) -> Result<(), CliError> {
        if self.unsafe_fixes && !self.is_on() {
            return Err(CliError::refused(
                "--unsafe-fixes makes no fixes by itself",
                "add --fix to make them, or --diff to see them",
            ));
        }
        Ok(())
    }

    fn mender<'l>(&self, linter: &'l Linter) -> Mender<'l> {
        let mender = Mender::new(linter);
        if self.unsafe_fixes {
            mender.with_unsafe()
        } else {
            mender
        }
    }

    /// Works out the fixes of files and folders.
    pub(super) fn of_paths(&self, linter: &Linter, paths: &[std::path::PathBuf]) -> Mended {
        self.mender(linter).mend_paths(paths)
    }

    /// Works out the fixes of standard input.
    pub(super) fn of_input(&self, linter: &Linter, name: &Path) -> io::Result<(Mended, Vec<u8>)> {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        Ok((self.mender(linter).mend_bytes(name, bytes.clone()), bytes))
    }

    /// Whether the fixes are only shown.
    pub(super) fn is_trial(&self) -> bool {
        self.diff || self.dry_run
    }

    /// Shows what would change, and nothing else. Since nothing does, the run ends as the documents
    /// stand.
    pub(super) fn show(&self, mended: &Mended) -> Result<ExitStatus, CliError> {
        let mut output = BufWriter::new(io::stdout().lock());
        if self.diff {
            for change in &mended.changes {
                output.write_all(fix::unified(change).as_bytes())?;
            }
        } else {
            for fixed in &mended.fixed {
                let start = fixed.place.start();
                writeln!(
                    output,
                    "{}:{}:{}: {}: {} ({})",
                    sanitize(fixed.place.source().name()),
                    start.line,
                    start.column,
                    fixed.rule,
                    sanitize(&fixed.title),
                    fixed.applicability.as_str()
                )?;
            }
        }
        output.flush()?;
        Ok(mended.before)
    }
}

/// Tells on standard error what was mended, what is left, and which fixes did harm.
pub(super) fn tell(mended: &Mended, arguments: &FixArgs, is_quiet: bool) -> io::Result<()> {
    let mut output = io::stderr().lock();
    for withdrawn in &mended.withdrawn {
        let start = withdrawn.place.start();
        writeln!(
            output,
            "warning: {}:{}:{}: the fix of `{}` ({}) was taken back, because {}; this is a mistake of \
             statuslint, please report it",
            sanitize(withdrawn.place.source().name()),
            start.line,
            start.column,
            withdrawn.rule,
            sanitize(&withdrawn.title),
            sanitize(&withdrawn.reason)
        )?;
    }
    if is_quiet {
        return Ok(());
    }
    let would = if arguments.is_trial() {
        "would fix"
    } else {
        "fixed"
    };
    let fixed = mended.fixed.len();
    let files = mended.changes.len();
    let line = match fixed {
        0 => "nothing to fix".to_owned(),
        _ => format!(
            "{would} {} in {}",
            counted(fixed, "finding"),
            counted(files, "file")
        ),
    };
    let more = match mended.left_unsafe {
        0 => String::new(),
        count => format!("; {count} more with --unsafe-fixes"),
    };
    writeln!(output, "{line}{more}")
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The fixed text of standard input, in its own encoding; as it came where nothing was fixed.
pub(super) fn print_text(mended: &Mended, bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    match mended.changes.first() {
        Some(change) => output.write_all(&change.after.to_bytes())?,
        None => output.write_all(bytes)?,
    }
    output.flush()
}

//! Lints a folder of real documents and tells, rule by rule, how much it finds; and what changed
//! between two builds.
//!
//!     cargo run --release --example ecosystem -- [--profile NAME] [--preview] [--json FILE] FOLDER…
//!     cargo run --release --example ecosystem -- compare [--all] OLD.json NEW.json
//!
//! The first form prints for each rule the documents that it hits, its findings, its findings per
//! 100 operations, its share of all, and how many of them a fix mends, safe, unsafe or only shown; then
//! the noise budget: the median of findings per document,
//! and the 90th percentile of findings per 100 operations of a document. Configuration files are not
//! read. Without folders, `STATUSLINT_CORPUS` names them, with colons between.
//!
//! With `--json` it writes the same for the second form, which shows what came and what went, by
//! fingerprint. Run both builds in the same folder, because file names are part of fingerprints.

#![expect(clippy::print_stderr, reason = "a program that prints a table")]

mod compare;
mod measure;
mod table;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use statuslint::config::Flags;

const USAGE: &str = "\
usage: ecosystem [--profile NAME]… [--preview] [--json FILE] FOLDER…
       ecosystem compare [--all] OLD.json NEW.json";

/// What the command line asks for.
enum Task {
    Measure {
        flags: Flags,
        json: Option<PathBuf>,
        folders: Vec<PathBuf>,
    },
    Compare {
        old: PathBuf,
        new: PathBuf,
        all: bool,
    },
}

fn main() -> ExitCode {
    let outcome = match task(std::env::args().skip(1).collect()) {
        Some(Task::Measure {
            flags,
            json,
            folders,
        }) => measure(flags, json, &folders),
        Some(Task::Compare { old, new, all }) => compare::run(&old, &new, all),
        None => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(text) => {
            // Whoever closed the pipe has read enough.
            let _ = writeln!(std::io::stdout(), "{text}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

fn measure(flags: Flags, json: Option<PathBuf>, folders: &[PathBuf]) -> Result<String, String> {
    let measured = measure::run(flags, folders)?;
    if let Some(path) = json {
        let text = serde_json::to_string_pretty(&measured).map_err(|error| error.to_string())?;
        std::fs::write(&path, text + "\n")
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    Ok(table::of(&measured))
}

fn task(arguments: Vec<String>) -> Option<Task> {
    if arguments.first().is_some_and(|word| word == "compare") {
        let all = arguments.iter().any(|word| word == "--all");
        let mut files = arguments.iter().skip(1).filter(|word| *word != "--all");
        let (old, new) = (files.next()?.into(), files.next()?.into());
        return files
            .next()
            .is_none()
            .then_some(Task::Compare { old, new, all });
    }
    let mut flags = Flags {
        isolated: true,
        ..Flags::default()
    };
    let (mut json, mut folders) = (None, Vec::new());
    let mut words = arguments.into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--profile" => flags.profiles.push(words.next()?),
            "--preview" => flags.preview = true,
            "--json" => json = Some(words.next()?.into()),
            option if option.starts_with('-') => return None,
            _ => folders.push(PathBuf::from(word)),
        }
    }
    if folders.is_empty() {
        let listed = std::env::var_os("STATUSLINT_CORPUS")?;
        folders.extend(std::env::split_paths(&listed));
    }
    Some(Task::Measure {
        flags,
        json,
        folders,
    })
}

//! Measures rules, and the inferences that they rest on, against hand-labelled operations of real
//! documents: one table with precision and recall, each with its interval at 95 %, by label file.
//!
//!     cargo run --release --example accuracy -- [--misses] LABELS CORPUS…
//!
//! LABELS is a folder with one table for each question (`post.tsv`); CORPUS are the folders under which
//! the documents lie that the tables name. Without arguments both come from the environment:
//! `STATUSLINT_LABELS`, and `STATUSLINT_CORPUS` with colons between folders. `--misses` lists the
//! rows on which inference and label differ.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints a table"
)]

mod corpus;
mod err200;
mod post;
mod problem;
mod rules;
mod score;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use corpus::Corpus;
use score::Score;
use table::Table;

/// One table of labels and how it is measured.
struct Measure {
    file: &'static str,
    run: fn(&Table, &Corpus, bool) -> Vec<Score>,
}

const MEASURES: &[Measure] = &[
    Measure {
        file: "post.tsv",
        run: post::measure,
    },
    Measure {
        file: "err200.tsv",
        run: err200::measure,
    },
    Measure {
        file: "problem.tsv",
        run: problem::measure,
    },
];

struct Arguments {
    labels: PathBuf,
    corpus: Vec<PathBuf>,
    misses: bool,
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        eprintln!("usage: accuracy [--misses] LABELS CORPUS…");
        return ExitCode::from(2);
    };
    let corpus = Corpus::new(arguments.corpus);
    let mut scores = Vec::new();
    for measure in MEASURES {
        match Table::read(&arguments.labels.join(measure.file)) {
            Ok(table) => scores.extend((measure.run)(&table, &corpus, arguments.misses)),
            Err(problem) => eprintln!("{}: {problem}", measure.file),
        }
    }
    println!("{}", Score::HEADING);
    for score in scores {
        println!("{score}");
    }
    ExitCode::SUCCESS
}

fn arguments() -> Option<Arguments> {
    let mut given: Vec<String> = std::env::args().skip(1).collect();
    let misses = given.iter().any(|argument| argument == "--misses");
    given.retain(|argument| argument != "--misses");
    let mut folders = given.into_iter().map(PathBuf::from);
    let labels = folders
        .next()
        .or_else(|| std::env::var_os("STATUSLINT_LABELS").map(PathBuf::from))?;
    let mut corpus: Vec<PathBuf> = folders.collect();
    if corpus.is_empty() {
        let listed = std::env::var_os("STATUSLINT_CORPUS")?;
        corpus.extend(std::env::split_paths(&listed));
    }
    Some(Arguments {
        labels,
        corpus,
        misses,
    })
}

//! What a whole `check` costs, against what the YAML parser alone needs for the same bytes.
//!
//! `doubled` shows that twice the operations cost about twice the time. With `STATUSLINT_CORPUS`
//! naming a folder of real descriptions, all of them are linted in one run.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark may stop where its own input is wrong"
)]

mod support;

use std::path::PathBuf;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use statuslint::Linter;

const OPERATIONS: usize = 6_000;

fn main() {
    divan::main();
}

#[divan::bench]
fn yaml_events_alone(bencher: Bencher<'_, '_>) {
    let text = support::generate(OPERATIONS);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        granit_parser::Parser::new_from_str(black_box(&text))
            .map(Result::unwrap)
            .count()
    });
}

#[divan::bench]
fn check_yaml(bencher: Bencher<'_, '_>) {
    check(bencher, "generated.yaml", &support::generate(OPERATIONS));
}

#[divan::bench]
fn check_yaml_doubled(bencher: Bencher<'_, '_>) {
    check(bencher, "doubled.yaml", &support::generate(2 * OPERATIONS));
}

#[divan::bench]
fn check_json(bencher: Bencher<'_, '_>) {
    check(
        bencher,
        "generated.json",
        &support::generate_json(OPERATIONS),
    );
}

#[divan::bench]
fn check_corpus(bencher: Bencher<'_, '_>) {
    let folder = std::env::var_os("STATUSLINT_CORPUS").map(PathBuf::from);
    let linter = Linter::new();
    bencher.bench_local(|| linter.lint_paths(black_box(folder.as_slice())));
}

fn check(bencher: Bencher<'_, '_>, name: &str, text: &str) {
    let linter = Linter::new();
    bencher
        .counter(BytesCount::of_str(text))
        .bench_local(|| linter.lint_text(name, black_box(text)));
}

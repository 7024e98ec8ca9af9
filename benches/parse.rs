//! How fast texts become trees, against what the YAML parser alone needs for the same bytes.
//!
//! With `STATUSLINT_CORPUS` naming a folder of real descriptions, its largest files are measured
//! as well.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark may stop where its own input is wrong"
)]

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use statuslint::source::Source;
use statuslint::syntax::{Limits, parse};

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

const OPERATIONS: usize = 6_000;

fn main() {
    divan::main();
}

#[divan::bench]
fn yaml_events_alone(bencher: Bencher<'_, '_>) {
    let text = support::generate(OPERATIONS);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let mut nodes = 0_usize;
        for next in granit_parser::Parser::new_from_str(black_box(&text)) {
            let (event, _) = next.unwrap();
            nodes += usize::from(event.is_node());
        }
        nodes
    });
}

#[divan::bench]
fn yaml_tree(bencher: Bencher<'_, '_>) {
    measure(bencher, "generated.yaml", support::generate(OPERATIONS));
}

#[divan::bench]
fn json_tree(bencher: Bencher<'_, '_>) {
    measure(
        bencher,
        "generated.json",
        support::generate_json(OPERATIONS),
    );
}

#[divan::bench(args = giants())]
fn corpus(bencher: Bencher<'_, '_>, path: &str) {
    measure(bencher, path, std::fs::read_to_string(path).unwrap());
}

fn measure(bencher: Bencher<'_, '_>, name: &str, text: String) {
    let bytes = BytesCount::of_str(&text);
    let source = Arc::new(Source::from_text(name, text));
    bencher
        .counter(bytes)
        .bench_local(|| parse(Arc::clone(black_box(&source)), Limits::default()).unwrap());
}

/// The five largest YAML and JSON files of the corpus.
fn giants() -> Vec<String> {
    let Some(root) = std::env::var_os("STATUSLINT_CORPUS") else {
        return Vec::new();
    };
    let mut files = Vec::new();
    collect(Path::new(&root), &mut files);
    files.sort_by_key(|(size, path)| (std::cmp::Reverse(*size), path.clone()));
    files.truncate(5);
    files
        .into_iter()
        .map(|(_, path)| path.to_string_lossy().into_owned())
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<(u64, PathBuf)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let extension = path.extension().unwrap_or_default();
        if path.is_dir() {
            collect(&path, files);
        } else if extension == "yaml" || extension == "yml" || extension == "json" {
            files.push((entry.metadata().map_or(0, |data| data.len()), path));
        }
    }
}

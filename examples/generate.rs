//! Prints the large document that the benchmarks measure with, so that whole commands can be
//! compared: `cargo run --release --example generate -- 6000 json > generated.json`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a program for people who measure may stop where its own input is wrong"
)]

#[path = "../benches/support/mod.rs"]
#[allow(dead_code, reason = "the benchmarks use the rest of it")]
mod support;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let operations = arguments
        .next()
        .map_or(6_000, |count| count.parse().unwrap());
    let text = match arguments.next().as_deref() {
        Some("json") => support::generate_json(operations),
        _ => support::generate(operations),
    };
    print!("{text}");
}

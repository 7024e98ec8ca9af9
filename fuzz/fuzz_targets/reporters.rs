#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/integration/entry_points.rs"]
#[allow(dead_code, reason = "each target enters by one of them")]
mod entry_points;

fuzz_target!(|text: &str| { entry_points::reporters(text); });

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/integration/entry_points.rs"]
#[allow(dead_code, reason = "each target enters by one of them")]
mod entry_points;

fuzz_target!(|bytes: &[u8]| { entry_points::tree("fuzzed.json", bytes); });

//! What identifies a finding from one run to the next.

use std::fmt;

use super::Place;

/// A stable identifier of a finding: a hash of its rule, file and JSON pointer. It survives
/// reformatting, reordering of keys and changes elsewhere in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    pub(super) fn new(rule: &str, file: &str, place: &Place) -> Self {
        let parts = [rule, file, place.pointer().as_str()];
        let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
        Self(bytes.fold(FNV_OFFSET, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME)
        }))
    }
}

/// FNV-1a, 64 bits: fixed for all time, unlike the standard library's hasher.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

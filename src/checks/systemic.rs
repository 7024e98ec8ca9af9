//! One finding for what a document does everywhere.

use crate::finding::Detection;

/// From how many places on one finding stands for all of them.
const EVERYWHERE: usize = 10;

/// How many other places such a finding shows.
const SHOWN: usize = 3;

/// The detections as they are, or, where they are many, the first of them with the number of places
/// in its message, the next few as related places, and the operations of all.
pub(super) fn once<'a>(found: Vec<Detection<'a>>, place: &str) -> Vec<Detection<'a>> {
    if found.len() <= EVERYWHERE {
        return found;
    }
    let count = found.len();
    let mut rest = found.into_iter();
    let Some(mut first) = rest.next() else {
        return Vec::new();
    };
    for (index, other) in rest.enumerate() {
        if index < SHOWN {
            first.related.push((other.token, "here too".to_owned()));
        }
        for operation in other.operations {
            if !first.operations.contains(&operation) {
                first.operations.push(operation);
            }
        }
    }
    first.message = first
        .message
        .map(|message| format!("{message} ({count} {place})"));
    vec![first]
}

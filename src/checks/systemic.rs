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
    let mut first = folded(found);
    if let Some(detection) = &mut first {
        detection.message = detection
            .message
            .take()
            .map(|message| format!("{message} ({count} {place})"));
    }
    first.into_iter().collect()
}

/// The first of several detections, which stands for all of them: the next few are related places,
/// and it touches the operations of all. Its message is still its own.
pub(super) fn folded(found: Vec<Detection<'_>>) -> Option<Detection<'_>> {
    let mut rest = found.into_iter();
    let mut first = rest.next()?;
    for (index, other) in rest.enumerate() {
        if index < SHOWN {
            first.related.push((other.token, "here too".to_owned()));
        }
        first.repairs.extend(other.repairs);
        for operation in other.operations {
            if !first.operations.contains(&operation) {
                first.operations.push(operation);
            }
        }
    }
    Some(first)
}

/// Texts as a sentence lists them: `403`, `403 and 429`, `403, 429 and 500`.
pub(super) fn listed<T: ToString>(texts: &[T]) -> String {
    match texts {
        [] => String::new(),
        [only] => only.to_string(),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(ToString::to_string).collect();
            format!("{} and {}", first.join(", "), last.to_string())
        }
    }
}

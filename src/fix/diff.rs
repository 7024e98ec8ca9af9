//! Changes as unified diffs.

use similar::TextDiff;

use super::FileChange;

/// The change of a file as a unified diff with three lines of context, the way `diff -u` writes it.
pub fn unified(change: &FileChange) -> String {
    let name = change.name();
    let diff = TextDiff::from_lines(change.before.text(), change.after.text());
    diff.unified_diff()
        .context_radius(3)
        .header(name, name)
        .to_string()
}

//! Tables of facts: lines of cells between tabs, after comments that begin with `#` and one line
//! that names the columns.

/// The rows of a table.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1)
}

/// The next cell; none where there is none, or where it is a lone `-`.
pub(super) fn filled(cell: &'static str) -> Option<&'static str> {
    (!matches!(cell, "" | "-")).then_some(cell)
}

/// The items of a cell that are separated by commas.
pub(super) fn items(cell: &'static str) -> impl Iterator<Item = &'static str> {
    filled(cell)
        .into_iter()
        .flat_map(|cell| cell.split(','))
        .map(str::trim)
}

//! Real documents, where `STATUSLINT_CORPUS` names a folder of them.
//!
//! The folder holds `INDEX.tsv`, whose first line names its columns: `local`, the path with the
//! folder's own name before it, and `status`, which is `ok` for every document that another reader
//! could read.

#![expect(
    clippy::indexing_slicing,
    reason = "a line of the index that lacks a column should fail the test"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use statuslint::source::Source;
use statuslint::syntax::{Limits, parse};

fn index(root: &Path) -> Vec<(PathBuf, bool)> {
    let index = std::fs::read_to_string(root.join("INDEX.tsv")).unwrap();
    let mut lines = index
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let columns = lines.next().unwrap();
    let column = |name| columns.iter().position(|column| *column == name).unwrap();
    let (local, status) = (column("local"), column("status"));
    lines
        .map(|line| {
            let below_root = Path::new(line[local]).components().skip(1);
            (
                root.join(below_root.collect::<PathBuf>()),
                line[status] == "ok",
            )
        })
        .collect()
}

fn read(path: &Path) -> Result<usize, String> {
    let name = path.display().to_string();
    let source = Source::from_bytes(name, std::fs::read(path).unwrap())
        .map_err(|error| error.to_string())?;
    let text_length = source.text().len();
    let tree = parse(Arc::new(source), Limits::default()).map_err(|error| error.to_string())?;
    for node in tree.nodes() {
        let span = node.span();
        assert!(
            tree.source().text().get(span.range()).is_some() && span.range().end <= text_length
        );
        if let Some(parent) = node.parent() {
            assert!(parent.span().contains(span), "{}: {node:?}", path.display());
        }
    }
    Ok(tree.len())
}

#[test]
fn every_document_that_others_can_read_is_read_with_spans_in_order() {
    let Some(root) = std::env::var_os("STATUSLINT_CORPUS") else {
        return;
    };
    let wrong: Vec<String> = index(Path::new(&root))
        .into_iter()
        .filter_map(|(path, is_good)| match (read(&path), is_good) {
            (Err(error), true) => Some(format!("{}: {error}", path.display())),
            (Ok(_), false) => Some(format!("{}: is read after all", path.display())),
            _ => None,
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

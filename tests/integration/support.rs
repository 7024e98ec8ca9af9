//! Documents for the tests to run over.

use std::path::{Path, PathBuf};

/// The files below a folder that may be OpenAPI documents, in order.
pub(crate) fn documents_below(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build()
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            extension.is_some_and(|extension| ["yaml", "yml", "json"].contains(&extension))
        })
        .collect();
    found.sort();
    found
}

/// The repository's root.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The documents in `testdata/real`.
pub(crate) fn real_documents() -> Vec<PathBuf> {
    documents_below(&repository().join("testdata/real"))
}

/// The documents of the corpus that `STATUSLINT_CORPUS` names; none where it names none.
pub(crate) fn corpus_documents() -> Vec<PathBuf> {
    let folder = std::env::var_os("STATUSLINT_CORPUS").map(PathBuf::from);
    folder.map_or_else(Vec::new, |folder| documents_below(&folder))
}

/// A PATH on which the program of this build comes first.
pub(crate) fn program_path() -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_statuslint"));
    let folder = program.parent().unwrap().display();
    format!("{folder}:{}", std::env::var("PATH").unwrap())
}

//! Writing mended files: nothing is lost, whatever the file is like and whatever happens to it.

use std::fs;
use std::path::{Path, PathBuf};

use statuslint::Linter;
use statuslint::fix::{FileChange, Mended, Mender, WriteError, write};

const TEXT: &str = "openapi: 3.1.0\r\ninfo: { title: Orders, version: '1' }\r\npaths:\r\n  /orders:\r\n    \
                    get:\r\n      responses:\r\n        200: # ü\r\n          description: The orders";

fn file(folder: &Path, bytes: &[u8]) -> PathBuf {
    let path = folder.join("orders.yaml");
    fs::write(&path, bytes).unwrap();
    path
}

fn mended(path: &Path) -> Mended {
    Mender::new(&Linter::new()).mend_paths(&[path])
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let with_mark = format!("\u{FEFF}{text}");
    with_mark.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn encoding_line_breaks_and_the_missing_last_one_stay() {
    let expected = TEXT.replace("200:", "'200':");
    let encodings: [fn(&str) -> Vec<u8>; 4] = [
        |text| text.as_bytes().to_vec(),
        |text| format!("\u{FEFF}{text}").into_bytes(),
        |text| utf16(text, u16::to_le_bytes),
        |text| utf16(text, u16::to_be_bytes),
    ];
    for encode in encodings {
        let folder = tempfile::tempdir().unwrap();
        let path = file(folder.path(), &encode(TEXT));
        write(&mended(&path).changes).unwrap();
        assert_eq!(fs::read(&path).unwrap(), encode(&expected));
        let others = fs::read_dir(folder.path()).unwrap();
        assert_eq!(others.count(), 1, "a temporary file is left behind");
    }
}

#[test]
fn a_file_that_has_changed_since_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), TEXT.as_bytes());
    let mended = mended(&path);
    fs::write(&path, "somebody else's work").unwrap();
    let error = write(&mended.changes).unwrap_err();
    assert!(matches!(error, WriteError::Changed(_)), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "somebody else's work");
}

#[test]
fn of_several_files_none_is_written_where_one_cannot_be() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.yaml", "b.yaml"] {
        fs::write(folder.path().join(name), TEXT).unwrap();
    }
    let mended = mended(folder.path());
    assert_eq!(mended.changes.len(), 2);
    fs::write(folder.path().join("b.yaml"), "changed").unwrap();
    assert!(write(&mended.changes).is_err());
    let first = fs::read_to_string(folder.path().join("a.yaml")).unwrap();
    assert_eq!(first, TEXT);
}

#[cfg(unix)]
#[test]
fn permissions_and_symbolic_links_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), TEXT.as_bytes());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.yaml");
    symlink(&path, &link).unwrap();
    write(&mended(&link).changes).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert!(fs::read_to_string(&path).unwrap().contains("'200'"));
}

#[test]
fn a_read_only_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), TEXT.as_bytes());
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = write(&mended(&path).changes).unwrap_err();
    assert!(matches!(error, WriteError::ReadOnly(_)), "{error}");
}

#[test]
fn a_shared_response_is_mended_once_where_it_is_defined_for_all_documents() {
    let folder = tempfile::tempdir().unwrap();
    let entry = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths:\n  /a:\n    get:\n      \
                 responses:\n        '404': { $ref: 'shared.yaml#/NotFound' }\n";
    for name in ["a.yaml", "b.yaml"] {
        fs::write(folder.path().join(name), entry).unwrap();
    }
    let shared = folder.path().join("shared.yaml");
    fs::write(&shared, "# for all\nNotFound: # here\n  content: {}\n").unwrap();
    let mended = mended(folder.path());
    let names: Vec<&str> = mended.changes.iter().map(FileChange::name).collect();
    assert_eq!(names.len(), 1, "{names:?}");
    write(&mended.changes).unwrap();
    assert_eq!(
        fs::read_to_string(&shared).unwrap(),
        "# for all\nNotFound: # here\n  description: Not Found\n  content: {}\n"
    );
}

#[test]
fn what_lies_outside_the_root_is_never_changed() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("api");
    fs::create_dir(&inner).unwrap();
    let outside = folder.path().join("shared.yaml");
    fs::write(&outside, "NotFound:\n  content: {}\n").unwrap();
    let entry = inner.join("a.yaml");
    fs::write(
        &entry,
        "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths:\n  /a:\n    get:\n      responses:\n        \
         200: { description: The order }\n        '404': { $ref: '../shared.yaml#/NotFound' }\n",
    )
    .unwrap();
    let linter = Linter::new().root(&inner);
    let mended = Mender::new(&linter).mend_paths(&[&entry]);
    let names: Vec<&str> = mended.changes.iter().map(FileChange::name).collect();
    assert_eq!(names.len(), 1, "{names:?}");
    assert!(names[0].ends_with("api/a.yaml"));
}

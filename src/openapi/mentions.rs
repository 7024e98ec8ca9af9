//! Which files a text refers to, read without parsing it: to know what may reach a file, thousands
//! of texts are read of which hardly any does.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use memchr::memmem;

use super::reference::{locate, split};

const REF: &str = "$ref";

/// The locations of the other files that the references in a text may lead to: more than there are,
/// where a comment or an example holds one. None where a reference is written in a way that only a
/// parser understands.
pub fn mentioned_files(text: &str, location: &Path) -> Option<Vec<PathBuf>> {
    let mut found = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), REF) {
        let behind = text.get(at + REF.len()..).unwrap_or_default();
        match target(behind) {
            Target::None => {}
            Target::Unclear => return None,
            Target::Of(texts) => {
                let targets = texts.into_iter().map(|text| split(text).0);
                let targets = targets.filter(|target| !target.is_empty());
                let targets = targets.map(|target| unescaped(target));
                found.extend(targets.filter_map(|target| locate(Some(location), &target)));
            }
        }
    }
    found.sort();
    found.dedup();
    Some(found)
}

/// What stands behind a `$ref`.
enum Target<'t> {
    /// No text.
    None,
    /// Something that has to be parsed.
    Unclear,
    /// One of these texts.
    Of(Vec<&'t str>),
}

fn target(behind: &str) -> Target<'_> {
    let behind = behind.strip_prefix(['"', '\'']).unwrap_or(behind);
    let Some(value) = behind.trim_start().strip_prefix(':') else {
        return Target::None;
    };
    let value = value.trim_start();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let text = value.strip_prefix(quote).unwrap_or_default();
            match text.find([quote, '\n']) {
                Some(end) if text.get(end..).is_some_and(|rest| rest.starts_with(quote)) => {
                    Target::Of(text.get(..end).into_iter().collect())
                }
                _ => Target::Unclear,
            }
        }
        Some('|' | '>' | '&' | '*' | '!' | '?') => Target::Unclear,
        None | Some('{' | '[' | '#') => Target::None,
        Some(_) => {
            let line = value.lines().next().unwrap_or_default();
            let plain = line.split(" #").next().unwrap_or_default().trim_end();
            // Behind a plain text in braces stands what ends it there, and belongs to it elsewhere.
            let in_braces = plain.split([',', '}', ']']).next().map(str::trim_end);
            Target::Of(in_braces.into_iter().chain([plain]).collect())
        }
    }
}

/// JSON may write a slash as `\/`.
fn unescaped(target: &str) -> Cow<'_, str> {
    if target.contains("\\/") {
        Cow::Owned(target.replace("\\/", "/"))
    } else {
        Cow::Borrowed(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentioned(text: &str) -> Option<Vec<String>> {
        let found = mentioned_files(text, Path::new("/api/openapi.yaml"))?;
        let names = found.iter().map(|path| path.to_string_lossy().into_owned());
        Some(names.collect())
    }

    #[test]
    fn references_are_read_as_people_write_them() {
        for text in [
            "$ref: a/b.yaml",
            "'$ref': 'a/b.yaml#/c'",
            "\"$ref\" : \"a/b.yaml\"",
            "{\"$ref\":\n  \"a\\/b.yaml#/x\"}",
            "$ref: ./a/b.yaml#/c # why",
            "$ref: a/%62.yaml",
        ] {
            assert_eq!(mentioned(text).unwrap(), ["/api/a/b.yaml"], "{text}");
        }
        assert!(
            mentioned("{ $ref: a/b.yaml }")
                .unwrap()
                .contains(&"/api/a/b.yaml".to_owned())
        );
        let in_braces = mentioned("$ref: 'paths/{id}.yaml'").unwrap();
        assert_eq!(in_braces, ["/api/paths/{id}.yaml"]);
        assert_eq!(
            mentioned("$ref: paths/{id}.yaml").unwrap().last().unwrap(),
            "/api/paths/{id}.yaml"
        );
    }

    #[test]
    fn what_stays_in_the_file_or_leaves_the_disk_is_none() {
        for text in [
            "$ref: '#/components/x'",
            "$ref: https://example.com/a.yaml",
            "a $ref here, and $refs there",
            "$ref: {}",
            "",
        ] {
            assert_eq!(mentioned(text).unwrap(), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_only_a_parser_understands_is_left_to_it() {
        for text in ["$ref: >-\n  a.yaml", "$ref: *there", "$ref: \"a\n  b\""] {
            assert_eq!(mentioned(text), None, "{text}");
        }
    }
}

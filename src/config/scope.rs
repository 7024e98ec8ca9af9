//! Where an override holds, and which files a configuration is about.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::sync::Arc;

use super::file::Override;
use super::{ConfigError, OperationFacts, Origin, Sourced};
use crate::source::Source;
use crate::strict_yaml::Placed;

/// The places in which an override holds.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    files: Option<Globs>,
    paths: Option<Globs>,
    methods: Vec<String>,
    tags: Option<Globs>,
    operation_ids: Option<Globs>,
}

impl Scope {
    pub(super) fn new(source: &Arc<Source>, written: &Override) -> Result<Self, ConfigError> {
        let words = |texts: &[Placed<String>], kind| Globs::new(source, texts, kind);
        Ok(Self {
            files: words(&written.files, Kind::File)?,
            paths: words(&written.paths, Kind::Path)?,
            methods: written
                .methods
                .iter()
                .map(|method| method.to_ascii_lowercase())
                .collect(),
            tags: words(&written.tags, Kind::Word)?,
            operation_ids: words(&written.operation_ids, Kind::Word)?,
        })
    }

    /// Whether the override names no place at all.
    pub(super) fn is_everywhere(&self) -> bool {
        self.files.is_none() && !self.is_about_operations()
    }

    /// Whether the override holds in a file (relative to the configuration's folder; none outside
    /// of it), for an operation or, without one, for the document itself.
    pub(super) fn holds(&self, file: Option<&str>, operation: Option<&OperationFacts<'_>>) -> bool {
        let in_file = match (&self.files, file) {
            (None, _) => true,
            (Some(globs), Some(file)) => globs.match_any(file),
            (Some(_), None) => false,
        };
        in_file && operation.map_or(!self.is_about_operations(), |facts| self.covers(facts))
    }

    /// The conditions as they are written, key by key.
    pub(super) fn conditions(&self) -> Vec<(&'static str, Vec<&str>)> {
        let globs = [
            ("files", &self.files),
            ("paths", &self.paths),
            ("tags", &self.tags),
            ("operation-ids", &self.operation_ids),
        ];
        let mut conditions = Vec::new();
        for (key, globs) in globs {
            if let Some(globs) = globs {
                let texts = globs.texts.iter().map(|text| text.value.as_str());
                conditions.push((key, texts.collect()));
            }
        }
        if !self.methods.is_empty() {
            let methods = self.methods.iter().map(String::as_str);
            conditions.push(("methods", methods.collect()));
        }
        conditions
    }

    fn is_about_operations(&self) -> bool {
        self.paths.is_some()
            || !self.methods.is_empty()
            || self.tags.is_some()
            || self.operation_ids.is_some()
    }

    fn covers(&self, facts: &OperationFacts<'_>) -> bool {
        let any = |globs: &Option<Globs>, words: &[&str]| {
            globs
                .as_ref()
                .is_none_or(|globs| words.iter().any(|word| globs.match_any(word)))
        };
        let method_fits = self.methods.is_empty()
            || self
                .methods
                .iter()
                .any(|method| method.eq_ignore_ascii_case(facts.method));
        method_fits
            && any(&self.paths, &[facts.path])
            && any(&self.tags, &facts.tags)
            && any(&self.operation_ids, facts.operation_id.as_slice())
    }
}

/// What a glob is matched against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A file below the configuration's folder, as `.gitignore` reads it: a pattern without a slash
    /// fits at any depth, and a folder stands for all that is in it.
    File,
    /// A path template: `*` stays within a segment, and braces stand for themselves.
    Path,
    /// A word: `*` stands for any characters.
    Word,
}

/// Compiled globs, with their texts and places.
#[derive(Clone, Debug)]
pub(super) struct Globs {
    set: GlobSet,
    pub(super) texts: Vec<Sourced<String>>,
}

impl Globs {
    /// Compiles globs; none where there are none.
    pub(super) fn new(
        source: &Arc<Source>,
        texts: &[Placed<String>],
        kind: Kind,
    ) -> Result<Option<Self>, ConfigError> {
        if texts.is_empty() {
            return Ok(None);
        }
        let mut set = GlobSetBuilder::new();
        for text in texts {
            for pattern in patterns(text, kind) {
                let glob = GlobBuilder::new(&pattern)
                    .literal_separator(kind != Kind::Word)
                    .backslash_escape(kind == Kind::File)
                    .build()
                    .map_err(|error| bad_glob(source, text, &error))?;
                set.add(glob);
            }
        }
        let set = set.build().map_err(|error| match texts.first() {
            Some(first) => bad_glob(source, first, &error),
            None => ConfigError::new(error.to_string()),
        })?;
        let texts = texts
            .iter()
            .map(|text| Sourced {
                value: text.value.clone(),
                origin: Origin::file(source, text.span),
            })
            .collect();
        Ok(Some(Self { set, texts }))
    }

    pub(super) fn match_any(&self, text: &str) -> bool {
        self.set.is_match(text)
    }
}

fn bad_glob(source: &Arc<Source>, text: &Placed<String>, error: &globset::Error) -> ConfigError {
    let message = format!("`{}` is not a glob: {}", text.value, error.kind());
    ConfigError::at(source, text.span, message).with_help(Some(
        "`*` and `?` stand for characters within a name, `**` for folders, `[ab]` for one of a few",
    ))
}

fn patterns(text: &str, kind: Kind) -> Vec<String> {
    if kind != Kind::File {
        return vec![braces_as_themselves(text)];
    }
    let trimmed = text.strip_prefix("./").unwrap_or(text);
    let anchored = trimmed.trim_end_matches('/').contains('/');
    let trimmed = trimmed.trim_start_matches('/').trim_end_matches('/');
    let pattern = if anchored {
        trimmed.to_owned()
    } else {
        format!("**/{trimmed}")
    };
    let inside = format!("{pattern}/**");
    vec![pattern, inside]
}

/// A path template holds `{id}`, which a glob would read as alternatives.
fn braces_as_themselves(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '{' | '}' | '[' | ']' => format!("[{character}]"),
            other => other.to_string(),
        })
        .collect()
}

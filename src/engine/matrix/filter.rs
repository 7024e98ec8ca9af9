//! Which operations a matrix shows.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::MatrixRow;

/// Chooses operations by path and tag; those that fit both pass.
#[derive(Clone, Debug, Default)]
pub struct MatrixFilter {
    paths: Option<GlobSet>,
    tags: Vec<String>,
}

/// A text that is no glob.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{glob}` is not a glob: {reason}")]
pub struct InvalidGlob {
    /// What was given.
    pub glob: String,
    /// What is wrong with it.
    pub reason: String,
}

impl MatrixFilter {
    /// Operations whose path fits one of the globs and that have one of the tags; an empty list lets
    /// all pass. In a glob, `*` stays within a segment, `**` does not, and braces stand for themselves.
    ///
    /// # Errors
    /// [`InvalidGlob`] for the first text that is none.
    pub fn new(paths: &[String], tags: &[String]) -> Result<Self, InvalidGlob> {
        let mut globs = GlobSetBuilder::new();
        for text in paths {
            let invalid = |error: globset::Error| InvalidGlob {
                glob: text.clone(),
                reason: error.kind().to_string(),
            };
            let pattern = text.replace('{', "[{]").replace('}', "[}]");
            let glob = GlobBuilder::new(&pattern)
                .literal_separator(true)
                .backslash_escape(false)
                .build();
            globs.add(glob.map_err(invalid)?);
        }
        let set = globs.build().map_err(|error| InvalidGlob {
            glob: paths.join(", "),
            reason: error.kind().to_string(),
        })?;
        Ok(Self {
            paths: (!paths.is_empty()).then_some(set),
            tags: tags.to_vec(),
        })
    }

    /// Whether an operation is shown.
    pub fn passes(&self, row: &MatrixRow) -> bool {
        let fits = |globs: &GlobSet| globs.is_match(&row.operation.path);
        let is_tagged = || row.tags.iter().any(|tag| self.tags.contains(tag));
        self.paths.as_ref().is_none_or(fits) && (self.tags.is_empty() || is_tagged())
    }
}

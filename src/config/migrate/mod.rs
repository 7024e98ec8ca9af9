//! Carries the configuration of another linter over: what its rules correspond to keeps its severity.

mod read;
mod write;

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use super::{ConfigError, Level};
use crate::rule::Catalogue;
use crate::source::Source;
use crate::strict_yaml::Problem;
use crate::syntax::{self, Limits};

/// A linter whose configuration can be carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// Redocly CLI: `redocly.yaml`.
    Redocly,
    /// Spectral: `.spectral.yaml`.
    Spectral,
    /// vacuum: a ruleset in Spectral's format, which `vacuum.conf.yaml` may name.
    Vacuum,
}

/// A word that names no such linter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is none of `redocly`, `spectral` and `vacuum`")]
pub struct UnknownPeer(pub String);

/// What is carried over from a configuration, and what is not.
#[derive(Clone, Debug, Default)]
pub struct Migration {
    /// The file that was read.
    pub file: String,
    /// The text of the configuration for statuslint.
    pub text: String,
    /// How many of its settings are carried over.
    pub carried: usize,
    /// What is not carried over, and why.
    pub left: Vec<String>,
}

/// What the configuration of another linter says.
#[derive(Debug, Default)]
struct Foreign {
    /// What it extends.
    extends: Vec<String>,
    /// Its rules, each with what is said about it.
    rules: Vec<(String, Setting)>,
}

/// What is said about a rule.
#[derive(Clone, Debug, PartialEq)]
enum Setting {
    /// Off, or how grave.
    Level(Level),
    /// It is a rule of the user's own.
    Own,
    /// Something that cannot be understood.
    Unknown(String),
}

impl Peer {
    /// All of them.
    pub const ALL: [Peer; 3] = [Peer::Redocly, Peer::Spectral, Peer::Vacuum];

    /// The name in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Peer::Redocly => "redocly",
            Peer::Spectral => "spectral",
            Peer::Vacuum => "vacuum",
        }
    }

    /// The names that its configuration may have; the first that is there counts.
    fn file_names(self) -> &'static [&'static str] {
        match self {
            Peer::Redocly => &[
                "redocly.yaml",
                "redocly.yml",
                ".redocly.yaml",
                ".redocly.yml",
            ],
            Peer::Spectral => &[
                ".spectral.yaml",
                ".spectral.yml",
                ".spectral.json",
                "spectral.yaml",
                "spectral.yml",
            ],
            Peer::Vacuum => &[
                "vacuum-ruleset.yaml",
                "vacuum-ruleset.yml",
                "ruleset.yaml",
                "ruleset.yml",
                ".spectral.yaml",
                ".spectral.yml",
            ],
        }
    }

    /// The linters whose names of rules its configuration may use, in `peers` of pages.
    fn tools(self) -> &'static [&'static str] {
        match self {
            Peer::Redocly => &["redocly"],
            Peer::Spectral => &[
                "spectral",
                "spectral-owasp",
                "ibm",
                "azure",
                "baloise",
                "italia",
                "adidas",
                "cisco",
                "trimble",
                "sps",
                "camara",
            ],
            Peer::Vacuum => &["vacuum", "spectral", "spectral-owasp"],
        }
    }
}

impl FromStr for Peer {
    type Err = UnknownPeer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|peer| peer.as_str() == text);
        found.ok_or_else(|| UnknownPeer(text.to_owned()))
    }
}

/// Reads the configuration of another linter in a folder.
///
/// # Errors
/// [`ConfigError`] where there is none, or where it cannot be read.
pub fn migrate(peer: Peer, folder: &Path, catalogue: &Catalogue) -> Result<Migration, ConfigError> {
    let path = find(peer, folder)?;
    let shown = path.display().to_string();
    let problem = |error: &dyn std::fmt::Display| {
        Problem::new(format!("cannot read `{shown}`: {error}"))
            .with_help(Some("name a folder with a configuration that can be read"))
    };
    let bytes = std::fs::read(&path).map_err(|error| problem(&error))?;
    let source = Source::from_bytes(shown.as_str(), bytes).map_err(|error| problem(&error))?;
    let tree =
        syntax::parse(Arc::new(source), Limits::default()).map_err(|error| problem(&error))?;
    let Some(root) = tree.documents().next() else {
        return Err(problem(&"it is empty"));
    };
    let foreign = read::foreign(root);
    Ok(write::migration(peer, shown, &foreign, catalogue))
}

fn find(peer: Peer, folder: &Path) -> Result<PathBuf, ConfigError> {
    let ruleset = (peer == Peer::Vacuum)
        .then(|| read::ruleset_of_vacuum(folder))
        .flatten();
    let usual = peer.file_names().iter().map(|name| folder.join(name));
    let mut candidates = ruleset.into_iter().chain(usual);
    candidates.find(|path| path.is_file()).ok_or_else(|| {
        let quoted = peer.file_names().iter().map(|name| format!("`{name}`"));
        let quoted: Vec<String> = quoted.collect();
        let message = format!("there is no configuration of {} here", peer.as_str());
        let help = format!("it is looked for in {}", quoted.join(", "));
        Problem::new(message).with_help(Some(help))
    })
}

#[cfg(test)]
mod tests;

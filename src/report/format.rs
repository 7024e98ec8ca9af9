//! The formats by name.

use std::fmt;
use std::str::FromStr;

use super::{
    Azure, Checkstyle, Concise, Github, Gitlab, Html, Json, Junit, Markdown, Narrated, Pretty,
    Rdjson, Reporter, Sarif, TeamCity,
};

/// A format in which a report can be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Snippets of the documents, for people.
    #[default]
    Pretty,
    /// The same in words, for screen readers.
    Narrated,
    /// One line for each finding, for people and editors.
    Concise,
    /// A comment for a pull request.
    Markdown,
    /// Everything, for programs.
    Json,
    /// A page for reviewing, for browsers.
    Html,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// Test results in the XML of `JUnit`.
    Junit,
    /// The XML of Checkstyle.
    Checkstyle,
    /// The Reviewdog Diagnostic Format.
    Rdjson,
    /// Logging commands of Azure Pipelines.
    Azure,
    /// Service messages of `TeamCity`.
    TeamCity,
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a format: use {names}", names = Format::choices())]
pub struct UnknownFormat(pub String);

impl Format {
    /// All formats.
    pub const ALL: [Self; 14] = [
        Self::Pretty,
        Self::Narrated,
        Self::Concise,
        Self::Markdown,
        Self::Html,
        Self::Json,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Checkstyle,
        Self::Rdjson,
        Self::Azure,
        Self::TeamCity,
    ];

    /// The name in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pretty => "pretty",
            Self::Narrated => "narrated",
            Self::Concise => "concise",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Html => "html",
            Self::Github => "github",
            Self::Sarif => "sarif",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Rdjson => "rdjson",
            Self::Azure => "azure",
            Self::TeamCity => "teamcity",
        }
    }

    /// All names, as a sentence lists them.
    fn choices() -> String {
        let mut names = Self::ALL.map(|format| format!("`{format}`")).to_vec();
        let last = names.pop().unwrap_or_default();
        format!("{} or {last}", names.join(", "))
    }

    /// Whether it shows the status matrices of the documents.
    pub fn shows_matrices(self) -> bool {
        self == Self::Html
    }

    /// What writes the format.
    pub fn reporter(self) -> &'static dyn Reporter {
        match self {
            Self::Pretty => &Pretty,
            Self::Narrated => &Narrated,
            Self::Concise => &Concise,
            Self::Markdown => &Markdown,
            Self::Json => &Json,
            Self::Html => &Html,
            Self::Github => &Github,
            Self::Sarif => &Sarif,
            Self::Gitlab => &Gitlab,
            Self::Junit => &Junit,
            Self::Checkstyle => &Checkstyle,
            Self::Rdjson => &Rdjson,
            Self::Azure => &Azure,
            Self::TeamCity => &TeamCity,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == text)
            .ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_no_format_is_told_with_those_that_are() {
        let told = "sarrif".parse::<Format>().unwrap_err().to_string();
        assert!(
            told.starts_with("`sarrif` is not a format: use `pretty`, "),
            "{told}"
        );
        assert!(told.ends_with(" or `teamcity`"), "{told}");
        for format in Format::ALL {
            assert!(told.contains(&format!("`{format}`")), "{told}");
            assert_eq!(format.as_str().parse(), Ok(format));
        }
    }
}

//! Bounds on what a run reads, by name.

use crate::openapi::Absence;
use crate::syntax::Limits;

/// Bounds on what a run reads. Each is far beyond any real document; who reaches one is told its
/// name.
#[derive(Clone, Copy, Debug)]
pub struct ReadLimits {
    /// `file-bytes`: the largest file that is read, in bytes.
    pub file_bytes: u64,
    /// `files`: how many files one document may reach.
    pub files: usize,
    /// `total-bytes`: how many bytes the files of one document may have together.
    pub total_bytes: u64,
    /// Bounds on the syntax of each file: `nesting`.
    pub syntax: Limits,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            files: 50_000,
            total_bytes: 2 << 30,
            syntax: Limits::default(),
        }
    }
}

/// A limit in place of its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitSetting {
    name: LimitName,
    value: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LimitName {
    FileBytes,
    Files,
    TotalBytes,
    Nesting,
}

/// A text that sets no limit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write NAME=NUMBER, where NAME is file-bytes, files, total-bytes or nesting, as in files=1000"
)]
pub struct InvalidLimit;

impl std::str::FromStr for LimitSetting {
    type Err = InvalidLimit;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, value) = text.split_once('=').ok_or(InvalidLimit)?;
        let name = match name.trim() {
            "file-bytes" => LimitName::FileBytes,
            "files" => LimitName::Files,
            "total-bytes" => LimitName::TotalBytes,
            "nesting" => LimitName::Nesting,
            _ => return Err(InvalidLimit),
        };
        let value = value.trim().parse().map_err(|_| InvalidLimit)?;
        Ok(Self { name, value })
    }
}

impl ReadLimits {
    /// The same with one limit set.
    #[must_use]
    pub fn with(mut self, LimitSetting { name, value }: LimitSetting) -> Self {
        match name {
            LimitName::FileBytes => self.file_bytes = value.into(),
            LimitName::Files => self.files = value as usize,
            LimitName::TotalBytes => self.total_bytes = value.into(),
            LimitName::Nesting => self.syntax.nesting = value as usize,
        }
        self
    }

    /// Why no further file of a document is read, where it has reached so many of so many bytes.
    pub(super) fn reached(&self, files: usize, bytes: u64) -> Option<Absence> {
        let (name, limit) = if files >= self.files {
            ("files", self.files as u64)
        } else if bytes >= self.total_bytes {
            ("total-bytes", self.total_bytes)
        } else {
            return None;
        };
        Some(Absence::BeyondLimit(format!(
            "the document reaches the limit `{name}` of {limit}, and what lies beyond was not read"
        )))
    }
}

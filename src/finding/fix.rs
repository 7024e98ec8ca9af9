//! Edits that mend a finding.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RuleName;
use crate::repair::Edits;
use crate::source::{Source, Span};

/// Edits that together mend a finding. They do not overlap, and may touch several files.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What is done, in the imperative and one line: ``rename `4xx` to `4XX` ``.
    pub title: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// The edits by file and position.
    pub edits: Vec<Edit>,
    /// How many of the places behind its finding it mends.
    pub places: usize,
    /// The rules that may have something to say afterwards, because the fix cannot know what they ask
    /// for.
    pub brings: Vec<RuleName>,
}

impl Fix {
    /// A fix that makes these edits.
    pub(crate) fn new(edits: Edits, applicability: Applicability) -> Self {
        let edited = edits.edits.into_iter().map(|edited| Edit {
            source: edited.source,
            span: edited.edit.span,
            replacement: edited.edit.text,
        });
        let mut edited: Vec<Edit> = edited.collect();
        edited.sort_by(|one, other| one.place().cmp(&other.place()));
        Self {
            title: edits.title,
            applicability,
            edits: edited,
            places: 1,
            brings: Vec::new(),
        }
    }

    /// The fix of a finding that stands for several defects: the edits of all that have one, as far
    /// as they do not get in each other's way. What is left over is found again.
    pub(crate) fn united(fixes: impl IntoIterator<Item = Option<Fix>>) -> Option<Fix> {
        let all: Vec<Option<Fix>> = fixes.into_iter().collect();
        let places = all.len();
        let is_partial = all.iter().any(Option::is_none);
        let mut fixes = all.into_iter().flatten();
        let mut united = fixes.next()?;
        for fix in fixes {
            let adds = fix.edits.iter().filter(|edit| !united.edits.contains(edit));
            let adds: Vec<Edit> = adds.cloned().collect();
            if adds
                .iter()
                .any(|edit| united.edits.iter().any(|known| known.overlaps(edit)))
            {
                continue;
            }
            united.places += 1;
            united.applicability = united.applicability.max(fix.applicability);
            united.edits.extend(adds);
        }
        united
            .edits
            .sort_by(|one, other| one.place().cmp(&other.place()));
        if is_partial {
            // Whether what is left still makes a finding is not known.
            united.places = united.places.min(1);
        }
        if places > 1 {
            united.title = format!("{}, in {} of {places} places", united.title, united.places);
        }
        Some(united)
    }
}

impl Edit {
    /// Whether both change the same bytes, or put text in at the same place.
    pub fn overlaps(&self, other: &Edit) -> bool {
        let (one, two) = (self.span, other.span);
        self.source.name() == other.source.name()
            && (one.start() < two.end() && two.start() < one.end() || one.start() == two.start())
    }

    fn place(&self) -> (&str, Span) {
        (self.source.name(), self.span)
    }
}

impl PartialEq for Edit {
    fn eq(&self, other: &Self) -> bool {
        self.source.name() == other.source.name()
            && self.span == other.span
            && self.replacement == other.replacement
    }
}

/// A stretch of text put in the place of another.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes that go; empty where text is only inserted.
    pub span: Span,
    /// The text that comes in their place; empty where text only goes.
    pub replacement: String,
}

/// Whether a fix may be applied without asking.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// No conforming reader sees a different contract afterwards.
    Safe,
    /// Only a person can tell whether the contract or the text is wrong.
    Unsafe,
    /// It is shown as a suggestion and never applied.
    DisplayOnly,
}

impl Applicability {
    /// The name in lower case, as pages and reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::DisplayOnly => "display-only",
        }
    }
}

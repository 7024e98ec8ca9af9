//! A run: finds and loads documents, runs every enabled rule over every target, merges what is one
//! defect, and puts the outcome in order.
//!
//! This room knows nothing of output formats or of the command line.

mod baselines;
mod census;
mod checked;
mod concerned;
mod heard;
mod inputs;
mod limits;
mod linter;
mod load;
mod matrix;
mod merge;
mod report;
mod run;
mod since;

pub use baselines::BaselineChoice;
pub(crate) use census::Census;
pub(crate) use checked::{Checked, Subject};
pub use limits::{InvalidLimit, LimitSetting, ReadLimits};
pub use linter::Linter;
pub(crate) use load::{Fragments, Texts};
pub use matrix::{Cover, InvalidGlob, Marks, Matrix, MatrixFilter, MatrixRow, Outcome, RowMarks};
pub use report::{
    DocumentSummary, ExitStatus, Failure, FailureKind, Found, Report, SkipReason, Skipped,
    Suppressed,
};

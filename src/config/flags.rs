//! What the command line says in place of, or on top of, a configuration file.

use std::path::PathBuf;

use super::FailOn;

/// The topmost layer of the configuration, as plain data.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// Profiles to start from, in place of the file's `extends`; the file's decision where empty.
    pub profiles: Vec<String>,
    /// Run only these: rules, categories or `all`. Everything that is on, where empty.
    pub select: Vec<String>,
    /// Do not run these: rules, categories or `all`.
    pub ignore: Vec<String>,
    /// Let categories, `all` and profiles turn on preview rules too.
    pub preview: bool,
    /// The least severity that fails a run.
    pub fail_on: Option<FailOn>,
    /// The configuration file to use for every document.
    pub config: Option<PathBuf>,
    /// Read no configuration file.
    pub isolated: bool,
}

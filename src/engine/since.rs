//! What was found at an earlier time, which is left out of what is told now.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::census::Wanted;
use super::heard::Heard;
use super::inputs::Input;
use super::linter::{Linter, together};
use super::load::Loader;
use super::report::Report;
use super::run;
use crate::git::Earlier;
use crate::suppress::Baseline;

impl Linter {
    /// Leaves out the findings that were there at an earlier time already: the documents of these
    /// paths are linted as they stood then, under the configuration of today.
    #[must_use]
    pub fn since<P: Into<PathBuf> + Clone>(mut self, paths: &[P], earlier: &Earlier) -> Self {
        let paths: Vec<PathBuf> = paths.iter().cloned().map(Into::into).collect();
        let before = self.found_at(&paths, earlier);
        self.known.push(Arc::new(before));
        self
    }

    /// What was found in the documents of some paths at an earlier time.
    fn found_at(&self, paths: &[PathBuf], earlier: &Earlier) -> Baseline {
        let inputs = self.inputs(&Loader::new(self.limits), paths);
        let then = Loader::new(self.limits).at(earlier.clone());
        let parts: Vec<Report> = inputs
            .into_par_iter()
            .filter_map(|input| {
                let input = Input {
                    path: earlier.former_name(&input.path).to_path_buf(),
                    ..input
                };
                let (tree, settings) = self.entry(&then, &input).ok()?;
                let root = self.root_for(&input.path, input.folder.as_deref());
                let forest = then.forest(&input.path, tree, &root);
                let heard = Heard {
                    ignores_directives: self.hears_all,
                    known: &[],
                };
                let (report, _) =
                    run::description(&forest, &settings, Some(&root), Wanted::Findings, heard);
                Some(report)
            })
            .collect();
        let mut before = together(parts);
        before.settle();
        let before = Baseline::of(&before.findings, earlier.root());
        before.with_names_of_today(earlier.renamed())
    }
}

//! The front door: documents in, report out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::baselines::{BaselineChoice, Baselines};
use super::census::Wanted;
use super::checked::Checked;
use super::heard::Heard;
use super::inputs::{self, Input};
use super::limits::ReadLimits;
use super::load::{Fragments, Loader, ReadError, Texts, shown_name};
use super::matrix::Matrix;
use super::report::{Failure, FailureKind, Found, Report, SkipReason, Skipped};
use super::run;
use crate::config::{ConfigError, Discovery, Flags, Settings};
use crate::files::repository_around;
use crate::openapi::{Forest, Version};
use crate::source::Source;
use crate::suppress::Baseline;
use crate::syntax::Tree;

/// Lints OpenAPI documents: from paths, from text, or from a description held in memory.
///
/// ```
/// let linter = statuslint::Linter::new();
/// let report = linter.lint_text(
///     "openapi.yaml",
///     "openapi: 3.1.0\ninfo: { title: Orders, version: '1' }\npaths: {}\n",
/// );
/// assert!(report.failures.is_empty() && report.findings.is_empty());
/// ```
#[derive(Debug)]
pub struct Linter {
    configuration: Configuration,
    pub(super) limits: ReadLimits,
    root: Option<PathBuf>,
    pub(super) hears_all: bool,
    pub(super) wanted: Wanted,
    draws_matrices: bool,
    baselines: Baselines,
    /// What is known besides.
    pub(super) known: Vec<Arc<Baseline>>,
    is_hook: bool,
}

#[derive(Debug)]
enum Configuration {
    /// The same for every document.
    Fixed(Arc<Settings>),
    /// By the configuration file nearest to each document.
    Discovered(Discovery),
}

impl Linter {
    /// A linter with the profile `recommended`, which reads no configuration file.
    pub fn new() -> Self {
        Self::with_settings(Settings::recommended())
    }

    /// A linter with a profile, which reads no configuration file.
    ///
    /// # Errors
    /// [`ConfigError`] where there is no profile of that name.
    pub fn with_profile(name: &str) -> Result<Self, ConfigError> {
        Settings::with_profile(name).map(Self::with_settings)
    }

    /// A linter with the same settings for every document.
    pub fn with_settings(settings: Settings) -> Self {
        Self::with_configuration(Configuration::Fixed(Arc::new(settings)))
    }

    /// A linter that finds the configuration file nearest to each document.
    pub fn with_discovery(flags: Flags) -> Self {
        Self::with_configuration(Configuration::Discovered(Discovery::new(flags)))
    }

    fn with_configuration(configuration: Configuration) -> Self {
        Self {
            configuration,
            limits: ReadLimits::default(),
            root: None,
            hears_all: false,
            wanted: Wanted::Findings,
            draws_matrices: false,
            baselines: Baselines::default(),
            known: Vec::new(),
            is_hook: false,
        }
    }

    /// Reads files that references name only below this folder. Without it, that is the repository
    /// of the document (the folder with `.git`), else the folder that was to be linted, else the
    /// working directory where the document lies below it, else the folder of the document.
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.root = Some(folder.into());
        self
    }

    /// Reports what directives in documents and ignore files would silence, as if there were none.
    #[must_use]
    pub fn without_ignores(mut self) -> Self {
        self.hears_all = true;
        self
    }

    /// Works out for each finding how it can be mended, where its rule knows that.
    #[must_use]
    pub fn with_fixes(mut self) -> Self {
        self.wanted = Wanted::Fixes;
        self
    }

    /// Adds the status matrix of each document to the report.
    #[must_use]
    pub fn with_matrices(mut self) -> Self {
        self.draws_matrices = true;
        self
    }

    /// Decides which known findings are left out; without it, those of the baseline that the
    /// configuration of each document names.
    #[must_use]
    pub fn baseline(mut self, choice: BaselineChoice) -> Self {
        self.baselines = Baselines::new(choice);
        self
    }

    /// Takes paths as files that have changed, as a hook hands them over: what is no description is
    /// passed over even where it is named, and for a fragment the entry documents of its workspace
    /// are linted that refer to it, directly or through others.
    #[must_use]
    pub fn for_changed_files(mut self) -> Self {
        self.is_hook = true;
        self
    }

    /// Bounds what a run reads.
    #[must_use]
    pub fn limits(mut self, limits: ReadLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Lints files, and the OpenAPI documents in folders. Documents run in parallel; the report
    /// does not depend on that.
    pub fn lint_paths<P: Into<PathBuf> + Clone>(&self, paths: &[P]) -> Report {
        let paths: Vec<PathBuf> = paths.iter().cloned().map(Into::into).collect();
        let loader = Loader::new(self.limits);
        let parts: Vec<Report> = self
            .inputs(&loader, &paths)
            .into_par_iter()
            .map(|input| self.lint_file(&loader, &input))
            .collect();
        self.finished(together(parts))
    }

    pub(super) fn inputs(&self, loader: &Loader, paths: &[PathBuf]) -> Vec<Input> {
        if self.is_hook {
            self.concerned(loader, paths)
        } else {
            inputs::collect(paths)
        }
    }

    fn finished(&self, mut report: Report) -> Report {
        report.settle();
        self.baselines.note_stale(&mut report);
        report
    }

    /// Which documents [`lint_paths`](Self::lint_paths) would check, without checking them: files are
    /// read, but neither their references nor any rule is followed.
    pub fn find_documents<P: Into<PathBuf> + Clone>(&self, paths: &[P]) -> Found {
        let paths: Vec<PathBuf> = paths.iter().cloned().map(Into::into).collect();
        let loader = Loader::new(self.limits);
        let parts: Vec<(PathBuf, Result<_, Box<Report>>)> = self
            .inputs(&loader, &paths)
            .into_par_iter()
            .map(|input| {
                let entry = self.entry(&loader, &input).map(drop);
                (input.path, entry)
            })
            .collect();
        let mut documents = Vec::new();
        let mut rest = Report::default();
        for (path, entry) in parts {
            match entry {
                Ok(()) => documents.push(shown_name(&path)),
                Err(report) => rest.absorb(*report),
            }
        }
        documents.sort();
        rest.settle();
        Found {
            documents,
            failures: rest.failures,
            skipped: rest.skipped,
        }
    }

    /// Lints a text that is held in memory; `name` is what findings call it. References to other
    /// files are not followed.
    pub fn lint_text(&self, name: &str, text: &str) -> Report {
        self.lint_source(Source::from_text(name, text))
    }

    /// Lints bytes as if they were the content of the file at `path`, such as standard input:
    /// configuration and references are looked for from there, and the bytes may have any encoding
    /// that a file may have.
    pub fn lint_bytes(&self, path: impl AsRef<Path>, bytes: Vec<u8>) -> Report {
        match Self::source_of(path.as_ref(), bytes) {
            Ok(source) => self.lint_source(source),
            Err(report) => *report,
        }
    }

    /// The text of bytes as if they were the content of the file at `path`.
    pub(crate) fn source_of(path: &Path, bytes: Vec<u8>) -> Result<Source, Box<Report>> {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let name = shown_name(&absolute);
        match Source::from_bytes(name.as_str(), bytes) {
            Ok(source) => Ok(source.at_path(absolute)),
            Err(error) => Err(Box::new(failed(
                ReadError::Decode(error).into_failure(name),
            ))),
        }
    }

    /// Lints a description that a program holds in memory, such as one that a server generates from
    /// its own code. Places refer to the JSON text of the description.
    #[cfg(feature = "openapiv3")]
    pub fn lint_openapiv3(&self, description: &openapiv3::OpenAPI) -> Report {
        match serde_json::to_string_pretty(description) {
            Ok(text) => self.lint_text("openapi.json", &text),
            Err(error) => failed(Failure {
                kind: FailureKind::Unparsable,
                name: "openapi.json".to_owned(),
                source: None,
                span: None,
                message: format!("the description cannot be written as JSON: {error}"),
                help: None,
            }),
        }
    }

    fn lint_source(&self, source: Source) -> Report {
        let checked = self.check_source(&Arc::new(source), self.wanted);
        self.finished(checked.report)
    }

    pub(super) fn check_source(&self, source: &Arc<Source>, wanted: Wanted) -> Checked {
        let path = source.path().map(Path::to_path_buf);
        let name = source.name().to_owned();
        let settings = match self.settings_for(path.as_deref().unwrap_or(Path::new(&name))) {
            Ok(settings) => settings,
            Err(failures) => return (*failures).into(),
        };
        let loader = Loader::new(self.limits);
        match loader.parse(Arc::clone(source)) {
            Ok(tree) if is_openapi(&tree) => {
                let root = path.as_deref().map(|path| self.root_for(path, None));
                let forest = match path.as_deref().zip(root.as_deref()) {
                    Some((path, root)) => loader.forest(path, tree, root),
                    None => Forest::of_text(tree),
                };
                self.checked(&forest, &settings, root.as_deref(), wanted)
            }
            Ok(tree) => failed(not_openapi(&tree)).into(),
            Err(error) => failed(error.into_failure(name)).into(),
        }
    }

    fn checked(
        &self,
        forest: &Forest,
        settings: &Settings,
        root: Option<&Path>,
        wanted: Wanted,
    ) -> Checked {
        let known = match self.baselines.known(settings) {
            Ok(baseline) => baseline,
            Err(problem) => return failed(Failure::from(problem)).into(),
        };
        let known: Vec<_> = self.known.iter().cloned().chain(known).collect();
        let heard = Heard {
            ignores_directives: self.hears_all,
            known: &known,
        };
        let mut checked = Checked::of(forest, settings, root, wanted, heard);
        if self.draws_matrices {
            let documents = run::documents(forest);
            checked.report.matrices = documents.map(|one| Matrix::of(&one)).collect();
        }
        checked
    }

    fn lint_file(&self, loader: &Loader, input: &Input) -> Report {
        self.check_file(loader, input, self.wanted).report
    }

    pub(super) fn check_file(&self, loader: &Loader, input: &Input, wanted: Wanted) -> Checked {
        match self.entry(loader, input) {
            Ok((tree, settings)) => {
                let root = self.root_for(&input.path, input.folder.as_deref());
                let forest = loader.forest(&input.path, tree, &root);
                self.checked(&forest, &settings, Some(&root), wanted)
            }
            Err(report) => (*report).into(),
        }
    }

    /// A description with what its references reach, or a report that says why there is none.
    pub(super) fn read(&self, loader: &Loader, input: &Input) -> Result<Forest, Box<Report>> {
        let (tree, _) = self.entry(loader, input)?;
        let root = self.root_for(&input.path, input.folder.as_deref());
        Ok(loader.forest(&input.path, tree, &root))
    }

    /// A loader for a run in which some files hold other texts than on disk.
    pub(super) fn loader(&self, texts: Texts, fragments: &Arc<Fragments>) -> Loader {
        Loader::with_texts(self.limits, texts, Arc::clone(fragments))
    }

    /// The tree of an entry document with what is in force for it, or a report that says why the file
    /// is none.
    pub(super) fn entry(
        &self,
        loader: &Loader,
        input: &Input,
    ) -> Result<(Arc<Tree>, Arc<Settings>), Box<Report>> {
        let settings = self.settings_for(&input.path)?;
        if !input.is_named() && settings.is_excluded(&input.path) {
            return Err(skipped(&input.path, SkipReason::Excluded).into());
        }
        let read = loader.source(&input.path);
        let may_be = |source: &Source| input.is_named() || mentions_openapi(source.text());
        let parsed = match read {
            Ok(source) if may_be(&source) => loader.parse(source),
            Ok(_) => return Err(skipped(&input.path, SkipReason::NotOpenApi).into()),
            Err(error) => Err(error),
        };
        match parsed {
            Ok(tree) if is_openapi(&tree) => Ok((tree, settings)),
            Ok(tree) if input.is_named() => Err(failed(not_openapi(&tree)).into()),
            Err(error) if input.is_named() || error.concerns_openapi() => {
                Err(failed(error.into_failure(shown_name(&input.path))).into())
            }
            Ok(_) | Err(_) => Err(skipped(&input.path, SkipReason::NotOpenApi).into()),
        }
    }

    fn settings_for(&self, document: &Path) -> Result<Arc<Settings>, Box<Report>> {
        match &self.configuration {
            Configuration::Fixed(settings) => Ok(Arc::clone(settings)),
            Configuration::Discovered(discovery) => {
                discovery.settings_for(document).map_err(|errors| {
                    let failures = errors.into_iter().map(Failure::from).collect();
                    Box::new(Report {
                        failures,
                        ..Report::default()
                    })
                })
            }
        }
    }

    pub(super) fn root_for(&self, document: &Path, folder: Option<&Path>) -> PathBuf {
        if let Some(root) = &self.root {
            return root.clone();
        }
        let repository = document.parent().and_then(repository_around);
        // At the root of the file system every file lies below the working directory.
        let here = std::env::current_dir()
            .ok()
            .filter(|here| here.parent().is_some());
        let around = [repository, folder, here.as_deref(), document.parent()];
        around
            .into_iter()
            .flatten()
            .find(|folder| document.starts_with(folder))
            .unwrap_or(document)
            .to_path_buf()
    }
}

impl Default for Linter {
    fn default() -> Self {
        Self::new()
    }
}

pub(super) fn together(parts: Vec<Report>) -> Report {
    let mut report = Report::default();
    for part in parts {
        report.absorb(part);
    }
    report
}

/// Whether any document of the stream claims to be an OpenAPI document.
pub(super) fn is_openapi(tree: &Tree) -> bool {
    tree.documents().any(|root| Version::of(root).is_some())
}

/// Whether a text is worth parsing when nobody named it.
pub(super) fn mentions_openapi(text: &str) -> bool {
    text.contains("openapi") || text.contains("swagger")
}

fn not_openapi(tree: &Tree) -> Failure {
    let claim = tree
        .documents()
        .find_map(|root| root.entry("openapi").or_else(|| root.entry("swagger")));
    let source = tree.source();
    let (message, span) = match claim {
        Some(claim) => (
            format!(
                "`{}: {}` names a version of OpenAPI that statuslint does not know",
                claim.key.text(),
                claim.value.text()
            ),
            Some(claim.value.span()).filter(|span| !span.is_empty()),
        ),
        None => (
            "this is not an OpenAPI document: its root has neither `openapi` nor `swagger`"
                .to_owned(),
            None,
        ),
    };
    Failure {
        kind: FailureKind::NotOpenApi,
        name: source.name().to_owned(),
        source: Some(Arc::clone(source)),
        span,
        message,
        help: Some(
            "name the entry document, with `openapi: 3.0.x`, `3.1.x` or `3.2.x`, or `swagger: '2.0'`"
                .to_owned(),
        ),
    }
}

fn failed(failure: Failure) -> Report {
    Report {
        failures: vec![failure],
        ..Report::default()
    }
}

fn skipped(path: &Path, reason: SkipReason) -> Report {
    Report {
        skipped: vec![Skipped {
            name: shown_name(path),
            reason,
        }],
        ..Report::default()
    }
}

//! What can be added to a description on demand: the schema of problem details, and shared responses.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::FileChange;
use crate::engine::{Failure, Linter, Texts};
use crate::files::normalise;
use crate::http::StatusCode;
use crate::openapi::{Coverage, Demand, Document, Forest, Operation, Role};
use crate::repair::{self, Change, Conventions, Repair, Wanted};
use crate::source::Source;
use crate::syntax::TextEdit;
use crate::syntax::edit::apply;

/// What is to be added.
#[derive(Clone, Debug)]
pub enum Addition {
    /// The schema of problem details (RFC 9457).
    ProblemDetails,
    /// Shared responses under these codes.
    Responses {
        /// The codes.
        codes: Vec<StatusCode>,
        /// Whether operations to which a code applies, and that do not declare it, refer to it.
        declare: bool,
    },
}

/// What adding came to.
#[derive(Clone, Debug, Default)]
pub struct Added {
    /// The files that change.
    pub changes: Vec<FileChange>,
    /// What was added, in the imperative, each with the name of its file.
    pub done: Vec<(String, String)>,
    /// What could not be added, with the name of its file and the reason.
    pub refused: Vec<(String, String)>,
    /// The files that could not be read.
    pub failures: Vec<Failure>,
}

/// Adds to the descriptions in files. Nothing is written.
pub fn add(linter: &Linter, paths: &[PathBuf], addition: &Addition) -> Added {
    let mut added = Added::default();
    for path in paths {
        let mut work = Work {
            linter,
            path,
            texts: Texts::default(),
            added: &mut added,
        };
        work.run(addition);
        work.finish();
    }
    added
}

/// Additions to one description, one after the other, each seeing the ones before.
struct Work<'w> {
    linter: &'w Linter,
    path: &'w Path,
    texts: Texts,
    added: &'w mut Added,
}

impl Work<'_> {
    fn run(&mut self, addition: &Addition) {
        match addition {
            Addition::ProblemDetails => {
                self.step(|conventions| Some(Ok(vec![conventions.problem_details()?])));
            }
            Addition::Responses { codes, declare } => {
                for code in codes {
                    self.step(|conventions| shared(conventions, *code));
                    if *declare {
                        self.declare(*code);
                    }
                }
            }
        }
    }

    /// Declares a code where it applies, an operation at a time.
    fn declare(&mut self, code: StatusCode) {
        let mut passed = 0;
        loop {
            let before = self.added.done.len();
            let mut next = None;
            self.step(|conventions| {
                let document = conventions.document();
                let mut lacking = document.operations().skip(passed);
                let operation = lacking.find(|operation| lacks(*operation, code))?;
                next = Some(operation.index() + 1);
                let status = crate::http::StatusKey::Code(code);
                Some(Ok(vec![Change::AddResponse { operation, status }]))
            });
            match next {
                Some(next) => passed = next,
                None if self.added.done.len() == before => break,
                None => {}
            }
        }
    }

    /// Makes the changes that a document asks for, if any.
    fn step<F>(&mut self, changes: F)
    where
        F: for<'a> FnOnce(&Conventions<'a>) -> Option<Result<Vec<Change<'a>>, String>>,
    {
        let forest = match self.linter.forest_with(self.path, &self.texts) {
            Ok(forest) => forest,
            Err(failures) => {
                self.added.failures.extend(failures);
                return;
            }
        };
        let Some(outcome) = in_document(&forest, changes) else {
            return;
        };
        let name = forest
            .trees()
            .next()
            .map_or_else(String::new, |tree| tree.source().name().to_owned());
        match outcome {
            Ok((title, texts)) => {
                for source in texts {
                    let location = normalise(source.path().unwrap_or(self.path));
                    self.texts.insert(location, source);
                }
                self.added.done.push((name, title));
            }
            Err(reason) => self.added.refused.push((name, reason)),
        }
    }

    fn finish(self) {
        let changed: BTreeMap<PathBuf, Arc<Source>> = self.texts.into_iter().collect();
        for (location, after) in changed {
            let before = self.linter.source_at(&location);
            if let Some(before) = before.filter(|before| before.text() != after.text()) {
                self.added.changes.push(FileChange { before, after });
            }
        }
        self.added
            .changes
            .sort_by(|one, other| one.name().cmp(other.name()));
    }
}

type Outcome = Result<(String, Vec<Arc<Source>>), String>;

fn in_document<F>(forest: &Forest, changes: F) -> Option<Outcome>
where
    F: for<'a> FnOnce(&Conventions<'a>) -> Option<Result<Vec<Change<'a>>, String>>,
{
    let mut roots = forest.trees().next()?.documents();
    let document = roots.find_map(|root| Document::new(forest, root))?;
    let conventions = Conventions::of(&document);
    let changes = match changes(&conventions)? {
        Ok(changes) => changes,
        Err(reason) => return Some(Err(reason)),
    };
    let repair = Repair {
        title: None,
        changes,
    };
    let refused = || "it is written so that nothing can be put in safely".to_owned();
    Some(repair.edits(&conventions).ok_or_else(refused).map(|edits| {
        let mut texts: Vec<(Arc<Source>, Vec<TextEdit>)> = Vec::new();
        for edit in edits.edits {
            match texts
                .iter_mut()
                .find(|(source, _)| Arc::ptr_eq(source, &edit.source))
            {
                Some((_, known)) => known.push(edit.edit),
                None => texts.push((edit.source, vec![edit.edit])),
            }
        }
        let sources = texts.into_iter().filter_map(|(source, edits)| {
            let text = apply(source.text(), &edits)?;
            Some(Arc::new(source.with_text(text)))
        });
        (edits.title, sources.collect())
    }))
}

fn shared<'a>(
    conventions: &Conventions<'a>,
    code: StatusCode,
) -> Option<Result<Vec<Change<'a>>, String>> {
    match repair::shared_response(conventions, crate::http::StatusKey::Code(code)) {
        Wanted::There => None,
        Wanted::New(change) => Some(Ok(vec![change])),
        Wanted::Unknown => Some(Err(format!("{code} is no registered status code"))),
        Wanted::Taken(name) => Some(Err(format!(
            "there is a shared response `{name}` already, which stands for something else"
        ))),
    }
}

/// Whether an operation does not declare a code that it can answer.
fn lacks(operation: Operation<'_>, code: StatusCode) -> bool {
    let applies = match code.number() {
        401 | 403 => operation.security().demand() == Demand::Required,
        404 | 410 => operation.has_path_parameter(),
        400 | 422 => operation.has_request_body() || !operation.parameters().is_empty(),
        411 | 413 | 415 => operation.has_request_body(),
        412 => operation.has_request_header("If-Match"),
        304 => operation.has_request_header("If-None-Match"),
        _ => true,
    };
    applies
        && operation.role() == Role::Operation
        && operation.responses_object().is_some()
        && !operation.declares(code, Coverage::Default)
}

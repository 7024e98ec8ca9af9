//! What fixes promise: over every example of every page, all test data and, where `STATUSLINT_CORPUS`
//! names one, a corpus of real documents.

#![expect(
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use statuslint::Linter;
use statuslint::config::{Flags, Settings};
use statuslint::finding::{Applicability, Finding};
use statuslint::fix::{Mended, Mender};
use statuslint::rule::Catalogue;
use statuslint::source::Source;
use statuslint::syntax::edit::apply;
use statuslint::syntax::{Limits, Node, Pointer, TextEdit, Tree, parse, to_json};

use crate::support::{corpus_documents, documents_below, real_documents, repository};

/// A linter with every rule turned on, those on trial too.
fn linter() -> Linter {
    let flags = Flags {
        select: vec!["all".to_owned()],
        isolated: true,
        preview: true,
        ..Flags::default()
    };
    Linter::with_settings(Settings::from_flags(&flags).unwrap()).with_fixes()
}

fn tree(name: &str, text: &str) -> Tree {
    let source = Arc::new(Source::from_text(name, text));
    parse(source, Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"))
}

/// The documents of all examples, by the page and line of their block; of those that are run in several
/// versions the newest of each kind.
fn examples() -> Vec<(String, String)> {
    let mut cases = Vec::new();
    for rule in Catalogue::builtin().rules() {
        let collect = |case: &statuslint::rule::Case| {
            if [" as 3.0", " as 3.2"]
                .iter()
                .all(|version| !case.name.contains(version))
            {
                cases.push((case.name.clone(), case.text.clone()));
            }
            Vec::new()
        };
        rule.test_examples(collect, |case| case.text.clone());
    }
    cases
}

/// Comments with their texts, in order.
fn comments(tree: &Tree) -> Vec<String> {
    let comments = tree.comments().iter();
    comments
        .map(|comment| tree.source().slice(comment.span).to_owned())
        .collect()
}

/// Checks what holds of every mended text, and gives what is wrong.
fn complaints(name: &str, before: &str, mended: &Mended, removes: bool) -> Vec<String> {
    let mut wrong: Vec<String> = mended
        .withdrawn
        .iter()
        .map(|one| format!("{name}: {} ({}): {}", one.rule, one.title, one.reason))
        .collect();
    let Some(change) = mended.changes.first() else {
        return wrong;
    };
    let (before, after) = (tree(name, before), tree(name, change.after.text()));
    let kept = comments(&after);
    let lost = comments(&before)
        .into_iter()
        .find(|comment| !kept.contains(comment));
    if let Some(lost) = lost.filter(|_| !removes) {
        wrong.push(format!("{name}: the comment `{lost}` is lost"));
    }
    wrong
}

/// Whether a fix takes anything out, so that comments may go with it.
fn removes(mended: &Mended) -> bool {
    mended
        .fixed
        .iter()
        .any(|fixed| fixed.title.starts_with("remove") || fixed.title.contains("take the error"))
}

#[test]
fn examples_are_mended_without_harm_and_once_and_for_all() {
    let linter = linter();
    let mut wrong = Vec::new();
    for (name, text) in examples() {
        for mender in [Mender::new(&linter), Mender::new(&linter).with_unsafe()] {
            let mended = mender.mend_text("example", &text);
            wrong.extend(complaints(&name, &text, &mended, removes(&mended)));
            if let Some(change) = mended.changes.first() {
                let again = mender.mend_text("example", change.after.text());
                if let Some(again) = again.changes.first() {
                    wrong.push(format!(
                        "{name}: fixing again changes\n{}",
                        statuslint::fix::unified(again)
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n{} in all",
        wrong.join("\n"),
        wrong.len()
    );
}

/// The pointers at which two documents differ.
fn differences(one: Node<'_>, other: Node<'_>, at: &Pointer, found: &mut Vec<Pointer>) {
    if one.is_mapping() && other.is_mapping() {
        for entry in one.entries() {
            let key = entry.key.text();
            // Of a key that is there twice, readers take the last.
            match one.get(key).zip(other.get(key)) {
                Some((one, other)) => differences(one, other, &at.join(key), found),
                None => found.push(at.join(key)),
            }
        }
        let new = other
            .entries()
            .filter(|entry| one.get(entry.key.text()).is_none());
        found.extend(new.map(|entry| at.join(entry.key.text())));
    } else if one.is_sequence() && other.is_sequence() && one.len() == other.len() {
        for (index, (one, other)) in one.items().zip(other.items()).enumerate() {
            differences(one, other, &at.join(&index.to_string()), found);
        }
    } else if to_json(one) != to_json(other) {
        found.push(at.clone());
    }
}

/// The edits of a finding's fix by themselves, made in the one text that there is.
fn alone(finding: &Finding, text: &str) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let edits: Vec<TextEdit> = fix
        .edits
        .iter()
        .map(|edit| TextEdit {
            span: edit.span,
            text: edit.replacement.clone(),
        })
        .collect();
    Some(apply(text, &edits).unwrap_or_else(|| panic!("{}: the edits do not fit", finding.rule)))
}

/// What the safe fixes of a rule may change, in the words of its page: the last keys of the pointers
/// at which the documents differ. None where the parsed documents stay equal.
fn allowed(rule: &str) -> &'static [&'static str] {
    match rule {
        "missing-response-description" | "placeholder-description" | "outdated-reason-phrase" => {
            &["description"]
        }
        "about-blank-title" => &["title"],
        "problem-uri-format" | "location-schema" => &["format"],
        "etag-schema" => &["example", "default"],
        "obsolete-rfc7807-reference" => &["description", "title", "summary", "url"],
        "ignored-header-declared" | "framing-header-declared" => &[
            "headers",
            "Content-Type",
            "content-type",
            "Content-Length",
            "Transfer-Encoding",
        ],
        _ => &[],
    }
}

#[test]
fn a_safe_fix_changes_nothing_but_what_its_page_says() {
    let linter = linter();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (name, text) in examples() {
        let before = tree(&name, &text);
        for finding in linter.lint_text("example", &text).findings {
            let is_safe = |fix: &statuslint::finding::Fix| fix.applicability == Applicability::Safe;
            if !finding.fix.as_ref().is_some_and(is_safe) {
                continue;
            }
            let after = tree(&name, &alone(&finding, &text).unwrap());
            let mut found = Vec::new();
            let roots = before.documents().zip(after.documents());
            for (one, other) in roots {
                differences(one, other, &Pointer::root(), &mut found);
            }
            let rule = finding.rule.as_str();
            *seen.entry(rule.to_owned()).or_default() += 1;
            if rule == "lowercase-range-key" {
                let upper = |text: &str| text.to_uppercase();
                let (one, other) = (before.documents().next(), after.documents().next());
                assert_eq!(
                    upper(&to_json(one.unwrap())),
                    upper(&to_json(other.unwrap()))
                );
                continue;
            }
            let is_allowed = |pointer: &Pointer| {
                let last = pointer.last().unwrap_or_default();
                // Where nothing was written below a key, what is put there is new as a whole.
                let was_empty = |root: Node<'_>| root.at(pointer).is_some_and(Node::is_null);
                allowed(rule).contains(&last.as_ref())
                    || rule == "duplicate-header-case"
                    || rule == "missing-response-description" && before.documents().any(was_empty)
            };
            let strange: Vec<&Pointer> = found.iter().filter(|at| !is_allowed(at)).collect();
            assert!(strange.is_empty(), "{name}: {rule} changes {strange:?}");
        }
    }
    // Every rule that promises a safe fix has shown one.
    for rule in Catalogue::builtin().rules() {
        if rule.fixability() == Some(Applicability::Safe) {
            assert!(
                seen.contains_key(rule.name.as_str()),
                "{} is not seen",
                rule.name
            );
        }
    }
}

#[test]
fn test_data_is_mended_without_harm() {
    let linter = linter();
    let mut documents = real_documents();
    documents.extend(documents_below(&repository().join("testdata/legal")));
    let wrong = harm_in(&linter, &documents);
    assert!(
        wrong.is_empty(),
        "{}\n{} in all",
        wrong.join("\n"),
        wrong.len()
    );
}

#[test]
fn the_corpus_is_mended_without_harm() {
    let linter = linter();
    let wrong = harm_in(&linter, &corpus_documents());
    assert!(
        wrong.is_empty(),
        "{}\n{} in all",
        wrong.join("\n"),
        wrong.len()
    );
}

fn harm_in<P: AsRef<Path>>(linter: &Linter, documents: &[P]) -> Vec<String> {
    let mut wrong = Vec::new();
    for path in documents {
        let path = path.as_ref();
        for mender in [Mender::new(linter), Mender::new(linter).with_unsafe()] {
            let mended = mender.mend_paths(&[path]);
            let removes = removes(&mended);
            if mended.changes.is_empty() {
                wrong.extend(complaints(
                    &path.display().to_string(),
                    "",
                    &mended,
                    removes,
                ));
            }
            for change in &mended.changes {
                let part = Mended {
                    changes: vec![change.clone()],
                    ..mended.clone()
                };
                wrong.extend(complaints(
                    change.name(),
                    change.before.text(),
                    &part,
                    removes,
                ));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

/// The diff in `docs/fixing.md` is what the program prints.
#[test]
fn the_documentation_shows_what_really_happens() {
    let page = std::fs::read_to_string(repository().join("docs/fixing.md")).unwrap();
    let (_, rest) = page.split_once("```diff\n").expect("a diff");
    let (shown, _) = rest.split_once("```").expect("its end");
    let linter = Linter::new();
    let document = repository().join("testdata/real/zally/zally-api.yaml");
    let mended = Mender::new(&linter).with_unsafe().mend_paths(&[document]);
    let diff = statuslint::fix::unified(&mended.changes[0]);
    assert!(diff.contains(shown), "{diff}");
}

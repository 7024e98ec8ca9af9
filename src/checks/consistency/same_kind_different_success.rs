//! Operations that do the same thing succeed with different codes.

use super::alike::{Kind, grouped, habits};
use crate::checks::{Options, systemic};
use crate::finding::{Detection, Token};
use crate::http::{Method, StatusKey};
use crate::openapi::intent::{Confidence, Purpose};
use crate::openapi::{Document, Operation, ResponseUse};

/// Successes that tell of another course of events, and so do not depart from a habit.
const ANOTHER_COURSE: [&str; 4] = ["202", "206", "207", "2XX"];

/// Compares the success codes of creations, changes and removals of one kind.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _: &Options<'_>,
) -> Vec<Detection<'a>> {
    let changing = document.operations().filter(|it| is_compared(*it));
    let groups = grouped(changing.filter_map(|it| Some((Kind::of(it)?, it))));
    let mut found = Vec::new();
    for (kind, members) in groups {
        for habit in habits(
            &members,
            |it| vec![successes(it)],
            |it, usual| departs(it, usual),
        ) {
            let Some(usual) = habit.traits.first() else {
                continue;
            };
            for operation in habit.lacking {
                let own = systemic::listed(&successes(operation));
                let usual = systemic::listed(usual);
                let token = operation.successes().next().map(ResponseUse::value);
                let mut detection =
                    Detection::at(Token::Key(token.unwrap_or_else(|| operation.value())))
                        .touching([operation])
                        .because(format!("compared are the {} {kind}", habit.all));
                detection.message = Some(format!(
                    "{operation} succeeds with {own}, where {} of {} operations of its kind use {usual}",
                    habit.having, habit.all
                ));
                detection.help = Some(format!("use {usual} here too, or say why it differs"));
                found.push(detection);
            }
        }
    }
    systemic::once(found, "operations")
}

fn is_compared(operation: Operation<'_>) -> bool {
    match operation.method() {
        Method::Put | Method::Patch | Method::Delete => true,
        Method::Post => {
            let intent = operation.intent();
            intent.purpose == Purpose::Create && intent.confidence >= Confidence::Medium
        }
        _ => false,
    }
}

/// The declared success keys, in order.
fn successes(operation: Operation<'_>) -> Vec<&str> {
    let mut keys: Vec<&str> = operation
        .successes()
        .map(|found| found.key().text())
        .collect();
    keys.sort_unstable();
    keys
}

/// Whether an operation's successes are another choice than the usual one for the same thing, and
/// not one outcome more, another course, or a body that others have no use for.
fn departs(operation: Operation<'_>, usual: &[&str]) -> bool {
    let own = successes(operation);
    let is_another_course = own.is_empty()
        || own
            .iter()
            .chain(usual)
            .any(|key| ANOTHER_COURSE.contains(key));
    let has_more = usual.iter().all(|key| own.contains(key));
    let has_fewer = own.iter().all(|key| usual.contains(key));
    let may_create = own.contains(&"201")
        && (*operation.method() == Method::Put || operation.is_for(&[Purpose::Upsert]));
    let is_removal = *operation.method() == Method::Delete;
    // A removal that answers 200 may have something to say; where it has not, that is a finding of
    // its own.
    let tells_what_is_gone = is_removal && own == ["200"];
    !(is_another_course || has_more || has_fewer || may_create || tells_what_is_gone)
        && operation
            .successes()
            .all(|found| matches!(found.status(), Some(StatusKey::Code(_))))
}

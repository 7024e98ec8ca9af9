//! An operation lacks a code that nearly all operations like it declare.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use super::alike::{Habit, Kind, by_kind, habits};
use crate::checks::Options;
use crate::checks::systemic::{folded, listed};
use crate::finding::{Detection, Token};
use crate::http::{StatusClass, StatusCode, StatusKey};
use crate::openapi::{Coverage, Document, Operation};
use crate::repair::{Change, Repair};

/// Codes that rules on coverage ask for by what the operation itself takes, whatever others do.
const ASKED_FOR_ANYWAY: [u16; 4] = [400, 401, 404, 422];

/// From how many operations on that lack the same codes one finding tells of all of them.
const TOGETHER: usize = 3;

/// Compares operations of one kind: an error code that nine in ten of at least ten declare is
/// missed where it is lacking and neither a range nor `default` stands for it.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _: &Options<'_>,
) -> Vec<Detection<'a>> {
    let parts = LazyCell::new(|| Parts::of(document));
    let mut found = Vec::new();
    for (kind, members) in by_kind(document) {
        let lacks = |operation, code: &StatusCode| lacks(operation, *code, &parts);
        for habit in habits(&members, error_codes, lacks) {
            found.extend(tell(kind, &members, &habit));
        }
    }
    found
}

/// The registered error codes that an operation declares; an invented one is a finding of its own.
fn error_codes(operation: Operation<'_>) -> Vec<StatusCode> {
    let codes = operation
        .responses()
        .filter_map(|found| found.status()?.code());
    codes
        .filter(|code| code.class().is_error() && code.registration().is_some())
        .collect()
}

/// Whether an operation can be expected to declare a code, and does not.
fn lacks(operation: Operation<'_>, code: StatusCode, parts: &Parts<'_>) -> bool {
    let is_client_error = code.class() == StatusClass::ClientError;
    let is_asked_for = ASKED_FOR_ANYWAY.contains(&code.number())
        || code.number() == 403 && operation.security().asks_for_scope();
    // Where no client error is declared at all, that is the finding.
    let is_all_missing = is_client_error
        && operation
            .responses_in(StatusClass::ClientError)
            .next()
            .is_none();
    !operation.declares(code, Coverage::Default)
        && !is_asked_for
        && !is_all_missing
        && parts.of_same_part_declare(operation, code)
}

fn tell<'a>(
    kind: Kind<'a>,
    members: &[Operation<'a>],
    habit: &Habit<StatusCode, Operation<'a>>,
) -> Vec<Detection<'a>> {
    let codes = listed(&habit.traits);
    let (having, all) = (habit.having, habit.all);
    let model = members.iter().find_map(|operation| {
        let wanted = habit.traits.first().copied().map(StatusKey::Code);
        operation.responses().find(|found| found.status() == wanted)
    });
    let detection = |operation: &Operation<'a>| {
        let responses = operation.node().get("responses");
        let token = Token::Key(responses.unwrap_or_else(|| operation.value()));
        let changes = habit.traits.iter().map(|code| Change::AddResponse {
            operation: *operation,
            status: StatusKey::Code(*code),
        });
        let repair = Repair {
            title: None,
            changes: changes.collect(),
        };
        let mut detection = Detection::at(token)
            .mended_by(repair)
            .touching([*operation])
            .because(format!("compared are the {all} {kind}"));
        detection.message = Some(format!(
            "{operation} declares no {codes}, unlike {having} of {all} operations of its kind"
        ));
        detection.help = Some(match model.and_then(|found| found.value().reference()) {
            Some(reference) => format!("refer to `{reference}` as the others do"),
            None => format!("declare {codes}, or say why it cannot happen here"),
        });
        detection.related = model
            .map(|found| {
                (
                    Token::Key(found.value()),
                    "declared here, for one".to_owned(),
                )
            })
            .into_iter()
            .collect();
        detection
    };
    let found: Vec<Detection<'a>> = habit.lacking.iter().map(detection).collect();
    if found.len() < TOGETHER {
        return found;
    }
    let count = found.len();
    let mut one = folded(found);
    if let Some(one) = &mut one {
        one.message = Some(format!(
            "{count} of {all} operations of a kind declare no {codes}, unlike the others"
        ));
    }
    one.into_iter().collect()
}

/// Which codes the parts of an API declare, told by the first tag of their operations: what a whole
/// part lacks is no slip.
struct Parts<'a>(FxHashSet<(&'a str, u16)>);

impl<'a> Parts<'a> {
    fn of(document: &'a Document<'a>) -> Self {
        let declared = document.operations().flat_map(|operation| {
            let codes = error_codes(operation).into_iter();
            codes.map(move |code| (part(operation), code.number()))
        });
        Self(declared.collect())
    }

    fn of_same_part_declare(&self, operation: Operation<'a>, code: StatusCode) -> bool {
        self.0.contains(&(part(operation), code.number()))
    }
}

fn part(operation: Operation<'_>) -> &str {
    operation.tags().next().unwrap_or_default()
}

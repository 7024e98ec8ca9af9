//! The summary or description of an operation promises a status that it does not declare.

mod reading;

use self::reading::{holds_code, mentioned, sentences, without_samples};
use super::Options;
use super::systemic::listed;
use crate::finding::{Detection, Severity, Token};
use crate::http::{StatusCode, StatusKey};
use crate::openapi::intent::Purpose;
use crate::openapi::{Coverage, Cursor, Operation, Role};
use crate::repair::{Change, Repair};

/// Reads what an operation says of itself, sentence by sentence.
pub(super) fn check<'a>(operation: Operation<'a>, _: &Options<'_>) -> Option<Detection<'a>> {
    let is_apart = operation.role() != Role::Operation
        || operation.responses_object().is_none()
        || operation.is_for(&[Purpose::Batch, Purpose::Rpc]);
    if is_apart {
        return None;
    }
    let texts = ["summary", "description"].map(|field| operation.node().get(field));
    texts
        .into_iter()
        .flatten()
        .find_map(|text| read(operation, text))
}

fn read<'a>(operation: Operation<'a>, field: Cursor<'a>) -> Option<Detection<'a>> {
    let text = field.node().as_str()?;
    // Nearly all texts hold no such number, and need not be read.
    if !holds_code(text) {
        return None;
    }
    let text = without_samples(text);
    let mut promised: Vec<(StatusCode, &str)> = Vec::new();
    for sentence in sentences(&text).filter(|it| holds_code(it)) {
        for code in mentioned(sentence) {
            let is_new = promised.iter().all(|(known, _)| *known != code);
            if is_new && !operation.declares(code, Coverage::Range) {
                promised.push((code, sentence));
            }
        }
    }
    let (_, sentence) = promised.first()?;
    let codes: Vec<StatusCode> = promised.iter().map(|(code, _)| *code).collect();
    let codes = listed(&codes);
    let is_covered = |code: &StatusCode| operation.declares(*code, Coverage::Default);
    let changes = promised.iter().map(|(code, _)| Change::AddResponse {
        operation,
        status: StatusKey::Code(*code),
    });
    let repair = Repair {
        title: None,
        changes: changes.collect(),
    };
    let mut detection = Detection::at(Token::Value(field))
        .mended_by(repair)
        .touching([operation])
        .because(format!("it says “{}”", shortened(sentence)));
    if let Some(responses) = operation.node().get("responses") {
        detection = detection.see(Token::Key(responses), format!("not declared here: {codes}"));
    }
    let pronoun = if promised.len() == 1 { "it" } else { "them" };
    detection.message = Some(format!(
        "{operation} promises {codes} and does not declare {pronoun}"
    ));
    detection.help = Some(format!("declare {codes}, or take it out of the text"));
    Some(if promised.iter().all(|(code, _)| is_covered(code)) {
        detection.at_most(Severity::Info)
    } else {
        detection
    })
}

fn shortened(sentence: &str) -> String {
    const SHOWN: usize = 120;
    match sentence.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", sentence.get(..end).unwrap_or(sentence)),
        None => sentence.to_owned(),
    }
}

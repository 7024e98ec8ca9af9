//! A team's own table of the outcomes that operations have to document.

use serde_json::Value;

use super::Options;
use super::matrix_row::Row;
use crate::finding::{Detection, Token};
use crate::openapi::{Document, Operation, Role};

/// Finds operations that leave out what a row of the option `matrix` asks of them. A row that cannot
/// be read is reported in their place.
pub(super) fn check<'a>(document: &'a Document<'a>, options: &Options<'_>) -> Vec<Detection<'a>> {
    let written = options.get("matrix").and_then(Value::as_array);
    let rows = written.into_iter().flatten().zip(1_usize..);
    let rows: Result<Vec<Row>, String> = rows
        .map(|(row, number)| {
            let row = serde_json::from_value(row.clone());
            row.map_err(|error| format!("row {number} of `matrix` cannot be read: {error}"))
        })
        .collect();
    let rows = match rows {
        Ok(rows) => rows,
        Err(problem) => return vec![unreadable(document, problem)],
    };
    let operations = document
        .operations()
        .filter(|operation| operation.role() == Role::Operation && operation.responses().len() > 0);
    operations
        .filter_map(|operation| judge(operation, &rows))
        .collect()
}

fn unreadable<'a>(document: &'a Document<'a>, problem: String) -> Detection<'a> {
    let title = document.info().and_then(|info| info.get("title"));
    let mut detection = Detection::at(title.map_or(Token::Key(document.root()), Token::Value));
    detection.message = Some(problem);
    detection.help = Some("mend the option in the configuration".to_owned());
    detection
}

fn judge<'a>(operation: Operation<'a>, rows: &[Row]) -> Option<Detection<'a>> {
    let mut missing: Vec<String> = Vec::new();
    for words in rows.iter().flat_map(|row| row.missing(operation)) {
        if !missing.contains(&words) {
            missing.push(words);
        }
    }
    if missing.is_empty() {
        return None;
    }
    let responses = operation.node().get("responses");
    let token = Token::Key(responses.unwrap_or(operation.value()));
    let missing = missing.join(", ");
    let mut detection = Detection::at(token).touching([operation]);
    detection.message = Some(format!("{operation} does not document {missing}"));
    detection.help = Some(format!("declare {missing}"));
    Some(detection)
}

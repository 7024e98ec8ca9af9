//! Lints a description that a Rust program builds in memory, as a server's tests would.
//!
//! Run it with `cargo run --example lint_generated --features openapiv3`; its test runs with
//! `cargo test --all-features`.

use openapiv3::{Info, OpenAPI, Operation, PathItem, ReferenceOr, Response, Responses, StatusCode};
use statuslint::Linter;

fn main() {
    let report = Linter::new().lint_openapiv3(&description());
    for finding in &report.findings {
        #[expect(clippy::print_stdout, reason = "printing is what this example is for")]
        {
            println!(
                "{}: {} ({})",
                finding.severity, finding.message, finding.rule
            );
        }
    }
}

/// The description that the program generates from its own handlers: `DELETE /orders/{id}` answers
/// 200 with nothing in it.
fn description() -> OpenAPI {
    let deleted = Response {
        description: "The order is deleted".to_owned(),
        ..Response::default()
    };
    let delete = Operation {
        responses: Responses {
            default: Some(ReferenceOr::Item(Response {
                description: "Any error".to_owned(),
                ..Response::default()
            })),
            responses: [(StatusCode::Code(200), ReferenceOr::Item(deleted))].into(),
            ..Responses::default()
        },
        ..Operation::default()
    };
    let item = PathItem {
        delete: Some(delete),
        ..PathItem::default()
    };
    let mut api = OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: Info {
            title: "Orders".to_owned(),
            version: "1".to_owned(),
            ..Info::default()
        },
        ..OpenAPI::default()
    };
    api.paths
        .paths
        .insert("/orders/{id}".to_owned(), ReferenceOr::Item(item));
    api
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generated_description_says_that_a_delete_has_no_content() {
        let report = Linter::new().lint_openapiv3(&description());
        let rules: Vec<_> = report
            .findings
            .iter()
            .map(|finding| finding.rule.as_str())
            .collect();
        assert!(rules.contains(&"delete-200-without-body"), "{rules:?}");
        let finding = &report.findings[0];
        assert_eq!(finding.place.source().name(), "openapi.json");
    }
}

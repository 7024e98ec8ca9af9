//! The status matrix: operations as rows, statuses as columns.

use maud::{Markup, html};

use super::view::{View, shown};
use crate::engine::{Matrix, MatrixRow, RowMarks};
use crate::http::StatusKey;
use crate::report::matrix::{Cell, gravest, initial};

pub(super) fn section(view: &View<'_>) -> Markup {
    html! {
        section #matrix aria-labelledby="h-matrix" {
            h2 #h-matrix { "Status matrix" }
            p.legend {
                span { "● declared" } " " span { "◐ by a range such as 4XX" } " "
                span { "○ by default" } " " span { "empty: not declared" } " "
                span { b.error { "E" } " " b.warning { "W" } " " b.info { "I" } " finding" }
            }
            @for (of, matrix) in view.report.matrices.iter().enumerate() {
                (table(view, of, matrix))
            }
        }
    }
}

fn table(view: &View<'_>, of: usize, matrix: &Matrix) -> Markup {
    let statuses = matrix.columns();
    let marks = view.marks.get(of).map_or(&[][..], |marks| &marks.rows);
    html! {
        div.scroll role="region" tabindex="0" aria-label=(format!("Status matrix of {}", matrix.name)) {
            table.matrix {
                caption { (shown(&matrix.name)) }
                thead { tr {
                    th scope="col" { "Operation" }
                    @for status in &statuses { th scope="col" { (status) } }
                } }
                tbody {
                    @for (at, (row, marks)) in matrix.rows.iter().zip(marks).enumerate() {
                        (line(view, &format!("{of}-{at}"), row, marks, &statuses))
                    }
                }
            }
        }
    }
}

fn line(
    view: &View<'_>,
    name: &str,
    row: &MatrixRow,
    marks: &RowMarks,
    statuses: &[StatusKey],
) -> Markup {
    let tags: Vec<_> = row.tags.iter().map(|tag| shown(tag)).collect();
    let all = marks.all();
    let grave = gravest(&marks.operation, &view.report.findings);
    html! {
        tr id=(format!("row-{name}")) data-path=(shown(&row.operation.path)) data-tags=(tags.join("\n"))
            data-found=[(!all.is_empty()).then(|| names(view, &all))] {
            th scope="row" title=[row.summary.as_deref().map(shown)] {
                (operation(row))
                @if let (Some(severity), Some(first)) = (grave, marks.operation.first()) {
                    " " a.own.(severity.as_str()) href=(format!("#{}", view.name(*first)))
                        aria-label=(format!("{severity} on the operation")) { (initial(severity)) }
                }
            }
            @for status in statuses { (cell(view, row, marks, *status)) }
        }
    }
}

fn names(view: &View<'_>, numbers: &[usize]) -> String {
    let names: Vec<&str> = numbers.iter().map(|number| view.name(*number)).collect();
    names.join(" ")
}

fn cell(view: &View<'_>, row: &MatrixRow, marks: &RowMarks, status: StatusKey) -> Markup {
    let cell = Cell::of(row, marks, status, &view.report.findings);
    match (cell.gravest, marks.on(status).first()) {
        (Some(severity), Some(first)) => html! {
            td class=(severity.as_str()) {
                a href=(format!("#{}", view.name(*first))) aria-label=(cell.words()) { (cell.sign(true)) }
            }
        },
        _ => match cell.sign(true) {
            "·" => html! { td {} },
            sign => html! { td aria-label=(cell.words()) { (sign) } },
        },
    }
}

/// `GET /orders`, the method set apart.
pub(super) fn operation(row: &MatrixRow) -> Markup {
    html! {
        span.op { b { (shown(&row.operation.method)) } " " (shown(&row.operation.path)) }
    }
}

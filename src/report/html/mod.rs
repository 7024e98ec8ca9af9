//! The review: one page that holds everything, for a browser. It needs no network and no scripts; with
//! scripts it can be filtered.
//!
//! All text goes through maud, which escapes it; the policy of the page allows only the style and the
//! script that were compiled in, by their hashes.

mod document;
mod findings;
mod lines;
mod matrix;
mod rules;
mod summary;
mod view;

use std::io;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::{Context, Reporter};
use crate::engine::Report;
use view::View;

/// One HTML page for reviewing an API: summary, status matrix, findings, rules and the documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct Html;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

impl Reporter for Html {
    fn report(
        &self,
        report: &Report,
        context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let view = View::of(report, context.catalogue);
        writeln!(out, "{}", page(&view).into_string())
    }
}

fn page(view: &View<'_>) -> Markup {
    let title = view.title();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) " · statuslint review" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#findings" { "Skip to the findings" }
                header {
                    p.brand { "statuslint " (env!("CARGO_PKG_VERSION")) }
                    h1 { (title) }
                    nav aria-label="Sections" {
                        a href="#summary" { "Summary" }
                        a href="#matrix" { "Status matrix" }
                        a href="#findings" { "Findings" }
                        a href="#rules" { "Rules" }
                        a href="#document" { "Document" }
                    }
                }
                (filters(view))
                main {
                    (summary::section(view))
                    (matrix::section(view))
                    (findings::section(view))
                    (rules::section(view))
                    (document::section(view))
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// What the page may do: show its own style and run its own script, and nothing else.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// The controls, which scripts bring to light.
fn filters(view: &View<'_>) -> Markup {
    html! {
        form #filters hidden aria-label="Filter" {
            fieldset {
                legend { "Severity" }
                @for severity in ["error", "warning", "info"] {
                    label { input type="checkbox" name="severity" value=(severity) checked; " " (severity) }
                }
            }
            label { "Rule " select name="rule" {
                option value="" { "all" }
                @for rule in view.rules() { option { (rule) } }
            } }
            label { "Tag " select name="tag" {
                option value="" { "all" }
                @for tag in view.tags() { option { (tag) } }
            } }
            label { "Path " input type="search" name="path" placeholder="/orders or /orders/*"; }
            button type="reset" { "Reset" }
            output aria-live="polite" {}
        }
    }
}

#[cfg(test)]
mod tests;

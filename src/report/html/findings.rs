//! The findings by operation, each beside the lines that it is about.

use maud::{Markup, html};

use super::lines::{Mark, excerpt};
use super::view::{Group, View, sentence, shown};
use crate::finding::{Finding, Severity};
use crate::source::LineColumn;

/// The most places that a finding shows besides its own.
const MOST_RELATED: usize = 6;

pub(super) fn section(view: &View<'_>) -> Markup {
    html! {
        section #findings aria-labelledby="h-findings" {
            h2 #h-findings { "Findings" }
            @if view.report.findings.is_empty() { p { "Nothing was found." } }
            p #none hidden { "No finding fits the filter." }
            @for (group, numbers) in view.groups() {
                div.group {
                    h3 { (heading(view, &group)) }
                    @for number in numbers {
                        @if let Some(finding) = view.finding(number) { (article(view, number, finding)) }
                    }
                }
            }
        }
    }
}

fn heading(view: &View<'_>, group: &Group) -> Markup {
    match group {
        Group::Whole => html! { "The description as a whole" },
        Group::Shared => html! { "Shared by several operations" },
        Group::Elsewhere(name) => html! { (shown(name)) },
        Group::Operation(of, at) => {
            let row = view.row(*of, *at);
            row.map_or_else(|| html! {}, |(_, row)| super::matrix::operation(row))
        }
    }
}

fn article(view: &View<'_>, number: usize, finding: &Finding) -> Markup {
    let name = view.name(number);
    let rule = finding.rule.as_str();
    let LineColumn { line, column } = finding.place.start();
    let file = finding.place.source().name();
    html! {
        article.finding.(finding.severity.as_str()) id=(name) data-severity=(finding.severity.as_str())
            data-rule=(rule) data-rows=(view.rows_of(finding)) {
            div.about {
                h4 {
                    span.badge.(finding.severity.as_str()) { (finding.severity.as_str()) } " "
                    (sentence(&finding.message)) " "
                    a.self href=(format!("#{name}")) aria-label="Link to this finding" { "#" }
                }
                p.where { (shown(file)) ":" (line) ":" (column) }
                @if let Some(help) = &finding.help { p { b { "Help: " } (sentence(help)) } }
                @if !finding.evidence.is_empty() {
                    p { b { "Seen: " } (sentence(&finding.evidence.join("; "))) }
                }
                p.why { b { "Why: " } (why(view, finding)) }
                (operations(finding))
            }
            div.code { (sources(view, finding)) }
        }
    }
}

fn why(view: &View<'_>, finding: &Finding) -> Markup {
    let sources = view.rule(finding).map_or(&[][..], |rule| &rule.sources);
    html! {
        @for guideline in &finding.guidelines {
            (link(guideline.url.as_deref(), &guideline.citation)) " · "
        }
        @for source in sources {
            (link(Some(&source.url), &source.reference)) " (" (source.level.as_str()) ") · "
        }
        a href=(format!("#rule-{}", finding.rule)) { (finding.rule) }
    }
}

/// A link to the web; anything else than a web address stays text.
pub(super) fn link(url: Option<&str>, text: &str) -> Markup {
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    url.filter(is_web).map_or_else(
        || html! { (shown(text)) },
        |url| html! { a href=(url) rel="noreferrer" { (shown(text)) } },
    )
}

fn operations(finding: &Finding) -> Markup {
    html! {
        @if finding.operations.len() > 1 {
            details {
                summary { (finding.operations.len()) " operations" }
                ul { @for operation in &finding.operations { li { (shown(&operation.to_string())) } } }
            }
        }
    }
}

/// The lines of each source that the finding names, its own first.
fn sources(view: &View<'_>, finding: &Finding) -> Markup {
    let class = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let label = if finding.label.is_empty() {
        finding.message.as_str()
    } else {
        finding.label.as_str()
    };
    let own = Mark {
        span: finding.place.span(),
        class,
        label,
    };
    let mut by_source = vec![(finding.place.source(), vec![own])];
    for related in finding.related.iter().take(MOST_RELATED) {
        let mark = Mark {
            span: related.place.span(),
            class: "related",
            label: &related.label,
        };
        let name = related.place.source().name();
        match by_source
            .iter_mut()
            .find(|(source, _)| source.name() == name)
        {
            Some((_, marks)) => marks.push(mark),
            None => by_source.push((related.place.source(), vec![mark])),
        }
    }
    let is_one = by_source.len() == 1;
    html! {
        @for (source, marks) in by_source {
            @if !is_one { p.where { (shown(source.name())) } }
            (excerpt(view, source, marks))
        }
    }
}

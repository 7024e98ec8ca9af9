//! The text of each rule that found something.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html as markdown};

use super::view::View;
use crate::rule::Rule;

pub(super) fn section(view: &View<'_>) -> Markup {
    let rules = view.rules();
    let rules = rules.iter().filter_map(|name| view.catalogue.get(name));
    html! {
        section #rules aria-labelledby="h-rules" {
            h2 #h-rules { "Rules" }
            @for rule in rules { (text(rule)) }
        }
    }
}

fn text(rule: &Rule) -> Markup {
    html! {
        article.rule id=(format!("rule-{}", rule.name)) {
            h3 { (rule.name) }
            p.lead { (rule.summary) }
            p.where {
                (rule.category)
                @for source in &rule.sources {
                    " · " (super::findings::link(Some(&source.url), &source.reference)) " (" (source.level.as_str()) ")"
                }
            }
            (PreEscaped(rendered(rule.page())))
        }
    }
}

/// Markdown as HTML in which headings stand below the rule's, raw HTML is text, and links lead to the
/// web only.
fn rendered(page: &str) -> String {
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    let events = Parser::new(page).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Heading {
            id, classes, attrs, ..
        }) => Event::Start(Tag::Heading {
            level: HeadingLevel::H4,
            id,
            classes,
            attrs,
        }),
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(HeadingLevel::H4)),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            let dest_url = if is_web(&dest_url) {
                dest_url
            } else {
                CowStr::Borrowed("#rules")
            };
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            })
        }
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Emphasis),
        other => other,
    });
    let mut html = String::new();
    markdown::push_html(&mut html, events);
    html
}

#[cfg(test)]
mod tests {
    use super::rendered;

    #[test]
    fn a_page_cannot_bring_markup_or_scripts() {
        let page = "<script>alert(1)</script>\n\na <b onclick=x> [l](javascript:alert(1)) ![i](http://x/y)";
        let html = rendered(page);
        for hostile in ["<script", "<b ", "javascript:", "<img"] {
            assert!(!html.contains(hostile), "{html}");
        }
    }
}

//! What the page promises, whatever the document says.

use super::{Html, SCRIPT, STYLE, policy};
use crate::Linter;
use crate::report::{Appearance, Context, Reporter as _, Verbosity};
use crate::rule::Catalogue;

fn page(document: &str) -> String {
    let report = Linter::new()
        .with_matrices()
        .lint_text("openapi.yaml", document);
    let catalogue = Catalogue::builtin();
    let context = Context {
        catalogue: &catalogue,
        max_findings: None,
        appearance: Appearance::default(),
        verbosity: Verbosity::Normal,
        statistics: false,
    };
    let mut written = Vec::new();
    Html.report(&report, &context, &mut written).unwrap();
    String::from_utf8(written).unwrap()
}

const HOSTILE: &str = r#"
openapi: 3.1.0
info: { title: "</title><script>alert(1)</script>", version: '1' }
paths:
  /a"><img src=x onerror=alert(2)>:
    get:
      tags: ['"><svg onload=alert(3)>']
      summary: "' onmouseover='alert(4)"
      responses:
        '200': { description: "</style></script><script>alert(5)</script>" }
        '429': { description: Too many }
        '2000': { description: No status }
"#;

#[test]
fn text_from_the_document_brings_no_markup() {
    let page = page(HOSTILE);
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("<style").count(), 1);
    for hostile in ["<img", "<svg onload", "\"><", "<script>alert"] {
        let outside = page.replace(SCRIPT, "").replace(STYLE, "");
        let is_markup = |hostile: &str| outside.contains(hostile);
        assert!(hostile == "\"><" || !is_markup(hostile), "{hostile}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)"));
}

#[test]
fn the_page_fetches_nothing_and_runs_only_its_own_script() {
    let page = page(HOSTILE);
    assert!(policy().starts_with("default-src 'none'; style-src 'sha256-"));
    for fetching in [" src=", "<link", "@import", "url(", " style=\""] {
        let outside = page.replace("&lt;img src=x", "");
        assert!(!outside.contains(fetching), "{fetching}");
    }
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let page = page(HOSTILE);
    let links = page.split(" href=\"#").skip(1);
    for name in links.filter_map(|rest| rest.split('"').next()) {
        assert!(page.contains(&format!(" id=\"{name}\"")), "{name}");
    }
}

//! The rules as a Markdown page to browse on a forge: `rules/README.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::text::{counted, one_line};
use crate::finding::Applicability;
use crate::rule::{Catalogue, PeerRule, Rule, Status};

/// The profiles that have a column.
const PROFILES: [&str; 3] = ["recommended", "strict", "rfc"];

/// What the categories are about.
const CATEGORIES: [(&str, &str); 12] = [
    ("client-guidance", "What a description tells clients to do"),
    (
        "consistency",
        "The same thing said in two ways across one document",
    ),
    ("content", "Bodies, and the codes under which they stand"),
    ("coverage", "Outcomes that ought to be documented"),
    ("descriptions", "What the prose says about an outcome"),
    ("errors", "Errors that hide under success"),
    ("headers", "Headers of responses"),
    ("keys", "Keys and shape of the Responses Object"),
    ("methods", "Which outcomes fit which method"),
    (
        "problem-details",
        "Problem details (RFC 9457) and error bodies",
    ),
    (
        "registry",
        "The codes themselves: registered, private, obsolete",
    ),
    ("webhooks", "Webhooks, callbacks and links"),
];

/// An index of the catalogue's rules by category, with their severity in the main profiles, then the
/// profiles, then what other linters call the rules.
///
/// Links are relative to the folder that holds the pages.
pub fn rules_index(catalogue: &Catalogue) -> String {
    let mut page = format!(
        "# Rules\n\n\
         {} in {} categories, and {}. This index is made from the pages; each page is its rule's\n\
         definition, documentation and test. `statuslint explain <rule>` shows a page in the terminal.\n\n",
        counted(catalogue.rules().count(), "rule"),
        catalogue.categories().count(),
        counted(catalogue.profiles().count(), "profile"),
    );
    for category in catalogue.categories() {
        let count = in_category(catalogue, category).count();
        let about = about(category);
        let _ = writeln!(page, "- [{category}](#{category}) ({count}){about}");
    }
    page.push_str(
        "- [profiles](#profiles)\n- [coming from another linter](#coming-from-another-linter)\n\n\
         An empty cell means that the profile leaves the rule off. A fix is safe where no conforming \
         reader sees\nanother contract afterwards.\n",
    );
    for category in catalogue.categories() {
        let _ = write!(
            page,
            "\n## {category}\n\n| rule | what it reports | {} | fix | sources |\n|---|---|{}---|---|\n",
            PROFILES.join(" | "),
            "---|".repeat(PROFILES.len())
        );
        for rule in in_category(catalogue, category) {
            page.push_str(&row(catalogue, rule));
        }
    }
    page.push_str("\n## Profiles\n\n");
    page.push_str(&profiles_table(catalogue, "profiles/"));
    page.push_str(&peers(catalogue));
    page
}

/// The profiles with what they are for; `folder` leads to their files.
pub fn profiles_table(catalogue: &Catalogue, folder: &str) -> String {
    let mut table = String::from(
        "| profile | what it is for | extends | rules on | guideline |\n|---|---|---|---|---|\n",
    );
    for profile in catalogue.profiles() {
        let effective = catalogue.effective(&profile.name).unwrap_or_default();
        let on = effective
            .values()
            .filter(|setting| setting.severity.is_some());
        let guideline = profile.source.as_ref().map(|source| match &source.url {
            Some(url) => format!("[{}]({url})", cell(&source.title)),
            None => cell(&source.title),
        });
        let name = &profile.name;
        let _ = writeln!(
            table,
            "| [{name}]({folder}{name}.yaml) | {} | {} | {} | {} |",
            cell(&profile.summary),
            profile.extends.as_deref().unwrap_or_default(),
            on.count(),
            guideline.unwrap_or_default(),
        );
    }
    table
}

fn in_category<'a>(catalogue: &'a Catalogue, category: &str) -> impl Iterator<Item = &'a Rule> {
    catalogue
        .rules()
        .filter(move |rule| rule.category == category)
}

fn about(category: &str) -> String {
    let known = CATEGORIES.iter().find(|(name, _)| *name == category);
    known.map_or_else(String::new, |(_, about)| format!(": {about}"))
}

fn row(catalogue: &Catalogue, rule: &Rule) -> String {
    let name = &rule.name;
    let preview = match rule.status {
        Status::Stable => "",
        Status::Preview => " (preview)",
        Status::Deprecated => " (deprecated)",
    };
    let severities = PROFILES.map(|profile| {
        let settings = catalogue.effective(profile).unwrap_or_default();
        let severity = settings.get(name).and_then(|setting| setting.severity);
        severity.map_or("", |severity| severity.as_str())
    });
    let fix = rule.fixability().map_or("", Applicability::as_str);
    let sources: Vec<String> = rule
        .sources
        .iter()
        .map(|source| format!("[{}]({})", source.reference, source.url))
        .collect();
    format!(
        "| [{name}]({}/{name}.md){preview} | {} | {} | {fix} | {} |\n",
        rule.category,
        cell(&rule.summary),
        severities.join(" | "),
        sources.join(", ")
    )
}

/// What other linters call the rules, linter by linter.
fn peers(catalogue: &Catalogue) -> String {
    let mut tools: BTreeMap<&str, BTreeMap<&PeerRule, Vec<&Rule>>> = BTreeMap::new();
    for rule in catalogue.rules() {
        let own: BTreeSet<&PeerRule> = rule.peers.iter().collect();
        for peer in own {
            let ids = tools.entry(peer.tool()).or_default();
            ids.entry(peer).or_default().push(rule);
        }
    }
    let mut page = String::from(
        "\n## Coming from another linter\n\n\
         `statuslint explain <linter>:<rule>` finds what corresponds to a rule of another linter, and\n\
         `statuslint init --from redocly|spectral|vacuum` carries severities over.\n",
    );
    for (tool, ids) in tools {
        let count = counted(ids.len(), "rule");
        let _ = write!(
            page,
            "\n<details><summary>{tool}: {count}</summary>\n\n| {tool} | statuslint |\n|---|---|\n"
        );
        for (peer, rules) in ids {
            let links = rules.iter().map(|rule| {
                let name = &rule.name;
                format!("[{name}]({}/{name}.md)", rule.category)
            });
            let links: Vec<String> = links.collect();
            let _ = writeln!(page, "| `{}` | {} |", cell(peer.id()), links.join(", "));
        }
        page.push_str("\n</details>\n");
    }
    page
}

/// Text that does not end a table's cell.
fn cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}

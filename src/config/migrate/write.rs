//! Makes a configuration of ours from what another linter is told.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{Foreign, Migration, Peer, Setting};
use crate::config::Level;
use crate::finding::RuleName;
use crate::rule::{Catalogue, Rule};

/// Rules of which only the options say what they are about, so that their severity says nothing
/// about rules of ours.
const ABOUT_OPTIONS: [&str; 3] = [
    "response-contains-header",
    "response-contains-property",
    "response-mime-type",
];

/// Rulesets and the profiles that stand for them.
const RULESETS: [(&str, &str); 7] = [
    ("spectral-owasp-ruleset", "owasp"),
    ("vacuum:owasp", "owasp"),
    ("zalando", "zalando"),
    ("ibm-cloud/openapi-ruleset", "ibm"),
    ("azure.openapi-validator", "azure"),
    ("api-oas-checker", "italia"),
    ("recommended-strict", "strict"),
];

/// A level that a rule of ours takes over, with the rules that it comes from.
struct Carried {
    level: Level,
    from: BTreeSet<String>,
}

pub(super) fn migration(
    peer: Peer,
    file: String,
    foreign: &Foreign,
    catalogue: &Catalogue,
) -> Migration {
    let mut rules: BTreeMap<RuleName, Carried> = BTreeMap::new();
    let mut left = Vec::new();
    let mut carried = 0;
    for (id, setting) in &foreign.rules {
        match outcome(peer, id, setting, catalogue) {
            Ok((level, ours)) => {
                carried += 1;
                for rule in ours {
                    carry(&mut rules, rule, level, id);
                }
            }
            Err(reason) => left.push(format!("{id}: {reason}")),
        }
    }
    let profiles = profiles(foreign, catalogue, &mut left);
    Migration {
        text: text(peer, &file, &profiles, &rules, &left),
        file,
        carried,
        left,
    }
}

/// The level that a setting stands for and the rules of ours that take it, or why there are none.
fn outcome<'a>(
    peer: Peer,
    id: &str,
    setting: &Setting,
    catalogue: &'a Catalogue,
) -> Result<(Level, Vec<&'a Rule>), String> {
    let level = match setting {
        Setting::Level(level) => *level,
        Setting::Own => {
            return Err("a rule of your own; a rule page of yours may say the same".to_owned());
        }
        Setting::Unknown(word) => return Err(format!("`{word}` is no severity")),
    };
    if ABOUT_OPTIONS.contains(&id) {
        return Err("what it asks for stands in its options; choose the rules yourself".to_owned());
    }
    let ours: Vec<&Rule> = catalogue
        .rules()
        .filter(|rule| {
            let mut peers = rule.peers.iter();
            peers.any(|one| peer.tools().contains(&one.tool()) && one.has_id(id))
        })
        .collect();
    if ours.is_empty() {
        return Err("no rule corresponds to it".to_owned());
    }
    Ok((level, ours))
}

/// Where several rules of the other linter stand for one of ours, the gravest counts.
fn carry(rules: &mut BTreeMap<RuleName, Carried>, rule: &Rule, level: Level, id: &str) {
    let carried = rules.entry(rule.name.clone()).or_insert(Carried {
        level,
        from: BTreeSet::new(),
    });
    if level.severity(rule.severity) > carried.level.severity(rule.severity) {
        carried.level = level;
    }
    carried.from.insert(id.to_owned());
}

/// The profiles that stand for what is extended.
fn profiles(foreign: &Foreign, catalogue: &Catalogue, left: &mut Vec<String>) -> Vec<String> {
    let mut profiles: Vec<String> = Vec::new();
    for name in &foreign.extends {
        let stands_for = RULESETS.iter().find(|(part, _)| name.contains(part));
        match stands_for {
            Some((_, profile)) if catalogue.profile(profile).is_some() => {
                profiles.push((*profile).to_owned());
            }
            _ if is_general(name) => {}
            _ => left.push(format!("extends {name}: no profile corresponds to it")),
        }
    }
    profiles.dedup();
    if profiles.is_empty() {
        profiles.push("recommended".to_owned());
    }
    profiles
}

/// Whether a ruleset is what a linter recommends in general, as our own profile does.
fn is_general(name: &str) -> bool {
    let general = [
        "recommended",
        "minimal",
        "spec",
        "spectral:oas",
        "vacuum:oas",
        "all",
    ];
    let word = name.split(' ').next().unwrap_or(name);
    general.contains(&word)
}

fn text(
    peer: Peer,
    file: &str,
    profiles: &[String],
    rules: &BTreeMap<RuleName, Carried>,
    left: &[String],
) -> String {
    let mut text = format!(
        "# Made by `statuslint init --from {}` from {}.\n\
         # Rules that it does not mention are as the profile has them.\n",
        peer.as_str(),
        one_line(file)
    );
    match profiles {
        [only] => {
            let _ = writeln!(text, "extends: {only}");
        }
        several => {
            let _ = writeln!(text, "extends: [{}]", several.join(", "));
        }
    }
    if rules.is_empty() {
        text.push_str("rules: {}\n");
    } else {
        text.push_str("rules:\n");
    }
    for (rule, carried) in rules {
        let from: Vec<String> = carried.from.iter().map(|id| one_line(id)).collect();
        let level = carried.level;
        let _ = writeln!(text, "  {rule}: {level} # {}", from.join(", "));
    }
    if !left.is_empty() {
        text.push_str("\n# Not carried over:\n");
    }
    for reason in left {
        let _ = writeln!(text, "#   {}", one_line(reason));
    }
    text
}

/// Text of another's file, safe within a comment.
fn one_line(text: &str) -> String {
    let printable = |character: char| {
        if character.is_control() {
            ' '
        } else {
            character
        }
    };
    text.chars().map(printable).collect()
}

//! What a name in the configuration stands for: a rule, a category of rules, or all of them.

use crate::finding::RuleName;
use crate::rule::{Catalogue, Rule, Status};
use crate::strict_yaml::nearest;

/// A choice of rules by one word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Selector {
    /// `all`.
    All,
    /// All rules of a category.
    Category(String),
    /// One rule.
    Rule(RuleName),
}

/// A word that chooses rules, once it is looked up.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) selector: Selector,
    /// What to tell the user about the word: that the rule has another name now.
    pub(super) notice: Option<String>,
}

/// Why a word chooses no rules, and what was probably meant.
#[derive(Debug)]
pub(super) struct UnknownSelector {
    pub(super) message: String,
    pub(super) help: String,
}

const ALL: &str = "all";

impl Selector {
    /// Looks a word up.
    pub(super) fn find(word: &str, catalogue: &Catalogue) -> Result<Chosen, UnknownSelector> {
        let chosen = |selector| Chosen {
            selector,
            notice: None,
        };
        if word == ALL {
            return Ok(chosen(Selector::All));
        }
        if let Some(rule) = catalogue.get(word) {
            return Ok(chosen(Selector::Rule(rule.name.clone())));
        }
        if let Some(category) = catalogue.categories().find(|category| *category == word) {
            return Ok(chosen(Selector::Category(category.to_owned())));
        }
        if let Some(name) = catalogue.renamed(word) {
            return Ok(Chosen {
                notice: Some(format!("the rule `{word}` is called `{name}` now")),
                ..chosen(Selector::Rule(name.clone()))
            });
        }
        Err(unknown(word, catalogue))
    }

    /// Whether a rule is meant. Categories and `all` leave out rules that are on trial, unless the
    /// user asks for `preview`, and rules that are about to go.
    pub(super) fn covers(&self, rule: &Rule, preview: bool) -> bool {
        let settled = match rule.status {
            Status::Preview => preview,
            Status::Stable => true,
            Status::Deprecated => false,
        };
        match self {
            Selector::All => settled,
            Selector::Category(category) => settled && *category == rule.category,
            Selector::Rule(name) => *name == rule.name,
        }
    }
}

fn unknown(word: &str, catalogue: &Catalogue) -> UnknownSelector {
    let rules = catalogue.rules().map(|rule| rule.name.as_str());
    let names = rules.chain(catalogue.categories()).chain([ALL]);
    let help = match nearest(word, names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "`statuslint rules` lists rules and categories".to_owned(),
    };
    UnknownSelector {
        message: format!("there is no rule or category `{word}`"),
        help,
    }
}

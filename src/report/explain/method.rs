//! What HTTP says about a method, and the rules that speak of it.

use super::facts::Facts;
use super::status::speaking;
use crate::http::{Method, MethodFacts, Outcome};
use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::wrapped;
use crate::rule::Catalogue;

/// A method: its properties, the outcomes that its definition provides for, and the rules that speak
/// of it; none where HTTP does not know it.
pub(super) fn explain(name: &str, catalogue: &Catalogue, appearance: Appearance) -> Option<String> {
    let known = MethodFacts::of(&Method::parse(name))?;
    let mut facts = Facts::default();
    facts.add("is", properties(known));
    facts.add("caching", known.cacheable.unwrap_or("none"));
    facts.add("outcomes", outcomes(&known.outcomes));
    facts.add("never", outcomes(&known.never));
    facts.add(
        "source",
        super::linked(&known.citation(), &known.url(), appearance),
    );
    let rules = speaking(catalogue, |topics| topics.name_method(&known.method));
    facts.add("rules", rules.join("\n"));
    let title = appearance.paint(Role::Strong, known.method.as_str());
    let summary = wrapped(known.summary, appearance.columns()).join("\n");
    Some(format!("{title}\n{summary}\n\n{}", facts.draw(appearance)))
}

fn properties(facts: &MethodFacts) -> String {
    let word = |holds: bool, word: &str| {
        if holds {
            word.to_owned()
        } else {
            format!("not {word}")
        }
    };
    let safe = word(facts.safe, "safe");
    format!("{safe}, {}", word(facts.idempotent, "idempotent"))
}

fn outcomes(outcomes: &[Outcome]) -> String {
    let width = outcomes.iter().map(|outcome| outcome.codes.len()).max();
    let lines = outcomes.iter().map(|Outcome { codes, meaning }| {
        let width = width.unwrap_or_default();
        format!("{codes:<width$}  {meaning}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

//! What other linters call a rule: `redocly:operation-4xx-response`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::catalogue::Catalogue;
use super::page::Rule;

/// A rule of another linter, by the linter and the name that the rule has there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeerRule {
    tool: String,
    id: String,
}

/// A text that names no rule of another linter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no rule of another linter: write `tool:rule-id`, like `redocly:operation-2xx-response`"
)]
pub struct InvalidPeerRule(String);

impl PeerRule {
    /// The linter, in lower case: `redocly`.
    pub fn tool(&self) -> &str {
        &self.tool
    }

    /// The name of the rule there.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether a text names the rule: with the linter before it, or alone.
    pub fn is_called(&self, text: &str) -> bool {
        let with_tool = text.split_once(':').filter(|(tool, _)| *tool == self.tool);
        with_tool.is_some_and(|(_, id)| self.has_id(id)) || self.has_id(text)
    }

    /// Whether the rule has this name there. The names of Spectral's OWASP rules begin with the
    /// edition of the OWASP list, which says nothing about the rule.
    pub fn has_id(&self, id: &str) -> bool {
        id == self.id || without_edition(id) == without_edition(&self.id)
    }
}

/// Why a name of another linter's rule leads to no single answer: it means different things to
/// these linters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbiguousPeer(pub Vec<PeerRule>);

impl Catalogue {
    /// The rules that correspond to a rule of another linter, named as `tool:rule-id` or by its name
    /// alone; none where nothing does.
    ///
    /// # Errors
    /// [`AmbiguousPeer`] where a name alone stands for different rules of ours, depending on the
    /// linter.
    pub fn corresponding(&self, name: &str) -> Result<Vec<&Rule>, AmbiguousPeer> {
        let mut by_peer: BTreeMap<&PeerRule, Vec<&Rule>> = BTreeMap::new();
        for rule in self.rules() {
            for peer in rule.peers.iter().filter(|peer| peer.is_called(name)) {
                by_peer.entry(peer).or_default().push(rule);
            }
        }
        let names = |rules: &[&Rule]| {
            rules
                .iter()
                .map(|rule| rule.name.clone())
                .collect::<Vec<_>>()
        };
        let mut answers: Vec<&Vec<&Rule>> = by_peer.values().collect();
        answers.dedup_by_key(|rules| names(rules));
        match answers.as_slice() {
            [] => Ok(Vec::new()),
            [only] => Ok((*only).clone()),
            _ => Err(AmbiguousPeer(by_peer.into_keys().cloned().collect())),
        }
    }
}

/// A name of Spectral's OWASP rules without the edition: `owasp:api4:2023-rate-limit` is
/// `rate-limit`.
fn without_edition(id: &str) -> &str {
    let edition = id.strip_prefix("owasp:api").and_then(|rest| {
        let (_, year_and_name) = rest.split_once(':')?;
        let (year, name) = year_and_name.split_once('-')?;
        (year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(name)
    });
    edition.unwrap_or(id)
}

impl FromStr for PeerRule {
    type Err = InvalidPeerRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_tool = |tool: &str| {
            !tool.is_empty()
                && tool
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        let (tool, id) = text
            .split_once(':')
            .filter(|(tool, id)| is_tool(tool) && !id.is_empty() && !id.contains(' '))
            .ok_or_else(|| InvalidPeerRule(text.to_owned()))?;
        Ok(Self {
            tool: tool.to_owned(),
            id: id.to_owned(),
        })
    }
}

impl fmt::Display for PeerRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.tool, self.id)
    }
}

impl<'de> Deserialize<'de> for PeerRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for PeerRule {
    fn schema_name() -> Cow<'static, str> {
        "PeerRule".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[a-z0-9-]+:\\S+$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(text: &str) -> PeerRule {
        text.parse().unwrap()
    }

    #[test]
    fn a_peer_is_a_tool_and_a_name() {
        assert_eq!(peer("zally:153").id(), "153");
        assert_eq!(
            peer("spectral-owasp:owasp:api4:2023-rate-limit").tool(),
            "spectral-owasp"
        );
        for text in ["153", ":153", "redocly:", "Redocly:struct", "ibm:a b"] {
            assert!(text.parse::<PeerRule>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_is_found_with_and_without_its_tool() {
        let struct_rule = peer("redocly:struct");
        assert!(struct_rule.is_called("redocly:struct") && struct_rule.is_called("struct"));
        assert!(!struct_rule.is_called("spectral:struct"));
    }

    #[test]
    fn editions_of_the_owasp_list_are_one() {
        let rate_limit = peer("spectral-owasp:rate-limit");
        for name in [
            "spectral-owasp:owasp:api4:2023-rate-limit",
            "owasp:api4:2019-rate-limit",
            "rate-limit",
        ] {
            assert!(rate_limit.is_called(name), "{name}");
        }
        assert!(!rate_limit.is_called("owasp:api4:2023-rate-limit-retry-after"));
    }
}

//! Sets of statuses, as matchers name them: codes, ranges, classes and `default`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};

use super::value::{OneOrMany, ScalarVisitor};

/// A set of statuses. A range or class holds all of its codes and the range key itself; a code
/// holds only itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct StatusSet {
    /// One bit for each code from 100 to 611, of which those up to 599 are used.
    codes: [u64; 8],
    /// One bit for each of the ranges `1XX` to `5XX`.
    ranges: u8,
    default: bool,
}

const FIRST_CODE: u16 = 100;
const LAST_CODE: u16 = 599;

impl StatusSet {
    /// Whether the code is in the set, by itself or through its range.
    pub(crate) fn has_code(&self, code: u16) -> bool {
        let Some((word, bit)) = position(code) else {
            return false;
        };
        self.codes.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Whether the range of this class (1 to 5) is in the set.
    pub(crate) fn has_range(&self, class: u8) -> bool {
        self.ranges & range_bit(class) != 0
    }

    /// Whether `default` is in the set.
    pub(crate) fn has_default(&self) -> bool {
        self.default
    }

    /// The codes that the set holds of one class (1 to 5), whether or not its range is named.
    pub(crate) fn touches_class(&self, class: u8) -> bool {
        let first = u16::from(class) * 100;
        (first..first + 100).any(|code| self.has_code(code))
    }

    fn add(&mut self, term: &str) -> Result<(), UnknownStatus> {
        if let Some(class) = class_of(term) {
            let first = u16::from(class) * 100;
            (first..first + 100).for_each(|code| self.add_code(code));
            self.ranges |= range_bit(class);
        } else if term == "default" {
            self.default = true;
        } else {
            let code = term
                .parse()
                .ok()
                .filter(|code| (FIRST_CODE..=LAST_CODE).contains(code));
            self.add_code(code.ok_or_else(|| UnknownStatus(term.to_owned()))?);
        }
        Ok(())
    }

    fn add_code(&mut self, code: u16) {
        if let Some((word, bit)) = position(code)
            && let Some(bits) = self.codes.get_mut(word)
        {
            *bits |= bit;
        }
    }
}

fn position(code: u16) -> Option<(usize, u64)> {
    let offset = code.checked_sub(FIRST_CODE).filter(|_| code <= LAST_CODE)?;
    Some((usize::from(offset / 64), 1 << (offset % 64)))
}

fn range_bit(class: u8) -> u8 {
    1_u8.checked_shl(u32::from(class)).unwrap_or_default()
}

/// The class that a range or a class name stands for (RFC 9110 section 15).
fn class_of(term: &str) -> Option<u8> {
    match term {
        "1XX" | "informational" => Some(1),
        "2XX" | "success" => Some(2),
        "3XX" | "redirection" => Some(3),
        "4XX" | "client-error" => Some(4),
        "5XX" | "server-error" => Some(5),
        _ => None,
    }
}

/// A word that names no status.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no status: use a code (`404`), a range (`4XX`), a class (`informational`, `success`, \
     `redirection`, `client-error`, `server-error`) or `default`"
)]
pub(crate) struct UnknownStatus(String);

struct Term(String);

impl<'de> Deserialize<'de> for Term {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor).map(Self)
    }
}

impl<'de> Deserialize<'de> for StatusSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let terms = OneOrMany::<Term>::deserialize(deserializer)?;
        let mut set = Self::default();
        for Term(term) in &terms.0 {
            set.add(term).map_err(D::Error::custom)?;
        }
        Ok(set)
    }
}

impl JsonSchema for StatusSet {
    fn schema_name() -> Cow<'static, str> {
        "Statuses".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let term = json_schema!({
            "anyOf": [
                { "type": "integer", "minimum": FIRST_CODE, "maximum": LAST_CODE },
                { "type": "string", "pattern": "^([1-5]([0-9]{2}|XX)|default|informational|success|redirection|client-error|server-error)$" }
            ]
        });
        json_schema!({
            "description": "One or more status codes, ranges (4XX), classes (client-error) or `default`",
            "anyOf": [term, { "type": "array", "items": term }]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(yaml: &str) -> StatusSet {
        serde_saphyr::from_str(yaml).unwrap()
    }

    #[test]
    fn a_range_holds_its_codes_and_its_key() {
        let clients = set("4XX");
        assert!(clients.has_code(400) && clients.has_code(499) && clients.has_range(4));
        assert!(!clients.has_code(500) && !clients.has_range(5));
        assert_eq!(clients, set("client-error"));
    }

    #[test]
    fn a_code_holds_only_itself() {
        let missing = set("[404, default]");
        assert!(missing.has_code(404) && missing.has_default());
        assert!(!missing.has_code(405) && !missing.has_range(4));
        assert!(missing.touches_class(4));
    }

    #[test]
    fn the_last_code_fits_and_the_next_does_not() {
        assert!(set("599").has_code(599));
        assert!(serde_saphyr::from_str::<StatusSet>("600").is_err());
    }

    #[test]
    fn a_lower_case_range_is_refused_with_the_allowed_forms() {
        let error = serde_saphyr::from_str::<StatusSet>("4xx").unwrap_err();
        assert!(error.to_string().contains("`4xx` is no status"));
    }
}

//! Sets of statuses, as matchers name them: codes, ranges, classes and `default`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};

use super::value::{OneOrMany, ScalarVisitor};
use crate::http::{StatusClass, StatusCode, StatusKey};

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
    pub(crate) fn has_code(&self, code: StatusCode) -> bool {
        let Some((word, bit)) = position(code.number()) else {
            return false;
        };
        self.codes.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Whether the range of this class is in the set.
    pub(crate) fn has_range(&self, class: StatusClass) -> bool {
        self.ranges & range_bit(class) != 0
    }

    /// Whether `default` is in the set.
    pub(crate) fn has_default(&self) -> bool {
        self.default
    }

    /// Whether the set holds any code of the class, whether or not its range is named.
    pub(crate) fn touches_class(&self, class: StatusClass) -> bool {
        codes_of(class).any(|code| self.has_code(code))
    }

    /// Whether what a key stands for is in the set.
    pub(crate) fn has(&self, key: StatusKey) -> bool {
        match key {
            StatusKey::Code(code) => self.has_code(code),
            StatusKey::Range(class) => self.has_range(class),
            StatusKey::Default => self.default,
        }
    }

    /// The codes that satisfy a condition.
    pub(crate) fn of_codes(condition: impl Fn(StatusCode) -> bool) -> Self {
        let mut set = Self::default();
        let codes = (FIRST_CODE..=LAST_CODE).filter_map(StatusCode::new);
        codes
            .filter(|code| condition(*code))
            .for_each(|code| set.add_code(code));
        set
    }

    fn add(&mut self, term: &str) -> Result<(), UnknownStatus> {
        if let Some(class) = class_of(term) {
            codes_of(class).for_each(|code| self.add_code(code));
            self.ranges |= range_bit(class);
        } else if term == "default" {
            self.default = true;
        } else {
            let code = term.parse().map_err(|_| UnknownStatus(term.to_owned()))?;
            self.add_code(code);
        }
        Ok(())
    }

    fn add_code(&mut self, code: StatusCode) {
        if let Some((word, bit)) = position(code.number())
            && let Some(bits) = self.codes.get_mut(word)
        {
            *bits |= bit;
        }
    }
}

/// The statuses that a matcher can hold of, so that only responses under them need be asked: never
/// too few, sometimes too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StatusBound {
    valid: StatusSet,
    invalid: bool,
}

impl StatusBound {
    /// Every status, and keys that are none.
    pub(crate) const ALL: Self = Self {
        valid: StatusSet {
            codes: [u64::MAX; 8],
            ranges: u8::MAX,
            default: true,
        },
        invalid: true,
    };

    /// Nothing.
    pub(crate) const NONE: Self = Self {
        valid: StatusSet {
            codes: [0; 8],
            ranges: 0,
            default: false,
        },
        invalid: false,
    };

    /// Only these.
    pub(crate) fn only(valid: StatusSet) -> Self {
        Self {
            valid,
            invalid: false,
        }
    }

    /// Every status, or only keys that are none.
    pub(crate) fn valid(wanted: bool) -> Self {
        if wanted {
            Self {
                invalid: false,
                ..Self::ALL
            }
        } else {
            Self {
                invalid: true,
                ..Self::NONE
            }
        }
    }

    /// What both allow.
    pub(crate) fn and(self, other: Self) -> Self {
        self.combine(other, |left, right| left & right)
    }

    /// What either allows.
    pub(crate) fn or(self, other: Self) -> Self {
        self.combine(other, |left, right| left | right)
    }

    /// Whether a key with this meaning is allowed; none where it is no valid key.
    pub(crate) fn allows(&self, status: Option<StatusKey>) -> bool {
        status.map_or(self.invalid, |key| self.valid.has(key))
    }

    fn combine(self, other: Self, join: impl Fn(u64, u64) -> u64) -> Self {
        let mut codes = self.valid.codes;
        for (left, right) in codes.iter_mut().zip(other.valid.codes) {
            *left = join(*left, right);
        }
        let flag = |left: bool, right: bool| join(left.into(), right.into()) != 0;
        let ranges = join(self.valid.ranges.into(), other.valid.ranges.into());
        Self {
            valid: StatusSet {
                codes,
                ranges: u8::try_from(ranges).unwrap_or(u8::MAX),
                default: flag(self.valid.default, other.valid.default),
            },
            invalid: flag(self.invalid, other.invalid),
        }
    }
}

fn position(code: u16) -> Option<(usize, u64)> {
    let offset = code.checked_sub(FIRST_CODE)?;
    Some((usize::from(offset / 64), 1 << (offset % 64)))
}

fn range_bit(class: StatusClass) -> u8 {
    1 << (class as u8)
}

fn codes_of(class: StatusClass) -> impl Iterator<Item = StatusCode> {
    let first = FIRST_CODE * (class as u16 + 1);
    (first..first + 100).filter_map(StatusCode::new)
}

/// The class that a range or a class name stands for (RFC 9110 section 15).
fn class_of(term: &str) -> Option<StatusClass> {
    match term {
        "informational" => Some(StatusClass::Informational),
        "success" => Some(StatusClass::Successful),
        "redirection" => Some(StatusClass::Redirection),
        "client-error" => Some(StatusClass::ClientError),
        "server-error" => Some(StatusClass::ServerError),
        range => StatusClass::parse(range),
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
        crate::strict_yaml::of_text(yaml).unwrap()
    }

    fn key(text: &str) -> StatusKey {
        StatusKey::parse(text).unwrap()
    }

    #[test]
    fn a_range_holds_its_codes_and_its_key() {
        let clients = set("4XX");
        assert!(
            ["400", "499", "4XX"]
                .into_iter()
                .all(|text| clients.has(key(text)))
        );
        assert!(
            !["500", "5XX", "default"]
                .into_iter()
                .any(|text| clients.has(key(text)))
        );
        assert_eq!(clients, set("client-error"));
    }

    #[test]
    fn a_code_holds_only_itself() {
        let missing = set("[404, default]");
        assert!(missing.has(key("404")) && missing.has(key("default")));
        assert!(!missing.has(key("405")) && !missing.has(key("4XX")));
        assert!(missing.touches_class(StatusClass::ClientError));
    }

    #[test]
    fn a_bound_allows_what_its_parts_do() {
        let bound = StatusBound::only(set("[404, 5XX]"));
        assert!(bound.allows(Some(key("404"))) && bound.allows(Some(key("5XX"))));
        assert!(!bound.allows(Some(key("default"))) && !bound.allows(None));
        let narrowed = bound.and(StatusBound::only(set("[404, 410]")));
        assert_eq!(narrowed, StatusBound::only(set("404")));
        assert!(narrowed.or(StatusBound::valid(false)).allows(None));
        assert_eq!(bound.and(StatusBound::ALL), bound);
    }

    #[test]
    fn the_last_code_fits_and_the_next_does_not() {
        assert!(set("599").has(key("599")));
        assert!(crate::strict_yaml::of_text::<StatusSet>("600").is_err());
    }

    #[test]
    fn a_lower_case_range_is_refused_with_the_allowed_forms() {
        let error = crate::strict_yaml::of_text::<StatusSet>("4xx").unwrap_err();
        assert!(error.to_string().contains("`4xx` is no status"));
    }
}

//! The values of matcher keys: one or many, short or long, text or regular expression.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::OnceLock;

use regex::bytes::RegexBuilder;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

use crate::expression::Expression;

/// One value or a list of them; a list means "one of".
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OneOrMany<T>(pub(crate) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match ShortOrLong::<T, Vec<T>, true>::deserialize(deserializer)? {
            ShortOrLong::Short(value) => Ok(Self(vec![value])),
            ShortOrLong::Long(values) => Ok(Self(values)),
        }
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        let many = generator.subschema_for::<Vec<T>>();
        json_schema!({ "anyOf": [one, many] })
    }
}

/// A short form, or a long form that is told apart by its shape: a sequence where `LONG_IS_LIST`,
/// a mapping otherwise. Unlike an untagged enum it keeps the place and the reason of an error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ShortOrLong<S, L, const LONG_IS_LIST: bool = false> {
    /// The short form.
    Short(S),
    /// The long form.
    Long(L),
}

impl<'de, S, L, const LONG_IS_LIST: bool> Deserialize<'de> for ShortOrLong<S, L, LONG_IS_LIST>
where
    S: Deserialize<'de>,
    L: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor::<S, L, LONG_IS_LIST>(PhantomData))
    }
}

impl<S: JsonSchema, L: JsonSchema, const LONG_IS_LIST: bool> JsonSchema
    for ShortOrLong<S, L, LONG_IS_LIST>
{
    fn schema_name() -> Cow<'static, str> {
        format!("{}Or{}", S::schema_name(), L::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let short = generator.subschema_for::<S>();
        let long = generator.subschema_for::<L>();
        json_schema!({ "anyOf": [short, long] })
    }
}

struct ShapeVisitor<S, L, const LONG_IS_LIST: bool>(PhantomData<(S, L)>);

impl<S, L, const LONG_IS_LIST: bool> ShapeVisitor<S, L, LONG_IS_LIST> {
    fn short<'de, V, E>(value: V) -> Result<ShortOrLong<S, L, LONG_IS_LIST>, E>
    where
        S: Deserialize<'de>,
        V: IntoDeserializer<'de, E>,
        E: Error,
    {
        S::deserialize(value.into_deserializer()).map(ShortOrLong::Short)
    }
}

impl<'de, S, L, const LONG_IS_LIST: bool> Visitor<'de> for ShapeVisitor<S, L, LONG_IS_LIST>
where
    S: Deserialize<'de>,
    L: Deserialize<'de>,
{
    type Value = ShortOrLong<S, L, LONG_IS_LIST>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if LONG_IS_LIST {
            "a value or a list of values"
        } else {
            "a value or a mapping"
        })
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Self::short(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Self::short(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Self::short(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Self::short(value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Self::short(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        let items = SeqAccessDeserializer::new(items);
        if LONG_IS_LIST {
            L::deserialize(items).map(ShortOrLong::Long)
        } else {
            S::deserialize(items).map(ShortOrLong::Short)
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        let entries = MapAccessDeserializer::new(entries);
        if LONG_IS_LIST {
            S::deserialize(entries).map(ShortOrLong::Short)
        } else {
            L::deserialize(entries).map(ShortOrLong::Long)
        }
    }
}

/// A text to compare with: exact, or a regular expression between slashes.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    /// Exactly this text.
    Exact(String),
    /// A regular expression, compiled on first use.
    Pattern(Pattern),
}

/// A regular expression, compiled on first use.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    expression: String,
    ignores_case: bool,
    compiled: OnceLock<Option<Expression>>,
}

impl Text {
    /// Reads `/…/`, `/…/i` or a plain text.
    pub(crate) fn parse(text: &str) -> Self {
        let pattern = text.strip_prefix('/').and_then(|rest| {
            rest.strip_suffix("/i")
                .map(|expression| (expression, true))
                .or_else(|| rest.strip_suffix('/').map(|expression| (expression, false)))
        });
        match pattern {
            Some((expression, ignores_case)) if !expression.is_empty() => Self::Pattern(Pattern {
                expression: expression.to_owned(),
                ignores_case,
                compiled: OnceLock::new(),
            }),
            _ => Self::Exact(text.to_owned()),
        }
    }

    /// The same text, compared without case: for header names and media types.
    #[must_use]
    pub(crate) fn without_case(self) -> Self {
        match self {
            Self::Exact(text) => Self::Exact(text.to_ascii_lowercase()),
            Self::Pattern(pattern) => Self::Pattern(Pattern {
                ignores_case: true,
                compiled: OnceLock::new(),
                ..pattern
            }),
        }
    }

    /// Whether `text` is this text or matches this pattern.
    pub(crate) fn matches(&self, text: &str) -> bool {
        match self {
            Self::Exact(exact) => exact == text,
            Self::Pattern(pattern) => pattern.is_match(text),
        }
    }

    /// Like [`Self::matches`], where an exact text is compared without ASCII case.
    pub(crate) fn matches_without_case(&self, text: &str) -> bool {
        match self {
            Self::Exact(exact) => exact.eq_ignore_ascii_case(text),
            Self::Pattern(pattern) => pattern.is_match(text),
        }
    }
}

impl Pattern {
    /// A pattern that does not compile matches nothing; pages with one are refused when a user's
    /// folder is read, and by a test for the built-in ones.
    fn is_match(&self, text: &str) -> bool {
        self.compiled
            .get_or_init(|| Expression::new(&self.expression, self.ignores_case))
            .as_ref()
            .is_some_and(|expression| expression.is_match(text))
    }
}

/// Why a regular expression between slashes in `text` cannot be used, and the expression itself.
pub(crate) fn bad_pattern(text: &str) -> Option<(String, regex::Error)> {
    match Text::parse(text) {
        Text::Exact(_) => None,
        Text::Pattern(pattern) => {
            // What compiles is of no use here; the errors read better than those of `Expression`.
            let built = RegexBuilder::new(&pattern.expression)
                .unicode(false)
                .build();
            let error = built.err()?;
            Some((pattern.expression, error))
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(ScalarVisitor)
            .map(|text| Self::parse(&text))
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text to compare with, or a regular expression between slashes, /…/ or /…/i, in which \\w, \\b, \\d and /i know only ASCII",
            "type": ["string", "integer", "number"]
        })
    }
}

/// Reads any scalar as its text, so that `404` and `3.1` need no quotes in a page.
pub(crate) struct ScalarVisitor;

impl Visitor<'_> for ScalarVisitor {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<String, E> {
        Ok(format!("{value:?}"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_between_slashes_is_a_regular_expression() {
        assert!(Text::parse("/rate-?limit/i").matches("X-RateLimit-Reset"));
        assert!(!Text::parse("/rate-?limit/").matches("X-RateLimit-Reset"));
    }

    #[test]
    fn a_path_is_no_regular_expression() {
        assert!(Text::parse("/orders").matches("/orders"));
        assert!(!Text::parse("/orders").matches("/orders/1"));
    }

    #[test]
    fn scalars_of_every_kind_are_read_as_text() {
        let texts: OneOrMany<Text> = crate::strict_yaml::of_text("[404, 3.1, default]").unwrap();
        let expected = ["404", "3.1", "default"];
        assert!(
            texts
                .0
                .iter()
                .zip(expected)
                .all(|(text, word)| text.matches(word))
        );
    }

    #[test]
    fn a_pattern_that_does_not_compile_is_reported_with_its_expression() {
        let (expression, _) = bad_pattern("/a(/").unwrap();
        assert_eq!(expression, "a(");
    }
}

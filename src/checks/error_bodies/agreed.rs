//! The shape of errors that a team has agreed on, as the options describe it.

use serde_json::Value;

use super::Options;
use crate::openapi::SchemaType;
use crate::strict_yaml::nearest;

/// The members of formats that have a name.
const FORMATS: &str = include_str!("../../../rules/data/error-formats.tsv");

/// A member that the agreed shape has.
pub(super) struct Rule {
    pub(super) path: String,
    pub(super) kind: Option<SchemaType>,
    /// It only has to have the type where it is declared.
    pub(super) is_optional: bool,
}

/// What is agreed on where nothing is configured.
const DEFAULT: &str = "problem-details";

/// The agreed members: those of the named format, and those that are listed one by one.
pub(super) fn rules(options: &Options<'_>) -> Vec<Rule> {
    let own = options.get("members").and_then(Value::as_object);
    let is_silent =
        own.is_none_or(serde_json::Map::is_empty) && options.list("media-types").next().is_none();
    let named = match format_of(options) {
        "" if is_silent => DEFAULT,
        named => named,
    };
    let rows = rows().filter(|(format, ..)| *format == named);
    let of_format = rows.map(|(_, path, kind, presence)| Rule {
        path: path.to_owned(),
        kind: SchemaType::parse(kind),
        is_optional: presence == "optional",
    });
    let listed = own.into_iter().flatten().map(|(path, kind)| Rule {
        path: path.trim_matches('/').to_owned(),
        kind: kind.as_str().and_then(SchemaType::parse),
        is_optional: false,
    });
    of_format.chain(listed).collect()
}

/// The format that the options name, where nobody knows it, with the one that was probably meant.
pub(super) fn unknown_format<'o>(options: &Options<'o>) -> Option<(&'o str, Option<&'static str>)> {
    let named = format_of(options);
    let is_known = named.is_empty() || rows().any(|(format, ..)| format == named);
    (!is_known).then(|| (named, nearest(named, rows().map(|(format, ..)| format))))
}

fn format_of<'o>(options: &Options<'o>) -> &'o str {
    let named = options.get("format").and_then(Value::as_str);
    named.unwrap_or_default()
}

/// Format, path, type and presence of each member in the table.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str, &'static str)> {
    let lines = FORMATS.lines().filter(|line| !line.starts_with('#'));
    lines.skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?, cells.next()?, cells.next()?))
    })
}

/// Whether a key of the configuration names a status: itself, or a range that holds it.
pub(super) fn covers(text: &str, key: &str) -> bool {
    text.eq_ignore_ascii_case(key)
        || text
            .get(1..)
            .is_some_and(|end| end.eq_ignore_ascii_case("xx"))
            && text.get(..1) == key.get(..1)
}

#[cfg(test)]
mod tests {
    use super::{FORMATS, rows};
    use crate::openapi::SchemaType;

    #[test]
    fn every_row_is_understood() {
        let written = FORMATS.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(rows().count(), written.count() - 1);
        for (format, path, kind, presence) in rows() {
            assert!(SchemaType::parse(kind).is_some(), "{format} {path}");
            assert!(
                matches!(presence, "required" | "optional"),
                "{format} {path}"
            );
        }
    }
}

//! The shape of errors that a team has agreed on, as the options describe it.

use super::Options;
use crate::openapi::SchemaType;

/// The members of formats that have a name.
const FORMATS: &str = include_str!("../../../rules/data/error-formats.tsv");

/// A member that the agreed shape has.
pub(super) struct Rule {
    pub(super) path: String,
    pub(super) kind: Option<SchemaType>,
    /// It only has to have the type where it is declared.
    pub(super) is_optional: bool,
}

/// The agreed members: those of the named format, and those that are listed one by one.
pub(super) fn rules(options: &Options<'_>) -> Vec<Rule> {
    let named = options.get("format").and_then(serde_json::Value::as_str);
    let of_format = FORMATS.lines().filter_map(|row| {
        let mut cells = row.split('\t');
        if cells.next()? != named? {
            return None;
        }
        Some(Rule {
            path: cells.next()?.to_owned(),
            kind: SchemaType::parse(cells.next()?),
            is_optional: cells.next()? == "optional",
        })
    });
    let own = options
        .get("members")
        .and_then(serde_json::Value::as_object);
    let listed = own.into_iter().flatten().map(|(path, kind)| Rule {
        path: path.trim_matches('/').to_owned(),
        kind: kind.as_str().and_then(SchemaType::parse),
        is_optional: false,
    });
    of_format.chain(listed).collect()
}

/// Whether a key of the configuration names a status: itself, or a range that holds it.
pub(super) fn covers(text: &str, key: &str) -> bool {
    text.eq_ignore_ascii_case(key)
        || text
            .get(1..)
            .is_some_and(|end| end.eq_ignore_ascii_case("xx"))
            && text.get(..1) == key.get(..1)
}

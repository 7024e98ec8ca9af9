//! A status code refers to a shared response whose name is another status.

use super::Options;
use super::status_names::{Named, is_own_phrase, named_status};
use crate::finding::{Detection, Severity, Token};
use crate::http::{PhraseKind, StatusKey};
use crate::openapi::ResponseUse;

/// Compares the last segment of the `$ref` with the key that it stands under.
pub(super) fn check<'a>(response: ResponseUse<'a>, _: &Options<'_>) -> Option<Detection<'a>> {
    let reference = response.reference()?;
    let key = response.status().filter(|key| *key != StatusKey::Default)?;
    let name = component_name(reference).filter(|name| !is_own_phrase(name, key))?;
    let named = named_status(name)?;
    if named.fits(key) || (named.kind == PhraseKind::Alias && named.is_often_confused_with(key)) {
        return None;
    }
    let detection = Detection::at(Token::Value(response.value().get("$ref")?))
        .fact("name", name)
        .fact("named-status", named.to_string())
        .fact("named-codes", named.in_numbers())
        .touching([response.operation()]);
    let agrees = |named: Named| named.fits(key);
    let description = response.response()?.description().unwrap_or_default();
    if named_status(description).is_some_and(agrees) {
        return Some(
            detection
                .at_most(Severity::Info)
                .because(format!("its description, “{description}”, fits {key}")),
        );
    }
    Some(detection)
}

/// The last segment of a reference: the key of the component, or the stem of the file. None where
/// the reference leads to an outcome of some operation: a place that has no name of its own, and
/// that bundlers choose as they please.
fn component_name(reference: &str) -> Option<&str> {
    let (_, pointer) = reference.split_once('#').unwrap_or((reference, ""));
    if pointer.starts_with("/paths/") || pointer.starts_with("/webhooks/") {
        return None;
    }
    let last = reference.rsplit(['/', '#']).next().unwrap_or_default();
    let extensions = [".yaml", ".yml", ".json"];
    let mut stems = extensions
        .iter()
        .filter_map(|extension| last.strip_suffix(extension));
    Some(stems.next().unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_the_key_of_the_component_or_the_stem_of_the_file() {
        let component = component_name("#/components/responses/NotFound");
        assert_eq!(component, Some("NotFound"));
        let file = component_name("../responses/not-found.yaml");
        assert_eq!(file, Some("not-found"));
    }

    #[test]
    fn an_outcome_of_another_operation_has_no_name() {
        assert_eq!(component_name("#/paths/~1orders/get/responses/201"), None);
    }
}

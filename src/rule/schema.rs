//! The JSON Schema of a page's front matter.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::front_matter::FrontMatter;
use super::matcher::syntax::{
    DocumentMatcher, HeaderMatcher, MediaTypeMatcher, OperationMatcher, ResponseMatcher,
};
use super::page::Rule;

impl Rule {
    /// The JSON Schema of a rule page's front matter, for editors and validators: what matchers may
    /// say depends on `on`.
    pub fn json_schema() -> Schema {
        let mut generator = SchemaSettings::draft2020_12().into_generator();
        let kinds = [
            kind::<DocumentMatcher>(&mut generator, "document"),
            kind::<OperationMatcher>(&mut generator, "operation"),
            kind::<ResponseMatcher>(&mut generator, "response"),
            kind::<HeaderMatcher>(&mut generator, "header"),
            kind::<MediaTypeMatcher>(&mut generator, "media-type"),
        ];
        json_schema!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Front matter of a statuslint rule page",
            "oneOf": kinds,
            "$defs": generator.take_definitions(true),
        })
    }
}

/// The front matter of pages about one kind of target.
fn kind<M: JsonSchema>(generator: &mut SchemaGenerator, on: &str) -> Schema {
    json_schema!({
        "properties": { "on": { "const": on } },
        "allOf": [generator.subschema_for::<FrontMatter<M>>()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_target_has_its_own_matchers() {
        let schema = Rule::json_schema();
        let kinds = schema.as_value().pointer("/oneOf").unwrap();
        let kinds = kinds.as_array().unwrap();
        let references: std::collections::BTreeSet<String> = kinds
            .iter()
            .map(|kind| kind.pointer("/allOf/0/$ref").unwrap().to_string())
            .collect();
        assert_eq!(references.len(), kinds.len());
    }
}

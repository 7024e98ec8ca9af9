//! What rules say: messages with placeholders, filled from the facts of a target.

use super::front_matter::Label;
use crate::strict_yaml::nearest;

/// What a rule says, as templates.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    pub(crate) message: Option<Template>,
    pub(crate) note: Option<Template>,
    pub(crate) help: Option<Template>,
    pub(crate) related: Vec<(Label, Template)>,
    pub(crate) aggregate: Option<Template>,
    pub(crate) cases: Vec<CaseTexts>,
}

/// What a rule says in one of its cases, where that is not what it says otherwise.
#[derive(Clone, Debug)]
pub(crate) struct CaseTexts {
    pub(crate) message: Option<Template>,
    pub(crate) help: Option<Template>,
    pub(crate) because: Option<Template>,
}

/// A text with placeholders in braces: `{operation} declares no {status}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Placeholder(Placeholder),
}

/// A fact that a message can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Placeholder {
    /// `POST /orders`, or the name of the webhook.
    Operation,
    /// `POST`.
    Method,
    /// `/orders`.
    Path,
    /// The status as its key says it: `404`, `4XX`, `default`.
    Status,
    /// The status with its registered reason phrase: `404 Not Found`.
    StatusAndReason,
    /// The code that stands for the class of the status, with its reason phrase.
    ClassStatus,
    /// The product that the code is private to.
    Vendor,
    /// What the code means there.
    VendorMeaning,
    /// What to use in place of a private code.
    Replacement,
    /// The key as it is written.
    Key,
    /// The key in capitals.
    KeyUpper,
    /// The status that a misspelled key means: `200` for `200 OK`.
    KeyMeant,
    /// The reason phrase alone; of a range, what RFC 9110 calls the class.
    Reason,
    /// What a client takes an unknown code for: `400`.
    ClassCode,
    /// The header that the rule asked for.
    Header,
    /// The value of the header that the rule asked for.
    Value,
    /// The media type that the rule asked for.
    MediaType,
    /// What the operation creates, with its article: `an order`.
    Noun,
    /// The declared success statuses: `200 and 202`.
    SuccessStatuses,
    /// All declared statuses: `400, 404 and default`; of an aggregated finding, those that it is
    /// about.
    Statuses,
    /// Why a heuristic rule believes what it says.
    Evidence,
    /// How many findings an aggregated finding stands for.
    Count,
    /// How many candidates there were.
    Total,
    /// The description of the response in one line, cut where it is long.
    Description,
    /// The text of the `$ref`.
    Reference,
    /// What is wrong with the `$ref`: nothing stands there, or it is a schema.
    ReferenceProblem,
    /// The name of the schema, or `the schema`.
    Schema,
    /// The version of OpenAPI.
    Version,
    /// The name that a native check is about.
    Name,
    /// The status that a text or a name stands for: `429 Too Many Requests`.
    NamedStatus,
    /// The same as numbers alone: `400 or 422`.
    NamedCodes,
}

const NAMES: &[(&str, Placeholder)] = &[
    ("operation", Placeholder::Operation),
    ("method", Placeholder::Method),
    ("path", Placeholder::Path),
    ("status", Placeholder::Status),
    ("status:reason", Placeholder::StatusAndReason),
    ("class-status", Placeholder::ClassStatus),
    ("vendor", Placeholder::Vendor),
    ("vendor-meaning", Placeholder::VendorMeaning),
    ("replacement", Placeholder::Replacement),
    ("key", Placeholder::Key),
    ("key:upper", Placeholder::KeyUpper),
    ("key:meant", Placeholder::KeyMeant),
    ("reason", Placeholder::Reason),
    ("class-code", Placeholder::ClassCode),
    ("header", Placeholder::Header),
    ("value", Placeholder::Value),
    ("media-type", Placeholder::MediaType),
    ("noun", Placeholder::Noun),
    ("success-statuses", Placeholder::SuccessStatuses),
    ("statuses", Placeholder::Statuses),
    ("evidence", Placeholder::Evidence),
    ("count", Placeholder::Count),
    ("total", Placeholder::Total),
    ("description", Placeholder::Description),
    ("reference", Placeholder::Reference),
    ("reference-problem", Placeholder::ReferenceProblem),
    ("schema", Placeholder::Schema),
    ("version", Placeholder::Version),
    ("name", Placeholder::Name),
    ("named-status", Placeholder::NamedStatus),
    ("named-codes", Placeholder::NamedCodes),
];

/// A placeholder that does not exist, or braces that do not match.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TemplateError {
    /// No fact has this name.
    #[error("`{{{name}}}` is no placeholder")]
    Unknown {
        /// The name between the braces.
        name: String,
        /// The placeholder that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A brace is opened and not closed.
    #[error("`{{` is never closed")]
    Unclosed,
}

impl Template {
    /// Reads a text with placeholders. `{{` and `}}` stand for braces.
    pub(crate) fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            literal.push_str(&before.replace("}}", "}"));
            if let Some(escaped) = after.strip_prefix('{') {
                literal.push('{');
                rest = escaped;
                continue;
            }
            let (name, behind) = after.split_once('}').ok_or(TemplateError::Unclosed)?;
            if !literal.is_empty() {
                parts.push(Part::Literal(std::mem::take(&mut literal)));
            }
            parts.push(Part::Placeholder(placeholder(name)?));
            rest = behind;
        }
        literal.push_str(&rest.replace("}}", "}"));
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Ok(Self(parts))
    }

    /// The facts that it names.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = Placeholder> {
        self.0.iter().filter_map(|part| match part {
            Part::Literal(_) => None,
            Part::Placeholder(placeholder) => Some(*placeholder),
        })
    }

    /// The text with every placeholder replaced by what `fact` says.
    pub(crate) fn fill(&self, fact: impl Fn(Placeholder) -> String) -> String {
        self.0.iter().fold(String::new(), |mut text, part| {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Placeholder(placeholder) => text.push_str(&fact(*placeholder)),
            }
            text
        })
    }
}

impl Placeholder {
    /// The name as pages write it.
    pub(crate) fn name(self) -> &'static str {
        let found = NAMES.iter().find(|(_, known)| *known == self);
        found.map_or("", |(name, _)| name)
    }
}

fn placeholder(name: &str) -> Result<Placeholder, TemplateError> {
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, placeholder)| *placeholder)
        .ok_or_else(|| TemplateError::Unknown {
            name: name.to_owned(),
            suggestion: nearest(name, NAMES.iter().map(|(known, _)| *known)),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_their_places() {
        let template = Template::parse("{operation} declares {key:upper}").unwrap();
        let text = template.fill(|placeholder| match placeholder {
            Placeholder::Operation => "GET /orders".to_owned(),
            _ => "4XX".to_owned(),
        });
        assert_eq!(text, "GET /orders declares 4XX");
    }

    #[test]
    fn an_unknown_placeholder_is_refused_with_the_nearest() {
        assert_eq!(
            Template::parse("{operaton} fails").unwrap_err(),
            TemplateError::Unknown {
                name: "operaton".to_owned(),
                suggestion: Some("operation"),
            }
        );
    }

    #[test]
    fn doubled_braces_are_braces() {
        let template = Template::parse("use `{{id}}`").unwrap();
        assert_eq!(template.fill(|_| String::new()), "use `{id}`");
    }
}

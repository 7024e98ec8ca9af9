//! Path templates as an intent reads them: spelling evened out, the telling parts picked.

use super::words::{self, Verb};
use crate::openapi::path::{self, Segment};

/// What can follow a name in its segment to choose a format: `/orders.json`.
const FORMATS: &[&str] = &["json", "xml", "html", "yaml", "csv", "php", "aspx", "do"];

/// One segment of a path, spelled the same way whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A name, without the ending that chooses a format.
    Name(String),
    /// A template expression that fills the segment, but for a format.
    Parameter,
    /// A custom method after a colon: `{id}:cancel`.
    Custom(String),
}

/// The steps of a path.
pub(super) fn steps(path: &str) -> Vec<Step> {
    path::segments(path).flat_map(step).collect()
}

fn step(segment: Segment<'_>) -> Vec<Step> {
    let text = segment.text();
    let (body, custom) = match text.rsplit_once(':') {
        Some((body, custom)) if is_name(custom) => (body, Some(custom)),
        _ => (text, None),
    };
    let body = without_format(body);
    let mut steps = Vec::new();
    if body.contains('{') {
        steps.push(Step::Parameter);
    } else if !body.is_empty() {
        steps.push(Step::Name(body.to_owned()));
    }
    steps.extend(custom.map(|custom| Step::Custom(custom.to_owned())));
    steps
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn without_format(text: &str) -> &str {
    match text.rsplit_once('.') {
        Some((name, ending))
            if !name.is_empty() && (FORMATS.contains(&ending) || ending.starts_with('{')) =>
        {
            name
        }
        _ => text
            .split_once('(')
            .map_or(text, |(name, _)| if name.is_empty() { text } else { name }),
    }
}

/// The steps written as one text in which plural, case and separators no longer differ.
pub(super) fn shape(steps: &[Step]) -> String {
    let mut shape = String::new();
    for step in steps {
        shape.push('/');
        match step {
            Step::Name(name) => shape.push_str(&plain(name)),
            Step::Parameter => shape.push_str("{}"),
            Step::Custom(name) => {
                shape.push(':');
                shape.push_str(name);
            }
        }
    }
    shape
}

/// The shapes of the collections whose items a path goes through on its way further down.
pub(super) fn collections_above(steps: &[Step]) -> Vec<String> {
    let through = steps.split_last().map_or(&[][..], |(_, through)| through);
    let parameters = through.iter().enumerate();
    parameters
        .filter(|(_, step)| **step == Step::Parameter)
        .filter_map(|(position, _)| through.get(..position))
        .filter(|above| matches!(above.last(), Some(Step::Name(_))))
        .map(shape)
        .collect()
}

/// A name in lower case, in the singular, without separators.
pub(super) fn plain(name: &str) -> String {
    let letters: String = name
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    words::singular(&letters)
}

/// The verb that a path ends in, and the word that it is.
pub(super) fn verb(name: &[String]) -> Option<(Verb, &str)> {
    let first = name.first()?;
    let last = name.last()?;
    if let Some(verb) = words::verb(first) {
        let names_things = name.len() > 1 && verb.noun_too && words::is_plural(last);
        if !names_things {
            return Some((verb, first));
        }
    }
    let verb = words::verb(last).filter(|verb| name.len() > 1 && !verb.noun_too)?;
    Some((verb, last))
}

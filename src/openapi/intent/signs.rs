//! The facts about one operation that its intent is inferred from.

use super::bodies::{self, Body};
use super::names::{self, Lead};
use super::neighbours::Neighbours;
use super::steps::{self, Step};
use super::words::{self, Deed, Verb};
use crate::http::Method;
use crate::openapi::{Content, Operation, ResponseUse};

/// How many words of a text are read.
const WORDS: usize = 30;

/// The facts about one operation.
pub(super) struct Signs<'a> {
    pub(super) operation: Operation<'a>,
    pub(super) neighbours: &'a Neighbours,
    pub(super) path: Vec<Step>,
    /// The words of the last name in the path.
    pub(super) place: Vec<String>,
    /// The words of the operationId.
    pub(super) name: Vec<String>,
    /// The words of the summary, else of the first sentence of the description.
    pub(super) prose: Vec<String>,
    pub(super) name_lead: Option<Lead>,
    pub(super) prose_lead: Option<Lead>,
    /// The verb that the path ends in.
    pub(super) path_verb: Option<(Verb, String)>,
}

impl<'a> Signs<'a> {
    pub(super) fn of(operation: Operation<'a>, neighbours: &'a Neighbours) -> Self {
        let path = steps::steps(operation.path());
        let place = path
            .iter()
            .rev()
            .find_map(|step| match step {
                Step::Name(name) | Step::Custom(name) => Some(words::words(name, WORDS)),
                Step::Parameter => None,
            })
            .unwrap_or_default();
        let name = words::words(operation.operation_id().unwrap_or_default(), WORDS);
        let name = without_owners(name, &path);
        let prose = prose(operation);
        let names_things = place.len() > 1
            && place.last().is_some_and(|last| words::is_plural(last))
            && !neighbours.items(&path).is_empty();
        let path_verb = steps::verb(&place)
            .filter(|_| !names_things)
            .map(|(verb, word)| (verb, word.to_owned()));
        Self {
            operation,
            neighbours,
            name_lead: names::of_operation_id(&name, &place),
            prose_lead: names::of_prose(&prose),
            path_verb,
            path,
            place,
            name,
            prose,
        }
    }

    /// Whether the path ends in a parameter.
    pub(super) fn ends_in_parameter(&self) -> bool {
        self.path.last() == Some(&Step::Parameter)
    }

    /// Whether another operation reads the items of the collection that it is on.
    pub(super) fn item_is_read(&self) -> bool {
        let document = self.operation.document();
        let items = self.neighbours.items(&self.path).iter();
        let mut items = items.filter_map(|number| document.operation(*number as usize));
        items.any(|item| *item.method() == Method::Get)
    }

    /// Whether what a client sends or orders here is kept: the path names the thing in the plural,
    /// and its items can be read. `Send a message` on `/messages` makes a message.
    pub(super) fn keeps_what_is_sent(&self) -> bool {
        self.path_verb.is_none()
            && self.place.last().is_some_and(|last| words::is_plural(last))
            && self.item_is_read()
    }

    /// Whether its name or its prose says outright that it creates.
    pub(super) fn says_create(&self) -> bool {
        [&self.name_lead, &self.prose_lead]
            .into_iter()
            .flatten()
            .any(|lead| lead.verb.deed == Deed::Create)
    }

    /// Whether the path ends in a word for creating, below the collection: `/containers/create`.
    pub(super) fn path_creates(&self) -> bool {
        let [only] = self.place.as_slice() else {
            return false;
        };
        !self.ends_in_parameter() && ["create", "new", "add"].contains(&only.as_str())
    }

    /// Whether its path ends in a name below an item: `/groups/{id}/members`.
    pub(super) fn ends_below_an_item(&self) -> bool {
        matches!(self.path.as_slice(), [.., Step::Parameter, Step::Name(_)])
    }

    /// Whether its request holds nothing but identities of other things.
    pub(super) fn sends_only_identities(&self) -> bool {
        let request = self.operation.request_contents();
        let schema = bodies::telling(request).and_then(Content::schema);
        schema.is_some_and(bodies::holds_only_identities)
    }

    /// What the operation answers with.
    pub(super) fn answer(&self) -> Option<&'a Body> {
        self.neighbours.answer(self.operation)
    }

    /// What the operation works on: the last name in the path that is no verb, in the singular.
    pub(super) fn noun(&self) -> String {
        let named = self.path.iter().rev().find_map(|step| {
            let Step::Name(name) = step else { return None };
            let mut words = words::words(name, WORDS);
            let is_verb = steps::verb(&words).is_some_and(|(verb, _)| !verb.noun_too);
            if is_verb || is_version(&words) {
                return None;
            }
            if let Some(last) = words.last_mut() {
                *last = words::singular(last);
            }
            Some(words.join(" "))
        });
        named.unwrap_or_default()
    }

    /// The success answer's header that says where the new resource is.
    pub(super) fn answers_with_location(&self) -> bool {
        self.operation
            .successes()
            .filter_map(ResponseUse::response)
            .any(|response| {
                ["Location", "Content-Location"]
                    .iter()
                    .any(|name| response.header(name).is_some())
            })
    }

    /// Whether the success answer is a picture or a finished document.
    pub(super) fn answers_with_binary(&self) -> bool {
        let Some(response) = bodies::success(self.operation).and_then(ResponseUse::response) else {
            return false;
        };
        bodies::telling(response.contents()).is_some_and(bodies::is_binary)
    }
}

/// The words of an operationId without those that name what the path goes through: in
/// `CREATE_Note_for_PaymentBatch` on `/payment-batch/{id}/note` nothing is done in a batch. The
/// first word stays, and so do words for making.
fn without_owners(name: Vec<String>, path: &[Step]) -> Vec<String> {
    let mut owners: Vec<String> = Vec::new();
    for pair in path.windows(2).take(path.len().saturating_sub(2)) {
        if let [Step::Name(owner), Step::Parameter] = pair {
            let words = words::words(owner, WORDS).into_iter();
            owners.extend(words.map(|word| words::singular(&word)));
        }
    }
    let makes = |word: &str| words::verb(word).is_some_and(|verb| verb.deed.makes());
    name.into_iter()
        .enumerate()
        .filter(|(position, word)| {
            *position == 0 || makes(word) || !owners.contains(&words::singular(word))
        })
        .map(|(_, word)| word)
        .collect()
}

fn is_version(words: &[String]) -> bool {
    match words {
        [only] => {
            let digits = only.strip_prefix('v').unwrap_or(only);
            only == "api" || digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => words
            .iter()
            .all(|word| word.bytes().all(|byte| byte.is_ascii_digit())),
    }
}

fn prose(operation: Operation<'_>) -> Vec<String> {
    let summary = operation.summary().unwrap_or_default();
    let summary = words::words(summary, WORDS);
    if names::of_prose(&summary).is_some() {
        return summary;
    }
    let description = operation.description().unwrap_or_default();
    let sentence = description
        .split(['.', '\n'])
        .find(|part| !part.trim().is_empty());
    let sentence = words::words(sentence.unwrap_or_default(), WORDS);
    if sentence.is_empty() {
        summary
    } else {
        sentence
    }
}

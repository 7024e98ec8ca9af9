//! What a POST does: signs vote for purposes, and the votes are weighed.

use super::names::{self, Lead};
use super::signs::Signs;
use super::steps::{self, Step};
use super::votes::Votes;
use super::words::{self, Deed, Verb};
use super::{Intent, Purpose, bodies};
use crate::http::{Method, StatusCode};
use crate::openapi::{Content, Coverage, Operation};

/// Names of places where clients prove who they are.
const CREDENTIAL_PLACES: &[&str] = &[
    "login",
    "logout",
    "token",
    "signin",
    "signout",
    "oauth",
    "oauth2",
    "auth",
    "authorize",
    "authenticate",
    "authentication",
    "jwt",
    "otp",
    "logon",
    "session",
    "introspect",
    "password",
];

/// Names of endpoints that take any procedure call.
const PROCEDURE_PLACES: &[&str] = &[
    "graphql", "jsonrpc", "rpc", "rpcapi", "gql", "xmlrpc", "soap",
];

/// Infers what a POST operation does.
pub(super) fn infer(signs: &Signs<'_>) -> Intent {
    let mut votes = Votes::default();
    name_votes(signs, &mut votes);
    path_votes(signs, &mut votes);
    wording_votes(signs, &mut votes);
    association_votes(signs, &mut votes);
    body_votes(signs, &mut votes);
    neighbour_votes(signs, &mut votes);
    votes.decide(signs.noun())
}

fn purpose_of(deed: Deed) -> Purpose {
    match deed {
        Deed::Create | Deed::Add | Deed::Copy | Deed::Upload | Deed::Post => Purpose::Create,
        Deed::Save => Purpose::Upsert,
        Deed::Read => Purpose::Read,
        Deed::List => Purpose::List,
        Deed::Compute => Purpose::Search,
        Deed::Change => Purpose::Update,
        Deed::Remove => Purpose::Delete,
        Deed::Act => Purpose::Action,
        Deed::Start => Purpose::Async,
        Deed::Tell => Purpose::Event,
        Deed::Authenticate => Purpose::Token,
    }
}

fn making_weight(deed: Deed) -> i32 {
    match deed {
        Deed::Create => 4,
        Deed::Add | Deed::Copy | Deed::Upload => 3,
        _ => 1,
    }
}

fn name_votes(signs: &Signs<'_>, votes: &mut Votes) {
    if let Some(lead) = &signs.name_lead {
        let id = signs.operation.operation_id().unwrap_or_default();
        if lead.sends() && signs.keeps_what_is_sent() {
            let text = format!(
                "`{id}` is named `{}`, and what it is said of is kept",
                lead.word
            );
            votes.cast(Purpose::Create, 2, text);
            return prose_votes(signs, votes);
        }
        let purpose = purpose_of(lead.verb.deed);
        let text = if lead.verb.deed.makes() {
            format!("`{id}` is named like a creation")
        } else {
            format!("`{id}` is named `{}`", lead.word)
        };
        votes.cast(purpose, weight(lead.verb, 5), text);
    }
    prose_votes(signs, votes);
}

fn prose_votes(signs: &Signs<'_>, votes: &mut Votes) {
    if let Some(lead) = &signs.prose_lead {
        let said = lead.word.as_str();
        if lead.sends() && signs.keeps_what_is_sent() {
            let text = format!("its summary says `{said}`, and what is said of is kept");
            return votes.cast(Purpose::Create, 2, text);
        }
        let weight = weight(lead.verb, 4);
        votes.cast(
            purpose_of(lead.verb.deed),
            weight,
            format!("its summary says `{said}`"),
        );
    }
}

fn weight(verb: Verb, otherwise: i32) -> i32 {
    if verb.deed.makes() {
        making_weight(verb.deed)
    } else if verb.noun_too {
        2
    } else {
        otherwise
    }
}

fn path_votes(signs: &Signs<'_>, votes: &mut Votes) {
    let place = signs.place.join("");
    if PROCEDURE_PLACES.contains(&place.as_str()) || signs.operation.path().contains("jsonrpc") {
        votes.cast(Purpose::Rpc, 12, format!("`{place}` takes any call"));
    }
    let has_item = !signs.neighbours.items(&signs.path).is_empty();
    let credential = CREDENTIAL_PLACES.contains(&place.as_str())
        || signs
            .place
            .last()
            .is_some_and(|last| CREDENTIAL_PLACES.contains(&last.as_str()));
    if credential && !has_item {
        votes.cast(
            Purpose::Token,
            6,
            format!("`{place}` deals with credentials"),
        );
    }
    let names_it = |word: &str| {
        let mut behind = signs.prose.iter().chain(&signs.name).skip(1);
        behind.any(|other| other == word)
    };
    let is_collection = |word: &str| signs.says_create() && signs.item_is_read() && names_it(word);
    if let Some((verb, word)) = signs
        .path_verb
        .as_ref()
        .filter(|(_, word)| !is_collection(word))
    {
        let custom = matches!(signs.path.last(), Some(Step::Custom(_)));
        let text = format!("its path ends in `{word}`");
        if signs.path_creates() {
            votes.cast(Purpose::Create, 2, text);
        } else if verb.deed.makes() {
            if signs.place.len() > 1 && !has_item && !verb.noun_too {
                votes.cast(Purpose::Action, 5, text);
            }
        } else if custom || !verb.noun_too {
            votes.cast(purpose_of(verb.deed), 7, text);
        } else if !has_item {
            votes.cast(purpose_of(verb.deed), 4, text);
        }
    }
    let below = has_item;
    if signs.ends_in_parameter() && !below {
        votes.cast(Purpose::Update, 5, "its path names one resource".to_owned());
    }
    if let Some((_, action)) = signs.operation.path().split_once("#Action=") {
        let words = words::words(action, 2);
        let verb = words.first().and_then(|word| words::verb(word));
        let purpose = verb.map_or(Purpose::Action, |verb| purpose_of(verb.deed));
        if purpose == Purpose::Create {
            votes.cast(
                Purpose::Action,
                8,
                "its path is one for all calls".to_owned(),
            );
        } else {
            votes.cast(purpose, 8, format!("its action is `{action}`"));
        }
    }
}

fn wording_votes(signs: &Signs<'_>, votes: &mut Votes) {
    if names::says_upsert(&signs.name) || names::says_upsert(&signs.prose) {
        let text = "it says that what exists is changed".to_owned();
        votes.cast(Purpose::Upsert, 20, text);
    }
    let is_resource = !signs.neighbours.items(&signs.path).is_empty()
        && signs.place.iter().any(|word| word.starts_with("batch"));
    let in_name = names::says_batch(&signs.name) || names::says_batch(&signs.place);
    if in_name && !is_resource {
        votes.cast(Purpose::Batch, 8, "it is named as a batch".to_owned());
    } else if names::says_batch(&signs.prose) && !is_resource {
        votes.cast(
            Purpose::Batch,
            4,
            "its summary speaks of several".to_owned(),
        );
    }
}

/// Signs that what it adds is there already, or is not what its path holds.
fn association_votes(signs: &Signs<'_>, votes: &mut Votes) {
    if names::says_existing(&signs.prose) {
        let text = "it says that what it adds exists".to_owned();
        votes.cast(Purpose::Action, 8, text);
    }
    let named = signs.place.iter().any(|word| word.starts_with("invit"));
    if !named && (names::says_invite(&signs.prose) || names::says_invite(&signs.name)) {
        let text = "it invites, and what its path holds comes of that later".to_owned();
        votes.cast(Purpose::Action, 8, text);
    }
    let adds = |lead: &Option<Lead>| {
        let deed = lead.as_ref().map(|lead| lead.verb.deed);
        deed.is_none_or(|deed| matches!(deed, Deed::Add | Deed::Post))
    };
    let only_adds = !signs.says_create() && adds(&signs.name_lead) && adds(&signs.prose_lead);
    if only_adds && signs.ends_below_an_item() && signs.sends_only_identities() {
        let text = "its request only names what exists".to_owned();
        votes.cast(Purpose::Action, 11, text);
    }
}

fn body_votes(signs: &Signs<'_>, votes: &mut Votes) {
    let request = signs.operation.request_contents();
    let schema = bodies::telling(request).and_then(Content::schema);
    if let Some(schema) = schema {
        if schema.items().is_some() {
            votes.cast(Purpose::Batch, 4, "its request holds a list".to_owned());
        }
        let name = schema.name().unwrap_or_default();
        let words = words::words(name, 8);
        let creates = words
            .iter()
            .any(|word| words::verb(word).is_some_and(|verb| verb.deed == Deed::Create));
        if creates {
            votes.cast(Purpose::Create, 1, format!("its request is a `{name}`"));
        }
    }
    if signs.answers_with_location() {
        votes.address(4, "its answer has a `Location`".to_owned(), None);
    }
    let created =
        StatusCode::new(201).is_some_and(|code| signs.operation.declares(code, Coverage::Explicit));
    if created {
        votes.cast(Purpose::Create, 2, "it declares 201".to_owned());
    }
    let accepted =
        StatusCode::new(202).is_some_and(|code| signs.operation.declares(code, Coverage::Explicit));
    if accepted {
        votes.cast(Purpose::Async, 3, "it declares 202".to_owned());
    }
    if signs.answers_with_binary() {
        votes.cast(Purpose::Search, 4, "it answers with a file".to_owned());
    }
    let Some(answer) = signs.answer() else { return };
    if answer.has_credential {
        votes.cast(Purpose::Token, 4, "it answers with a credential".to_owned());
    }
    if answer.is_list {
        votes.cast(Purpose::Search, 4, "it answers with a list".to_owned());
    } else if answer.has_identity {
        votes.cast(Purpose::Create, 1, "its answer has an id".to_owned());
    }
}

fn neighbour_votes(signs: &Signs<'_>, votes: &mut Votes) {
    item_votes(signs, votes);
    schema_votes(signs, votes);
    let plural = signs
        .place
        .last()
        .is_some_and(|word| words::is_plural(word));
    let own = operations(signs, signs.neighbours.on(&signs.path));
    let list = own.iter().find(|other| *other.method() == Method::Get);
    match list.filter(|_| plural) {
        Some(list) if signs.says_create() => {
            let deed = if signs.ends_in_parameter() {
                "reads"
            } else {
                "lists"
            };
            let text = format!("{list} {deed} what it creates");
            votes.address(2, text, Some(list.index()));
        }
        Some(_) => votes.cast(Purpose::Create, 2, "its path is a collection".to_owned()),
        None if plural => {
            votes.cast(Purpose::Create, 1, "its path is in the plural".to_owned());
        }
        None => {}
    }
}

/// Operations on the item that the collection would gain.
fn item_votes(signs: &Signs<'_>, votes: &mut Votes) {
    let collection = match signs.path.split_last() {
        Some((Step::Name(_), rest)) if signs.path_creates() => rest,
        _ => &signs.path,
    };
    let items = operations(signs, signs.neighbours.items(collection));
    let by = |methods: &[Method]| items.iter().find(|item| methods.contains(item.method()));
    if let Some(item) = by(&[Method::Get]) {
        votes.address(
            4,
            format!("{item} reads what it creates"),
            Some(item.index()),
        );
        if let Some(item) = by(&[Method::Delete]).filter(|_| !signs.ends_in_parameter()) {
            votes.cast(Purpose::Create, 2, format!("{item} removes it again"));
        }
    } else if let Some(item) = by(&[Method::Put, Method::Patch]) {
        votes.address(
            3,
            format!("{item} changes what it creates"),
            Some(item.index()),
        );
    } else if let Some(item) = by(&[Method::Delete]) {
        let text = format!("{item} removes what it creates");
        // What is only added and removed may be an association of things that exist.
        if signs.says_create() {
            votes.address(3, text, Some(item.index()));
        } else {
            votes.cast(Purpose::Create, 2, text);
        }
    }
    let Some(Step::Name(name)) = collection.last().filter(|_| items.is_empty()) else {
        return;
    };
    let below = signs
        .neighbours
        .below(collection)
        .filter(|_| signs.says_create());
    if let Some(below) = below.and_then(|number| operations(signs, &[number]).pop()) {
        let text = format!("{below} is on what it creates");
        votes.address(3, text, Some(below.index()));
    }
    if let Some(own) = own_item(signs, collection) {
        let text = format!("{own} reads the client's own");
        votes.address(2, text, Some(own.index()));
    }
    variant_votes(signs, collection, votes);
    let elsewhere = operations(signs, signs.neighbours.named(name));
    let read = elsewhere
        .iter()
        .find(|item| *item.method() == Method::Get && signs.says_create());
    if let Some(item) = read {
        let text = format!("{item} reads a resource of that name");
        votes.address(2, text, Some(item.index()));
    }
}

/// The read of the item that is the client's own, under a word in place of its identity: `/users/me`.
fn own_item<'a>(signs: &Signs<'a>, collection: &[Step]) -> Option<Operation<'a>> {
    let words = ["me", "self", "mine", "current"].into_iter();
    let mut found = words.filter(|_| signs.says_create()).flat_map(|word| {
        let mut path = collection.to_vec();
        path.push(Step::Name(word.to_owned()));
        operations(signs, signs.neighbours.on(&path))
    });
    found.find(|other| *other.method() == Method::Get)
}

/// A way to create that stands beside the collection's own: `/registrations/instant`.
fn variant_votes(signs: &Signs<'_>, path: &[Step], votes: &mut Votes) {
    let Some((Step::Name(_), [.., Step::Name(noun)])) = path.split_last() else {
        return;
    };
    let owner = path.get(..path.len() - 1).unwrap_or_default();
    let noun = steps::plain(noun);
    let is_variant = signs.path_verb.is_none()
        && !names::says_batch(&signs.place)
        && signs
            .place
            .last()
            .is_some_and(|last| !words::is_plural(last));
    let makes = |lead: &Option<Lead>| lead.as_ref().is_some_and(|lead| lead.verb.deed.makes());
    let is_named = signs.name.iter().any(|word| steps::plain(word) == noun);
    if !(is_variant && is_named && signs.says_create() && makes(&signs.name_lead)) {
        return;
    }
    let items = operations(signs, signs.neighbours.items(owner));
    let item = items.into_iter().find(|item| *item.method() == Method::Get);
    let below = || operations(signs, &[signs.neighbours.below(owner)?]).pop();
    if let Some(item) = item.or_else(below) {
        let text = format!("{item} is on a resource of that name");
        votes.address(2, text, Some(item.index()));
    }
}

/// Operations that answer with the same schema.
fn schema_votes(signs: &Signs<'_>, votes: &mut Votes) {
    let Some(answer) = signs.answer() else { return };
    let reads = operations(signs, &signs.neighbours.reads(answer));
    let read = reads
        .iter()
        .find(|read| !signs.operation.path().starts_with(read.path()));
    if let Some(read) = read {
        let text = format!("{read} answers with the same schema");
        if signs.says_create() {
            votes.address(3, text, Some(read.index()));
        } else {
            votes.cast(Purpose::Create, 2, text);
        }
    }
    let lists = operations(signs, &signs.neighbours.lists(answer));
    let list = lists
        .iter()
        .find(|list| list.path() == signs.operation.path());
    if let Some(list) = list {
        votes.address(
            2,
            format!("{list} lists what it answers with"),
            Some(list.index()),
        );
    }
}

fn operations<'a>(signs: &Signs<'a>, numbers: &[u32]) -> Vec<Operation<'a>> {
    let document = signs.operation.document();
    numbers
        .iter()
        .filter_map(|number| document.operation(*number as usize))
        .collect()
}

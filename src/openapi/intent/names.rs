//! Which verb the operationId and the prose of an operation lead with.

use super::words::{self, Deed, Verb};

/// A verb in a text, with the words around it.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    pub(super) verb: Verb,
    /// The word that the verb was recognised by.
    pub(super) word: String,
}

/// Acts on a thing that comes into being by them, where the API keeps it.
const SENDING: &[&str] = &[
    "send",
    "sends",
    "sending",
    "place",
    "places",
    "issue",
    "issues",
    "dial",
    "call",
    "calls",
    "request",
    "requests",
    "refund",
    "refunds",
    "charge",
    "transfer",
    "transfers",
    "pay",
    "pays",
    "withdraw",
    "deposit",
    "order",
    "orders",
    "report",
    "reports",
];

impl Lead {
    /// Whether the verb is about a thing that comes into being by it: `send` a message.
    pub(super) fn sends(&self) -> bool {
        SENDING.contains(&self.word.as_str())
    }
}

/// Words of an operationId that say nothing about what it does.
const SUFFIXES: &[&str] = &[
    "post",
    "using",
    "v1",
    "v2",
    "v3",
    "v4",
    "endpoint",
    "api",
    "async",
    "handler",
    "controller",
    "action",
    "method",
    "request",
    "1",
    "2",
    "3",
];
const PREFIXES: &[&str] = &[
    "api", "v1", "v2", "v3", "v4", "rest", "public", "private", "do", "admin", "post",
];

/// Words that prose begins with before it comes to its verb.
const FILLERS: &[&str] = &[
    "this",
    "the",
    "endpoint",
    "operation",
    "method",
    "api",
    "allows",
    "allow",
    "lets",
    "let",
    "you",
    "users",
    "user",
    "clients",
    "client",
    "to",
    "will",
    "can",
    "may",
    "be",
    "used",
    "use",
    "is",
    "it",
    "a",
    "an",
    "that",
    "http",
    "please",
    "asynchronously",
    "synchronously",
    "beta",
    "alpha",
    "deprecated",
    "legacy",
    "for",
    "by",
    "in",
    "order",
    "v1",
    "v2",
    "v3",
    "post",
    "your",
    "us",
    "enables",
    "one",
    "with",
    "admin",
    "which",
    "and",
];
const FILLERS_AFTER: &[&str] = &[
    "call", "request", "service", "resource", "function", "action", "command",
];

/// The verb of an operationId. A word that the collection's own name begins with is no verb:
/// `loadBalancers_create` on `/load_balancers`.
pub(super) fn of_operation_id(name: &[String], place: &[String]) -> Option<Lead> {
    let noun = match place {
        [first, .., last] if words::is_plural(last) => Some(first),
        _ => None,
    };
    let name: Vec<String> = name
        .iter()
        .filter(|word| Some(*word) != noun)
        .cloned()
        .collect();
    let name = name.as_slice();
    let skipped = |word: &&String| PREFIXES.contains(&word.as_str());
    let prefix = name.iter().take_while(skipped).count();
    let suffix = name
        .iter()
        .rev()
        .take_while(|word| SUFFIXES.contains(&word.as_str()))
        .count();
    let end = name.len().saturating_sub(suffix);
    let core = name.get(prefix..end.max(prefix)).unwrap_or_default();
    find(core).or_else(|| {
        let posts = name.iter().any(|word| word == "post");
        let verb = words::verb("post").filter(|_| posts)?;
        Some(lead(verb, "post"))
    })
}

fn find(core: &[String]) -> Option<Lead> {
    let first = core.first().and_then(|word| known(word));
    if let Some(found) = first.as_ref().filter(|found| !found.verb.noun_too) {
        let inner = core.iter().skip(1).filter_map(|word| known(word));
        // `Set_CreateEntry`: what leads is the group that the operation belongs to.
        let creation = inner
            .filter(|_| found.verb.deed == Deed::Change)
            .find(|inner| inner.verb.deed == Deed::Create);
        return creation.or_else(|| Some(found.clone()));
    }
    let last = core.last().and_then(|word| known(word));
    if let Some(found) = last.as_ref().filter(|found| !found.verb.noun_too) {
        return Some(found.clone());
    }
    let inner = core.iter().skip(1).filter_map(|word| known(word));
    let definite = inner.clone().find(|found| !found.verb.noun_too);
    let posts = inner
        .into_iter()
        .find(|found| found.verb.deed == Deed::Post);
    definite.or(first).or(posts).or(last)
}

fn known(word: &str) -> Option<Lead> {
    words::verb(word).map(|verb| lead(verb, word))
}

fn lead(verb: Verb, word: &str) -> Lead {
    Lead {
        verb,
        word: word.to_owned(),
    }
}

/// The verb that a summary or the first sentence of a description leads with; of a headline of a few
/// words also the one that it ends with: `Order creation`.
pub(super) fn of_prose(text: &[String]) -> Option<Lead> {
    let mut previous_is_filler = false;
    let mut position = 0;
    for word in text {
        let filler = FILLERS.contains(&word.as_str())
            || (previous_is_filler && FILLERS_AFTER.contains(&word.as_str()));
        if !filler {
            break;
        }
        previous_is_filler = true;
        position += 1;
    }
    let first = text.get(position).and_then(|word| conjugated(word));
    let last = text.last().filter(|_| text.len() > 1 && text.len() <= 4);
    let last = last
        .and_then(|word| conjugated(word))
        .filter(|found| !found.verb.noun_too);
    match first {
        Some(found) if found.verb.noun_too => last.or(Some(found)),
        Some(found) => Some(found),
        None => last,
    }
}

fn conjugated(word: &str) -> Option<Lead> {
    words::conjugated(word).map(|verb| lead(verb, word))
}

/// Whether the words say that what exists is changed where it exists: `create or update`,
/// `get or create`, `if it does not exist`.
pub(super) fn says_upsert(text: &[String]) -> bool {
    let meant: Vec<&str> = text
        .iter()
        .map(String::as_str)
        .filter(|word| !ARTICLES.contains(word))
        .collect();
    let or = meant
        .windows(3)
        .any(|three| matches!(three, [first, "or", second] if alternates(first, second)));
    let slash = meant
        .windows(2)
        .any(|two| matches!(two, ["create" | "add", "update" | "replace"]));
    let joined = meant.join(" ");
    or || slash || UPSERTS.iter().any(|phrase| joined.contains(phrase))
}

const ARTICLES: &[&str] = &["a", "an", "the", "new", "existing"];
const UPSERTS: &[&str] = &[
    "upsert",
    "get or create",
    "find or create",
    "if not exist",
    "if it does not exist",
];

/// Whether one word is about making and the other about changing.
fn alternates(first: &str, second: &str) -> bool {
    let makes = |word| {
        let deed = words::conjugated(word).map(|verb| verb.deed);
        matches!(deed, Some(Deed::Create | Deed::Add))
    };
    let changes = |word: &str| {
        let stem = word.strip_suffix('s').unwrap_or(word);
        [
            "update",
            "replace",
            "modify",
            "modifie",
            "edit",
            "overwrite",
            "change",
            "save",
        ]
        .contains(&stem)
    };
    (makes(first) && changes(second)) || (changes(first) && makes(second))
}

/// Whether the words say that what is added or assigned exists: `Add an existing user to a group`.
pub(super) fn says_existing(text: &[String]) -> bool {
    let adds = |word: &String| {
        let deed = words::conjugated(word).map(|verb| verb.deed);
        matches!(deed, Some(Deed::Add | Deed::Act | Deed::Change))
    };
    let adding = text.iter().take(4).position(adds);
    adding.is_some_and(|position| {
        let behind = text.iter().skip(position + 1).take(5);
        behind
            .take_while(|word| {
                !["to", "from", "in", "into", "on", "for", "with", "using"].contains(&word.as_str())
            })
            .any(|word| word == "existing")
    })
}

/// Whether the words lead with an invitation.
pub(super) fn says_invite(text: &[String]) -> bool {
    let invites = ["invite", "invites", "invitation", "invitations", "inviting"];
    text.iter()
        .take(4)
        .any(|word| invites.contains(&word.as_str()))
}

/// Whether the words say that several things are handled at once.
pub(super) fn says_batch(text: &[String]) -> bool {
    text.iter().any(|word| {
        matches!(
            word.as_str(),
            "bulk" | "batch" | "multiple" | "many" | "mass" | "batched"
        )
    })
}

//! Words: how names are taken apart, and what English verbs say about an operation.
//!
//! Knows nothing of OpenAPI. Other languages have no words here, so they tell nothing.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a verb says that an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Deed {
    /// Makes something: `create`.
    Create,
    /// Makes something, or attaches something that exists: `add`.
    Add,
    /// Makes another one like one that exists: `clone`.
    Copy,
    /// Takes in a file: `upload`.
    Upload,
    /// The method's own name, or as little: `post`, `submit`.
    Post,
    /// Stores, whether or not it was there: `save`.
    Save,
    /// Reads: `get`.
    Read,
    /// Reads the members of a collection: `list`.
    List,
    /// Finds or computes an answer: `search`, `validate`.
    Compute,
    /// Changes what exists: `update`.
    Change,
    /// Removes what exists: `delete`.
    Remove,
    /// Commands: `cancel`, `send`.
    Act,
    /// Starts work that goes on: `run`.
    Start,
    /// Reports that something happened: `notify`.
    Tell,
    /// Deals with credentials: `login`.
    Authenticate,
}

impl Deed {
    /// Whether something new may come of it.
    pub(super) fn makes(self) -> bool {
        matches!(
            self,
            Deed::Create | Deed::Add | Deed::Copy | Deed::Upload | Deed::Post
        )
    }
}

/// What one verb says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verb {
    pub(super) deed: Deed,
    /// Whether the word is as often a noun: `order`, `test`.
    pub(super) noun_too: bool,
}

const CREATE: &str = "create insert new make creation mk";
const ADD: &str = "add register provision define enroll open allocate declare adding registration";
const ADD_OR_NOUN: &str = "book record reserve place author compose plan invite subscribe reply \
    propose";
const COPY: &str = "clone copy duplicate fork instantiate";
const UPLOAD: &str = "upload";
const POST: &str = "post submit";
const SAVE: &str = "save upsert put sync synchronize synchronise createorupdate addorupdate \
    updateorcreate";
const READ: &str = "get fetch read retrieve show view describe download load obtain return returns \
    peek pull poll gets lookup browse see inspect provides";
const LIST: &str = "list enumerate lists";
const COMPUTE: &str = "search find check calculate compute validate verify preview simulate \
    evaluate analyze analyse parse convert translate predict classify detect extract transform \
    compare resolve suggest autocomplete explain infer recognize recognise identify determine \
    decode encode generalize summarize summarise forecast geocode normalize normalise format \
    aggregate introspect discover is has exists does can are diff transcribe embed match predicts \
    tokenize moderate lint solve optimize optimise assess dry recommend scrape screen compile \
    calc highlight sanitize correct prettify minify render renders annotate compress decompress \
    crop resize rotate ocr beautify";
const COMPUTE_OR_NOUN: &str = "query filter count estimate quote quotation score rank sort test \
    map route distance sample measure rate report stats statistics metadata intersect union info \
    graph inference prediction predictions estimation calculation validation verification \
    classification detection recognition autosuggest availability lookups eligibility permissions \
    review reviews similarity prices";
const CHANGE: &str = "update set edit modify change patch replace rename configure reset toggle \
    assign unassign reassign adjust amend increment decrement move reorder merge unmerge reposition convertto \
    updates upgrade downgrade correctto mark unmark promote demote swap renew extend override \
    overwrite regenerate rearrange manage apply customize alter rewrite updating adapt";
const REMOVE: &str = "delete remove destroy clear purge prune revoke erase unregister deregister \
    unsubscribe uninstall detach unlink drop discard empty unset wipe deletes removes cleanup \
    trash deallocate forget";
const ACT: &str = "cancel stop restart enable disable activate deactivate send resend approve \
    reject accept decline confirm publish unpublish close reopen restore archive unarchive pause \
    resume suspend unsuspend lock unlock block unblock freeze unfreeze attach associate disassociate \
    join leave follow unfollow like unlike mute unmute ban unban pin unpin rerun retry \
    rerequest redeliver refund capture void settle complete finish finalize finalise abort kill \
    reboot shutdown refresh sign ack acknowledge dismiss invoke call execute do perform \
    process handle grant deny allow apply install rollback revert undo redo mount unmount \
    pay charge transfer withdraw deposit redeem claim convey deliver dispatch ship fulfill award \
    vote upvote downvote rate flag unflag hide unhide star unstar favorite bookmark tag untag \
    reply echo ping sync resync commit push checkout checkin consume reindex rebuild failover \
    switch connect disconnect link pair unpair bind unbind wake sleep reload flush expire prolong \
    agree consent respond answer submit request ask notifyall reschedule escalate snooze resolve \
    complete migrate evict drain cordon seal unseal rekey simulate write play skip seek \
    reverse transition advance ignore unignore convert sanitize terminate steal impersonate \
    unmerge hold release unhold return reserve stage test trust lend share unshare \
    invalidate evaluate acquire control force initialize initialise prepare reassign resubmit \
    reprocess reconcile requeue enqueue dequeue undelete recover relay forward turn power suspend";
const ACT_NOUNS: &str = "call charge transfer deposit award vote rate flag like star favorite bookmark \
    tag reply request answer link bind pair sign echo test release share stage hold return pin \
    refund capture lock block pause ban commit push checkout checkin reserve claim play control \
    force power process transition ship payment restore archive follow write purchase power \
    consent switch connect forward sleep claim response relay import export report";
const START: &str = "run start trigger launch schedule begin initiate execute recalculate";
const START_OR_NOUN: &str = "import export build deploy backup scan job deployment crawl ingest \
    train dump snapshot";
const TELL: &str = "notify track ingest heartbeat identify collect emit";
const TELL_OR_NOUN: &str = "notification telemetry callback feedback";
const AUTHENTICATE: &str = "login logout signin signout signup logon logoff authenticate authorize \
    authorise reauthenticate oauth auth otp";

/// Later tables yield to earlier ones.
const TABLES: &[(Deed, bool, &str)] = &[
    (Deed::Create, false, CREATE),
    (Deed::Add, false, ADD),
    (Deed::Add, true, ADD_OR_NOUN),
    (Deed::Copy, true, COPY),
    (Deed::Upload, true, UPLOAD),
    (Deed::Post, true, POST),
    (Deed::Save, false, SAVE),
    (Deed::Read, false, READ),
    (Deed::List, true, LIST),
    (Deed::Compute, false, COMPUTE),
    (Deed::Compute, true, COMPUTE_OR_NOUN),
    (Deed::Change, false, CHANGE),
    (Deed::Remove, false, REMOVE),
    (Deed::Start, true, START),
    (Deed::Start, true, START_OR_NOUN),
    (Deed::Tell, false, TELL),
    (Deed::Tell, true, TELL_OR_NOUN),
    (Deed::Authenticate, false, AUTHENTICATE),
    (Deed::Act, true, ACT_NOUNS),
    (Deed::Act, false, ACT),
];

static VERBS: LazyLock<FxHashMap<&'static str, Verb>> = LazyLock::new(|| {
    let mut verbs = FxHashMap::default();
    for (deed, noun_too, table) in TABLES {
        for word in table.split_ascii_whitespace() {
            verbs.entry(word).or_insert(Verb {
                deed: *deed,
                noun_too: *noun_too,
            });
        }
    }
    verbs
});

/// What a word in its base form says.
pub(super) fn verb(word: &str) -> Option<Verb> {
    VERBS.get(word).copied()
}

/// What a word says in any of the forms that prose gives it: `creates`, `creating`.
pub(super) fn conjugated(word: &str) -> Option<Verb> {
    let stems = [
        Some(word),
        word.strip_suffix('s'),
        word.strip_suffix("es"),
        word.strip_suffix("ing"),
    ];
    let plain = stems.into_iter().flatten().find_map(verb);
    plain.or_else(|| {
        let stem = word.strip_suffix("ing").or(word.strip_suffix("ies"))?;
        let doubled = stem.get(..stem.len().checked_sub(1)?)?;
        verb(&format!("{stem}e"))
            .or_else(|| verb(&format!("{stem}y")))
            .or_else(|| verb(doubled))
    })
}

/// The words of a name or a text in lower case: split at everything but letters and digits, at
/// humps (`createOrder`, `GPGKey`) and at nothing else. At most `limit` of them.
pub(in crate::openapi) fn words(text: &str, limit: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut previous = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\'' || character == '’' {
            continue;
        }
        let next_is_lower = characters.peek().is_some_and(|next| next.is_lowercase());
        let hump = character.is_uppercase()
            && (previous.is_lowercase()
                || previous.is_ascii_digit()
                || (previous.is_uppercase() && next_is_lower));
        if (hump || !character.is_alphanumeric()) && !current.is_empty() {
            words.push(std::mem::take(&mut current));
            if words.len() == limit {
                return words;
            }
        }
        if character.is_alphanumeric() {
            current.extend(character.to_lowercase());
        }
        previous = character;
    }
    if !current.is_empty() {
        words.push(current);
    }
    words
}

/// The singular of an English noun, as far as its ending tells; a word that is no plural comes back
/// as it is.
pub(super) fn singular(word: &str) -> String {
    if word == "people" {
        return "person".to_owned();
    }
    if word.len() > 4
        && let Some(stem) = word.strip_suffix("ies")
    {
        return format!("{stem}y");
    }
    for ending in [
        "sses", "shes", "ches", "xes", "zes", "buses", "nuses", "ruses", "tuses",
    ] {
        if word.ends_with(ending) {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    let ends_in_its_own_s = ["ss", "us", "is", "aas"].map(|ending| word.ends_with(ending));
    if word.len() > 2 && !ends_in_its_own_s.contains(&true) {
        return word.strip_suffix('s').unwrap_or(word).to_owned();
    }
    word.to_owned()
}

/// Whether a noun is in the plural, as far as its ending tells.
pub(super) fn is_plural(word: &str) -> bool {
    singular(word) != word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_lose_their_ending_and_other_words_keep_theirs() {
        let cases = [
            ("orders", "order"),
            ("policies", "policy"),
            ("statuses", "status"),
            ("addresses", "address"),
            ("warehouses", "warehouse"),
            ("status", "status"),
            ("analysis", "analysis"),
            ("saas", "saas"),
        ];
        for (plural, expected) in cases {
            assert_eq!(singular(plural), expected);
        }
    }

    #[test]
    fn names_come_apart_at_humps_and_separators() {
        let cases = [
            ("createOrder", "create order"),
            ("userCurrentPostGPGKey", "user current post gpg key"),
            ("secret-scanning/bulk-create", "secret scanning bulk create"),
            ("post_web_links", "post web links"),
            ("drive.comments.create", "drive comments create"),
            ("getV2Users", "get v2 users"),
            ("Create a customer's order", "create a customers order"),
        ];
        for (name, expected) in cases {
            assert_eq!(words(name, 20).join(" "), expected);
        }
    }

    #[test]
    fn plurals_have_a_singular() {
        let cases = [
            ("orders", "order"),
            ("categories", "category"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("status", "status"),
            ("access", "access"),
            ("people", "person"),
        ];
        for (plural, expected) in cases {
            assert_eq!(singular(plural), expected);
        }
    }

    #[test]
    fn verbs_are_known_in_their_forms() {
        for word in ["create", "creates", "creating", "creation"] {
            assert_eq!(conjugated(word).map(|verb| verb.deed), Some(Deed::Create));
        }
        assert_eq!(conjugated("copies").map(|verb| verb.deed), Some(Deed::Copy));
        assert_eq!(
            conjugated("getting").map(|verb| verb.deed),
            Some(Deed::Read)
        );
        assert_eq!(conjugated("bestellung"), None);
    }
}

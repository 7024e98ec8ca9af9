//! A header that nearly all responses of a status declare is missing from a few.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::alike::{Habit, Kind, grouped, habits};
use crate::checks::{Options, systemic};
use crate::finding::{Detection, Token};
use crate::http::{StatusCode, StatusKey};
use crate::openapi::{Document, ResponseUse, Role};
use crate::repair::{Change, Repair};

/// Compares the responses of one status, those of a success only among operations of one kind.
pub(in crate::checks) fn check<'a>(
    document: &'a Document<'a>,
    _: &Options<'_>,
) -> Vec<Detection<'a>> {
    let seen = document
        .uses()
        .filter(|found| found.operation().role() == Role::Operation && found.response().is_some());
    let groups = grouped(seen.filter_map(|found| {
        let status = found.status()?;
        let kind = if found.is_error() {
            None
        } else {
            Some(Kind::of(found.operation())?)
        };
        Some(((status, kind), found))
    }));
    let names = HeaderNames::default();
    let mut found = Vec::new();
    for ((status, _), members) in groups {
        let names = |member| names.of(member);
        for habit in habits(&members, names, |found, name| is_missed(found, name)) {
            found.extend(tell(status, &members, &habit));
        }
    }
    systemic::once(found, "responses")
}

/// The names of the declared headers in lower case, each once, read once for each response.
#[derive(Default)]
struct HeaderNames(RefCell<FxHashMap<usize, Vec<Rc<str>>>>);

impl HeaderNames {
    fn of(&self, found: ResponseUse<'_>) -> Vec<Rc<str>> {
        let Some(response) = found.response() else {
            return Vec::new();
        };
        let mut known = self.0.borrow_mut();
        let names = known.entry(response.index()).or_insert_with(|| {
            let headers = response.headers();
            let mut names: Vec<Rc<str>> = headers
                .map(|header| header.name().to_ascii_lowercase().into())
                .collect();
            names.sort_unstable();
            names.dedup();
            names
        });
        names.clone()
    }
}

/// Whether nothing else tells of the missing header: when to try again is asked of every 429 and
/// 503, and headers that OpenAPI ignores are never missed.
fn is_missed(found: ResponseUse<'_>, name: &str) -> bool {
    let code = found.status().and_then(StatusKey::code);
    let is_asked_for =
        name == "retry-after" && matches!(code.map(StatusCode::number), Some(429 | 503));
    let is_framing = matches!(
        name,
        "content-type" | "content-length" | "transfer-encoding" | "connection" | "date" | "server"
    );
    !is_asked_for && !is_framing
}

fn tell<'a>(
    status: StatusKey,
    members: &[ResponseUse<'a>],
    habit: &Habit<Rc<str>, ResponseUse<'a>>,
) -> Vec<Detection<'a>> {
    let names: Vec<String> = habit
        .traits
        .iter()
        .map(|name| format!("`{name}`"))
        .collect();
    let noun = if names.len() == 1 {
        "header"
    } else {
        "headers"
    };
    let names = systemic::listed(&names);
    let (having, all) = (habit.having, habit.all);
    let mut definitions: IndexMap<usize, Vec<ResponseUse<'a>>> = IndexMap::new();
    for found in &habit.lacking {
        if let Some(response) = found.response() {
            definitions
                .entry(response.index())
                .or_default()
                .push(*found);
        }
    }
    let detection = |uses: Vec<ResponseUse<'a>>| {
        let response = uses.first()?.response()?;
        let node = response.node();
        let changes = habit.traits.iter().filter_map(|name| {
            let mut models = members.iter().filter_map(|found| found.response());
            let header = models.find_map(|model| model.header(name))?;
            Some(Change::CopyHeader { response, header })
        });
        let repair = Repair {
            title: None,
            changes: changes.collect(),
        };
        let is_all = uses.len() == response.uses().len();
        let mut detection = Detection::at(Token::Key(node))
            .mended_by(is_all.then_some(repair))
            .touching(uses.iter().map(|found| found.operation()));
        detection.message = Some(format!(
            "the {status} response lacks the {noun} {names}, which {having} of {all} like it declare"
        ));
        detection.help = Some("declare it here too, as the others do".to_owned());
        Some(detection)
    };
    definitions.into_values().filter_map(detection).collect()
}

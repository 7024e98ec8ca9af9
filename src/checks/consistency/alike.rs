//! Operations and responses that are alike, what most of them have in common, and the few that do
//! otherwise.

use std::fmt;
use std::hash::Hash;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::openapi::intent::Purpose;
use crate::openapi::{Demand, Document, Operation, Role};

/// How many there must be before a habit can be told from chance, and in how many of ten it shows.
const AT_LEAST: usize = 10;
const IN_TEN: usize = 9;

/// Last segments of paths of endpoints that no other endpoint is like.
const TECHNICAL: [&str; 9] = [
    "health",
    "healthz",
    "healthcheck",
    "live",
    "livez",
    "ready",
    "readyz",
    "ping",
    "metrics",
];

/// What operations are compared by: those of one kind are expected to declare the same outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Kind<'a> {
    method: &'a str,
    place: Place,
    has_body: bool,
    is_secured: bool,
}

/// Where a path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    /// To one of many: it ends in a parameter.
    Item,
    /// To something below one of many.
    BelowItem,
    /// To what is there once.
    Fixed,
}

impl Place {
    fn of(path: &str) -> Self {
        if path.ends_with('}') {
            Self::Item
        } else if path.contains('{') {
            Self::BelowItem
        } else {
            Self::Fixed
        }
    }
}

impl<'a> Kind<'a> {
    /// The kind of an operation; none where it is not to be compared: what a client's own server
    /// answers, what is on its way out, and endpoints with a protocol of their own.
    pub(super) fn of(operation: Operation<'a>) -> Option<Self> {
        let last = operation.path().rsplit('/').next().unwrap_or_default();
        let stands_apart = operation.role() != Role::Operation
            || operation.is_deprecated()
            || operation.responses_object().is_none()
            || TECHNICAL.iter().any(|name| last.eq_ignore_ascii_case(name))
            || operation.is_for(&[Purpose::Token, Purpose::Rpc]);
        let demand = operation.security().demand();
        (!stands_apart).then(|| Self {
            method: operation.method().as_str(),
            place: Place::of(operation.path()),
            has_body: operation.has_request_body(),
            is_secured: matches!(demand, Demand::Required | Demand::Optional),
        })
    }
}

/// `secured PUT operations on an item, with a body`.
impl fmt::Display for Kind<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secured = if self.is_secured { "secured " } else { "" };
        let place = match self.place {
            Place::Item => " on an item",
            Place::BelowItem => " below an item",
            Place::Fixed => "",
        };
        let body = if self.has_body { ", with a body" } else { "" };
        write!(
            formatter,
            "{secured}{} operations{place}{body}",
            self.method
        )
    }
}

/// Operations by their kind, in the order of the document.
pub(super) fn by_kind<'a>(document: &'a Document<'a>) -> Groups<Kind<'a>, Operation<'a>> {
    grouped(
        document
            .operations()
            .filter_map(|operation| Some((Kind::of(operation)?, operation))),
    )
}

/// Members by what they have in common, in the order in which they come.
pub(super) type Groups<K, M> = IndexMap<K, Vec<M>, FxBuildHasher>;

/// Puts members together by what they have in common.
pub(super) fn grouped<K: Hash + Eq, M>(members: impl Iterator<Item = (K, M)>) -> Groups<K, M> {
    let mut groups = Groups::default();
    for (key, member) in members {
        groups.entry(key).or_default().push(member);
    }
    groups
}

/// What nearly all members of a group have, and the few that lack it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Habit<T, M> {
    /// What they have; several things where the same few lack them all.
    pub(super) traits: Vec<T>,
    /// How many have them, at least.
    pub(super) having: usize,
    /// How many members the group has.
    pub(super) all: usize,
    /// The few that lack them; never empty.
    pub(super) lacking: Vec<M>,
}

/// The habits of a group: traits that at least nine in ten of at least ten members have. `lacks`
/// says whether a member without the trait counts as one that lacks it.
pub(super) fn habits<M: Copy + PartialEq, T: Clone + Hash + Eq>(
    members: &[M],
    traits: impl Fn(M) -> Vec<T>,
    lacks: impl Fn(M, &T) -> bool,
) -> Vec<Habit<T, M>> {
    let all = members.len();
    if all < AT_LEAST {
        return Vec::new();
    }
    let each: Vec<Vec<T>> = members.iter().map(|member| traits(*member)).collect();
    let mut tally: IndexMap<&T, usize, FxBuildHasher> = IndexMap::default();
    for found in each.iter().flatten() {
        *tally.entry(found).or_default() += 1;
    }
    let mut habits: Vec<Habit<T, M>> = Vec::new();
    for (habit, having) in tally {
        if having == all || having * 10 < all * IN_TEN {
            continue;
        }
        let lacking: Vec<M> = members
            .iter()
            .zip(&each)
            .filter(|(member, own)| !own.contains(habit) && lacks(**member, habit))
            .map(|(member, _)| *member)
            .collect();
        if lacking.is_empty() {
            continue;
        }
        match habits.iter_mut().find(|known| known.lacking == lacking) {
            Some(known) => {
                known.traits.push(habit.clone());
                known.having = known.having.min(having);
            }
            None => habits.push(Habit {
                traits: vec![habit.clone()],
                having,
                all,
                lacking,
            }),
        }
    }
    habits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_habit_shows_in_nine_of_ten_and_never_in_fewer_than_ten() {
        let numbers: Vec<u32> = (0..20).collect();
        let lacked_by = |from: u32| habits(&numbers, |it| vec![it < from], |_, habit| *habit);
        assert_eq!(lacked_by(19)[0].lacking, [19]);
        assert_eq!(lacked_by(17), []);
        let few = &numbers[..9];
        assert_eq!(habits(few, |it| vec![it < 8], |_, _| true), []);
    }

    #[test]
    fn what_the_same_few_lack_is_one_habit() {
        let numbers: Vec<u32> = (0..20).collect();
        let traits = |it: u32| if it == 7 { vec![] } else { vec![403, 429] };
        let found = habits(&numbers, traits, |_, _| true);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].traits, [403, 429]);
        assert_eq!((found[0].having, found[0].all), (19, 20));
    }
}

//! Descriptions that share files have to be changed together.

use rustc_hash::FxHashMap;

use crate::engine::{Checked, Subject};

/// Descriptions that no file ties to others, with what the first check of each gave.
pub(super) type Group = Vec<(Subject, Checked)>;

/// The descriptions in groups that have no file in common.
pub(super) fn by_shared_files(checked: Vec<(Subject, Checked)>) -> Vec<Group> {
    let mut group_of: FxHashMap<String, usize> = FxHashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    for (subject, checked) in checked {
        let names: Vec<String> = checked
            .sources
            .iter()
            .map(|source| source.name().to_owned())
            .collect();
        let mut shared: Vec<usize> = names
            .iter()
            .filter_map(|name| group_of.get(name).copied())
            .collect();
        shared.sort_unstable();
        shared.dedup();
        let mut members = Vec::new();
        for index in &shared {
            members.extend(
                groups
                    .get_mut(*index)
                    .map(std::mem::take)
                    .into_iter()
                    .flatten(),
            );
        }
        members.push((subject, checked));
        let index = groups.len();
        for (_, member) in &members {
            for source in &member.sources {
                group_of.insert(source.name().to_owned(), index);
            }
        }
        groups.push(members);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

//! One defect, one finding: what several documents or operations report of one place is one.

use crate::finding::Finding;

/// The findings in order, those of the same rule at the same place merged: their operations are
/// united, the graver severity stands.
pub(super) fn merged(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(order);
    let mut merged: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        match merged.last_mut() {
            Some(last) if is_same_defect(last, &finding) => absorb(last, finding),
            _ => merged.push(finding),
        }
    }
    merged
}

fn order(one: &Finding, other: &Finding) -> std::cmp::Ordering {
    let key = |finding: &Finding| (finding.rule.clone(), finding.message.clone());
    one.place
        .cmp(&other.place)
        .then_with(|| key(one).cmp(&key(other)))
        .then_with(|| other.severity.cmp(&one.severity))
}

fn is_same_defect(one: &Finding, other: &Finding) -> bool {
    one.rule == other.rule && one.place == other.place && one.message == other.message
}

fn absorb(finding: &mut Finding, other: Finding) {
    finding.severity = finding.severity.max(other.severity);
    for operation in other.operations {
        if !finding.operations.contains(&operation) {
            finding.operations.push(operation);
        }
    }
}

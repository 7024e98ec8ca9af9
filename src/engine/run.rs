//! Runs the enabled rules over one description.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::census::{Census, Wanted};
use super::heard::{Heard, is_known, silence};
use super::report::{DocumentSummary, Report, Suppressed};
use crate::checks::Options;
use crate::config::{OperationFacts, Settings};
use crate::finding::{
    Detection, Finding, Fix, OperationName, Place, Related, RuleName, Severity, Token,
};
use crate::openapi::{Document, Forest, NodeId, Operation};
use crate::repair::Conventions;
use crate::rule::{AggregatePlace, AggregateScope, Detections, Rule, Target, Wording};
use crate::suppress::{Baseline, Silence, Suppressions};

/// How many places an aggregated finding shows.
const SHOWN_PLACES: usize = 3;

/// Lints every OpenAPI document of the entry file's stream. Files that silence findings are looked
/// for up to the folder `root`; without one, only the documents themselves can.
pub(super) fn description(
    forest: &Forest,
    settings: &Settings,
    root: Option<&Path>,
    wanted: Wanted,
    heard: Heard<'_>,
) -> (Report, Census) {
    let mut census = Census::default();
    let mut report = Report::default();
    let mut suppressions = Suppressions::read(forest, settings.catalogue(), root);
    if heard.ignores_directives {
        suppressions = suppressions.without_effect();
    }
    let known = heard.known;
    for document in documents(forest) {
        let told = findings(
            &document,
            settings,
            &suppressions,
            known,
            wanted,
            &mut census,
        );
        report.absorb(told);
        report.documents.push(summary(&document));
        let about = of_directives(&document, settings, &suppressions).into_iter();
        let (known, new): (Vec<_>, Vec<_>) =
            about.partition(|finding| is_known(known, &finding.rule, || finding.place.clone()));
        report.known.extend(known);
        report.findings.extend(new);
    }
    report.used_directives.extend(suppressions.used().cloned());
    let files = forest.files();
    report.files = files
        .filter_map(|(file, _)| forest.location(file).map(Path::to_path_buf))
        .collect();
    let rules = settings.catalogue().rules();
    report.rules = rules
        .filter(|rule| settings.enabled(rule))
        .map(|rule| rule.name.to_string())
        .collect();
    (report, census)
}

/// The OpenAPI documents of the entry file's stream.
pub(super) fn documents(forest: &Forest) -> impl Iterator<Item = Document<'_>> {
    let entry = forest.trees().next().into_iter();
    let roots = entry.flat_map(|tree| tree.documents());
    roots.filter_map(|root| Document::new(forest, root))
}

fn summary(document: &Document<'_>) -> DocumentSummary {
    DocumentSummary {
        name: document.root().source().name().to_owned(),
        version: document.version(),
        operations: document.operations().len(),
        responses: document.uses().len(),
        files: document.root().forest().trees().len(),
    }
}

fn findings(
    document: &Document<'_>,
    settings: &Settings,
    suppressions: &Suppressions,
    known: &[Arc<Baseline>],
    wanted: Wanted,
    census: &mut Census,
) -> Report {
    let rules: Vec<&Rule> = settings
        .catalogue()
        .rules()
        .filter(|rule| settings.enabled(rule) && rule.applies_to(document.version()))
        .collect();
    let mut detected: Vec<(&Rule, Detections<'_>)> = rules
        .into_par_iter()
        .map(|rule| (rule, rule.detect(document, settings.options(&rule.name))))
        .collect();
    let silences: Vec<Vec<Option<Silence>>> = detected
        .iter_mut()
        .map(|(rule, detections)| {
            let found = detections.found.iter_mut();
            found
                .map(|found| silence(rule, found, document, suppressions))
                .collect()
        })
        .collect();
    let conventions = Conventions::of(document);
    let judge = |rule, detections| Judge {
        document,
        settings,
        rule,
        detections,
        conventions: (wanted >= Wanted::Fixes).then_some(&conventions),
    };
    if wanted == Wanted::Census {
        for (rule, detections) in &detected {
            judge(rule, detections).count(census);
        }
    }
    let mut hidden = Hidden::by(&detected);
    for (rule, detections) in &detected {
        let is_habit = judge(rule, detections).is_habit();
        if let Some(aggregate) = rule.aggregate.as_ref().filter(|_| is_habit) {
            let names = aggregate.hides.iter().map(RuleName::as_str);
            hidden.in_document.extend(names);
        }
    }
    let mut report = Report::default();
    for ((rule, detections), silences) in detected.iter().zip(silences) {
        let judge = judge(rule, detections);
        let mut shown = Vec::new();
        for (found, silence) in detections.found.iter().zip(silences) {
            // What is known is left out before one finding may stand for many: what joins a habit
            // that is known is told by itself.
            let is_known = || is_known(known, &rule.name, || found.token.place());
            match silence {
                _ if hidden.hides(rule, found) => {}
                Some(by) => report.suppressed.extend(judge.suppressed(found, by)),
                None if is_known() => report.known.extend(judge.single(found)),
                None => shown.push(found),
            }
        }
        let told = judge.findings(&shown, detections.candidates);
        report.findings.extend(told);
    }
    report
}

/// What is wrong with the directives of a description, as far as rules on them are on.
fn of_directives<'a>(
    document: &'a Document<'a>,
    settings: &Settings,
    suppressions: &Suppressions,
) -> Vec<Finding> {
    let catalogue = settings.catalogue();
    let ran = |name: &RuleName| {
        let rule = catalogue.get(name.as_str());
        rule.is_some_and(|rule| settings.enabled(rule) && rule.applies_to(document.version()))
    };
    let notices = suppressions
        .notices(document.root().forest(), ran)
        .into_iter();
    let found = notices.filter_map(|notice| {
        let rule = catalogue
            .get(notice.rule)
            .filter(|rule| settings.enabled(rule))?;
        let detections = Detections::default();
        let judge = Judge {
            document,
            settings,
            rule,
            detections: &detections,
            conventions: None,
        };
        let severity = judge.severity(&notice.place, &[])?;
        let wording = Wording {
            message: notice.message,
            label: String::new(),
            help: Some(notice.help),
        };
        Some(judge.finding(notice.place, severity, wording, &[]))
    });
    found.collect()
}

/// The places at which a finding that explains others hides them (`hides` on a rule page).
#[derive(Default)]
struct Hidden<'a> {
    in_document: FxHashSet<&'a str>,
    below: FxHashSet<(&'a str, NodeId)>,
    /// The operations, by their index, of which a finding about the document has told already.
    told: FxHashSet<(&'a str, usize)>,
}

impl<'a> Hidden<'a> {
    fn by(detected: &[(&'a Rule, Detections<'_>)]) -> Self {
        let mut hidden = Self::default();
        for (rule, detections) in detected {
            let names = rule.hides.iter().map(RuleName::as_str);
            for (name, found) in
                names.flat_map(|name| detections.found.iter().map(move |found| (name, found)))
            {
                if rule.on != Target::Document {
                    hidden.below.insert((name, found.token.node().id()));
                } else if found.operations.is_empty() {
                    hidden.in_document.insert(name);
                } else {
                    let indexes = found.operations.iter().map(|operation| operation.index());
                    hidden.told.extend(indexes.map(|index| (name, index)));
                }
            }
        }
        hidden
    }

    /// Whether another finding explains this one: it is about the same node, or one around it, or
    /// about every operation that this one touches.
    fn hides(&self, rule: &Rule, detection: &Detection<'_>) -> bool {
        let name = rule.name.as_str();
        let node = detection.token.node();
        let mut indexes = detection
            .operations
            .iter()
            .map(|operation| operation.index());
        let is_told = !self.told.is_empty()
            && !detection.operations.is_empty()
            && indexes.all(|index| self.told.contains(&(name, index)));
        self.in_document.contains(name)
            || is_told
            || (!self.below.is_empty()
                && node
                    .node()
                    .ancestors()
                    .any(|around| self.below.contains(&(name, node.with_node(around).id()))))
    }
}

/// Makes findings of what one rule detected in one document.
struct Judge<'j, 'a> {
    document: &'a Document<'a>,
    settings: &'j Settings,
    rule: &'j Rule,
    detections: &'j Detections<'a>,
    /// How the API says things, where fixes are asked for.
    conventions: Option<&'j Conventions<'a>>,
}

impl<'a> Judge<'_, 'a> {
    fn findings(&self, found: &[&Detection<'a>], candidates: usize) -> Vec<Finding> {
        let mut findings = Vec::new();
        for group in self.groups(found) {
            if self.is_systemic(group.len(), candidates) {
                findings.extend(self.aggregated(&group, candidates));
            } else {
                findings.extend(group.iter().filter_map(|detection| self.single(detection)));
            }
        }
        findings
    }

    /// What one finding could stand for, in the order of the first of each.
    fn groups<'g>(&self, found: &[&'g Detection<'a>]) -> Vec<Vec<&'g Detection<'a>>> {
        let scope = self.rule.aggregate.as_ref().map(|aggregate| aggregate.per);
        if scope != Some(AggregateScope::Message) {
            return vec![found.to_vec()];
        }
        let mut position: FxHashMap<String, usize> = FxHashMap::default();
        let mut groups: Vec<Vec<&Detection<'_>>> = Vec::new();
        for detection in found {
            let message = self.rule.describe(detection).message;
            let at = *position.entry(message).or_insert(groups.len());
            match groups.get_mut(at) {
                Some(group) => group.push(detection),
                None => groups.push(vec![detection]),
            }
        }
        groups
    }

    /// Whether so many targets fail that one finding for the document says it better.
    fn is_systemic(&self, found: usize, candidates: usize) -> bool {
        let configured = self.settings.options(&self.rule.name);
        let aggregate = self.rule.aggregate.as_ref();
        let aggregate = aggregate.filter(|_| self.rule.aggregates(configured));
        aggregate.is_some_and(|aggregate| {
            #[expect(
                clippy::cast_precision_loss,
                reason = "counts of operations are far below 2^52"
            )]
            let share = found as f64 / candidates.max(1) as f64;
            let is_too_long_a_list = aggregate.always_from.is_some_and(|many| found >= many);
            is_too_long_a_list || (found >= aggregate.at_least && share > aggregate.above)
        })
    }

    fn suppressed(&self, detection: &Detection<'a>, by: Silence) -> Option<Suppressed> {
        let finding = self.single(detection)?;
        Some(Suppressed {
            finding,
            by: by.by,
            reason: by.reason,
        })
    }

    fn single(&self, detection: &Detection<'a>) -> Option<Finding> {
        let place = detection.token.place();
        let severity = self.severity(&place, &detection.operations)?;
        let wording = self.rule.describe(detection);
        let mut finding = self.finding(place, severity, wording, &detection.operations);
        finding.severity = detection
            .at_most
            .map_or(severity, |at_most| severity.min(at_most));
        finding.fails_run = self.settings.fail_on().fails(finding.severity);
        finding.related = detection.related_places();
        finding.evidence.clone_from(&detection.evidence);
        finding.fix = self.fix(detection);
        Some(finding)
    }

    fn aggregated(&self, found: &[&Detection<'a>], candidates: usize) -> Option<Finding> {
        let operations = united(found.iter().flat_map(|detection| &detection.operations));
        let at = self.rule.aggregate.as_ref().map(|aggregate| aggregate.at);
        let first = found.first().filter(|_| at == Some(AggregatePlace::First));
        let token = first.map_or_else(|| self.document_token(), |first| first.token);
        let place = token.place();
        let severity = self.severity(&place, &operations)?;
        let wording = self.rule.describe_aggregate(found, candidates);
        // The gravest of what stands behind it: evidence that lowers them all lowers the one.
        let gravest = found
            .iter()
            .map(|detection| detection.at_most.unwrap_or(severity))
            .max();
        let severity = gravest.map_or(severity, |gravest| severity.min(gravest));
        let mut finding = self.finding(place, severity, wording, &operations);
        if finding.label.is_empty() {
            finding.label = places(found.len());
        }
        let is_marked = usize::from(first.is_some());
        let shown = found.iter().take(SHOWN_PLACES).skip(is_marked);
        finding.related = shown.map(|detection| self.place_of(detection)).collect();
        let places = found.iter().map(|detection| detection.token.place());
        finding.stands_for = places.collect();
        finding.evidence = common_evidence(found);
        if self.conventions.is_some() {
            finding.fix = Fix::united(found.iter().map(|detection| self.fix(detection)));
        }
        Some(finding)
    }

    /// Whether one finding would stand for all that was detected.
    fn is_habit(&self) -> bool {
        self.is_systemic(self.detections.found.len(), self.detections.candidates)
    }

    /// Counts everything that was detected, whatever becomes of it.
    fn count(&self, census: &mut Census) {
        if self.is_habit() {
            census.is_habit(&self.rule.name);
        }
        for detection in &self.detections.found {
            if let Some(severity) = self.severity(&detection.token.place(), &detection.operations) {
                let severity = detection
                    .at_most
                    .map_or(severity, |most| most.min(severity));
                census.add(&self.rule.name, severity, detection.token.place());
            }
        }
    }

    /// What mends a defect, where fixes are asked for.
    fn fix(&self, detection: &Detection<'a>) -> Option<Fix> {
        let conventions = self.conventions.filter(|_| !self.rule.fixes.is_empty())?;
        let options = Options::new(self.settings.options(&self.rule.name), self.rule.defaults());
        self.rule
            .fix(self.detections, detection, &options, conventions)
    }

    /// One of the places behind an aggregated finding.
    fn place_of(&self, detection: &Detection<'_>) -> Related {
        let users = users(&detection.operations);
        let words = self.rule.describe(detection).label;
        let parts = [users, words];
        let said = parts
            .iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty());
        Related {
            place: detection.token.place(),
            label: said.collect::<Vec<_>>().join(": "),
        }
    }

    fn finding(
        &self,
        place: Place,
        severity: Severity,
        wording: Wording,
        operations: &[Operation<'_>],
    ) -> Finding {
        Finding {
            rule: self.rule.name.clone(),
            severity,
            fails_run: self.settings.fail_on().fails(severity),
            message: wording.message,
            help: wording.help,
            place,
            label: wording.label,
            related: Vec::new(),
            stands_for: Vec::new(),
            operations: operations
                .iter()
                .map(|operation| name(*operation))
                .collect(),
            evidence: Vec::new(),
            guidelines: self.settings.guidelines(&self.rule.name).to_vec(),
            fix: None,
        }
    }

    fn severity(&self, place: &Place, operations: &[Operation<'_>]) -> Option<Severity> {
        let facts: Vec<OperationFacts<'_>> = operations
            .iter()
            .map(|operation| facts(*operation))
            .collect();
        let source = place.source();
        let file = source
            .path()
            .map_or_else(|| source.name().into(), |path| path.to_string_lossy());
        self.settings.severity(self.rule, &file, &facts)
    }

    /// What stands for the document as a whole: its title, else its first key.
    fn document_token(&self) -> Token<'_> {
        let title = self.document.info().and_then(|info| info.get("title"));
        Token::Value(title.unwrap_or_else(|| self.document.root()))
    }
}

/// What an aggregated finding says under the token that stands for the document.
fn places(count: usize) -> String {
    match count {
        1 => "in 1 place".to_owned(),
        count if count <= SHOWN_PLACES => format!("in {count} places"),
        count => format!("in {count} places, the first {SHOWN_PLACES} of which are marked"),
    }
}

/// Which operations have a place in common.
fn users(operations: &[Operation<'_>]) -> String {
    match operations {
        [] => String::new(),
        [only] => format!("in {}", name(*only)),
        many => format!("used by {} operations", many.len()),
    }
}

/// What is true of each of the detections.
fn common_evidence(found: &[&Detection<'_>]) -> Vec<String> {
    let of_first = found.first().map(|first| &first.evidence);
    of_first
        .filter(|evidence| found.iter().all(|other| other.evidence == **evidence))
        .cloned()
        .unwrap_or_default()
}

fn united<'a, 'b: 'a>(operations: impl Iterator<Item = &'a Operation<'b>>) -> Vec<Operation<'b>> {
    let mut seen = FxHashSet::default();
    operations
        .copied()
        .filter(|operation| seen.insert(operation.index()))
        .collect()
}

fn name(operation: Operation<'_>) -> OperationName {
    OperationName {
        method: operation.method().to_string(),
        path: operation.path().to_owned(),
    }
}

fn facts(operation: Operation<'_>) -> OperationFacts<'_> {
    OperationFacts {
        method: operation.method().as_str(),
        path: operation.path(),
        operation_id: operation.operation_id(),
        tags: operation.tags().collect(),
    }
}

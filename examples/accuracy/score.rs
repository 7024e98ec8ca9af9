//! Precision and recall with their intervals.

use std::fmt;

/// How often an inference that says yes or no agreed with the labels.
#[derive(Default)]
pub(crate) struct Score {
    file: &'static str,
    name: String,
    true_positives: u32,
    false_positives: u32,
    false_negatives: u32,
    true_negatives: u32,
}

impl Score {
    pub(crate) const HEADING: &str = "labels       what is measured                                        rows   tp   fp   fn  precision (95 %)     recall (95 %)";

    /// A score of what is `name`d, by the labels of a file.
    pub(crate) fn new(file: &'static str, name: &str) -> Self {
        Self {
            file,
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Whether any case has been counted.
    pub(crate) fn is_measured(&self) -> bool {
        let positives = self.true_positives + self.false_positives;
        positives + self.false_negatives + self.true_negatives > 0
    }

    /// Counts one case; whether inference and label agree.
    pub(crate) fn count(&mut self, inferred: bool, labelled: bool) -> bool {
        let counter = match (inferred, labelled) {
            (true, true) => &mut self.true_positives,
            (true, false) => &mut self.false_positives,
            (false, true) => &mut self.false_negatives,
            (false, false) => &mut self.true_negatives,
        };
        *counter += 1;
        inferred == labelled
    }
}

impl fmt::Display for Score {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hits = self.true_positives;
        let precision = Rate::new(hits, hits + self.false_positives);
        let recall = Rate::new(hits, hits + self.false_negatives);
        let rows = hits + self.false_positives + self.false_negatives + self.true_negatives;
        let Self {
            file,
            name,
            false_positives,
            false_negatives,
            ..
        } = self;
        write!(
            formatter,
            "{file:<12} {name:<55} {rows:>4} {hits:>4} {false_positives:>4} {false_negatives:>4}  {precision:<20} {recall}"
        )
    }
}

/// A share of cases with its Wilson interval at 95 %.
struct Rate {
    /// Whether there were any cases.
    is_known: bool,
    share: f64,
    low: f64,
    high: f64,
}

impl Rate {
    fn new(hits: u32, cases: u32) -> Self {
        const Z: f64 = 1.96;
        let is_known = cases > 0;
        let cases = f64::from(cases.max(1));
        let share = f64::from(hits) / cases;
        let square = Z * Z;
        let middle = (share + square / (2.0 * cases)) / (1.0 + square / cases);
        let variance = share * (1.0 - share) / cases + square / (4.0 * cases * cases);
        let half = Z / (1.0 + square / cases) * variance.sqrt();
        Self {
            is_known,
            share,
            low: (middle - half).max(0.0),
            high: (middle + half).min(1.0),
        }
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            is_known,
            share,
            low,
            high,
        } = self;
        if !is_known {
            return formatter.pad("no case");
        }
        formatter.pad(&format!("{share:.3} ({low:.3}-{high:.3})"))
    }
}

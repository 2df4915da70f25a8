//! What was measured, as it is kept in results.json: the page can be drawn from it again without measuring.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::fault::{Doing, Result};
use crate::machine::Machine;
use crate::measure::Sample;

const FILE: &str = "results.json";

/// Everything, a section for each part.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Results {
    pub(crate) parts: BTreeMap<String, Section>,
}

/// What one part measured, at one time on one machine.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Section {
    pub(crate) machine: Machine,
    /// The load when it began: over half a core, and times are to be read with care.
    pub(crate) load: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) rows: Vec<Row>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) growths: Vec<Growth>,
    /// Facts that belong to the numbers: what was cut, how much there was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) notes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) skipped: Vec<Skipped>,
}

/// One comparison.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Row {
    pub(crate) title: String,
    /// The measure of the samples that counts; the others are kept for who wants them.
    pub(crate) measure: String,
    /// Ours first. Samples of the same place are of the same round.
    pub(crate) contenders: Vec<Contender>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Contender {
    /// With its version.
    pub(crate) name: String,
    /// The target: ours takes at most this much of what this one takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_most: Option<f64>,
    /// What the work is divided by where contenders do not do as much of it, such as endpoints.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub(crate) per: f64,
    pub(crate) samples: Vec<Sample>,
}

/// How a cost grows with the size of the work.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Growth {
    pub(crate) title: String,
    pub(crate) measure: String,
    /// What the sizes are sizes of.
    pub(crate) of: String,
    pub(crate) lines: Vec<Line>,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) points: Vec<Point>,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Point {
    pub(crate) size: f64,
    pub(crate) samples: Vec<Sample>,
}

/// A peer that could not be had.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Skipped {
    pub(crate) peer: String,
    pub(crate) reason: String,
}

fn one() -> f64 {
    1.0
}

fn is_one(value: &f64) -> bool {
    *value == 1.0
}

impl Results {
    /// What was measured before, nothing where there is no file.
    pub(crate) fn load(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Ok(Results::default());
        }
        let text = fs::read_to_string(&path).doing(format_args!("read {}", path.display()))?;
        serde_json::from_str(&text).doing(format_args!("understand {} (delete it to begin anew)", path.display()))
    }

    pub(crate) fn save(&self, folder: &Path) -> Result<()> {
        let path = folder.join(FILE);
        let text = serde_json::to_string_pretty(self).doing("write the results as JSON")?;
        fs::create_dir_all(folder).and_then(|()| fs::write(&path, text + "\n")).doing(format_args!("write {}", path.display()))
    }
}

impl Section {
    /// An empty one, of this machine now.
    pub(crate) fn begin() -> Self {
        let (machine, load) = (Machine::look(), crate::machine::load());
        Section { machine, load, rows: Vec::new(), growths: Vec::new(), notes: Vec::new(), skipped: Vec::new() }
    }

    pub(crate) fn skip(&mut self, peer: &str, reason: impl ToString) {
        self.skipped.push(Skipped { peer: peer.to_owned(), reason: reason.to_string() });
    }
}

impl Contender {
    /// The median of a measure, by what it is divided by.
    pub(crate) fn median(&self, measure: &str) -> Option<f64> {
        Spread::of(self.values(measure)).map(|spread| spread.median)
    }

    /// What ours takes of what this one takes, round by round.
    pub(crate) fn ratio(&self, ours: &Contender, measure: &str) -> Option<Spread> {
        let (ours, peer) = (ours.values(measure), self.values(measure));
        Spread::of(ours.into_iter().zip(peer).map(|(ours, peer)| ours / peer).collect())
    }

    fn values(&self, measure: &str) -> Vec<f64> {
        self.samples.iter().filter_map(|sample| sample.get(measure)).map(|value| value / self.per).collect()
    }
}

impl Point {
    pub(crate) fn median(&self, measure: &str) -> Option<f64> {
        Spread::of(self.samples.iter().filter_map(|sample| sample.get(measure).copied()).collect()).map(|spread| spread.median)
    }
}

/// The middle of some numbers, and how far they lie apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    pub(crate) least: f64,
    pub(crate) median: f64,
    pub(crate) most: f64,
}

impl Spread {
    pub(crate) fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let (least, most) = (*values.first()?, *values.last()?);
        let middle = values.len() / 2;
        let median = if values.len().is_multiple_of(2) { f64::midpoint(values[middle - 1], values[middle]) } else { values[middle] };
        Some(Spread { least, median, most })
    }
}

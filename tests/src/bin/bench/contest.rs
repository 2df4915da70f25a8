//! Contenders that take turns, round by round, so that whatever else the machine does meets them all.

use crate::fault::Result;
use crate::measure::Sample;
use crate::results::{Contender, Row};

/// One comparison that is going to be measured; ours is entered first.
pub(crate) struct Contest<'a> {
    title: String,
    measure: String,
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    contender: Contender,
    work: Box<dyn FnMut() -> Result<Sample> + 'a>,
}

impl<'a> Contest<'a> {
    /// `measure` is the one that counts.
    pub(crate) fn new(title: &str, measure: &str) -> Self {
        Contest { title: title.to_owned(), measure: measure.to_owned(), entries: Vec::new() }
    }

    /// One more that takes part. `at_most` is the target: what ours may take of what this one takes.
    pub(crate) fn enter(&mut self, name: &str, at_most: Option<f64>, work: impl FnMut() -> Result<Sample> + 'a) {
        let contender = Contender { name: name.to_owned(), at_most, per: 1.0, samples: Vec::new() };
        self.entries.push(Entry { contender, work: Box::new(work) });
    }

    /// Each once for nothing, to warm up, then `runs` rounds.
    pub(crate) fn run(mut self, runs: usize) -> Result<Row> {
        self.round(false)?;
        for _ in 0..runs {
            self.round(true)?;
        }
        Ok(self.end())
    }

    /// The rounds alone, where a warm-up would cost too much and change nothing.
    pub(crate) fn run_cold(mut self, runs: usize) -> Result<Row> {
        for _ in 0..runs {
            self.round(true)?;
        }
        Ok(self.end())
    }

    fn round(&mut self, counts: bool) -> Result<()> {
        for entry in &mut self.entries {
            let sample = (entry.work)().map_err(|fault| fault.at(&entry.contender.name))?;
            println!("{:<56} {:<34} {}", self.title, entry.contender.name, shown(&sample));
            if counts {
                entry.contender.samples.push(sample);
            }
        }
        Ok(())
    }

    fn end(self) -> Row {
        let contenders = self.entries.into_iter().map(|entry| entry.contender).collect();
        Row { title: self.title, measure: self.measure, contenders }
    }
}

fn shown(sample: &Sample) -> String {
    sample.iter().map(|(measure, value)| format!("{measure} {value:.3}")).collect::<Vec<_>>().join("  ")
}

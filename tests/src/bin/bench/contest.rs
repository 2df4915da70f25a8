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
    /// Another form of ours, which is never knocked out.
    is_ours: bool,
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
        self.entries.push(Entry { contender, is_ours: false, work: Box::new(work) });
    }

    /// Ours in another form, which takes part to the end.
    pub(crate) fn enter_ours(&mut self, name: &str, work: impl FnMut() -> Result<Sample> + 'a) {
        self.enter(name, None, work);
        self.entries.iter_mut().next_back().into_iter().for_each(|entry| entry.is_ours = true);
    }

    /// Each once for nothing, to warm up, then `runs` rounds.
    pub(crate) fn run(mut self, runs: usize) -> Result<Row> {
        self.round(false)?;
        self.run_cold(runs)
    }

    /// The rounds alone, where a warm-up would change nothing: of what is counted, or takes long.
    pub(crate) fn run_cold(mut self, runs: usize) -> Result<Row> {
        for _ in 0..runs {
            self.round(true)?;
        }
        Ok(self.end())
    }

    /// Rounds without a warm-up, for work of minutes: of those that ours has a target beside, only the cheapest of the first round
    /// goes on, since the rest would only show again that they take more; others without a target are done after the first round.
    pub(crate) fn run_knockout(mut self, runs: usize) -> Result<Row> {
        self.round(true)?;
        let cheapest = self.cheapest_rival();
        let stays = |place: usize, entry: &Entry<'_>| place == 0 || entry.is_ours || Some(place) == cheapest;
        let mut out = Vec::new();
        for place in (0..self.entries.len()).rev() {
            if !stays(place, &self.entries[place]) {
                out.push((place, self.entries.remove(place)));
            }
        }
        for _ in 1..runs {
            self.round(true)?;
        }
        out.into_iter().rev().for_each(|(place, entry)| self.entries.insert(place, entry));
        Ok(self.end())
    }

    fn cheapest_rival(&self) -> Option<usize> {
        let cost = |place: &usize| self.entries[*place].contender.median(&self.measure).unwrap_or(f64::INFINITY);
        let rivals = (1..self.entries.len()).filter(|place| self.entries[*place].contender.at_most.is_some());
        rivals.min_by(|one, other| cost(one).total_cmp(&cost(other)))
    }

    /// One round, for what does not change.
    pub(crate) fn run_once(mut self) -> Result<Row> {
        self.round(true)?;
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

#[cfg(test)]
mod tests {
    use super::Contest;
    use crate::measure::count;

    #[test]
    fn after_the_first_round_ours_goes_on_with_the_cheapest_rival() {
        let mut contest = Contest::new("Work", "bytes");
        for (name, at_most, cost) in [("ours", None, 9.0), ("dear", Some(1.0), 5.0), ("cheap", Some(1.0), 2.0), ("floor", None, 1.0)] {
            contest.enter(name, at_most, move || Ok(count("bytes", cost)));
        }
        contest.enter_ours("ours in another form", || Ok(count("bytes", 8.0)));
        let row = contest.run_knockout(3).unwrap();
        let turns: Vec<(&str, usize)> = row.contenders.iter().map(|one| (one.name.as_str(), one.samples.len())).collect();
        assert_eq!(turns, [("ours", 3), ("dear", 1), ("cheap", 3), ("floor", 1), ("ours in another form", 3)]);
    }
}

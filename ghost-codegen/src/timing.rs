//! How long each phase took.

use std::fmt;
use std::time::{Duration, Instant};

/// Phases with their durations, in the order they ran.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    phases: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs `work` and remembers how long it took.
    pub(crate) fn measure<R>(&mut self, phase: &'static str, work: impl FnOnce() -> R) -> R {
        let start = Instant::now();
        let result = work();
        self.phases.push((phase, start.elapsed()));
        result
    }

    /// Phases with their durations, in the order they ran.
    pub fn phases(&self) -> &[(&'static str, Duration)] {
        &self.phases
    }
}

impl fmt::Display for Timings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut total = Duration::ZERO;
        for (phase, time) in &self.phases {
            total += *time;
            writeln!(formatter, "{phase:>8} {:8.1} ms", time.as_secs_f64() * 1000.0)?;
        }
        write!(formatter, "{:>8} {:8.1} ms", "total", total.as_secs_f64() * 1000.0)
    }
}

//! What work costs this process: time on the clock, time of the processor, the most memory it ever held.

use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

use crate::Fault;

/// Since when, and what was used by then.
pub struct Since {
    began: Instant,
    user: f64,
    cpu: f64,
}

impl Since {
    pub fn now() -> Result<Self, Fault> {
        let (user, cpu) = processor()?;
        Ok(Since { began: Instant::now(), user, cpu })
    }

    /// Prints what each of so many times cost, in seconds, and the peak of memory in bytes.
    pub fn print(self, times: u32) -> Result<(), Fault> {
        let (wall, (user, cpu)) = (self.began.elapsed().as_secs_f64(), processor()?);
        let each = |seconds: f64| seconds / f64::from(times);
        let peak = getrusage(UsageWho::RUSAGE_SELF)?.max_rss() * 1024;
        println!(
            "{}",
            serde_json::json!({ "wall": each(wall), "user": each(user - self.user), "cpu": each(cpu - self.cpu), "bytes": peak })
        );
        Ok(())
    }
}

/// User time, and user and system time, of all threads so far.
fn processor() -> Result<(f64, f64), Fault> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let [user, system] = [usage.user_time(), usage.system_time()].map(|time| time.num_microseconds() as f64 / 1e6);
    Ok((user, user + system))
}

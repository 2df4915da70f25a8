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
        let peak = peak()?;
        println!(
            "{}",
            serde_json::json!({ "wall": each(wall), "user": each(user - self.user), "cpu": each(cpu - self.cpu), "bytes": peak })
        );
        Ok(())
    }
}

/// The most memory that this program held, in bytes. What `getrusage` says of it may be what the program that started this one held.
fn peak() -> Result<u64, Fault> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    Ok(peak.ok_or("/proc/self/status does not say VmHWM")?.parse::<u64>()? * 1024)
}

/// User time, and user and system time, of all threads so far.
fn processor() -> Result<(f64, f64), Fault> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let [user, system] = [usage.user_time(), usage.system_time()].map(|time| time.num_microseconds() as f64 / 1e6);
    Ok((user, user + system))
}

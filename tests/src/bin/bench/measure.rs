//! What a piece of work costs: time on the clock, and time of the processor as the kernel counts it.
//!
//! Times of children count those of their children as well (`cargo` and all its `rustc`), once those have been waited for. Nothing
//! else may run as a child of this process meanwhile.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

use crate::fault::{Doing, Fault, Result};

/// What was measured, by the name of the measure: `wall`, `user` and `cpu` (user and system) in seconds, or counts such as `bytes`.
pub(crate) type Sample = BTreeMap<String, f64>;

/// A sample of one count.
pub(crate) fn count(measure: &str, value: f64) -> Sample {
    Sample::from([(measure.to_owned(), value)])
}

/// Runs a program to its end, and gives what it cost. What it prints is only shown if it fails.
pub(crate) fn child(command: &mut Command) -> Result<Sample> {
    let (user, system) = processor()?;
    let began = Instant::now();
    run(command)?;
    let wall = began.elapsed().as_secs_f64();
    let (user, system) = processor().map(|(later, system_later)| (later - user, system_later - system))?;
    let seconds = [("wall", wall), ("user", user), ("cpu", user + system)];
    Ok(seconds.map(|(name, value)| (name.to_owned(), to_microseconds(value))).into())
}

/// Runs a program to its end without measuring it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    output(command).map(drop)
}

/// What a program prints.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    let name = format!("run {command:?}");
    let output = command.stdin(Stdio::null()).output().doing(&name)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    let lines: Vec<&str> = said.lines().collect();
    Err(Fault::new(format!("cannot {name}: {}\n{}", output.status, lines[lines.len().saturating_sub(30)..].join("\n"))))
}

/// User and system time of all children so far, in seconds.
fn processor() -> Result<(f64, f64)> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).doing("ask the kernel for the time of the processor")?;
    let [user, system] = [usage.user_time(), usage.system_time()].map(|time| time.num_microseconds() as f64 / 1e6);
    Ok((user, system))
}

/// More digits than a clock has would only be noise in the file.
fn to_microseconds(seconds: f64) -> f64 {
    (seconds * 1e6).round() / 1e6
}

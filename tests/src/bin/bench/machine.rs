//! What was measured on: enough to understand a number, nothing that tells whose machine it is.

use std::fs;
use std::process::Command;
use std::thread;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Machine {
    pub(crate) processor: String,
    pub(crate) cores: usize,
    /// In GiB.
    pub(crate) memory: u64,
    pub(crate) system: String,
    pub(crate) rustc: String,
}

impl Machine {
    pub(crate) fn look() -> Self {
        let kibibytes = line("/proc/meminfo", "MemTotal").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
        Machine {
            processor: line("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
            cores: thread::available_parallelism().map_or(1, usize::from),
            memory: kibibytes.unwrap_or(0).div_ceil(1024 * 1024),
            system: major(&said("uname", &["-sr"])),
            rustc: said("rustc", &["--version"]),
        }
    }
}

/// `Linux 6.18` of `Linux 6.18.44-what-a-host-calls-it`.
fn major(system: &str) -> String {
    system.split('.').take(2).collect::<Vec<_>>().join(".")
}

/// How many processes wanted to run in the last minute, on average: whether the machine was calm.
pub(crate) fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

/// The first line that a tool prints, or that it does not.
pub(crate) fn said(tool: &str, arguments: &[&str]) -> String {
    let output = Command::new(tool).args(arguments).output().ok().filter(|output| output.status.success());
    let text = output.map(|output| [output.stdout, output.stderr].concat()).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().next().map_or_else(|| format!("no {tool}"), str::to_owned)
}

/// What a file of lines `key : value` says of a key.
fn line(path: &str, key: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let found = text.lines().find(|line| line.starts_with(key))?;
    found.split_once(':').map(|(_, value)| value.trim().to_owned())
}

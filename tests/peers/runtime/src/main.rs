//! The work of a program that uses a client, done by ghost-client and by what one would take instead.
//!
//! `runtime-peers TASK CONTENDER ARGUMENTS…` does its work a few times for nothing, then measures, and prints one line of JSON: what
//! one time cost. The benchmark runs it, a process each time, so that nothing of one contender is left for the next.

#![forbid(unsafe_code)]

mod cost;
mod decode;
mod export;
mod floor;
mod requests;
mod serve;
mod site;

use std::env;
use std::process::ExitCode;

/// Whatever went wrong: it is printed.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

#[cfg(feature = "counted")]
#[global_allocator]
static COUNTED: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{words:?}: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn run(words: &[&str]) -> Result<(), Fault> {
    match words {
        ["decode", contender, times, page] => decode::measure(contender, times.parse()?, page),
        #[cfg(feature = "counted")]
        ["allocations", contender, page] => decode::allocations(contender, page),
        ["requests", contender, times, url] => requests::measure(contender, times.parse()?, url).await,
        ["serve", page] => serve::forever(&serve::answer(page)?),
        ["serve-cut", page] => serve::forever(&serve::cut_answer(page)?),
        ["export", url, key, ahead, total] => export::measure(url, key, ahead.parse()?, total.parse()?).await,
        ["export-bytes", url, key, total] => export::bytes(url, key, total.parse()?).await,
        ["export-file", url, key, total] => export::file(url, key, total.parse()?).await,
        ["fill", url, key] => site::fill(url, key).await,
        ["page", url, key, to] => site::page(url, key, to).await,
        _ => Err("no such task: see main.rs".into()),
    }
}

//! How fast generating, compiling and running are, measured beside what people would use instead.
//!
//! `cargo run -p ghost-tests --bin bench --release -- all`, or one part: `-- generate`. Parts write their own section of
//! `docs/benchmarks/results.json`, so that a part can be repeated alone, and the page with its pictures is drawn from that file
//! (`-- page` draws it again without measuring). Nothing here judges an absolute time: contenders take turns on one machine, and
//! what counts is the ratio of those that ran one after the other.

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod build;
mod check;
mod contest;
mod decode;
mod document;
mod export;
mod fault;
mod generate;
mod growth;
mod machine;
mod measure;
mod page;
mod peers;
mod programs;
mod requests;
mod results;
mod runtime;
mod settings;

use std::process::ExitCode;

use clap::Parser;

use crate::fault::Result;
use crate::results::{Results, Section};
use crate::settings::Settings;

/// What is measured by one word of the command line.
struct Part {
    name: &'static str,
    measure: fn(&Settings) -> Result<Section>,
}

/// In the order of the page.
const PARTS: &[Part] = &[
    Part { name: "generate", measure: generate::measure },
    Part { name: "growth", measure: growth::measure },
    Part { name: "check", measure: check::measure },
    Part { name: "build", measure: build::measure },
    Part { name: "decode", measure: decode::measure },
    Part { name: "requests", measure: requests::measure },
    Part { name: "export", measure: export::measure },
];

/// Measures the generator and the client beside their peers.
#[derive(Parser)]
#[command(name = "bench")]
struct Arguments {
    /// What to measure: `all`, some of the parts, or `page` to draw the page again from what was measured before.
    #[arg(required = true, value_parser = words())]
    parts: Vec<String>,
    /// Rounds in which every contender has its turn.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Two rounds, and into a folder of the cache instead of the documentation: to see that it runs.
    #[arg(long)]
    quick: bool,
    /// Folder of results.json, the page and its pictures.
    #[arg(long, value_name = "DIR")]
    out: Option<std::path::PathBuf>,
}

fn words() -> Vec<&'static str> {
    PARTS.iter().map(|part| part.name).chain(["all", "page"]).collect()
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let settings = Settings::new(arguments.runs, arguments.quick, arguments.out.clone())?;
    let mut results = Results::load(&settings.out)?;
    let chosen = |name: &str| arguments.parts.iter().any(|word| word == name || word == "all");
    for part in PARTS.iter().filter(|part| chosen(part.name)) {
        println!("== {}", part.name);
        let section = (part.measure)(&settings).map_err(|fault| fault.at(&format!("part `{}`", part.name)))?;
        for skipped in &section.skipped {
            println!("!! SKIPPED {}: {}", skipped.peer, skipped.reason);
        }
        results.parts.insert(part.name.to_owned(), section);
        results.save(&settings.out)?;
    }
    page::draw(&results, &settings.out)
}

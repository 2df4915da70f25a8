//! Generates typed Rust bindings from an API description.
//!
//! One core behind three fronts: [`Generator`] for build scripts and programs, the command
//! `ghost-codegen`, and procedural macros. It reads a spec folder with [`ghost_spec`], decides
//! names and boxes, emits one file a resource and formats it. [`compare`] tells what a change of a spec means for its users.
//!
//! ```no_run
//! let report = ghost_codegen::Generator::new().spec("api").out("src").runtime("::ghost_client").write()?;
//! println!("{} files written", report.written.len());
//! # Ok::<(), ghost_codegen::Error>(())
//! ```

#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod build_script;
mod compare;
mod emit;
pub mod export;
mod features;
mod freshness;
mod generator;
mod lanes;
mod names;
mod output;
mod plan;
mod print;
mod provenance;
mod rules;
mod settings;
pub mod site;
mod timing;

pub use compare::compare;
pub use generator::{Error, Generated, Generator};
pub use output::{Drift, OutputError, Report, replace_file, write_files};
pub use timing::Timings;

//! The proof that the description is true of a real Ghost.
//!
//! Each part asks a running server and compares its answers with what the spec says, without any
//! generated code in between. What they found goes into one [`report`].

#[cfg(feature = "live")]
pub mod client;
#[cfg(feature = "live")]
pub mod conformance;
#[cfg(feature = "live")]
pub mod database;
pub mod gate;
#[cfg(feature = "live")]
pub mod life_cycle;
pub mod pool;
pub mod question;
pub mod report;
pub mod sample;
#[cfg(feature = "live")]
pub mod seed;
pub mod shape;
pub mod version;

use std::path::{Path, PathBuf};

/// The folder of the description that ships with the project.
#[must_use]
pub fn description() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../ghost-spec/api")
}

//! Support for the tests that cross crates: recordings of real answers, a real Ghost, and the proof that
//! the description is true of it.

#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod proof;
pub mod recordings;
#[cfg(any(feature = "live", feature = "bench"))]
pub mod server;
pub mod sink;

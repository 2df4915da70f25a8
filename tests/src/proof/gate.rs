//! The gate matrix: what the description says about who may call an endpoint, held against a real server.
//!
//! Every endpoint × every [`Caller`] is asked in a way that changes nothing, or nothing that a reset does not
//! undo. What ought to happen comes from the description alone ([`predict`]); what did happen is
//! read from the answer ([`judge`]). A [`Matrix`] counts where they agree and names each case where they do not.

mod body;
mod caller;
#[cfg(feature = "live")]
mod fill;
mod judge;
mod matrix;
mod predict;
mod probe;
#[cfg(feature = "live")]
mod run;
mod table;
#[cfg(test)]
mod tests;

pub use caller::Caller;
pub use judge::{Answer, Refusal, Verdict, judge};
pub use matrix::{Cell, Matrix, Outcome};
pub use predict::{Gate, Prediction, callers, known_bugs, predict};
pub use probe::{Body, Probe, probes};
#[cfg(feature = "live")]
pub use run::{Asker, flags, run};
pub use table::unused;

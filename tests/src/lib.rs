//! Support for the tests that cross crates: recordings of real answers, and a real Ghost.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod proof {
    //! Proof that the description is true, on real servers.

    pub mod gate;
}
pub mod recordings;
#[cfg(feature = "live")]
pub mod server;

//! Bindings that a build script wrote, to be held against those of the other fronts.

include!(concat!(env!("OUT_DIR"), "/mod.rs"));

/// The folder that the build script wrote into.
pub const OUT: &str = env!("OUT_DIR");

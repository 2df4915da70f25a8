//! The description language.
pub mod model;

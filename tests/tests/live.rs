//! The live suite.

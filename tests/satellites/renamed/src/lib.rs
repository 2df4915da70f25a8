//! A crate in which ghost-client has another name: macros are told, `crate = "…"` and `runtime = …`.

#![deny(warnings)]

use renamed::{OpenEnum, Patch, Query, Unknown};

/// Bindings of a spec of one's own.
pub mod notes {
    renamed::api! { spec = "../../specs/small", runtime = ::renamed }
}

/// How one feels.
#[derive(Clone, Debug, PartialEq, OpenEnum)]
#[ghost(crate = "renamed")]
pub enum Mood {
    /// Well.
    Fine,
    /// Something newer.
    Unknown(Unknown),
}

/// What is looked for.
#[derive(Debug, Query)]
#[ghost(crate = ::renamed)]
pub struct Search {
    /// All of these.
    pub moods: Vec<Mood>,
    /// In which order.
    pub order: Option<renamed::Order>,
}

/// A note.
#[derive(Debug, Patch)]
#[ghost(crate = "::renamed")]
pub struct Note {
    /// Its headline.
    pub title: String,
    /// How it feels.
    pub mood: Option<Mood>,
}

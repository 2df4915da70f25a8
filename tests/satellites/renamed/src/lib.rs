//! A crate in which ghost-client has another name: macros are told, `crate = "…"` and `runtime = …`.

#![deny(warnings)]

use renamed::{Filter, OpenEnum, Patch, Projection, Query, Resource, Unknown};

/// Bindings of a spec of one's own.
pub mod notes {
    renamed::api! { spec = "../../specs/small/api.yaml", runtime = ::renamed }
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

/// A part of a note that is read.
#[derive(Debug, Projection)]
#[ghost(of = notes::notes::notes::Note, crate = "renamed")]
pub struct Headline {
    /// Its headline.
    pub title: String,
    /// Names of its tags.
    pub tags: Vec<TagName>,
}

/// A part of a tag.
#[derive(Debug, PartialEq, Projection)]
#[ghost(of = notes::notes::notes::Tag, crate = ::renamed)]
pub struct TagName {
    /// What it is called.
    pub name: String,
}

/// What no description knows.
#[derive(Debug, Resource)]
#[ghost(path = "/things/", key = "things", operations(browse, edit), access = User, patch = NotePatch, crate = "renamed")]
pub struct Thing {
    /// Identifies it.
    pub id: String,
    /// How it feels.
    pub mood: Option<Mood>,
}

/// Notes with this title.
pub fn titled(title: &str) -> Filter<notes::notes::notes::Note> {
    renamed::filter!(crate::notes::notes::notes: title == title && mood != null)
}

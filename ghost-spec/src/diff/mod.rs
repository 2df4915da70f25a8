//! What a change of a description means for those who use its bindings.
//!
//! [`compare`] goes through everything the [model](crate::model) says, one file here a concern, and classes each difference by what
//! becomes of Rust code that was written against the old bindings. It breaks **callers** if a call no longer compiles, means
//! something else or is refused by the server that is now described; it breaks **readers** if that is so for what they do with
//! answers. Everything else adds something or is documentation. What the generator emits decides: enums and structs are
//! `#[non_exhaustive]`, so that a new value or field adds; an option is a method, so that a new one adds, unless it is required and
//! becomes an argument. The names of generated code come from the generator, as [`Names`].
//!
//! Structs of the model are taken apart without `..`: what the model learns to say does not compile until it is compared.

mod access;
mod answer;
mod api;
mod bounds;
mod endpoint;
mod enumeration;
mod field;
mod filter;
mod names;
mod option;
mod rename;
mod request;
mod resource;
mod shape;
mod spelling;
mod union;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use self::names::{EndpointNames, EnumNames, Names, SelectionNames, ShapeNames};
use crate::model::Api;

/// One API of a description with the names of its bindings.
#[derive(Clone, Debug)]
pub struct Described<'a> {
    /// What is described.
    pub api: &'a Api,
    /// What it is called in Rust.
    pub names: Names,
}

/// Whom a change concerns, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Class {
    /// Calls no longer compile, mean something else, or are refused.
    Callers,
    /// Answers no longer hold what they held, or hold it under another name or type.
    Readers,
    /// Something more can be said or read; what was written before goes on.
    Additive,
    /// Only texts.
    Docs,
}

impl Class {
    /// All of them, the worst first.
    pub const ALL: [Class; 4] = [Class::Callers, Class::Readers, Class::Additive, Class::Docs];

    /// For machines: `breaking-callers`, `breaking-readers`, `additive`, `docs`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Callers => "breaking-callers",
            Class::Readers => "breaking-readers",
            Class::Additive => "additive",
            Class::Docs => "docs",
        }
    }

    /// Whether code that was written before may have to change.
    #[must_use]
    pub fn is_breaking(self) -> bool {
        matches!(self, Class::Callers | Class::Readers)
    }

    /// The release it needs.
    #[must_use]
    pub fn bump(self) -> Bump {
        match self {
            Class::Callers | Class::Readers => Bump::Major,
            Class::Additive => Bump::Minor,
            Class::Docs => Bump::Patch,
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Class::Callers => "breaking for callers",
            Class::Readers => "breaking for readers",
            Class::Additive => "additive",
            Class::Docs => "docs",
        })
    }
}

/// Which number of a semantic version must grow; below 1.0.0 that is one place further right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Bump {
    /// Nothing changed.
    None,
    /// The third.
    Patch,
    /// The second.
    Minor,
    /// The first.
    Major,
}

impl Bump {
    /// `none`, `patch`, `minor`, `major`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Bump::None => "none",
            Bump::Patch => "patch",
            Bump::Minor => "minor",
            Bump::Major => "major",
        }
    }
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Subject {
    /// An API as a whole.
    Api,
    /// A credential or a class of who may call.
    Access,
    /// A permission, role, grant or rule.
    Permission,
    /// A group of resources: a Cargo feature.
    Group,
    /// A resource: a module.
    Resource,
    /// An endpoint: a method.
    Endpoint,
    /// A query option.
    Option,
    /// A struct or union.
    Shape,
    /// A field of a struct, or a form of a union.
    Field,
    /// An enum or a value of one.
    Enum,
}

impl Subject {
    /// For machines: `endpoint`, `field` ….
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Subject::Api => "api",
            Subject::Access => "access",
            Subject::Permission => "permission",
            Subject::Group => "group",
            Subject::Resource => "resource",
            Subject::Endpoint => "endpoint",
            Subject::Option => "option",
            Subject::Shape => "shape",
            Subject::Field => "field",
            Subject::Enum => "enum",
        }
    }
}

/// One difference between two descriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// Whom it concerns.
    pub class: Class,
    /// What it is about.
    pub subject: Subject,
    /// The API.
    pub api: String,
    /// Where: `posts.browse`, `posts.browse?limit`, `post.title`, `role Editor`. Several, where a shared description changed.
    pub at: Vec<String>,
    /// What changed, to be read behind the place: ``now required``.
    pub what: String,
    /// What that means for Rust code.
    pub why: String,
    /// What it may be instead: something with another name.
    pub hint: Option<String>,
}

/// All differences, the worst first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    changes: Vec<Change>,
}

impl Diff {
    /// Each change: by class, then in the order of APIs and of what they declare.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The changes of one class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.class == class)
    }

    /// Whether the two descriptions say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The release that all changes together need.
    #[must_use]
    pub fn bump(&self) -> Bump {
        self.changes.iter().map(|change| change.class.bump()).max().unwrap_or(Bump::None)
    }
}

/// Compares two descriptions, API by API.
#[must_use]
pub fn compare(old: &[Described<'_>], new: &[Described<'_>]) -> Diff {
    let mut changes = Vec::new();
    for before in old {
        match new.iter().find(|after| after.api.name == before.api.name) {
            Some(after) => changes.extend(Comparison::new(before, after).run()),
            None => changes.push(api::removed(before)),
        }
    }
    changes.extend(new.iter().filter(|after| old.iter().all(|before| before.api.name != after.api.name)).map(api::added));
    let mut changes = merged(changes);
    changes.sort_by_key(|change| change.class);
    Diff { changes }
}

/// What many places have in common, since they share a description, is told once.
fn merged(changes: Vec<Change>) -> Vec<Change> {
    let mut merged: Vec<Change> = Vec::new();
    let mut places = BTreeMap::new();
    for change in changes {
        let key = (change.class, change.subject, change.api.clone(), change.what.clone(), change.why.clone(), change.hint.clone());
        let place = *places.entry(key).or_insert(merged.len());
        match merged.get_mut(place) {
            Some(other) if change.at.iter().all(|at| other.at.contains(at)) => {}
            Some(other) => other.at.extend(change.at),
            None => merged.push(change),
        }
    }
    merged
}

/// Two states of one API, and what was found so far.
struct Comparison<'a> {
    old: &'a Described<'a>,
    new: &'a Described<'a>,
    changes: Vec<Change>,
}

impl<'a> Comparison<'a> {
    fn new(old: &'a Described<'a>, new: &'a Described<'a>) -> Self {
        Comparison { old, new, changes: Vec::new() }
    }

    fn run(mut self) -> Vec<Change> {
        self.api();
        self.access();
        self.resources();
        self.shapes();
        self.enums();
        self.changes
    }

    /// Notes a change; what is returned may be given a hint.
    fn note(
        &mut self,
        class: Class,
        subject: Subject,
        at: impl Into<String>,
        what: impl Into<String>,
        why: impl Into<String>,
    ) -> &mut Change {
        let api = self.new.api.name.clone();
        self.changes.push(Change { class, subject, api, at: vec![at.into()], what: what.into(), why: why.into(), hint: None });
        let last = self.changes.len() - 1;
        &mut self.changes[last]
    }

    /// Notes a text that is another one.
    fn text<T: PartialEq>(&mut self, subject: Subject, at: &str, what: &str, old: &T, new: &T) {
        if old != new {
            self.note(Class::Docs, subject, at, format!("{what} changed"), "only documentation changes");
        }
    }

    /// Notes what came to and went from a list of texts, such as traps.
    fn texts(&mut self, subject: Subject, at: &str, what: &str, old: &[String], new: &[String]) {
        for text in new.iter().filter(|text| !old.contains(text)) {
            self.note(Class::Docs, subject, at, format!("{what} added: “{text}”"), "known now; the code stays as it is");
        }
        for text in old.iter().filter(|text| !new.contains(text)) {
            self.note(Class::Docs, subject, at, format!("{what} removed: “{text}”"), "no longer said; the code stays as it is");
        }
    }

    /// Resources of both, by name.
    fn both_resources(&self) -> Vec<(usize, usize)> {
        let new = &self.new.api.resources;
        let pair = |(index, resource): (usize, &crate::model::Resource)| {
            new.iter().position(|other| other.name == resource.name).map(|other| (index, other))
        };
        self.old.api.resources.iter().enumerate().filter_map(pair).collect()
    }
}

/// What only one of two lists of names has: went, came.
fn differing<'n>(old: impl Iterator<Item = &'n str>, new: impl Iterator<Item = &'n str>) -> (Vec<&'n str>, Vec<&'n str>) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.collect(), new.collect());
    let (had, has): (BTreeSet<&str>, BTreeSet<&str>) = (old.iter().copied().collect(), new.iter().copied().collect());
    let went = old.into_iter().filter(|name| !has.contains(name)).collect();
    (went, new.into_iter().filter(|name| !had.contains(name)).collect())
}

/// `` `a`, `b` and `c` ``.
fn quoted<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    listed(&names)
}

/// `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}

//! The description language of typed API bindings: read, check, explain.
//!
//! A spec is a folder of YAML files; `LANGUAGE.md` describes them. [`Spec::load`] reads,
//! [`Spec::check`] resolves every name and reports **all** faults of the run, each with its place,
//! a code and what to do. Only a checked spec has a [`model`] to generate from; [`diff`] compares two. There is no code
//! generation here and no HTTP.
//!
//! ```
//! use ghost_spec::Spec;
//!
//! let api = "
//! api: demo
//! title: Demo API
//! doc: Shows the language.
//! base: /api
//! client: Demo
//! versions: { oldest: 1.0, newest: 1.0 }
//! credentials: { key: { doc: A key. } }
//! access: { anyone: { doc: Any key., credentials: [key] } }
//! envelopes: { one: { kind: one, key: '{resource}' } }
//! ";
//! let notes = "
//! resource: notes
//! entity: note
//! doc: Short texts.
//! fields: { id: { type: id }, text: { type: strin } }
//! endpoints:
//!   read: { doc: Reads a note., call: 'GET /notes/{id}/', returns: one, access: anyone, permission: none }
//! ";
//! let files = [("api.yaml", api), ("notes.yaml", notes)].map(|(name, text)| (name.to_owned(), text.to_owned()));
//! let faults = Spec::from_sources(files).check().unwrap_err();
//! assert_eq!(faults.len(), 1);
//! assert!(faults.to_string().contains("did you mean `string`?"), "{faults}");
//! ```

#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod code;
mod diagnostic;
pub mod diff;
mod format;
mod lint;
mod mapping;
pub mod model;
mod node;
mod resolve;
mod source;
mod suggest;
pub mod vocabulary;
mod walk;

use std::marker::PhantomData;
use std::path::Path;

pub use code::{Code, Explanation};
pub use diagnostic::{Diagnostic, Faults, Label, Place, Severity};
pub use format::{FormatError, format};
use source::Sources;

/// State of a spec that was read but not yet looked at.
#[derive(Clone, Copy, Debug)]
pub enum Parsed {}

/// State of a spec in which every name resolves.
#[derive(Clone, Copy, Debug)]
pub enum Checked {}

/// A spec: its files and, once checked, what they mean.
#[derive(Debug)]
pub struct Spec<S> {
    sources: Sources,
    apis: Vec<model::Api>,
    faults: Vec<Diagnostic>,
    warnings: Faults,
    state: PhantomData<S>,
}

impl Spec<Parsed> {
    /// Reads the `api.yaml` in `dir` and the files beside it, or those of each sub-folder that has one.
    ///
    /// Does not fail: what could not be read is among the faults that [`check`](Spec::check) returns.
    pub fn load(dir: impl AsRef<Path>) -> Self {
        let mut faults = Vec::new();
        let sources = Sources::load(dir.as_ref(), &mut faults);
        Self::parsed(sources, faults)
    }

    /// Takes files from memory: paths below the spec's root with `/`, and texts.
    pub fn from_sources(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut faults = Vec::new();
        let sources = Sources::from_memory(files, &mut faults);
        Self::parsed(sources, faults)
    }

    fn parsed(sources: Sources, faults: Vec<Diagnostic>) -> Self {
        Spec { sources, apis: Vec::new(), faults, warnings: Faults::default(), state: PhantomData }
    }

    /// Resolves every name.
    ///
    /// # Errors
    ///
    /// All faults of all files, in the order of files and lines.
    pub fn check(self) -> Result<Spec<Checked>, Faults> {
        let Spec { sources, mut faults, .. } = self;
        let apis = resolve::apis(&sources, &mut faults);
        let (errors, warnings): (Vec<_>, Vec<_>) = faults.into_iter().partition(|fault| fault.severity() == Severity::Error);
        if !errors.is_empty() {
            return Err(Faults::new(errors, &sources));
        }
        let warnings = Faults::new(warnings, &sources);
        Ok(Spec { sources, apis, faults: Vec::new(), warnings, state: PhantomData })
    }
}

impl Spec<Checked> {
    /// The APIs, ordered by name.
    pub fn apis(&self) -> &[model::Api] {
        &self.apis
    }

    /// What is allowed but doubtful.
    pub fn warnings(&self) -> &Faults {
        &self.warnings
    }
}

impl<S> Spec<S> {
    /// Names of the files below the spec's root, with `/`, and their texts; without files that could not be read.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sources.files().iter().filter(|file| file.read).map(|file| (file.name.as_str(), file.text.as_str()))
    }

    /// Whether every file that was found could be read.
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty() && self.sources.files().iter().all(|file| file.read)
    }

    /// The files that were read.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.sources.files().iter().map(|file| file.path.as_path())
    }
}

//! The front of the library: from a spec folder to files.

use std::fmt;
use std::path::{Path, PathBuf};

use ghost_spec::{Checked, Faults, Spec};

use crate::emit;
use crate::freshness::Record;
use crate::output::{self, Drift, OutputError, Report};
use crate::provenance::Stamps;
use crate::settings::Settings;
use crate::timing::Timings;

/// Generates bindings from a spec.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), ghost_codegen::Error> {
///     ghost_codegen::Generator::new().spec("api/").runtime("::ghost_client").emit()
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Generator {
    spec: PathBuf,
    out: PathBuf,
    record: Option<PathBuf>,
    settings: Settings,
}

/// Why nothing was generated.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The spec has faults; all of them.
    Spec(Faults),
    /// A file could not be read, written or replaced.
    Output(OutputError),
    /// A build script setting is missing.
    Setting(String),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Spec(faults) => faults.fmt(formatter),
            Error::Output(error) => error.fmt(formatter),
            Error::Setting(text) => formatter.write_str(text),
        }
    }
}

impl std::error::Error for Error {}

impl From<OutputError> for Error {
    fn from(error: OutputError) -> Self {
        Error::Output(error)
    }
}

/// Generated files in memory, ordered by path.
#[derive(Clone, Debug)]
pub struct Generated {
    files: Vec<(String, String)>,
    timings: Timings,
    inputs: Vec<PathBuf>,
}

impl Generated {
    /// Paths below the output folder, with `/`, and contents.
    pub fn files(&self) -> &[(String, String)] {
        &self.files
    }

    /// How long each phase took.
    pub fn timings(&self) -> &Timings {
        &self.timings
    }

    /// The spec files that were read.
    pub fn inputs(&self) -> &[PathBuf] {
        &self.inputs
    }
}

impl Default for Generator {
    fn default() -> Self {
        Self::new()
    }
}

impl Generator {
    /// A generator with the spec in `api/`, the output in `src/` and `::ghost_client` as the runtime.
    #[must_use]
    pub fn new() -> Self {
        Generator {
            spec: PathBuf::from("api"),
            out: PathBuf::from("src"),
            record: None,
            settings: Settings { runtime: "::ghost_client".to_owned(), root: false, routes: None, features: false },
        }
    }

    /// Folder of the spec.
    #[must_use]
    pub fn spec(mut self, dir: impl Into<PathBuf>) -> Self {
        self.spec = dir.into();
        self
    }

    /// Folder of the output.
    #[must_use]
    pub fn out(mut self, dir: impl Into<PathBuf>) -> Self {
        self.out = dir.into();
        self
    }

    /// Keep a record at this path of what [`write`](Generator::write) wrote from what, and let it end early if nothing has changed
    /// since: neither the spec, the settings and the generator, nor any of the files. One path for each output folder.
    #[must_use]
    pub fn record(mut self, path: impl Into<PathBuf>) -> Self {
        self.record = Some(path.into());
        self
    }

    /// Path of the runtime crate in generated code, such as `::ghost_client`.
    #[must_use]
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.settings.runtime = path.into();
        self
    }

    /// Also emit a root module `mod.rs` that declares the others.
    #[must_use]
    pub fn root(mut self, root: bool) -> Self {
        self.settings.root = root;
        self
    }

    /// Also emit a table of all routes with decoders, behind this Cargo feature.
    #[must_use]
    pub fn routes(mut self, feature: impl Into<String>) -> Self {
        self.settings.routes = Some(feature.into());
        self
    }

    /// Put each group of resources of the spec behind a Cargo feature of its name: `site_admin` becomes `site-admin`.
    #[must_use]
    pub fn features(mut self, features: bool) -> Self {
        self.settings.features = features;
        self
    }

    /// Generates in memory.
    ///
    /// # Errors
    ///
    /// All faults of the spec.
    pub fn generate(&self) -> Result<Generated, Error> {
        let mut timings = Timings::default();
        let spec = timings.measure("load", || Spec::load(&self.spec));
        let spec = timings.measure("check", || spec.check()).map_err(Error::Spec)?;
        Ok(self.emitted(&spec, timings))
    }

    /// Generates from a spec that was checked before.
    #[must_use]
    pub fn generate_from(&self, spec: &Spec<Checked>) -> Generated {
        self.emitted(spec, Timings::default())
    }

    fn emitted(&self, spec: &Spec<Checked>, mut timings: Timings) -> Generated {
        let stamps = Stamps::of(spec);
        let sources = timings.measure("emit", || emit::emit(spec.apis(), &self.settings, &stamps));
        let files = sources.into_iter().map(|source| (source.path, source.text)).collect();
        Generated { files, timings, inputs: spec.files().map(Path::to_path_buf).collect() }
    }

    /// Generates and writes the files that change; removes generated files that are no more.
    ///
    /// # Errors
    ///
    /// Faults of the spec, in which case nothing is written; or a file that cannot be written, in which case every file is whole,
    /// the old one or the new one.
    pub fn write(&self) -> Result<Report, Error> {
        let mut timings = Timings::default();
        let spec = timings.measure("load", || Spec::load(&self.spec));
        let record = self.record.as_deref().filter(|_| spec.is_whole()).and_then(|path| Record::new(path, &spec, &self.settings));
        if let Some(unchanged) = timings.measure("look", || record.as_ref()?.holds(&self.out)) {
            return Ok(Report { unchanged, timings, ..Report::default() });
        }
        let spec = timings.measure("check", || spec.check()).map_err(Error::Spec)?;
        let mut generated = self.emitted(&spec, timings);
        let mut timings = std::mem::take(&mut generated.timings);
        let mut report = timings.measure("write", || output::write(&self.out, &generated.files))?;
        if let Some(record) = record {
            // Without it the next run looks again.
            let _ = record.note(&generated.files);
        }
        report.timings = timings;
        Ok(report)
    }

    /// Generates and compares; writes nothing.
    ///
    /// # Errors
    ///
    /// Faults of the spec, or a file that cannot be read.
    pub fn check(&self) -> Result<Drift, Error> {
        let mut generated = self.generate()?;
        let mut timings = std::mem::take(&mut generated.timings);
        let mut drift = timings.measure("compare", || output::compare(&self.out, &generated.files))?;
        drift.timings = timings;
        Ok(drift)
    }

    /// For build scripts: writes into `OUT_DIR` with a root module and tells Cargo what to watch.
    ///
    /// Include the result with `include!(concat!(env!("OUT_DIR"), "/mod.rs"));`.
    ///
    /// # Errors
    ///
    /// As [`write`](Generator::write); or there is no `OUT_DIR`, outside of a build script.
    pub fn emit(self) -> Result<(), Error> {
        let out = std::env::var_os("OUT_DIR")
            .ok_or_else(|| Error::Setting("OUT_DIR is not set: `emit` is for build scripts; use `write` elsewhere".to_owned()))?;
        let spec = self.spec.clone();
        println!("cargo::rerun-if-changed={}", spec.display());
        let generated = self.root(true).out(out.clone()).generate()?;
        for input in generated.inputs() {
            println!("cargo::rerun-if-changed={}", input.display());
        }
        output::write(Path::new(&out), &generated.files)?;
        Ok(())
    }
}

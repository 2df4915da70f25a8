//! The front of the library: from a spec folder to files.

use std::fmt;
use std::path::{Path, PathBuf};

use ghost_spec::{Checked, Faults, Spec};

use crate::build_script;
use crate::emit;
use crate::freshness::Record;
use crate::output::{self, Drift, OutputError, Report};
use crate::provenance::Stamps;
use crate::rules::{Rules, Wish};
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
    watch: bool,
    settings: Settings,
}

/// Why nothing was generated.
#[non_exhaustive]
pub enum Error {
    /// The spec has faults; all of them.
    Spec(Faults),
    /// A file could not be read, written or replaced.
    Output(OutputError),
    /// A setting is missing, or a rule meets nothing.
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

/// As `Display`, on lines of its own: it is what Cargo shows of a build script whose `main` returns the error.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\n{self}")
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
            watch: true,
            settings: Settings {
                runtime: "::ghost_client".to_owned(),
                root: false,
                routes: None,
                features: false,
                rules: Rules::default(),
            },
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

    /// Put a Rust type in the place of that of a field, wherever the field is read or written: `replace_type("posts.Post.html", "crate::Html")`.
    /// The type needs `Clone`, `Debug`, `PartialEq` and serde's traits, and a path that does not depend on where it stands.
    ///
    /// Rules have a path in the names of the generated code. With a dot in front it is a prefix, as in `prost`: `.posts` is everything in
    /// the module, `.posts.Post` the type with its fields, `.` everything. Without one it is the end of a path: `Post.html`. The
    /// name of an API may stand before the module. A rule that meets nothing is an error that says what may have been meant.
    #[must_use]
    pub fn replace_type(mut self, path: impl Into<String>, ty: impl Into<String>) -> Self {
        self.settings.rules.add(path.into(), Wish::Replace(ty.into()));
        self
    }

    /// Name a type, field, value or endpoint otherwise in Rust: `rename("posts.Post.type", "kind")`. Paths of other rules go by the
    /// names before. See [`replace_type`](Generator::replace_type) for paths; this one must meet one thing.
    #[must_use]
    pub fn rename(mut self, path: impl Into<String>, name: impl Into<String>) -> Self {
        self.settings.rules.add(path.into(), Wish::Rename(name.into()));
        self
    }

    /// Leave out fields, values of enums (they are read as unknown ones) or endpoints: `skip("posts.Post.mobiledoc")`, `skip("posts.destroy")`.
    /// See [`replace_type`](Generator::replace_type) for paths.
    #[must_use]
    pub fn skip(mut self, path: impl Into<String>) -> Self {
        self.settings.rules.add(path.into(), Wish::Skip);
        self
    }

    /// Derive more traits for types: `derive(".posts.PostStatus", "PartialOrd, Ord")`. See [`replace_type`](Generator::replace_type) for paths;
    /// identities are in the module `ids`.
    #[must_use]
    pub fn derive(self, path: impl Into<String>, traits: &str) -> Self {
        self.type_attribute(path, format!("#[derive({traits})]"))
    }

    /// Add attributes to types. See [`replace_type`](Generator::replace_type) for paths.
    #[must_use]
    pub fn type_attribute(mut self, path: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.settings.rules.add(path.into(), Wish::TypeAttribute(attribute.into()));
        self
    }

    /// Add attributes to fields and variants. See [`replace_type`](Generator::replace_type) for paths.
    #[must_use]
    pub fn field_attribute(mut self, path: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.settings.rules.add(path.into(), Wish::FieldAttribute(attribute.into()));
        self
    }

    /// Whether [`emit`](Generator::emit) tells Cargo to run the build script again when the spec changes; it does unless told otherwise.
    #[must_use]
    pub fn rerun_if_changed(mut self, watch: bool) -> Self {
        self.watch = watch;
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
        self.emitted(&spec, timings)
    }

    /// Generates from a spec that was checked before: the one function behind every front.
    ///
    /// # Errors
    ///
    /// Rules that meet nothing, or a runtime path that is none.
    pub fn generate_from(&self, spec: &Spec<Checked>) -> Result<Generated, Error> {
        self.emitted(spec, Timings::default())
    }

    fn emitted(&self, spec: &Spec<Checked>, mut timings: Timings) -> Result<Generated, Error> {
        syn::parse_str::<syn::Path>(&self.settings.runtime)
            .map_err(|error| Error::Setting(format!("`{}` is no path of a runtime: {error}", self.settings.runtime)))?;
        let apis = self.settings.rules.apply(spec.apis()).map_err(Error::Setting)?;
        let stamps = Stamps::of(spec);
        let sources = timings.measure("emit", || emit::emit(&apis, &self.settings, &stamps));
        let files = sources.into_iter().map(|source| (source.path, source.text)).collect();
        Ok(Generated { files, timings, inputs: spec.files().map(Path::to_path_buf).collect() })
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
        let mut generated = self.emitted(&spec, timings)?;
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

    /// For build scripts: writes into `OUT_DIR` with a root module, tells Cargo what to watch, and shows what is doubtful as warnings.
    ///
    /// Include the result with `include!(concat!(env!("OUT_DIR"), "/mod.rs"));`. Faults of the spec are the script's error: returned from
    /// its `main`, Cargo shows all of them with their places, and a line for each at the end of the build.
    ///
    /// # Errors
    ///
    /// As [`write`](Generator::write); or there is no `OUT_DIR`, outside of a build script.
    pub fn emit(self) -> Result<(), Error> {
        let Some(out) = std::env::var_os("OUT_DIR") else {
            return Err(Error::Setting("OUT_DIR is not set: `emit` is for build scripts; use `write` elsewhere".to_owned()));
        };
        let (lines, result) = self.root(true).out(out).scripted();
        lines.iter().for_each(|line| println!("{line}"));
        result
    }

    /// What a build script says to Cargo, and whether it worked.
    fn scripted(&self) -> (Vec<String>, Result<(), Error>) {
        let spec = Spec::load(&self.spec);
        let mut lines = if self.watch { build_script::watch(&self.spec, spec.files()) } else { Vec::new() };
        let written = spec.check().map_err(Error::Spec).and_then(|spec| {
            lines.extend(build_script::warnings(spec.warnings()));
            let generated = self.emitted(&spec, Timings::default())?;
            Ok(output::write(&self.out, &generated.files)?)
        });
        if let Err(error) = &written {
            lines.extend(build_script::errors(error));
        }
        (lines, written.map(drop))
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn folder() -> TempDir {
        let dir = TempDir::new().unwrap();
        std::fs::create_dir_all(dir.path().join("api")).unwrap();
        std::fs::write(dir.path().join("api/api.yaml"), include_str!("../../tests/specs/names/api.yaml")).unwrap();
        std::fs::write(dir.path().join("api/option.yaml"), include_str!("../../tests/specs/names/option.yaml")).unwrap();
        dir
    }

    fn script(dir: &Path) -> Generator {
        Generator::new().spec(dir.join("api")).root(true).out(dir.join("out"))
    }

    #[test]
    fn cargo_is_told_exactly_what_was_read_unless_that_is_not_wanted() {
        let folder = folder();
        let dir = folder.path();
        let (lines, result) = script(dir).scripted();
        result.unwrap();
        let watched =
            ["api", "api/api.yaml", "api/option.yaml"].map(|name| format!("cargo::rerun-if-changed={}", dir.join(name).display()));
        let (said, doubts) = lines.split_at(watched.len());
        assert_eq!(said, watched);
        // The spec's names are an obstacle course, which Cargo is told as well.
        assert!(!doubts.is_empty() && doubts.iter().all(|line| line.starts_with("cargo::warning=")), "{doubts:?}");
        assert_eq!(script(dir).rerun_if_changed(false).scripted().0, doubts);
    }

    #[test]
    fn the_same_bytes_come_from_the_script_and_from_the_command() {
        let folder = folder();
        let dir = folder.path();
        script(dir).scripted().1.unwrap();
        let generated = script(dir).generate().unwrap();
        assert!(generated.files().iter().any(|(name, _)| name == "mod.rs"));
        for (name, text) in generated.files() {
            assert_eq!(&std::fs::read_to_string(dir.join("out").join(name)).unwrap(), text, "{name}");
        }
        let without: Vec<_> = generated.files().iter().filter(|(name, _)| name != "mod.rs").cloned().collect();
        assert_eq!(script(dir).root(false).generate().unwrap().files(), without);
    }

    #[test]
    fn faults_are_lines_of_the_build_and_the_error_shows_them_whole() {
        let folder = folder();
        let dir = folder.path();
        let file = dir.join("api/option.yaml");
        std::fs::write(&file, include_str!("../../tests/specs/names/option.yaml").replacen("type: string", "type: strin", 1)).unwrap();
        let (lines, result) = script(dir).scripted();
        let error = result.unwrap_err();
        let told: Vec<&String> = lines.iter().filter(|line| line.starts_with("cargo::error=")).collect();
        assert!(
            told[0].starts_with(&format!("cargo::error={}:", file.display())) && told[0].contains("did you mean `string`?"),
            "{told:?}"
        );
        // What a script's `main` prints of the error it returns.
        let shown = format!("Error: {error:?}");
        assert!(shown.starts_with("Error: \nerror[GS") && shown.contains("^^^^^"), "{shown}");
        assert!(lines.iter().any(|line| line.starts_with("cargo::rerun-if-changed=")), "the next edit runs it again");
    }
}

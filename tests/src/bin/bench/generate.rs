//! Generating the whole API from a cold process, beside other generators.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::contest::Contest;
use crate::document::{self, endpoints};
use crate::fault::Result;
use crate::measure::{Sample, child};
use crate::peers::{OpenApiGenerator, PROGENITOR, emptied, ghost_codegen};
use crate::results::Section;
use crate::settings::Settings;

pub(crate) fn measure(settings: &Settings) -> Result<Section> {
    let codegen = ghost_codegen(settings)?;
    let folder = emptied(&settings.work("generate"))?;
    let outputs = Outputs::new(&folder)?;
    let spec = settings.workspace.join("ghost-spec/api");
    let whole = document::export(&codegen, &spec, &folder.join("whole.json"))?;
    let mut section = Section::begin();
    section.notes.push(format!("ghost-codegen and openapi-generator generate all {} endpoints.", endpoints(&whole)));
    let mut contest = Contest::new("Generate the whole API, cold process", "cpu");
    contest.enter("ghost-codegen", None, || ours(&codegen, &spec, &outputs.folder));
    match PROGENITOR.install(settings) {
        Ok(binary) => {
            let mut accepted = whole.clone();
            document::cut_for_progenitor(&mut accepted);
            let left = endpoints(&accepted);
            let document = document::write(&accepted, folder.join("progenitor.json"))?;
            section.notes.push(format!("{} gets {left} endpoints: {}.", PROGENITOR.shown(), document::CUT_FOR_PROGENITOR));
            let out = outputs.folder.join("progenitor");
            contest.enter(&PROGENITOR.shown(), Some(0.35), move || progenitor(&binary, &document, &out));
        }
        Err(fault) => section.skip(&PROGENITOR.shown(), fault),
    }
    match OpenApiGenerator::install(settings) {
        Ok(generator) => {
            let (document, out) = (folder.join("whole.json"), outputs.folder.join("openapi-generator"));
            contest.enter(&OpenApiGenerator::shown(), Some(0.02), move || openapi_generator(&generator, &document, &out));
        }
        Err(fault) => section.skip(&OpenApiGenerator::shown(), fault),
    }
    section.rows.push(contest.run(settings.runs)?);
    Ok(section)
}

/// Where generators write: into memory where the system has a folder there, since what a disk takes for hundreds of files depends on
/// what it was given, and lost, before. Removed with this.
pub(crate) struct Outputs {
    pub(crate) folder: PathBuf,
}

impl Outputs {
    pub(crate) fn new(work: &Path) -> Result<Self> {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { memory.join(format!("ghost-bench-{}", std::process::id())) } else { work.join("outputs") };
        Ok(Outputs { folder: emptied(&folder)? })
    }
}

impl Drop for Outputs {
    fn drop(&mut self) {
        // What stays is emptied by the next one.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Into an empty folder, and with nothing remembered of an earlier run.
pub(crate) fn ours(codegen: &Path, spec: &Path, folder: &Path) -> Result<Sample> {
    let (out, cache) = (emptied(&folder.join("ours"))?, emptied(&folder.join("cache"))?);
    child(Command::new(codegen).arg("generate").arg("--spec").arg(spec).arg("--out").arg(out).env("XDG_CACHE_HOME", cache))
}

pub(crate) fn progenitor(binary: &PathBuf, document: &Path, out: &Path) -> Result<Sample> {
    emptied(out)?;
    let mut command = Command::new(binary);
    command.args(["progenitor", "--name", "ghost-progenitor", "--version", "0.1.0", "--input"]).arg(document).arg("--output").arg(out);
    child(&mut command)
}

pub(crate) fn openapi_generator(generator: &OpenApiGenerator, document: &Path, out: &Path) -> Result<Sample> {
    emptied(out)?;
    let mut command = generator.command();
    command.args(["generate", "--generator-name", "rust", "--package-name", "ghost-openapi", "--input-spec"]).arg(document);
    child(command.arg("--output").arg(out))
}

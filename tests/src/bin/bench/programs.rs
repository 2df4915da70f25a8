//! The small program of `tests/peers`, once for each client: its project in the cache, with what it needs generated.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::document::{self, endpoints};
use crate::fault::{Doing, Result};
use crate::generate;
use crate::measure::{output, run};
use crate::peers::{OpenApiGenerator, PROGENITOR, TYPIFY, emptied, ghost_codegen};
use crate::results::Section;
use crate::settings::Settings;

/// A project that can be checked and built.
pub(crate) struct Program {
    /// As the page names it.
    pub(crate) name: String,
    /// The package that binds the API.
    pub(crate) package: &'static str,
    /// How much of the API that package binds.
    pub(crate) endpoints: usize,
    /// Whether ours has a target beside it.
    pub(crate) is_rival: bool,
    /// Whether it is linked with the TLS of the system, which is not built with it.
    pub(crate) has_system_tls: bool,
    /// Ours is from this workspace, not from the registry.
    ours: PathBuf,
    folder: PathBuf,
    target: PathBuf,
}

/// The endpoints that ghost-io-api has methods for, as its documentation lists them.
const GHOST_IO_API: usize = 20;

/// The projects whose client takes the TLS of the system, by itself or because it was asked to.
const SYSTEM_TLS: [&str; 3] = ["ours-native", "openapi-generator", "ghost-io-api"];

/// All that can be had, ours first; the others are said to be skipped.
pub(crate) fn prepare(settings: &Settings, part: &str, section: &mut Section) -> Result<Vec<Program>> {
    let work = emptied(&settings.work(part))?;
    let codegen = ghost_codegen(settings)?;
    let whole = document::export(&codegen, &settings.workspace.join("ghost-spec/api"), &work.join("whole.json"))?;
    fs::copy(settings.peers().join("token.rs"), work.join("token.rs")).doing("copy tests/peers/token.rs")?;
    let project = |folder: &str, name: &str, package, endpoints| project(settings, &work, folder, name, package, endpoints);
    let mut programs = vec![project("ours", "ghost-client", "ghost-client", endpoints(&whole))?];
    for (name, made) in [
        (PROGENITOR.shown(), with_progenitor(settings, &work, &whole)),
        (OpenApiGenerator::shown(), with_openapi_generator(settings, &work)),
    ] {
        match made {
            Ok((folder, package, count)) => programs.push(project(folder, &name, package, count)?),
            Err(fault) => section.skip(&name, fault),
        }
    }
    programs.push(project("ghost-io-api", "ghost-io-api 0.2.0", "ghost-io-api", GHOST_IO_API)?);
    for program in programs.iter_mut().skip(1) {
        program.is_rival = true;
        section.notes.push(format!("{} has {} endpoints.", program.name, program.endpoints));
    }
    Ok(programs)
}

fn project(settings: &Settings, work: &Path, folder: &str, name: &str, package: &'static str, endpoints: usize) -> Result<Program> {
    let (from, to) = (settings.peers().join(folder), work.join(folder));
    let source = Some(from.join("src")).filter(|own| own.exists()).unwrap_or_else(|| settings.peers().join("ours/src"));
    fs::create_dir_all(to.join("src")).doing(format_args!("make {}", to.display()))?;
    let own = from.join("Cargo.lock");
    let lock = if own.exists() { own } else { settings.workspace.join("Cargo.lock") };
    let mut files = vec![(from.join("Cargo.toml"), to.join("Cargo.toml")), (lock, to.join("Cargo.lock"))];
    for entry in fs::read_dir(&source).doing(format_args!("list {}", source.display()))?.filter_map(std::result::Result::ok) {
        files.push((entry.path(), to.join("src").join(entry.file_name())));
    }
    for (file, place) in files {
        fs::copy(&file, place).doing(format_args!("copy {}", file.display()))?;
    }
    let (ours, target) = (settings.workspace.join("generated-client"), to.join("target"));
    let has_system_tls = SYSTEM_TLS.contains(&folder);
    Ok(Program { name: name.to_owned(), package, endpoints, is_rival: false, has_system_tls, ours, folder: to, target })
}

/// Ours with the TLS of the system.
pub(crate) fn with_system_tls(settings: &Settings, part: &str) -> Result<Program> {
    project(settings, &settings.work(part), "ours-native", "ghost-client, feature `native-tls`", "ghost-client", 0)
}

/// What there is to compare with without a target: ours with no more than posts and what belongs to them, and the floor.
pub(crate) fn others(settings: &Settings, part: &str) -> Result<[Program; 2]> {
    let work = settings.work(part);
    Ok([
        project(settings, &work, "ours-posts", "ghost-client, feature `content` alone", "ghost-client", 0)?,
        project(settings, &work, "floor", "by hand: reqwest and serde", "floor-program", 2)?,
    ])
}

/// The types of the API alone, without its endpoints: no program, but a crate that can be checked.
pub(crate) fn types(settings: &Settings, part: &str, count: usize) -> Result<Program> {
    let work = settings.work(part);
    let binary = TYPIFY.install(settings)?;
    // typify names types as progenitor does.
    let mut whole = document::read(&work.join("whole.json"))?;
    document::cut_for_progenitor(&mut whole);
    let program = project(settings, &work, "typify", &format!("{}: types alone", TYPIFY.shown()), "ghost-types", count)?;
    let schema = document::write(&document::schema(&whole), work.join("schema.json"))?;
    run(Command::new(binary).args(["typify", "--no-builder"]).arg(schema).arg("--output").arg(program.folder.join("src/types.rs")))?;
    Ok(program)
}

type Made = Result<(&'static str, &'static str, usize)>;

fn with_progenitor(settings: &Settings, work: &Path, whole: &Value) -> Made {
    let binary = PROGENITOR.install(settings)?;
    let mut accepted = whole.clone();
    document::cut_for_progenitor(&mut accepted);
    let file = document::write(&accepted, work.join("progenitor.json"))?;
    generate::progenitor(&binary, &file, &work.join("progenitor/generated"))?;
    Ok(("progenitor", "ghost-progenitor", endpoints(&accepted)))
}

fn with_openapi_generator(settings: &Settings, work: &Path) -> Made {
    let generator = OpenApiGenerator::install(settings)?;
    let whole = document::read(&work.join("whole.json"))?;
    generate::openapi_generator(&generator, &work.join("whole.json"), &work.join("openapi-generator/generated"))?;
    Ok(("openapi-generator", "ghost-openapi", endpoints(&whole)))
}

impl Program {
    /// Whether it uses our client, with whatever features.
    pub(crate) fn is_ours(&self) -> bool {
        self.package == "ghost-client"
    }

    /// Cargo in the project, with a target folder of its own and nothing incremental.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new("cargo");
        let ours = format!("patch.crates-io.ghost-client.path={:?}", self.ours);
        cargo.args(arguments).arg("--quiet").args(["--config", &ours]).current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
        cargo
    }

    /// Downloads what it depends on, which is not to be measured.
    pub(crate) fn fetch(&self) -> Result<()> {
        run(&mut self.cargo(&["fetch"])).map_err(|fault| fault.at(&self.name))
    }

    /// Different packages that Cargo compiles for it, itself left out.
    pub(crate) fn crates(&self) -> Result<usize> {
        let tree = output(&mut self.cargo(&["tree", "--edges", "normal,build", "--prefix", "none", "--no-dedupe", "--format", "{p}"]))?;
        let lines = String::from_utf8_lossy(&tree).into_owned();
        let packages: std::collections::BTreeSet<&str> = lines.lines().filter(|line| !line.is_empty()).collect();
        Ok(packages.len().saturating_sub(1))
    }

    /// Forgets everything that was built.
    pub(crate) fn clean(&self) -> Result<()> {
        emptied(&self.target).map(drop)
    }

    /// The release binary, in bytes.
    pub(crate) fn size(&self) -> Result<u64> {
        let folder = self.target.join("release");
        let entries = fs::read_dir(&folder).doing(format_args!("list {}", folder.display()))?;
        let binaries =
            entries.filter_map(std::result::Result::ok).filter(|entry| entry.file_name().to_string_lossy().ends_with("-program"));
        let sizes: Vec<u64> = binaries.filter_map(|entry| Some(entry.metadata().ok()?.len())).collect();
        sizes.first().copied().doing(format_args!("find the program in {}", folder.display()))
    }
}

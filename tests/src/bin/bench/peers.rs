//! Peers that are programs: which versions, and how they come from the package registries into the cache.
//!
//! A peer that cannot be had is no reason to stop; the part says that it was not measured, and why.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::fault::{Doing, Fault, Result};
use crate::machine::said;
use crate::measure::run;
use crate::settings::Settings;

/// Generates a whole client crate from an OpenAPI document.
pub(crate) const PROGENITOR: CargoTool = CargoTool { name: "progenitor", package: "cargo-progenitor", version: "0.15.1" };
/// Generates types from a JSON Schema.
pub(crate) const TYPIFY: CargoTool = CargoTool { name: "typify", package: "cargo-typify", version: "0.7.0" };
/// Of openapi-generator: its generator `rust`.
const OPENAPI_GENERATOR: &str = "7.26.0";

/// A program of crates.io.
pub(crate) struct CargoTool {
    name: &'static str,
    package: &'static str,
    version: &'static str,
}

impl CargoTool {
    /// As the page names it.
    pub(crate) fn shown(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// Its binary, built from the registry with its own lock file if it is not in the cache yet.
    pub(crate) fn install(&self, settings: &Settings) -> Result<PathBuf> {
        let root = settings.cache.join(format!("{}-{}", self.name, self.version));
        let binary = root.join("bin").join(self.package);
        if !binary.exists() {
            println!("installing {} {} (once)", self.package, self.version);
            let mut cargo = Command::new("cargo");
            cargo.args(["install", self.package, "--version", self.version, "--locked", "--root"]).arg(&root);
            run(cargo.env("CARGO_TARGET_DIR", settings.cache.join("installing")))?;
        }
        Ok(binary)
    }
}

/// The official generator for many languages, a Java program.
pub(crate) struct OpenApiGenerator {
    jar: PathBuf,
}

impl OpenApiGenerator {
    pub(crate) fn shown() -> String {
        format!("openapi-generator {OPENAPI_GENERATOR}")
    }

    /// From the Python package that ships the program.
    pub(crate) fn install(settings: &Settings) -> Result<Self> {
        let java = said("java", &["-version"]);
        if java == "no java" {
            return Err(Fault::new("openapi-generator needs Java 11 or later; install a Java runtime"));
        }
        let root = settings.cache.join(format!("openapi-generator-{OPENAPI_GENERATOR}"));
        let jar = root.join("openapi_generator_cli/openapi-generator.jar");
        if !jar.exists() {
            println!("installing openapi-generator-cli {OPENAPI_GENERATOR} (once)");
            let package = format!("openapi-generator-cli=={OPENAPI_GENERATOR}");
            run(Command::new("python3").args(["-m", "pip", "install", "--quiet", "--no-deps", &package, "--target"]).arg(&root))?;
        }
        Ok(OpenApiGenerator { jar })
    }

    /// The program, with what it is told before its arguments.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new("java");
        command.arg("-jar").arg(&self.jar);
        command
    }
}

/// The release binary of this workspace's own generator.
pub(crate) fn ghost_codegen(settings: &Settings) -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--quiet", "-p", "ghost-codegen", "--bin", "ghost-codegen", "--message-format", "json"]);
    let said = crate::measure::output(cargo.current_dir(&settings.workspace))?;
    let messages = String::from_utf8_lossy(&said);
    let built = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let binary = built.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).next_back();
    binary.doing("find the generator among what Cargo says that it built")
}

/// A folder, made empty.
pub(crate) fn emptied(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).doing(format_args!("empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).doing(format_args!("make {}", folder.display()))?;
    Ok(folder.to_owned())
}

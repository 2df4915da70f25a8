//! `ghost-codegen export`: a description in the forms that other tools and people read.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use ghost_codegen::export::{self, OpenApi};
use ghost_spec::Spec;

use super::{Failure, place, terminal};

/// Write a spec in another form.
#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(subcommand)]
    form: Form,
}

#[derive(Debug, Subcommand)]
enum Form {
    /// The JSON Schema of the description language: completion and checks in an editor.
    ///
    /// Put `# yaml-language-server: $schema=PATH` into the first line of a YAML file to use it.
    JsonSchema(Out),
    /// A reference for people: who may call what, parameters, shapes, traps, versions.
    Markdown(OfSpec),
    /// An OpenAPI document of all APIs of the spec, for the tools that read one.
    Openapi(Document),
}

#[derive(Debug, Args)]
struct Out {
    /// File to write [default: print it]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct OfSpec {
    /// Folder of the spec [default: api of this crate, or ghost-spec/api of this workspace]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    #[command(flatten)]
    file: Out,
}

#[derive(Debug, Args)]
struct Document {
    /// Version of the OpenAPI Specification
    #[arg(long, value_name = "VERSION", default_value = "3.1")]
    version: Version,
    /// JSON or YAML [default: as the file of --out ends, else JSON]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Only this API of the spec; may be given several times
    #[arg(long = "api", value_name = "NAME")]
    apis: Vec<String>,
    #[command(flatten)]
    of: OfSpec,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Version {
    #[value(name = "3.1", alias = "3.1.0")]
    New,
    #[value(name = "3.0.3", alias = "3.0")]
    Old,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Yaml,
}

impl Export {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        match self.form {
            Form::JsonSchema(file) => file.take(&(serde_json::to_string_pretty(&export::json_schema())? + "\n")),
            Form::Markdown(OfSpec { spec, file }) => {
                let spec = Spec::load(place::spec(spec)?).check()?;
                file.take(&export::markdown(spec.apis()))
            }
            Form::Openapi(document) => document.run(),
        }
    }
}

impl Document {
    fn run(self) -> Result<ExitCode, Failure> {
        let OfSpec { spec, file } = self.of;
        let spec = Spec::load(place::spec(spec)?).check()?;
        if let Some(unknown) = self.apis.iter().find(|name| spec.apis().iter().all(|api| api.name != **name)) {
            let known: Vec<&str> = spec.apis().iter().map(|api| api.name.as_str()).collect();
            return Err(Failure::from(format!("the spec has no API `{unknown}`; it has {}", known.join(", "))));
        }
        let chosen = spec.apis().iter().filter(|api| self.apis.is_empty() || self.apis.contains(&api.name));
        let version = match self.version {
            Version::New => OpenApi::V3_1,
            Version::Old => OpenApi::V3_0,
        };
        let document = export::openapi(&chosen.cloned().collect::<Vec<_>>(), version);
        let ends = |ending: &str| file.out.as_ref().is_some_and(|path| path.extension().is_some_and(|found| found == ending));
        let is_yaml = self.format.map_or_else(|| ends("yaml") || ends("yml"), |format| format == Format::Yaml);
        let text = if is_yaml { export::openapi_yaml(&document) } else { serde_json::to_string_pretty(&document)? + "\n" };
        file.take(&text)
    }
}

impl Out {
    fn take(&self, text: &str) -> Result<ExitCode, Failure> {
        if let Some(file) = &self.out {
            ghost_codegen::replace_file(file, text)?;
        } else {
            terminal::print(text)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

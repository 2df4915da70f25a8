//! `ghost-codegen export`: a description in the forms that other tools and people read.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use ghost_codegen::export;
use ghost_spec::Spec;

use super::{Failure, workspace};

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
    JsonSchema(Place),
    /// A reference for people: who may call what, parameters, shapes, traps, versions.
    Markdown(OfSpec),
}

#[derive(Debug, Args)]
struct Place {
    /// File to write [default: print it]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct OfSpec {
    /// Folder of the spec [default: ghost-spec/api of this workspace]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

impl Export {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        match self.form {
            Form::JsonSchema(place) => place.take(&(serde_json::to_string_pretty(&export::json_schema())? + "\n")),
            Form::Markdown(OfSpec { spec, place }) => {
                let spec = Spec::load(spec.map_or_else(|| workspace("ghost-spec/api"), Ok)?).check()?;
                place.take(&export::markdown(spec.apis()))
            }
        }
    }
}

impl Place {
    fn take(&self, text: &str) -> Result<ExitCode, Failure> {
        if let Some(file) = &self.out {
            fs::write(file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            // Whoever reads has seen enough, as `head` has.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure(format!("cannot write the export: {error}"))),
            _ => Ok(ExitCode::SUCCESS),
        }
    }
}

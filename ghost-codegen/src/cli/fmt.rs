//! `ghost-codegen fmt`: spec files in their canonical form.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use ghost_spec::Spec;

use super::{Failure, place, terminal};

/// Put spec files into their canonical form: one order of keys, one layout.
///
/// Meaning, comments, quotes and blank lines stay; so does the choice between braces and lines of their own, where the line is not too long.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 if all is well, 1 if a file cannot be formatted or, with --check, is not canonical, 2 for wrong usage."
)]
pub(crate) struct Fmt {
    /// Folders of specs, or files of them [default: api of this crate, or ghost-spec/api of this workspace]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,
    /// Write nothing: name the files that are not canonical, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let specs = place::specs(self.specs)?;
        let files: Vec<PathBuf> = specs.iter().flat_map(|spec| files(spec)).collect();
        if files.is_empty() {
            return Err(Failure::from("no files of a spec there".to_owned()));
        }
        let mut changed = 0;
        let mut failed = Vec::new();
        for file in &files {
            match format(file, self.check) {
                Ok(false) => {}
                Ok(true) => {
                    changed += 1;
                    let what = if self.check { "not canonical:" } else { "formatted" };
                    terminal::print(&format!("{what} {}\n", file.display()))?;
                }
                Err(error) => failed.push(error),
            }
        }
        if !failed.is_empty() {
            return Err(Failure(failed.iter().map(|Failure(text)| text.trim_end()).collect::<Vec<_>>().join("\n")));
        }
        if changed == 0 {
            terminal::print(&format!("{} files are canonical\n", files.len()))?;
        } else if self.check {
            return Err(Failure::from(format!("{changed} of {} files are not canonical: run `ghost-codegen fmt`", files.len())));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The files of a spec; a file is itself.
fn files(spec: &Path) -> Vec<PathBuf> {
    if spec.is_file() { vec![spec.to_owned()] } else { Spec::load(spec).files().map(Path::to_path_buf).collect() }
}

/// Whether a file was, or would be, changed.
fn format(file: &Path, check: bool) -> Result<bool, Failure> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| format!("cannot read {name}: {error}"))?;
    let formatted = ghost_spec::format(&name, &text)?;
    if formatted == text {
        return Ok(false);
    }
    if !check {
        ghost_codegen::replace_file(file, &formatted)?;
    }
    Ok(true)
}

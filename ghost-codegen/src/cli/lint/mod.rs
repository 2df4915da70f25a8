//! `ghost-codegen lint`: everything that is wrong with a spec, or doubtful in it.

mod format;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use ghost_spec::{Code, Diagnostic, Faults, Spec};

use super::{Failure, place, terminal};

/// Check a spec: all faults at once, and what is allowed but doubtful.
///
/// Warnings appear once there are no errors. One that does not apply is declined in the spec itself, with its reason:
/// `allow: [{ GS0101: There is only one session. }]`.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 if all is well or only warned about, 1 if there are errors or denied warnings, 2 for wrong usage.\n\
                        `ghost-codegen explain CODE` tells what a code means, with a wrong and a right example.")]
pub(crate) struct Lint {
    /// Folders of specs [default: api of this crate, or ghost-spec/api of this workspace]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Exit with 1 for warnings too: `warnings` for all of them, or a code such as GS0101
    #[arg(long, value_name = "WHAT", value_parser = denied)]
    deny: Vec<Denied>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people: the lines in question, notes and help
    Human,
    /// One line a fault: file, line, column, code and message
    Short,
    /// For programs: one object
    Json,
    /// Annotations of a GitHub workflow
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Denied {
    Warnings,
    Code(Code),
}

fn denied(text: &str) -> Result<Denied, String> {
    if text == "warnings" {
        return Ok(Denied::Warnings);
    }
    match Code::parse(text) {
        Some(code) if code.is_warning() => Ok(Denied::Code(code)),
        Some(_) => Err("it is an error, which always counts".to_owned()),
        None => Err("neither `warnings` nor a code such as GS0101".to_owned()),
    }
}

impl Lint {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let specs = place::specs(self.specs)?;
        let found: Vec<Faults> = terminal::during("checking", || specs.iter().map(|spec| faults(spec)).collect());
        let text = match self.format {
            Format::Human => format::human(&found),
            Format::Short => format::short(&found),
            Format::Json => format::json(&found)?,
            Format::Github => format::github(&found),
        };
        terminal::print(&text)?;
        let errors: usize = found.iter().map(Faults::errors).sum();
        let denied = all(&found).filter(|(_, fault)| is_denied(fault, &self.deny)).count();
        if errors == 0 && denied > 0 && matches!(self.format, Format::Human) {
            return Err(Failure::from(format::count(denied, "denied warning")));
        }
        Ok(if errors + denied > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// All errors of a spec, or else its warnings.
fn faults(spec: &Path) -> Faults {
    match Spec::load(spec).check() {
        Ok(spec) => spec.warnings().clone(),
        Err(faults) => faults,
    }
}

/// Every fault with the collection that knows its place.
fn all(found: &[Faults]) -> impl Iterator<Item = (&Faults, &Diagnostic)> {
    found.iter().flat_map(|faults| faults.iter().map(move |fault| (faults, fault)))
}

fn is_denied(fault: &Diagnostic, denied: &[Denied]) -> bool {
    fault.code().is_warning() && denied.iter().any(|denied| matches!(denied, Denied::Warnings) || *denied == Denied::Code(fault.code()))
}

//! `ghost-codegen explain`: what a code means.

use std::process::ExitCode;

use clap::Args;
use ghost_spec::Code;

use super::{Failure, terminal};

/// Tell what a code means, with a wrong and a right example.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A code as faults show it: GS0012, or just 12 [default: list all codes]
    #[arg(value_name = "CODE", value_parser = code)]
    code: Option<Code>,
}

fn code(text: &str) -> Result<Code, String> {
    Code::parse(text).ok_or_else(|| "there is no such code; `ghost-codegen explain` lists all".to_owned())
}

impl Explain {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        terminal::print(&self.code.map_or_else(list, one))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn one(code: Code) -> String {
    let told = code.explanation();
    let kind = if code.is_warning() { "warning" } else { "error" };
    format!("{kind}[{code}]: {}\n\n{}\n\nWrong:\n\n{}\nRight:\n\n{}", code.title(), told.text, indented(told.wrong), indented(told.right))
}

fn indented(example: &str) -> String {
    example.lines().map(|line| format!("    {line}\n")).collect()
}

fn list() -> String {
    let (warnings, errors): (Vec<Code>, Vec<Code>) = Code::ALL.iter().partition(|code| code.is_warning());
    let lines = |codes: Vec<Code>| codes.iter().map(|code| format!("  {code}  {}\n", code.title())).collect::<String>();
    format!("Errors:\n{}\nWarnings:\n{}", lines(errors), lines(warnings))
}

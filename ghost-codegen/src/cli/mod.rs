//! The command line: arguments, exit codes, and where the defaults point.
//!
//! Exit codes: 0 all well, 1 faults, denied warnings, drift, or changes as bad as `diff --fail-on` says, 2 wrong usage.

mod completions;
mod diff;
mod docs;
mod explain;
mod export;
mod fmt;
mod generate;
mod lint;
mod list;
mod new;
mod place;
mod terminal;

use std::process::ExitCode;

use clap::{ColorChoice, Parser, Subcommand};
use ghost_codegen::OutputError;
use ghost_spec::{Faults, FormatError};

/// Generates typed Rust bindings from an API description.
#[derive(Debug, Parser)]
#[command(name = "ghost-codegen", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to use colours: `auto` is on terminals, unless NO_COLOR is set; CLICOLOR_FORCE sets it to `always`
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = ColorChoice::Auto, global = true)]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the bindings of a spec: only files that change are touched.
    Generate(generate::Generate),
    /// Check a spec: all faults at once, and what is allowed but doubtful.
    Lint(lint::Lint),
    /// Put spec files into their canonical form: one order of keys, one layout.
    Fmt(fmt::Fmt),
    /// Tell what a code such as GS0012 means, with a wrong and a right example.
    Explain(explain::Explain),
    /// Compare two specs: what breaks whom, and which release that needs.
    Diff(diff::Compare),
    /// Write a spec in another form: OpenAPI, Markdown, the JSON Schema of the language.
    Export(export::Export),
    /// Write a reference site: a page an API that works from a folder.
    Docs(docs::Docs),
    /// List the endpoints of a spec, one a line.
    List(list::List),
    /// Write a small, commented spec and a build script into a crate.
    New(new::New),
    /// Print completions for bash, zsh or fish.
    Completions(completions::Completions),
}

/// Why a command stopped, as the person at the terminal should read it, in colour.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl From<String> for Failure {
    fn from(text: String) -> Self {
        Failure(format!("\u{1b}[1;91merror\u{1b}[0m: {text}"))
    }
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Failure(faults.render(true))
    }
}

impl From<ghost_codegen::Error> for Failure {
    fn from(error: ghost_codegen::Error) -> Self {
        match error {
            ghost_codegen::Error::Spec(faults) => Failure::from(faults),
            other => Failure::from(other.to_string()),
        }
    }
}

impl From<FormatError> for Failure {
    fn from(error: FormatError) -> Self {
        match error {
            FormatError::Faults(faults) => Failure::from(faults),
            other => Failure::from(other.to_string()),
        }
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        Failure::from(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::from(error.to_string())
    }
}

/// Runs the command line of this process.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    terminal::choose(arguments.color);
    let result = match arguments.command {
        Command::Generate(command) => command.run(),
        Command::Lint(command) => command.run(),
        Command::Fmt(command) => command.run(),
        Command::New(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Docs(command) => command.run(),
        Command::List(command) => command.run(),
    };
    result.unwrap_or_else(|Failure(text)| {
        terminal::say(text.trim_end());
        ExitCode::from(1)
    })
}

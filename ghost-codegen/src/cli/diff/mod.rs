//! `ghost-codegen diff`: what a change of a spec means for those who use its bindings.

mod human;
mod json;
mod markdown;
mod revision;

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use ghost_spec::diff::{Class, Diff};
use ghost_spec::{Checked, Spec};

use super::{Failure, terminal};

/// Compare two specs: what breaks whom, and which release that needs.
///
/// A spec is a folder, or a folder of a git revision: `HEAD~1:ghost-spec/api`, `v1.2:./api`. Nothing is checked out or written.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The spec as it was: a folder, or `REVISION:PATH`
    #[arg(value_name = "OLD")]
    old: String,
    /// The spec as it is: a folder, or `REVISION:PATH`
    #[arg(value_name = "NEW")]
    new: String,
    /// How to print the changes
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Exit with 1 if a change is at least this bad
    #[arg(long, value_name = "CLASS", value_enum)]
    fail_on: Option<Limit>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For the terminal, with the reason of each change
    Human,
    /// For programs: one object
    Json,
    /// For a changelog
    Markdown,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Limit {
    /// Code that uses the bindings may have to change
    Breaking,
    /// Something was added, or worse
    Additive,
    /// Anything changed, also documentation
    Any,
}

impl Limit {
    fn is_met(self, diff: &Diff) -> bool {
        diff.changes().iter().any(|change| match self {
            Limit::Breaking => change.class.is_breaking(),
            Limit::Additive => change.class <= Class::Additive,
            Limit::Any => true,
        })
    }
}

impl Compare {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let diff = terminal::during("comparing", || Ok::<_, Failure>(ghost_codegen::compare(&read(&self.old)?, &read(&self.new)?)))?;
        terminal::print(&match self.format {
            Format::Human => human::render(&diff),
            Format::Json => json::render(&diff)?,
            Format::Markdown => markdown::render(&diff),
        })?;
        Ok(if self.fail_on.is_some_and(|limit| limit.is_met(&diff)) { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// A folder is read as it is; what is none and has a colon is a revision.
fn read(place: &str) -> Result<Spec<Checked>, Failure> {
    let spec = match place.split_once(':').filter(|_| !Path::new(place).exists()) {
        Some((revision, path)) => Spec::from_sources(revision::files(revision, path)?),
        None => Spec::load(place),
    };
    Ok(spec.check()?)
}

/// `3 breaking for callers, 1 additive`.
fn counts(diff: &Diff) -> String {
    let count = |class: Class| Some((diff.of(class).count(), class)).filter(|(count, _)| *count > 0);
    let parts: Vec<String> = Class::ALL.into_iter().filter_map(count).map(|(count, class)| format!("{count} {class}")).collect();
    parts.join(", ")
}

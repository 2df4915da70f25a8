//! `ghost-codegen generate`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use ghost_codegen::{Drift, Generator, Report};

use super::{Failure, place, terminal};

/// Write the bindings of a spec.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Folder of the spec [default: api of this crate, or ghost-spec/api of this workspace]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Folder to write to [default for the spec of this workspace: generated-client/src]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing: print what would change as a diff, and exit with 1 if there is any
    #[arg(long)]
    check: bool,
    /// Generate even if neither the spec nor the files seem to have changed since the last run
    #[arg(long, conflicts_with = "check")]
    force: bool,
    /// Print how long each phase took
    #[arg(long)]
    timings: bool,
    /// Path of the runtime crate in generated code
    #[arg(long, value_name = "PATH", default_value = "crate")]
    runtime: String,
}

impl Generate {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let spec = place::spec(self.spec)?;
        let Some(out) = self.out.or_else(|| place::bindings(&spec)) else {
            return Err(Failure::from(format!("where to? Name the folder for the bindings of {} with --out", spec.display())));
        };
        let mut generator = Generator::new().spec(spec).out(&out).runtime(&self.runtime);
        if self.runtime == "crate" {
            generator = generator.routes("routes").features(true);
        }
        if let Some(record) = record(&out).filter(|_| !self.force) {
            generator = generator.record(record);
        }
        let (code, timings) = if self.check {
            let drift = terminal::during("comparing", || generator.check())?;
            (report_drift(&drift)?, drift.timings)
        } else {
            let report = terminal::during("generating", || generator.write())?;
            terminal::print(&told(&report, &out))?;
            (ExitCode::SUCCESS, report.timings)
        };
        if self.timings {
            terminal::print(&format!("{timings}\n"))?;
        }
        Ok(code)
    }
}

/// Where it is noted what was written to a folder: in the user's cache, out of the tree's way.
fn record(out: &Path) -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = named("XDG_CACHE_HOME").or_else(|| named("LOCALAPPDATA")).or_else(|| named("HOME").map(|home| home.join(".cache")))?;
    let mut hash = DefaultHasher::new();
    std::path::absolute(out).ok()?.hash(&mut hash);
    Some(cache.join("ghost-codegen").join(format!("{:016x}", hash.finish())))
}

/// A line for each file that changed, and one for all.
fn told(report: &Report, out: &Path) -> String {
    let written = report.written.iter().map(|name| format!("wrote {name}\n"));
    let removed = report.removed.iter().map(|name| format!("removed {name}\n"));
    let mut told: String = written.chain(removed).collect();
    let total = report.written.len() + report.unchanged;
    if told.is_empty() {
        return format!("{total} files in {} are up to date\n", out.display());
    }
    told.push_str(&format!("{} of {total} files in {} written, {} removed\n", report.written.len(), out.display(), report.removed.len()));
    told
}

fn report_drift(drift: &Drift) -> Result<ExitCode, Failure> {
    if drift.is_empty() {
        terminal::print(&format!("{} files are up to date\n", drift.unchanged))?;
        return Ok(ExitCode::SUCCESS);
    }
    terminal::print(&drift.diff)?;
    let differ = if drift.files.len() == 1 { "1 file differs" } else { &format!("{} files differ", drift.files.len()) };
    Err(Failure::from(format!("{differ} from the spec: run `ghost-codegen generate`")))
}

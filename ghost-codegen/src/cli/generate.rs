//! `ghost-codegen generate`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use ghost_codegen::{Drift, Generator, Report};

use super::{Failure, workspace};

/// Write the bindings of a spec.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Folder of the spec [default: ghost-spec/api of this workspace]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Folder to write to [default: generated-client/src of this workspace]
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
        let spec = self.spec.map_or_else(|| workspace("ghost-spec/api"), Ok)?;
        let out = self.out.map_or_else(|| workspace("generated-client/src"), Ok)?;
        let mut generator = Generator::new().spec(spec).out(&out).runtime(&self.runtime);
        if self.runtime == "crate" {
            generator = generator.routes("routes").features(true);
        }
        if let Some(record) = record(&out).filter(|_| !self.force) {
            generator = generator.record(record);
        }
        let (code, timings) = if self.check {
            let drift = generator.check()?;
            (report_drift(&drift), drift.timings)
        } else {
            let report = generator.write()?;
            report_written(&report, &out);
            (ExitCode::SUCCESS, report.timings)
        };
        if self.timings {
            println!("{timings}");
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

fn report_written(report: &Report, out: &Path) {
    for name in &report.written {
        println!("wrote {name}");
    }
    for name in &report.removed {
        println!("removed {name}");
    }
    let total = report.written.len() + report.unchanged;
    if report.written.is_empty() && report.removed.is_empty() {
        println!("{total} files in {} are up to date", out.display());
    } else {
        println!("{} of {total} files in {} written, {} removed", report.written.len(), out.display(), report.removed.len());
    }
}

fn report_drift(drift: &Drift) -> ExitCode {
    if drift.is_empty() {
        println!("{} files are up to date", drift.unchanged);
        return ExitCode::SUCCESS;
    }
    print!("{}", drift.diff);
    eprintln!("{} files differ from the spec: run `ghost-codegen generate`", drift.files.len());
    ExitCode::from(1)
}

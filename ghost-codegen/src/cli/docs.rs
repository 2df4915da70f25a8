//! `ghost-codegen docs`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use ghost_codegen::site;
use ghost_spec::Spec;

use super::{Failure, place, terminal};

/// Write a reference site of a spec: a page an API, with search, that needs neither a server nor a network.
#[derive(Debug, Args)]
pub(crate) struct Docs {
    /// Folder of the spec [default: api of this crate, or ghost-spec/api of this workspace]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Folder to write to; other files in it are left alone
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Rust path of the crate with the bindings, as snippets name it [default: ghost_client for this workspace's spec, else crate]
    #[arg(long, value_name = "PATH")]
    package: Option<String>,
}

impl Docs {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let folder = place::spec(self.spec)?;
        let package = self.package.unwrap_or_else(|| if place::bindings(&folder).is_some() { "ghost_client" } else { "crate" }.to_owned());
        let spec = Spec::load(folder).check()?;
        let report = terminal::during("writing pages", || site::write(&self.out, &site::files(spec.apis(), &package)))?;
        let mut told: String = report.written.iter().map(|name| format!("wrote {name}\n")).collect();
        let total = report.written.len() + report.unchanged;
        told.push_str(&format!("{total} files in {}; open index.html\n", self.out.display()));
        terminal::print(&told)?;
        Ok(ExitCode::SUCCESS)
    }
}

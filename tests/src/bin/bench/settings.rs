//! What all parts are told: how often, from where, to where.

use std::env;
use std::path::{Path, PathBuf};

use crate::fault::{Doing, Fault, Result};

pub(crate) struct Settings {
    /// Rounds in which every contender has its turn.
    pub(crate) runs: usize,
    /// Whether it is enough to see that it runs: parts with sizes of their own may take smaller ones.
    pub(crate) quick: bool,
    /// The root of this workspace.
    pub(crate) workspace: PathBuf,
    /// Where peers are installed and built, and kept from run to run.
    pub(crate) cache: PathBuf,
    /// Folder of results.json and the page.
    pub(crate) out: PathBuf,
}

impl Settings {
    pub(crate) fn new(runs: usize, quick: bool, out: Option<PathBuf>) -> Result<Self> {
        if runs == 0 {
            return Err(Fault::new("--runs 0 measures nothing; five give a median with its spread"));
        }
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().doing("find the workspace above tests/")?.to_owned();
        let cache = match (env::var_os("BENCH_CACHE"), env::home_dir()) {
            (Some(folder), _) => PathBuf::from(folder),
            (None, Some(home)) => home.join(".cache/ghost-client-bench"),
            (None, None) => return Err(Fault::new("there is no home folder to keep peers in; set BENCH_CACHE to a folder")),
        };
        let published = workspace.join("docs/benchmarks");
        let out = out.unwrap_or_else(|| if quick { cache.join("quick") } else { published });
        let runs = if quick { runs.min(2) } else { runs };
        Ok(Settings { runs, quick, workspace, cache, out })
    }

    /// The folder of a peer's project or script, as it is in this repository.
    pub(crate) fn peers(&self) -> PathBuf {
        self.workspace.join("tests/peers")
    }

    /// The folder of the cache where a part works.
    pub(crate) fn work(&self, part: &str) -> PathBuf {
        self.cache.join("work").join(part)
    }
}

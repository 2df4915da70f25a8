//! Whether there is anything to do: a record of what was written from what.
//!
//! The record holds a key of everything the output depends on (generator, settings, spec) and a hash of each file. If the key
//! is the same and so are the files, generating would write nothing. An edited, a missing or an added file is noticed as
//! before. A record that cannot be read only costs time.

use std::fmt::Write;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use ghost_spec::Spec;

use crate::lanes;
use crate::output;
use crate::settings::Settings;

/// A record on disk and what must be in it.
#[derive(Debug)]
pub(crate) struct Record {
    path: PathBuf,
    key: u64,
}

impl Record {
    /// The record at `path` for a run with these inputs; `None` if it cannot be told which generator this is.
    pub(crate) fn new<S>(path: &Path, spec: &Spec<S>, settings: &Settings) -> Option<Self> {
        let mut hash = DefaultHasher::new();
        program()?.hash(&mut hash);
        format!("{settings:?}").hash(&mut hash);
        for source in spec.sources() {
            source.hash(&mut hash);
        }
        Some(Record { path: path.to_path_buf(), key: hash.finish() })
    }

    /// How many files there are, if all in `out` are as the record says and nothing else is.
    pub(crate) fn holds(&self, out: &Path) -> Option<usize> {
        let text = fs::read_to_string(&self.path).ok()?;
        let mut lines = text.lines();
        if lines.next()? != self.head() {
            return None;
        }
        let files: Vec<(&str, &str)> = lines.map(|line| line.split_once(' ')).collect::<Option<_>>()?;
        let same = |(hash, name): &(&str, &str)| fs::read(out.join(name)).is_ok_and(|bytes| hashed(&bytes) == *hash);
        let clean = output::survey(out, files.iter().map(|(_, name)| *name)).ok()?.is_clean();
        (clean && lanes::map(&files, || (), |(), file| same(file)).into_iter().all(|same| same)).then_some(files.len())
    }

    /// Notes what was written.
    pub(crate) fn note(&self, files: &[(String, String)]) -> io::Result<()> {
        let mut text = self.head() + "\n";
        for (name, content) in files {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{} {name}", hashed(content.as_bytes()));
        }
        if let Some(parent) = self.path.parent() {
            fs::create_dir_all(parent)?;
        }
        let beside = self.path.with_extension(std::process::id().to_string());
        fs::write(&beside, text).and_then(|()| fs::rename(&beside, &self.path)).inspect_err(|_| {
            let _ = fs::remove_file(&beside);
        })
    }

    fn head(&self) -> String {
        format!("ghost-codegen {:016x}", self.key)
    }
}

/// What tells this program from an older or newer one: while it is developed, its version says nothing.
fn program() -> Option<(&'static str, u64, u128)> {
    let about = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let built = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((env!("CARGO_PKG_VERSION"), about.len(), built.as_nanos()))
}

fn hashed(bytes: &[u8]) -> String {
    let mut hash = DefaultHasher::new();
    bytes.hash(&mut hash);
    format!("{:016x}", hash.finish())
}

//! Reading specs and generating from them, once per process.
//!
//! A compiler asks once, an editor at every key: what was read from a folder is kept until the folder or one of its files changes.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::SystemTime;

use ghost_codegen::Generator;
use ghost_spec::{Faults, Parsed, Spec};

use super::input::{Input, Place};
use crate::manifest;

/// What the generator wrote.
#[derive(Debug)]
pub(super) struct Bindings {
    /// Paths below the output folder, with `/`, and contents; ordered by path.
    pub(super) files: Vec<(String, String)>,
    /// The files it was made from.
    pub(super) inputs: Vec<PathBuf>,
}

/// Why nothing was generated.
#[derive(Debug)]
pub(super) enum Refused {
    Faults(Faults),
    Other(String),
}

type Outcome = Result<Bindings, Refused>;

/// By folder and runtime.
static KEPT: LazyLock<Mutex<HashMap<(PathBuf, String), Kept>>> = LazyLock::new(Mutex::default);

struct Kept {
    stamps: Vec<Stamp>,
    outcome: Arc<Outcome>,
}

/// A file or folder and what tells its states apart.
#[derive(PartialEq, Eq)]
struct Stamp {
    path: PathBuf,
    state: Option<(SystemTime, u64)>,
}

impl Stamp {
    fn of(path: PathBuf) -> Self {
        let state = fs::metadata(&path).and_then(|about| Ok((about.modified()?, about.len()))).ok();
        Stamp { path, state }
    }

    fn holds(&self) -> bool {
        self.state.is_some() && *self == Stamp::of(self.path.clone())
    }
}

/// The bindings of a spec, from what is kept if nothing changed.
pub(super) fn bindings(input: &Input) -> Arc<Outcome> {
    match &input.place {
        Place::Folder(path) => match manifest::path(&path.value()) {
            Some(path) => from_folder(folder(&path), &input.runtime),
            None => Arc::new(Err(Refused::Other(
                "CARGO_MANIFEST_DIR is not set, so a relative path leads nowhere: build with cargo".to_owned(),
            ))),
        },
        Place::Inline { files, .. } => {
            let sources = files.iter().map(|(name, text)| (name.value(), text.value()));
            Arc::new(generated(Spec::from_sources(sources), Vec::new(), &input.runtime))
        }
    }
}

/// The folder of a spec that is named by it or by the file in it that every spec has.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|_| path.ends_with("api.yaml")).unwrap_or(path)
}

pub(super) fn from_folder(folder: &Path, runtime: &str) -> Arc<Outcome> {
    let key = (folder.to_path_buf(), runtime.to_owned());
    // Another macro's panic leaves nothing half done: entries are put in whole.
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kept) = kept.get(&key).filter(|kept| kept.stamps.iter().all(Stamp::holds)) {
        return Arc::clone(&kept.outcome);
    }
    let spec = Spec::load(folder);
    let inputs: Vec<PathBuf> = spec.files().map(Path::to_path_buf).collect();
    let mut watched: Vec<PathBuf> = inputs.iter().filter_map(|path| path.parent()).map(Path::to_path_buf).collect();
    watched.push(folder.to_path_buf());
    watched.dedup();
    let stamps = watched.into_iter().chain(inputs.iter().cloned()).map(Stamp::of).collect();
    let outcome = Arc::new(generated(spec, inputs, runtime));
    kept.insert(key, Kept { stamps, outcome: Arc::clone(&outcome) });
    outcome
}

/// The same call as in build scripts and on the command line.
fn generated(spec: Spec<Parsed>, inputs: Vec<PathBuf>, runtime: &str) -> Outcome {
    let spec = spec.check().map_err(Refused::Faults)?;
    let generated = {
        let _own = OwnTokens::force();
        Generator::new().runtime(runtime).root(true).generate_from(&spec)
    };
    let generated = generated.map_err(|error| Refused::Other(error.to_string()))?;
    Ok(Bindings { files: generated.files().to_vec(), inputs })
}

/// While it lives, tokens are not the compiler's: those are slow, and only for the thread that the compiler calls.
struct OwnTokens;

impl OwnTokens {
    fn force() -> Self {
        proc_macro2::fallback::force();
        OwnTokens
    }
}

impl Drop for OwnTokens {
    fn drop(&mut self) {
        proc_macro2::fallback::unforce();
    }
}

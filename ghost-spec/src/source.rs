//! The files of a spec: finding them, bounds on what is read, places in them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::code::Code;
use crate::diagnostic::{At, Diagnostic, Place};

/// Largest file that is read, in bytes.
const MAX_FILE: u64 = 4 * 1024 * 1024;
/// Most files of a spec.
const MAX_FILES: usize = 10_000;

/// One file.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile {
    /// As it was opened, for messages.
    pub(crate) path: PathBuf,
    /// Below the spec's root, with `/`.
    pub(crate) name: String,
    pub(crate) text: String,
}

/// All files of a spec, ordered by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Files from memory.
    pub(crate) fn from_memory(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut files: Vec<SourceFile> =
            files.into_iter().map(|(name, text)| SourceFile { path: PathBuf::from(&name), name, text }).collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Sources { files }
    }

    /// Files of a folder: its own, or those of its sub-folders if it has no `api.yaml`.
    pub(crate) fn load(dir: &Path, faults: &mut Vec<Diagnostic>) -> Self {
        let mut sources = Sources::default();
        if dir.join("api.yaml").is_file() {
            sources.load_folder(dir, "", faults);
            return sources;
        }
        for folder in entries(dir, faults) {
            if folder.join("api.yaml").is_file() {
                let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                sources.load_folder(&folder, &format!("{name}/"), faults);
            }
        }
        if sources.files.is_empty() && faults.is_empty() {
            let text = format!("no `api.yaml` in {} or in a folder of it", dir.display());
            faults.push(
                Diagnostic::nowhere(Code::NoApi, text)
                    .help("a spec is a folder with an `api.yaml` and one YAML file a resource".to_owned()),
            );
        }
        sources
    }

    fn load_folder(&mut self, dir: &Path, prefix: &str, faults: &mut Vec<Diagnostic>) {
        for path in entries(dir, faults) {
            let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
            let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|_| is_yaml) else { continue };
            if self.files.len() == MAX_FILES {
                faults.push(Diagnostic::nowhere(Code::TooBig, format!("more than {MAX_FILES} files in the spec")));
                return;
            }
            match read(&path) {
                Ok(text) => self.files.push(SourceFile { name: format!("{prefix}{name}"), path, text }),
                Err(fault) => faults.push(fault),
            }
        }
    }

    pub(crate) fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Line and column of a stretch.
    pub(crate) fn place(&self, at: &At) -> Place {
        let file = &self.files[at.file];
        let before = &file.text[..at.start.min(file.text.len())];
        let line_start = before.rfind('\n').map_or(0, |index| index + 1);
        Place {
            file: file.path.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            bytes: at.start..at.end,
        }
    }
}

/// Entries of a folder, ordered by name.
fn entries(dir: &Path, faults: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let listed = fs::read_dir(dir).and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>());
    match listed {
        Ok(mut paths) => {
            paths.sort();
            paths
        }
        Err(error) => {
            faults.push(Diagnostic::nowhere(Code::Unreadable, format!("cannot read the folder {}: {error}", dir.display())));
            Vec::new()
        }
    }
}

/// The text of a regular file, refused if it is too big or not text.
fn read(path: &Path) -> Result<String, Diagnostic> {
    let refused = |error: &dyn std::fmt::Display| Diagnostic::nowhere(Code::Unreadable, format!("cannot read {}: {error}", path.display()));
    let about = fs::symlink_metadata(path).map_err(|error| refused(&error))?;
    if !about.is_file() {
        return Err(refused(&"it is not a regular file (links are not followed)"));
    }
    if about.len() > MAX_FILE {
        return Err(Diagnostic::nowhere(Code::TooBig, format!("{} is larger than {} MiB", path.display(), MAX_FILE / 1024 / 1024)));
    }
    fs::read_to_string(path).map_err(|error| refused(&error))
}

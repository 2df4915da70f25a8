//! The files of a spec: finding them, bounds on what is read, places in them.

use std::fs::{self, File};
use std::io::Read;
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
    /// Empty if it was not read.
    pub(crate) text: String,
    /// Whether its text is here; if not, a fault says why.
    pub(crate) read: bool,
    /// Where each line starts: a file may have as many faults as lines.
    lines: Vec<usize>,
}

impl SourceFile {
    /// Index of the line that holds a byte.
    fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The whole lines around a stretch: number of the first, from 1, its start, and their text.
    pub(crate) fn window(&self, start: usize, end: usize) -> (usize, usize, &str) {
        let first = self.line(start);
        let from = self.lines.get(first).copied().unwrap_or(0);
        let to = self.lines.get(self.line(end.max(start)) + 1).copied().unwrap_or(self.text.len());
        (first + 1, from, self.text.get(from..to).unwrap_or_default())
    }
}

/// All files of a spec, ordered by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Files from memory.
    pub(crate) fn from_memory(files: impl IntoIterator<Item = (String, String)>, faults: &mut Vec<Diagnostic>) -> Self {
        let mut sources = Sources::default();
        for (name, text) in files {
            let path = PathBuf::from(&name);
            if !sources.push(path, name, |path| fits(path, text.len() as u64).map(|()| text), faults) {
                break;
            }
        }
        sources.files.sort_by(|a, b| a.name.cmp(&b.name));
        sources
    }

    /// Files of a folder: its own, or those of its sub-folders if it has no `api.yaml`.
    pub(crate) fn load(dir: &Path, faults: &mut Vec<Diagnostic>) -> Self {
        let mut sources = Sources::default();
        let listed = match (fs::canonicalize(dir), entries(dir)) {
            (Ok(root), Ok(listed)) => (root, listed),
            (Err(error), _) | (_, Err(error)) => {
                faults.push(Diagnostic::nowhere(Code::Unreadable, format!("cannot read the folder {}: {error}", dir.display())));
                return sources;
            }
        };
        let (root, listed) = listed;
        if !sources.load_files(&root, &listed, "", faults) {
            return sources;
        }
        if !sources.files.iter().any(|file| file.name == "api.yaml") {
            sources.load_folders(&root, &listed, faults);
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

    fn load_folders(&mut self, root: &Path, listed: &[PathBuf], faults: &mut Vec<Diagnostic>) {
        for folder in listed.iter().filter(|path| path.is_dir() && !is_hidden(path)) {
            if !inside(root, folder) {
                let text = format!("{} leads out of the spec's folder", folder.display());
                faults.push(Diagnostic::nowhere(Code::Unreadable, text).help("links are followed within the folder only".to_owned()));
                continue;
            }
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            match entries(folder) {
                Ok(listed) => {
                    if !self.load_files(root, &listed, &format!("{name}/"), faults) {
                        return;
                    }
                }
                Err(error) => {
                    let text = format!("cannot read the folder {}: {error}", folder.display());
                    faults.push(Diagnostic::nowhere(Code::Unreadable, text));
                }
            }
        }
    }

    /// Reads the YAML files among `listed`; `false` if there are too many.
    fn load_files(&mut self, root: &Path, listed: &[PathBuf], prefix: &str, faults: &mut Vec<Diagnostic>) -> bool {
        for path in listed {
            let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
            if !is_yaml || is_hidden(path) || path.is_dir() {
                continue;
            }
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if !self.push(path.clone(), format!("{prefix}{name}"), |path| read(root, path), faults) {
                return false;
            }
        }
        true
    }

    /// Adds a file, also if it cannot be read; `false` if there are too many.
    fn push(
        &mut self,
        path: PathBuf,
        name: String,
        text: impl FnOnce(&Path) -> Result<String, Box<Diagnostic>>,
        faults: &mut Vec<Diagnostic>,
    ) -> bool {
        if self.files.len() == MAX_FILES {
            faults.push(Diagnostic::nowhere(Code::TooBig, format!("more than {MAX_FILES} files in the spec")));
            return false;
        }
        let text = text(&path).map_err(|fault| faults.push(*fault));
        let read = text.is_ok();
        let text = text.unwrap_or_default();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(index, _)| index + 1)).collect();
        self.files.push(SourceFile { path, name, text, read, lines });
        true
    }

    pub(crate) fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Line and column of a stretch.
    pub(crate) fn place(&self, at: &At) -> Place {
        let file = &self.files[at.file];
        let (line, from, text) = file.window(at.start, at.start);
        Place {
            file: file.path.clone(),
            line,
            column: text.get(..at.start - from).unwrap_or_default().chars().count() + 1,
            bytes: at.start..at.end,
        }
    }
}

/// Entries of a folder, ordered by name.
fn entries(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(dir)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

/// Editors keep their swap files beside what they edit.
fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// Whether what a path leads to, through all links, is below `root`.
fn inside(root: &Path, path: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|real| real.starts_with(root))
}

fn fits(path: &Path, length: u64) -> Result<(), Box<Diagnostic>> {
    if length > MAX_FILE {
        let text = format!("{} is larger than {} MiB", path.display(), MAX_FILE / 1024 / 1024);
        return Err(Box::new(Diagnostic::nowhere(Code::TooBig, text)));
    }
    Ok(())
}

/// The text of a regular file, refused if it is too big or not text.
fn read(root: &Path, path: &Path) -> Result<String, Box<Diagnostic>> {
    let refused =
        |error: &dyn std::fmt::Display| Box::new(Diagnostic::nowhere(Code::Unreadable, format!("cannot read {}: {error}", path.display())));
    // Not opened before it is known to be a file: opening a pipe would wait for ever.
    let about = fs::metadata(path).map_err(|error| refused(&error))?;
    if !about.is_file() {
        return Err(refused(&"it is not a regular file"));
    }
    if !inside(root, path) {
        return Err(refused(&"it leads out of the spec's folder"));
    }
    fits(path, about.len())?;
    let file = File::open(path).map_err(|error| refused(&error))?;
    let mut text = String::new();
    // A file may grow while it is read.
    file.take(MAX_FILE + 1).read_to_string(&mut text).map_err(|error| refused(&error))?;
    fits(path, text.len() as u64)?;
    Ok(text)
}

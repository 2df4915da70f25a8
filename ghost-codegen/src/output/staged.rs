//! A file's next text, beside the file until it takes its place.
//!
//! It is in the same folder, so that renaming replaces the file at once. It is not forced to the disk: what a power cut takes, the next
//! run finds missing and writes again, since it compares contents.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{OutputError, failed};

/// How names of staged files end.
const ENDING: &str = ".ghost-codegen-new";

/// A text that waits beside its file; removed unless it is placed.
#[derive(Debug)]
pub(super) struct Staged {
    beside: PathBuf,
    path: PathBuf,
    is_placed: bool,
}

impl Staged {
    /// Writes `text` beside `path`.
    pub(super) fn new(path: PathBuf, text: &str) -> Result<Self, OutputError> {
        let staged = Staged { beside: beside(&path), path, is_placed: false };
        let written = match (fs::write(&staged.beside, text), staged.path.parent()) {
            // Only the first file of a folder finds it missing.
            (Err(error), Some(parent)) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(parent).map_err(failed("create the folder", parent))?;
                fs::write(&staged.beside, text)
            }
            (written, _) => written,
        };
        match written {
            Ok(()) => Ok(staged),
            Err(error) => Err(failed("write", &staged.path)(error)),
        }
    }

    /// With the mode of the file that it replaces.
    pub(super) fn with(self, permissions: fs::Permissions) -> Result<Self, OutputError> {
        fs::set_permissions(&self.beside, permissions).map_err(failed("write", &self.path))?;
        Ok(self)
    }

    /// Replaces the file by `text`, which was staged.
    pub(super) fn place(mut self, text: &str) -> Result<(), OutputError> {
        let renamed = match fs::rename(&self.beside, &self.path) {
            // Another run took it for the leftover of an interrupted one.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::write(&self.beside, text).and_then(|()| fs::rename(&self.beside, &self.path))
            }
            result => result,
        };
        self.is_placed = renamed.is_ok();
        renamed.map_err(failed("replace", &self.path))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.is_placed {
            // If it cannot be removed, the next run will try.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// The name of a staged file: hidden, no Rust file, and of this process.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}{ENDING}", std::process::id()));
    path.with_file_name(name)
}

/// Whether a file was staged by some run.
pub(super) fn is_staged(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') && name.ends_with(ENDING)
}

//! The output folder: write what changed, compare, remove what is no more.
//!
//! All new texts are put beside the files first ([`staged`]), then renamed: neither a reader nor an interrupted run ever
//! sees half a file, and on a full disk all files stay as they were. Nothing outside the folder is touched, and nothing in it that does not say it was generated.

mod staged;

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, FileType};
use std::io;
use std::path::{Component, Path, PathBuf};

use similar::TextDiff;

use self::staged::Staged;
use crate::lanes;
use crate::provenance::MARKER;
use crate::timing::Timings;

/// What a run wrote.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Files written, below the output folder.
    pub written: Vec<String>,
    /// Stale files removed.
    pub removed: Vec<String>,
    /// How many were already as they should be.
    pub unchanged: usize,
    /// How long each phase took.
    pub timings: Timings,
}

/// How the folder differs from what would be generated.
#[derive(Clone, Debug, Default)]
pub struct Drift {
    /// Files that differ, are missing or are stale.
    pub files: Vec<String>,
    /// Unified diffs of all of them, from the folder to what would be generated.
    pub diff: String,
    /// How many are as they should be.
    pub unchanged: usize,
    /// How long each phase took.
    pub timings: Timings,
}

/// A file that could not be dealt with.
#[derive(Debug)]
pub struct OutputError {
    doing: &'static str,
    path: PathBuf,
    source: io::Error,
    /// Whether all files are as they were.
    unchanged: bool,
}

impl OutputError {
    fn without_change(self) -> Self {
        OutputError { unchanged: true, ..self }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot {} {}: {}", self.doing, self.path.display(), self.source)?;
        if self.unchanged {
            formatter.write_str("; no file was changed")?;
        }
        advice(self.source.kind()).map_or(Ok(()), |advice| write!(formatter, ": {advice}"))
    }
}

/// What to do about it, where that is known.
fn advice(kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind::{FileTooLarge, NotADirectory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match kind {
        StorageFull | QuotaExceeded | FileTooLarge => Some("make room, then run it again"),
        PermissionDenied | ReadOnlyFilesystem => Some("make the folder writable, or name another"),
        NotADirectory => Some("a file is where a folder should be, so move it away"),
        _ => None,
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OutputError {
    let path = path.to_path_buf();
    move |source| OutputError { doing, path, source, unchanged: false }
}

/// Writes the files that differ and removes generated ones that are no more.
pub(crate) fn write(out: &Path, files: &[(String, String)]) -> Result<Report, OutputError> {
    let found = survey(out, files.iter().map(|(name, _)| name.as_str()))?;
    for leftover in &found.leftovers {
        // Whoever left it was interrupted; whoever still works on it writes it again.
        let _ = fs::remove_file(leftover);
    }
    let mut report = write_files(out, files)?;
    for name in found.stale {
        let path = inside(out, &name)?;
        fs::remove_file(&path).map_err(failed("remove", &path))?;
        report.removed.push(name);
    }
    Ok(report)
}

/// Writes the files that differ, named below `out` with `/`; whatever else is in the folder stays.
///
/// # Errors
///
/// A file cannot be written. Each is whole then, the old one or the new one, and unless it is replacing or removing that failed, all are
/// the old ones.
pub fn write_files(out: &Path, files: &[(String, String)]) -> Result<Report, OutputError> {
    let staged = lanes::map(files, || (), |(), (name, text)| stage(out, name, text));
    let staged = staged.into_iter().collect::<Result<Vec<_>, _>>().map_err(OutputError::without_change)?;
    let mut report = Report::default();
    for (staged, (name, text)) in staged.into_iter().zip(files) {
        match staged {
            None => report.unchanged += 1,
            Some(staged) => {
                staged.place(text)?;
                report.written.push(name.clone());
            }
        }
    }
    Ok(report)
}

/// Writes one file, or replaces it whole: its mode stays, and a link to it stays a link. What is no file, such as `/dev/stdout`, is
/// written to.
///
/// # Errors
///
/// It cannot be written; what was there is as it was.
pub fn replace_file(path: &Path, text: &str) -> Result<(), OutputError> {
    let Ok(about) = fs::metadata(path) else { return Staged::new(path.to_path_buf(), text)?.place(text) };
    if !about.is_file() {
        return fs::write(path, text).map_err(failed("write", path));
    }
    let target = fs::canonicalize(path).map_err(failed("write", path))?;
    let staged = Staged::new(target, text).and_then(|staged| staged.with(about.permissions())).map_err(OutputError::without_change)?;
    staged.place(text)
}

/// Puts a file's text beside it, unless the file holds it already.
fn stage(out: &Path, name: &str, text: &str) -> Result<Option<Staged>, OutputError> {
    let path = inside(out, name)?;
    if current(&path)?.as_deref() == Some(text.as_bytes()) {
        return Ok(None);
    }
    Staged::new(path, text).map(Some)
}

/// Compares the folder with the files; writes nothing.
pub(crate) fn compare(out: &Path, files: &[(String, String)]) -> Result<Drift, OutputError> {
    let mut drift = Drift::default();
    for (name, text) in files {
        let found = current(&inside(out, name)?)?;
        if found.as_deref() == Some(text.as_bytes()) {
            drift.unchanged += 1;
        } else {
            drift.add(name, found.as_deref().unwrap_or_default(), text);
        }
    }
    for name in survey(out, files.iter().map(|(name, _)| name.as_str()))?.stale {
        let found = current(&inside(out, &name)?)?.unwrap_or_default();
        drift.add(&name, &found, "");
    }
    Ok(drift)
}

impl Drift {
    fn add(&mut self, name: &str, found: &[u8], wanted: &str) {
        let found = String::from_utf8_lossy(found);
        let diff = TextDiff::from_lines(found.as_ref(), wanted);
        let text = diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string();
        self.diff.push_str(&text);
        self.files.push(name.to_owned());
    }

    /// Whether anything differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// `name` below `out`, refused if it would lead elsewhere.
fn inside(out: &Path, name: &str) -> Result<PathBuf, OutputError> {
    let relative = Path::new(name);
    if relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return Ok(out.join(relative));
    }
    Err(failed("write outside of the output folder to", relative)(io::Error::from(io::ErrorKind::PermissionDenied)))
}

/// What a file holds; `None` if there is none.
pub(crate) fn current(path: &Path) -> Result<Option<Vec<u8>>, OutputError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("read", path)(error)),
    }
}

/// What is in the folders of generated files besides them.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Generated files that are no more, below the output folder.
    stale: Vec<String>,
    /// What interrupted runs left.
    leftovers: Vec<PathBuf>,
}

impl Survey {
    /// Whether there is nothing else.
    pub(crate) fn is_clean(&self) -> bool {
        self.stale.is_empty() && self.leftovers.is_empty()
    }
}

/// Looks through the output folder and the folders of `names` in it.
pub(crate) fn survey<'n>(out: &Path, names: impl Iterator<Item = &'n str>) -> Result<Survey, OutputError> {
    let known: BTreeSet<&str> = names.collect();
    let tops: BTreeSet<&str> = known.iter().filter_map(|name| name.split_once('/').map(|(top, _)| top)).collect();
    let mut found = Survey::default();
    for path in entries(out)?.into_iter().map(|(path, _)| path).filter(|path| staged::is_staged(path)) {
        found.leftovers.push(path);
    }
    for top in tops {
        walk(&out.join(top), top, &known, &mut found)?;
    }
    found.stale.sort();
    Ok(found)
}

/// Surveys `dir`, which is `name` below the output folder.
fn walk(dir: &Path, name: &str, known: &BTreeSet<&str>, found: &mut Survey) -> Result<(), OutputError> {
    for (path, kind) in entries(dir)? {
        let child = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if kind.is_dir() {
            walk(&path, &child, known, found)?;
        } else if staged::is_staged(&path) {
            found.leftovers.push(path);
        } else if kind.is_file() && child.ends_with(".rs") && !known.contains(child.as_str()) && is_generated(&path)? {
            found.stale.push(child);
        }
    }
    Ok(())
}

fn entries(dir: &Path) -> Result<Vec<(PathBuf, FileType)>, OutputError> {
    let listed = match fs::read_dir(dir) {
        Ok(listed) => listed,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed("read the folder", dir)(error)),
    };
    let entry = |entry: io::Result<fs::DirEntry>| entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)));
    listed.map(entry).collect::<Result<_, _>>().map_err(failed("read the folder", dir))
}

fn is_generated(path: &Path) -> Result<bool, OutputError> {
    Ok(current(path)?.is_some_and(|bytes| bytes.starts_with(MARKER.as_bytes())))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn file(name: &str, text: &str) -> (String, String) {
        (name.to_owned(), format!("{MARKER}\n{text}\n"))
    }

    #[test]
    fn only_what_differs_is_written() {
        let out = TempDir::new().unwrap();
        let files = [file("a/x.rs", "1"), file("a/y.rs", "2")];
        assert_eq!(write(out.path(), &files).unwrap().written.len(), 2);
        let before = fs::metadata(out.path().join("a/x.rs")).unwrap().modified().unwrap();
        let report = write(out.path(), &[file("a/x.rs", "1"), file("a/y.rs", "3")]).unwrap();
        assert_eq!((report.written, report.unchanged), (vec!["a/y.rs".to_owned()], 1));
        assert_eq!(fs::metadata(out.path().join("a/x.rs")).unwrap().modified().unwrap(), before);
    }

    #[test]
    fn stale_generated_files_go_and_others_stay() {
        let out = TempDir::new().unwrap();
        write(out.path(), &[file("a/old.rs", "1"), file("a/x.rs", "1")]).unwrap();
        fs::write(out.path().join("a/mine.rs"), "fn mine() {}").unwrap();
        let report = write(out.path(), &[file("a/x.rs", "1")]).unwrap();
        assert_eq!(report.removed, ["a/old.rs"]);
        assert!(out.path().join("a/mine.rs").exists());
    }

    #[test]
    fn comparing_shows_a_diff_and_writes_nothing() {
        let out = TempDir::new().unwrap();
        write(out.path(), &[file("a/x.rs", "one")]).unwrap();
        let drift = compare(out.path(), &[file("a/x.rs", "two"), file("a/new.rs", "three")]).unwrap();
        assert_eq!(drift.files, ["a/x.rs", "a/new.rs"]);
        assert!(drift.diff.contains("-one\n+two"), "{}", drift.diff);
        assert!(!out.path().join("a/new.rs").exists());
    }

    #[test]
    fn paths_cannot_leave_the_folder() {
        let out = TempDir::new().unwrap();
        let error = write(out.path(), &[file("../x.rs", "1")]).unwrap_err();
        assert!(error.to_string().contains("outside of the output folder"), "{error}");
    }
}

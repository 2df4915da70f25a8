//! Specs on a disk: where files are looked for and what is refused.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;

use ghost_spec::{Code, Spec};
use tempfile::TempDir;

const API: &str = include_str!("diagnostics/shared/api.yaml");
const NOTES: &str = "resource: notes\nentity: note\ndoc: Notes.\nfields: { id: { type: id } }\n";

/// A folder of its own, gone with the test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Folder(TempDir::new().unwrap())
    }

    fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn codes(&self) -> Vec<Code> {
        match Spec::load(&self.0).check() {
            Ok(_) => Vec::new(),
            Err(faults) => faults.iter().map(|fault| fault.code()).collect(),
        }
    }
}

#[test]
fn a_folder_is_one_api_or_several() {
    let one = Folder::new().file("api.yaml", API).file("notes.yaml", NOTES).file("README.md", "not YAML").file(".swap.yaml", "[");
    assert_eq!(one.codes(), []);
    let second = API.replace("api: demo", "api: other");
    let several = Folder::new().file("a/api.yaml", API).file("a/notes.yaml", NOTES).file("b/api.yaml", second).file("docs/x.md", "");
    let spec = Spec::load(&several.0).check().unwrap();
    assert_eq!(spec.apis().iter().map(|api| api.name.as_str()).collect::<Vec<_>>(), ["demo", "other"]);
    assert_eq!(spec.apis()[0].resources[0].file, "a/notes.yaml");
    assert_eq!(spec.files().count(), 3);
}

#[test]
fn a_missing_api_yaml_is_a_fault() {
    assert_eq!(Folder::new().codes(), [Code::NoApi]);
    assert_eq!(Folder::new().file("notes.yaml", NOTES).codes(), [Code::NoApi]);
    assert_eq!(Folder::new().file("a/api.yaml", API).file("b/notes.yaml", NOTES).codes(), [Code::NoApi]);
    assert_eq!(Folder::new().file("a/api.yaml", API).file("notes.yaml", NOTES).codes(), [Code::NoApi]);
}

#[test]
fn what_cannot_be_read_hides_nothing_else() {
    let faulty = NOTES.replace("type: id", "type: ident");
    let folder = Folder::new().file("api.yaml", API).file("notes.yaml", faulty).file("tags.yaml", b"\xff\xfe");
    assert_eq!(folder.codes(), [Code::Unreadable], "`ident` may be declared in tags.yaml");
    let faulty = NOTES.replace("type: id", "typ: id");
    let folder = Folder::new().file("api.yaml", b"\xff").file("notes.yaml", faulty);
    assert_eq!(folder.codes(), [Code::Unreadable, Code::UnknownKey]);
    assert_eq!(codes_of(Path::new("/nowhere/at/all")), [Code::Unreadable]);
}

fn codes_of(path: &Path) -> Vec<Code> {
    Spec::load(path).check().unwrap_err().iter().map(|fault| fault.code()).collect()
}

#[test]
fn files_have_a_greatest_size() {
    let big = format!("{NOTES}#{}", " ".repeat(4 * 1024 * 1024));
    assert_eq!(Folder::new().file("api.yaml", API).file("notes.yaml", &big).codes(), [Code::TooBig]);
    let files = [("api.yaml".to_owned(), API.to_owned()), ("notes.yaml".to_owned(), big)];
    assert_eq!(Spec::from_sources(files).check().unwrap_err().iter().next().unwrap().code(), Code::TooBig);
}

#[test]
fn specs_have_a_greatest_number_of_files() {
    let files = (0..20_000).map(|number| (format!("{number}.yaml"), String::new()));
    assert!(Spec::from_sources(files).check().unwrap_err().iter().any(|fault| fault.code() == Code::TooBig));
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_folder_only() {
    use std::os::unix::fs::symlink;
    let outside = Folder::new().file("api.yaml", API).file("notes.yaml", NOTES);
    let file = Folder::new().file("api.yaml", API);
    symlink(outside.0.path().join("notes.yaml"), file.0.path().join("notes.yaml")).unwrap();
    assert_eq!(file.codes(), [Code::Unreadable]);
    let folder = Folder::new().file("a/api.yaml", API.replace("api: demo", "api: a"));
    symlink(&outside.0, folder.0.path().join("b")).unwrap();
    assert_eq!(folder.codes(), [Code::Unreadable]);
    let within = Folder::new().file("api.yaml", API).file("texts/notes.txt", NOTES);
    symlink("texts/notes.txt", within.0.path().join("notes.yaml")).unwrap();
    assert_eq!(within.codes(), []);
    let dangling = Folder::new().file("api.yaml", API);
    symlink("nowhere", dangling.0.path().join("notes.yaml")).unwrap();
    assert_eq!(dangling.codes(), [Code::Unreadable]);
    let root = Folder::new();
    symlink(&outside.0, root.0.path().join("link")).unwrap();
    assert!(Spec::load(root.0.path().join("link")).check().is_ok(), "the folder itself may be a link");
}

#[test]
fn places_are_lines_and_columns() {
    let folder = Folder::new().file("api.yaml", API).file("notes.yaml", NOTES.replace("type: id", "type: strin"));
    let faults = Spec::load(&folder.0).check().unwrap_err();
    let labels: Vec<_> = faults.labels(faults.iter().next().unwrap()).collect();
    let place = &labels[0].place;
    assert!(labels[0].primary && place.file.ends_with("notes.yaml"));
    assert_eq!((place.line, place.column), (4, 23));
    assert_eq!((faults.len(), faults.errors()), (1, 1));
}

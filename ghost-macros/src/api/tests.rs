//! What `api!` expands to is what the generator writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ghost_codegen::Generator;
use tempfile::TempDir;

use super::modules;
use super::spec::from_folder;

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/specs").join(name)
}

/// Everything in a folder and below, by its path there.
fn written(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            files.extend(written(&path).into_iter().map(|(below, text)| (format!("{name}/{below}"), text)));
        } else {
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    files
}

/// What the macro puts into a module.
fn expanded(spec: &Path) -> BTreeMap<String, String> {
    from_folder(spec, "::ghost_client").as_ref().as_ref().unwrap().files.iter().cloned().collect()
}

fn command(spec: &Path) -> BTreeMap<String, String> {
    let out = TempDir::new().unwrap();
    let run = ["run", "--quiet", "--package", "ghost-codegen", "--", "generate", "--runtime", "::ghost_client", "--spec"];
    let done = Command::new(env!("CARGO")).args(run).arg(spec).arg("--out").arg(out.path()).status().unwrap();
    assert!(done.success());
    written(out.path())
}

#[test]
fn command_build_script_and_macro_write_the_same_bytes() {
    let (spec, root) = (shipped("small"), "mod.rs");
    let mut expanded = expanded(&spec);
    assert_eq!(written(Path::new(ghost_satellite_built::OUT)), expanded);
    // The command leaves the root module to the crate that the files are written into.
    assert!(expanded.remove(root).is_some());
    assert_eq!(command(&spec), expanded);
}

#[test]
fn the_whole_of_ghost_is_the_same_from_the_library_and_the_macro() {
    let spec = shipped("../../ghost-spec/api");
    let out = TempDir::new().unwrap();
    Generator::new().spec(&spec).out(out.path()).root(true).write().unwrap();
    assert_eq!(written(out.path()), expanded(&spec));
}

#[test]
fn every_file_is_put_where_it_is_declared() {
    let outcome = from_folder(&shipped("small"), "::ghost_client");
    let bindings = outcome.as_ref().as_ref().unwrap();
    let nested = modules::nested(&bindings.files, true).unwrap().to_string();
    let all: usize = bindings.files.iter().map(|(_, text)| text.parse::<proc_macro2::TokenStream>().unwrap().to_string().len()).sum();
    assert!(nested.len() + 200 > all, "{} of {all}", nested.len());
    assert!(!nested.starts_with("#!"), "the root's documentation is not the user's");
    let bare = modules::nested(&bindings.files, false).unwrap().to_string();
    assert!(nested.contains("diagnostic ::") && !bare.contains("diagnostic ::"), "without a prelude there are no tools");
    syn::parse_str::<syn::File>(&nested).unwrap();
}

#[test]
fn a_spec_is_read_once_until_it_changes() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    for file in ["api.yaml", "notes.yaml"] {
        fs::copy(shipped("small").join(file), folder.join(file)).unwrap();
    }
    let read = || from_folder(folder, "::ghost_client");
    let first = read();
    assert!(std::sync::Arc::ptr_eq(&first, &read()), "nothing changed");
    fs::write(folder.join("notes.yaml"), "resource: notes").unwrap();
    assert!(read().is_err(), "an edit is seen");
}

//! What `api!` expands to is what the generator writes.

use std::fs;
use std::path::{Path, PathBuf};

use ghost_codegen::Generator;

use super::modules;
use super::spec::from_folder;

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/specs").join(name)
}

#[test]
fn the_bytes_are_those_of_the_command_line() {
    let out = std::env::temp_dir().join(format!("ghost-macros-{}", std::process::id()));
    for spec in [shipped("small"), shipped("names"), shipped("../../ghost-spec/api")] {
        let _ = fs::remove_dir_all(&out);
        Generator::new().spec(&spec).out(&out).root(true).write().unwrap();
        let outcome = from_folder(&spec, "::ghost_client");
        let bindings = outcome.as_ref().as_ref().unwrap();
        assert!(!bindings.files.is_empty());
        for (path, text) in &bindings.files {
            assert_eq!(&fs::read_to_string(out.join(path)).unwrap(), text, "{path}");
        }
    }
    fs::remove_dir_all(&out).unwrap();
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
    let folder = std::env::temp_dir().join(format!("ghost-macros-kept-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for file in ["api.yaml", "notes.yaml"] {
        fs::copy(shipped("small").join(file), folder.join(file)).unwrap();
    }
    let read = || from_folder(&folder, "::ghost_client");
    let first = read();
    assert!(std::sync::Arc::ptr_eq(&first, &read()), "nothing changed");
    fs::write(folder.join("notes.yaml"), "resource: notes").unwrap();
    assert!(read().is_err(), "an edit is seen");
    fs::remove_dir_all(&folder).unwrap();
}

//! What `explain` tells: each wrong example has its fault and nothing of the right one has any.
//!
//! Examples are parts of a spec. What they leave out is filled in from `explanations/base`; the snapshots beside it show what is said of
//! the wrong ones.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ghost_spec::{Code, Faults, Spec};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explanations")
}

/// A file by its keys, each with its lines, in order.
fn keys(text: &str) -> Vec<(String, String)> {
    let mut keys: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match line.split_once(':').filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase())) {
            Some((key, _)) => keys.push((key.to_owned(), line.to_owned())),
            None => keys.last_mut().unwrap_or_else(|| panic!("no key before {line:?}")).1.push_str(line),
        }
    }
    keys
}

/// The base with the keys that an example gives in their places. An empty one takes the key away.
fn merged(base: &str, example: &str) -> String {
    let mut merged = keys(base);
    for (key, lines) in keys(example) {
        match merged.iter_mut().find(|(known, _)| *known == key) {
            Some(found) => found.1 = lines,
            None => merged.push((key, lines)),
        }
    }
    merged.iter().map(|(_, lines)| lines.as_str()).filter(|lines| lines.trim_end().contains([' ', '\n'])).collect()
}

/// The whole spec that an example is part of.
fn files(example: &str) -> Vec<(String, String)> {
    let base = ["api.yaml", "notes.yaml"].map(|name| (name.to_owned(), fs::read_to_string(folder().join("base").join(name)).unwrap()));
    let mut files = BTreeMap::from(base);
    for part in format!("\n{example}").split("\n# ").skip(1) {
        let (name, text) = part.split_once('\n').unwrap_or((part, ""));
        match name.strip_prefix("no ") {
            Some(missing) => drop(files.remove(missing)),
            None => {
                let merged = merged(&files[name], &format!("{}\n", text.trim_end()));
                files.insert(name.to_owned(), merged);
            }
        }
    }
    files.into_iter().collect()
}

/// Errors, or else warnings.
fn faults(example: &str) -> Faults {
    match Spec::from_sources(files(example)).check() {
        Ok(spec) => spec.warnings().clone(),
        Err(faults) => faults,
    }
}

/// What cannot be read is on a disk: see `loading.rs`.
fn codes() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| *code != Code::Unreadable)
}

#[test]
fn the_wrong_example_of_each_code_has_that_fault() {
    for code in codes() {
        let faults = faults(code.explanation().wrong);
        assert!(faults.iter().any(|fault| fault.code() == code), "{code}:\n{faults}");
        insta::with_settings!({ snapshot_path => folder(), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(code.to_string(), faults.to_string());
        });
    }
}

#[test]
fn the_right_example_of_each_code_has_no_fault_at_all() {
    for code in codes() {
        let faults = faults(code.explanation().right);
        assert!(faults.is_empty(), "{code}:\n{faults}");
    }
}

#[test]
fn every_explanation_has_prose_and_differs_in_its_examples() {
    for code in Code::ALL {
        let told = code.explanation();
        assert!(told.text.len() > 80 && told.text.ends_with('.'), "{code}: {}", told.text);
        assert!(told.text.lines().all(|line| line.chars().count() <= 150), "{code}");
        assert!(!told.wrong.is_empty() && !told.right.is_empty() && told.wrong != told.right, "{code}");
    }
}

#[test]
fn warnings_have_numbers_from_101() {
    for code in Code::ALL.iter().filter(|code| **code != Code::Unreadable) {
        let is_warning = faults(code.explanation().wrong).errors() == 0;
        assert_eq!(is_warning, code.is_warning(), "{code}");
    }
}

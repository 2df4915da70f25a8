//! One small bad spec for each kind of fault, and what is said of it.
//!
//! `diagnostics/<name>.yaml` holds the files of a spec, each behind a line `#@ its name`. A spec without
//! `api.yaml` gets `diagnostics/shared/api.yaml`. What is said is in `diagnostics/<name>.snap`;
//! `INSTA_UPDATE=always cargo test -p ghost-spec` writes it anew.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ghost_spec::{Checked, Code, Faults, Spec};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

fn shared_api() -> (String, String) {
    ("api.yaml".to_owned(), fs::read_to_string(folder().join("shared/api.yaml")).unwrap())
}

fn check(case: &str) -> Result<Spec<Checked>, Faults> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in case.split_inclusive('\n') {
        match (line.strip_prefix("#@ "), files.last_mut()) {
            (Some(name), _) => files.push((name.trim().to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => panic!("text before the first `#@ name`"),
        }
    }
    let alone = files.iter().any(|(name, _)| name.contains('/') || name == "api.yaml" || name.starts_with('!'));
    files.retain(|(name, _)| !name.starts_with('!'));
    if !alone {
        files.push(shared_api());
    }
    Spec::from_sources(files).check()
}

fn cases() -> Vec<(String, String)> {
    let mut cases: Vec<(String, String)> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap()))
        .collect();
    cases.sort();
    cases
}

#[test]
fn every_case_says_what_it_should() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    for (name, text) in cases() {
        let said = match check(&text) {
            Ok(spec) => {
                assert!(!spec.warnings().is_empty(), "{name}: nothing to say");
                spec.warnings().to_string()
            }
            Err(faults) => faults.to_string(),
        };
        insta::assert_snapshot!(name, said);
    }
}

#[test]
fn every_code_has_a_case() {
    let mut met = BTreeSet::new();
    for (_, text) in cases() {
        match check(&text) {
            Ok(spec) => met.extend(spec.warnings().iter().map(|fault| fault.code())),
            Err(faults) => met.extend(faults.iter().map(|fault| fault.code())),
        }
    }
    // What cannot be read is on a disk: see `loading.rs`.
    let without: Vec<_> = Code::ALL.iter().filter(|code| !met.contains(code) && **code != Code::Unreadable).collect();
    assert!(without.is_empty(), "no case for {without:?}");
}

#[test]
fn names_of_cases_say_their_code() {
    for (name, text) in cases() {
        let Some(code) = name.strip_prefix("GS").map(|rest| format!("GS{}", &rest[..4])) else { continue };
        let codes: Vec<String> = match check(&text) {
            Ok(spec) => spec.warnings().iter().map(|fault| fault.code().to_string()).collect(),
            Err(faults) => faults.iter().map(|fault| fault.code().to_string()).collect(),
        };
        assert!(codes.contains(&code), "{name}: {codes:?}");
    }
}

#[test]
fn the_shared_api_is_clean() {
    Spec::from_sources([shared_api()]).check().unwrap();
}

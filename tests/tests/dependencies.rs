//! What a crate pays for the macros of `ghost-client`: nobody builds a generator for a derive.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The packages that the client is built with, as `name v1.2.3`.
fn packages(features: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", "ghost-client", "--edges", "normal,build", "--prefix", "none"])
        .args(["--no-default-features", "--features", features])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let packages: BTreeSet<String> =
        tree.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).filter(|package| !package.is_empty()).collect();
    assert!(packages.iter().any(|package| package.starts_with("serde_json v")), "{tree}");
    packages
}

/// Names of the packages that a feature brings beside what is there without.
fn brought_by(feature: &str) -> BTreeSet<String> {
    let (with, without) = (packages(feature), packages(""));
    with.difference(&without).filter_map(|package| package.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn derives_bring_what_reads_and_writes_rust_and_nothing_of_the_generator() {
    let brought = brought_by("macros");
    assert!(brought.contains("ghost-macros"), "{brought:?}");
    // Some of them others need as well.
    let wanted = ["ghost-macros", "heck", "proc-macro2", "quote", "strsim", "syn", "unicode-ident"];
    let beyond: Vec<&String> = brought.iter().filter(|package| !wanted.contains(&package.as_str())).collect();
    assert!(beyond.is_empty(), "derives need {beyond:?}");
}

#[test]
fn bindings_from_a_macro_bring_the_generator_but_not_its_command() {
    let brought = brought_by("macros-api");
    for package in ["ghost-codegen", "ghost-spec", "prettyplease", "saphyr-parser"] {
        assert!(brought.contains(package), "{package} is missing: {brought:?}");
    }
    for package in ["clap", "clap_complete", "clap_derive", "anstream", "indicatif", "mimalloc"] {
        assert!(!brought.contains(package), "{package} is only for the command");
    }
}

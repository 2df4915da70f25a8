//! The canonical form of spec files: what is kept, what is put in order.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use ghost_spec::{FormatError, Spec, format};
use proptest::prelude::*;

fn formatted(text: &str) -> String {
    format("notes.yaml", text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Every file of a spec that the workspace ships or tests with.
fn files() -> Vec<PathBuf> {
    fn add(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["api", "../tests/specs", "../ghost-codegen/src/cli/new"] {
        add(&root.join(folder), &mut found);
    }
    found.sort();
    assert!(found.len() > 60, "only {}", found.len());
    found
}

/// What a spec means, as text.
fn meaning(files: Vec<(String, String)>) -> String {
    let spec = Spec::from_sources(files).check().unwrap_or_else(|faults| panic!("{faults}"));
    format!("{:#?}", spec.apis())
}

#[test]
fn shipped_files_are_canonical() {
    for path in files().iter().filter(|path| !path.to_string_lossy().contains("tests/specs")) {
        let text = fs::read_to_string(path).unwrap();
        assert!(formatted(&text) == text, "{}: run `ghost-codegen fmt`", path.display());
    }
}

#[test]
fn a_messy_file_is_put_in_order() {
    insta::assert_snapshot!(formatted(include_str!("format/messy.yaml")));
}

#[test]
fn what_is_formatted_stays_as_it_is() {
    let once = formatted(include_str!("format/messy.yaml"));
    assert_eq!(formatted(&once), once);
}

#[test]
fn a_spec_means_the_same_when_it_is_formatted() {
    let api = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explanations/base/api.yaml")).unwrap();
    let messy = include_str!("format/messy.yaml");
    let files = |notes: &str| vec![("api.yaml".to_owned(), api.clone()), ("notes.yaml".to_owned(), notes.to_owned())];
    assert_eq!(meaning(files(messy)), meaning(files(&formatted(messy))));
}

#[test]
fn what_is_malformed_is_told_and_not_formatted() {
    for text in ["resource: [", "a: 1\na: 2\n", "- a\n", "", "a: &x 1\nb: *x\n"] {
        assert!(matches!(format("notes.yaml", text), Err(FormatError::Faults(_))), "{text:?}");
    }
}

#[test]
fn what_would_be_lost_is_left_alone() {
    for text in ["--- # begins\nresource: notes\n", "? resource\n: notes\n"] {
        match format("notes.yaml", text) {
            Err(FormatError::Unusual(_)) => {}
            Ok(formatted) => assert!(!text.contains('#') || formatted.contains('#'), "{formatted}"),
            Err(error) => panic!("{error}"),
        }
    }
}

/// Changes of a file that mean nothing: spaces, blank lines, comments.
fn disturbed() -> impl Strategy<Value = (usize, Vec<(usize, u8)>)> {
    (0..files().len(), prop::collection::vec((any::<usize>(), 0..4_u8), 0..12))
}

fn disturb(text: &str, changes: &[(usize, u8)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (place, change) in changes {
        let index = place % lines.len();
        let indent = lines[index].len() - lines[index].trim_start().len();
        // In the middle of a value in braces a comment may stand only where the line is whole.
        let is_whole = lines[index].trim_end().ends_with(['}', ']']) && lines[index].contains(": ");
        match change {
            0 => lines.insert(index, String::new()),
            1 => lines.insert(index, format!("{}# said at {place}", " ".repeat(indent))),
            2 if is_whole => lines[index].push_str(" # so"),
            _ if is_whole => lines[index] = lines[index].replacen(": {", ":    {", 1).replace(", ", ",   "),
            _ => {}
        }
    }
    lines.join("\n") + "\n"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formatting_is_stable_and_keeps_meaning_and_comments((file, changes) in disturbed()) {
        let text = disturb(&fs::read_to_string(&files()[file]).unwrap(), &changes);
        match format("file.yaml", &text) {
            Ok(once) => {
                prop_assert_eq!(&format("file.yaml", &once).unwrap(), &once);
                prop_assert_eq!(text.matches("# said at").count(), once.matches("# said at").count());
                prop_assert_eq!(text.matches("# so\n").count(), once.matches("# so\n").count());
            }
            // A change may have broken the YAML, which is told; it may not be that nothing can be done.
            Err(error) => prop_assert!(matches!(error, FormatError::Faults(_)), "{}\n{}", error, text),
        }
    }

    #[test]
    fn nothing_panics_when_it_is_formatted(text in "[ -~\n]{0,300}") {
        if let Ok(once) = format("file.yaml", &text) {
            prop_assert_eq!(format("file.yaml", &once).unwrap(), once);
        }
    }
}

//! What `export` writes: the JSON Schema of the language agrees with the reader, and the reference is whole.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ghost_codegen::export;
use ghost_spec::Spec;
use ghost_spec::vocabulary::KINDS;
use jsonschema::Validator;
use serde_json::Value;

fn workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&export::json_schema()).unwrap()
}

/// Faults of a YAML text by the schema.
fn faults(validator: &Validator, text: &str) -> Vec<String> {
    let value: Value = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("not YAML: {error}\n{text}"));
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn the_schema_is_one() {
    assert!(jsonschema::meta::is_valid(&export::json_schema()));
}

#[test]
fn every_shipped_file_is_valid() {
    let validator = validator();
    let mut count = 0;
    for folder in ["ghost-spec/api", "tests/specs"] {
        for path in yaml_files(&workspace(folder)) {
            let faults = faults(&validator, &fs::read_to_string(&path).unwrap());
            assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
            count += 1;
        }
    }
    assert!(count > 60, "only {count} files");
}

/// Each file of a case of the reader's tests, which parts them by `#@ name`.
fn files_of_case(name: &str) -> Vec<String> {
    let text = fs::read_to_string(workspace("ghost-spec/tests/diagnostics").join(format!("{name}.yaml"))).unwrap();
    text.split("#@ ").skip(1).map(|file| file.split_once('\n').map_or("", |(_, text)| text).to_owned()).collect()
}

#[test]
fn specs_of_broken_structure_are_not_valid() {
    let validator = validator();
    for case in [
        "GS0007-unknown-key",
        "GS0008-missing-key",
        "GS0009-wrong-kind",
        "GS0010-bad-name",
        "GS0019-unknown-kind",
        "GS0019-unknown-value",
        "GS0020-bad-call",
        "GS0027-bad-version",
        "comma-in-text",
    ] {
        let found: Vec<String> = files_of_case(case).iter().flat_map(|text| faults(&validator, text)).collect();
        assert!(!found.is_empty(), "{case} is valid");
    }
    let resource = "resource: notes\ndoc: Notes.\n";
    assert_eq!(faults(&validator, resource), Vec::<String>::new());
    for broken in ["resource: notes\n", "resource: notes\ndoc: Notes.\nfield: {}\n", "- a\n", "api: notes\ndoc: Notes.\n"] {
        assert!(!faults(&validator, broken).is_empty(), "valid: {broken}");
    }
}

/// The reader opens a mapping only with a kind of the table, so the table has every key that it knows.
#[test]
fn the_schema_knows_every_key_that_the_reader_knows_and_says_what_it_means() {
    let schema = export::json_schema();
    let definitions = schema["$defs"].as_object().unwrap();
    assert_eq!(definitions.len(), KINDS.len(), "two kinds of mapping have one name");
    for kind in KINDS {
        let keys: BTreeSet<&str> = kind.names().collect();
        let same = definitions
            .values()
            .filter(|definition| definition["properties"].as_object().unwrap().keys().map(String::as_str).collect::<BTreeSet<_>>() == keys);
        let found: Vec<&Value> = same.collect();
        assert!(!found.is_empty(), "{}: no definition has just its keys {keys:?}", kind.what);
        for key in kind.keys {
            assert!(
                found.iter().any(|definition| definition["properties"][key.name]["description"] == key.doc),
                "{}: {}",
                kind.what,
                key.name
            );
            assert!(!key.doc.is_empty(), "{}: `{}` is not explained", kind.what, key.name);
        }
    }
}

#[test]
fn every_kind_of_mapping_can_be_reached() {
    let schema = export::json_schema();
    let text = schema.to_string();
    for name in schema["$defs"].as_object().unwrap().keys() {
        assert!(text.contains(&format!("\"#/$defs/{name}\"")), "nothing leads to {name}");
    }
}

/// The small spec with each piece between commas, and each line, left out once.
fn mutilated(text: &str) -> Vec<String> {
    let pieces = text.match_indices(", ").map(|(at, _)| {
        let end = text[at + 2..].find([',', '}', ']', '\n']).map_or(text.len(), |length| at + 2 + length);
        format!("{}{}", &text[..at], &text[end..])
    });
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let without = |skipped: usize| lines.iter().enumerate().filter(|(line, _)| *line != skipped).map(|(_, line)| *line).collect::<String>();
    pieces.chain((0..lines.len()).map(without)).collect()
}

#[test]
fn what_the_reader_takes_the_schema_takes() {
    let validator = validator();
    let read = |name: &str| fs::read_to_string(workspace("tests/specs/small").join(name)).unwrap();
    let (api, notes) = (read("api.yaml"), read("notes.yaml"));
    let mut taken = 0;
    let cases =
        mutilated(&api).into_iter().map(|api| (api, notes.clone())).chain(mutilated(&notes).into_iter().map(|notes| (api.clone(), notes)));
    for (api, notes) in cases {
        let files = [("api.yaml".to_owned(), api.clone()), ("notes.yaml".to_owned(), notes.clone())];
        if Spec::from_sources(files).check().is_ok() {
            taken += 1;
            let faults: Vec<String> = [&api, &notes].into_iter().flat_map(|text| faults(&validator, text)).collect();
            assert!(faults.is_empty(), "{faults:#?}\n{api}\n{notes}");
        }
    }
    assert!(taken > 100, "only {taken}");
}

#[test]
fn the_reference_of_the_small_spec_reads_well() {
    let spec = Spec::load(workspace("tests/specs/small")).check().unwrap();
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("markdown", export::markdown(spec.apis())) });
}

#[test]
fn the_reference_of_the_real_description_is_whole() {
    let spec = Spec::load(workspace("ghost-spec/api")).check().unwrap();
    let text = export::markdown(spec.apis());
    for api in spec.apis() {
        for resource in &api.resources {
            for endpoint in &resource.endpoints {
                assert!(text.contains(&format!("\n### {}.{}\n", resource.name, endpoint.name)), "{}.{}", resource.name, endpoint.name);
                let route = format!("\n`{} {}{}`\n", endpoint.method.as_str(), api.base, endpoint.written_path());
                assert!(text.contains(&route), "{route}");
            }
        }
        assert!(api.shapes.iter().all(|shape| text.contains(&format!("\n### Shape `{}`\n", shape.name))));
    }
    let anchors: BTreeSet<&str> = text.split("<a id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let links: BTreeSet<&str> = text.split("](#").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let lost: Vec<_> = links.difference(&anchors).collect();
    assert!(lost.is_empty() && links.len() > 200, "links that lead nowhere: {lost:?} of {}", links.len());
    let broken = text.lines().filter(|line| line.starts_with('|')).find(|line| !line.ends_with('|'));
    assert_eq!(broken, None, "a row of a table that breaks off");
}

#[test]
fn the_command_prints_or_writes() {
    let command = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_ghost-codegen")).current_dir(workspace("")).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("language.schema.json");
    let printed = command(&["export", "json-schema"]);
    assert_eq!(command(&["export", "json-schema", "--out", file.to_str().unwrap()]), "");
    assert_eq!(fs::read_to_string(file).unwrap(), printed);
    assert_eq!(serde_json::from_str::<Value>(&printed).unwrap(), export::json_schema());
    assert!(command(&["export", "markdown", "--spec", "tests/specs/small"]).starts_with("# Notes API\n"));
}

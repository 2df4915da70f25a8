//! `export openapi`: valid by the official schemas, and neither more nor less than the description.
//!
//! `openapi/` holds the JSON Schemas that the OpenAPI Initiative publishes for its documents, as they came (Apache-2.0).

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use ghost_codegen::export::{self, OpenApi};
use ghost_spec::model::Api;
use ghost_spec::{Checked, Spec};
use serde_json::{Value, json};

const SPECS: [&str; 4] = ["ghost-spec/api", "tests/specs/small", "tests/specs/names", "examples/bookshop/api"];
const VERSIONS: [OpenApi; 2] = [OpenApi::V3_1, OpenApi::V3_0];

fn workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn spec(folder: &str) -> Spec<Checked> {
    Spec::load(workspace(folder)).check().unwrap()
}

fn command(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_ghost-codegen")).current_dir(workspace("")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Operations with their method and path.
fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| item.as_object().unwrap().iter().map(|(method, found)| (method.to_uppercase(), path.clone(), found)))
        .collect()
}

/// Visits every value with its path.
fn walk(value: &Value, path: &str, visit: &mut impl FnMut(&str, &Value)) {
    visit(path, value);
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| walk(value, &format!("{path}/{key}"), visit)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| walk(value, &format!("{path}/{index}"), visit)),
        _ => {}
    }
}

#[test]
fn documents_are_valid_by_the_official_schemas() {
    let new: Value = serde_json::from_str(include_str!("openapi/schema-3.1.json")).unwrap();
    let old: Value = serde_json::from_str(include_str!("openapi/schema-3.0.json")).unwrap();
    let (new, old) = (jsonschema::draft202012::new(&new).unwrap(), jsonschema::draft4::new(&old).unwrap());
    for folder in SPECS {
        for (version, validator) in [(OpenApi::V3_1, &new), (OpenApi::V3_0, &old)] {
            let document = export::openapi(spec(folder).apis(), version);
            let faults: Vec<String> =
                validator.iter_errors(&document).take(5).map(|error| format!("{}: {error:.300}", error.instance_path())).collect();
            assert!(faults.is_empty(), "{folder}, {version:?}: {faults:#?}");
        }
    }
    // The validators do refuse.
    for validator in [&new, &old] {
        let mut broken = export::openapi(spec("tests/specs/small").apis(), OpenApi::V3_1);
        broken["paths"]["/api/v1/notes/"]["get"]["parameters"][0]["in"] = json!("nowhere");
        assert!(!validator.is_valid(&broken));
    }
}

/// In 3.1 a schema is one of JSON Schema 2020-12.
#[test]
fn schemas_are_schemas() {
    let document = export::openapi(spec("ghost-spec/api").apis(), OpenApi::V3_1);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        assert!(jsonschema::draft202012::meta::is_valid(schema), "{name}");
    }
    assert!(schemas.len() > 300, "only {}", schemas.len());
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_used() {
    for folder in SPECS {
        for version in VERSIONS {
            let document = export::openapi(spec(folder).apis(), version);
            let mut used = BTreeSet::new();
            walk(&document, "", &mut |path, value| {
                let Some(target) = value.as_str().filter(|text| text.starts_with("#/")) else { return };
                assert!(document.pointer(&target[1..]).is_some(), "{path} leads to {target}");
                used.insert(target.trim_start_matches("#/components/schemas/").to_owned());
            });
            let names: BTreeSet<String> = document["components"]["schemas"].as_object().unwrap().keys().cloned().collect();
            assert_eq!(names.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "unused in {folder}");
        }
    }
}

#[test]
fn every_endpoint_is_there_and_nothing_else() {
    for folder in SPECS {
        let listed: Vec<Value> = serde_json::from_str(&command(&["list", "--json", "--spec", folder])).unwrap();
        let checked = spec(folder);
        let apis: BTreeMap<&str, &Api> = checked.apis().iter().map(|api| (api.name.as_str(), api)).collect();
        for version in VERSIONS {
            let document = export::openapi(checked.apis(), version);
            let mut found: BTreeMap<&str, (String, String, &Value)> = BTreeMap::new();
            for (method, path, operation) in operations(&document) {
                let id = operation["operationId"].as_str().unwrap();
                assert!(found.insert(id, (method, path, operation)).is_none(), "{id} is there twice");
            }
            assert_eq!(found.len(), listed.len(), "{folder}");
            for row in &listed {
                let text = |key: &str| row[key].as_str().unwrap();
                let id = format!("{}_{}_{}", text("api"), text("resource"), text("operation"));
                let (method, path, operation) = found.get(id.as_str()).unwrap_or_else(|| panic!("no {id}"));
                assert_eq!(method, text("method"), "{id}");
                let api = apis[text("api")];
                let end = if api.slash { "/" } else { "" };
                assert_eq!(without_names(path), without_names(&format!("{}{}{end}", api.base, text("path"))), "{id}");
                agrees(&id, row, operation);
            }
        }
    }
}

/// `/posts/{id}/` and `/posts/:id/` → `/posts/*/`.
fn without_names(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with([':', '{']) { "*" } else { part }).collect::<Vec<_>>().join("/").replace("//", "/")
}

/// Who, which options, which status, which versions.
fn agrees(id: &str, row: &Value, operation: &Value) {
    let api = row["api"].as_str().unwrap();
    let security = operation["security"].as_array().unwrap();
    let ways: Vec<String> = security.iter().flat_map(|way| way.as_object().unwrap().keys().cloned()).collect();
    if row["access"] == json!(["public"]) {
        assert_eq!(security[0], json!({}), "{id} can be called without a credential");
    } else {
        let access: Vec<String> =
            row["access"].as_array().unwrap().iter().map(|name| format!("{api}_{}", name.as_str().unwrap())).collect();
        assert_eq!(ways, access, "{id}");
    }
    let of = |place: &'static str| operation["parameters"].as_array().unwrap().iter().filter(move |parameter| parameter["in"] == place);
    assert_eq!(
        of("query").map(|parameter| &parameter["name"]).collect::<Vec<_>>(),
        row["query"].as_array().unwrap().iter().collect::<Vec<_>>()
    );
    assert_eq!(of("path").count(), row["path"].as_str().unwrap().matches(':').count(), "{id}");
    assert!(operation["responses"].get(row["status"].to_string()).is_some(), "{id}");
    assert_eq!((&operation["x-since"], &operation["x-until"], &operation["x-flag"]), (&row["since"], &row["until"], &row["flag"]), "{id}");
    let permission =
        operation["x-permission"].as_str().unwrap_or(if operation.get("x-permission-check").is_some() { "function" } else { "none" });
    assert_eq!(permission, row["permission"], "{id}");
}

#[test]
fn unions_that_a_tag_tells_apart_have_a_discriminator() {
    let document = export::openapi(spec("ghost-spec/api").apis(), OpenApi::V3_1);
    let mut count = 0;
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let Some(forms) = schema.get("oneOf").and_then(Value::as_array) else { continue };
        let tag = schema["discriminator"]["propertyName"].as_str().unwrap();
        let mapping = schema["discriminator"]["mapping"].as_object().unwrap();
        assert_eq!(mapping.len(), forms.len(), "{name}");
        for (value, target) in mapping {
            let form = document.pointer(&target.as_str().unwrap()[1..]).unwrap().to_string();
            assert!(form.contains(&format!("\"{tag}\":{{\"enum\":[\"{value}\"],\"type\":\"string\"}}")), "{name}: {value}: {form}");
        }
        count += 1;
    }
    assert!(count >= 2, "only {count} unions");
}

/// A tool that was made from a document of one API goes on with one of all.
#[test]
fn names_do_not_depend_on_which_apis_are_exported() {
    let spec = spec("ghost-spec/api");
    let whole = export::openapi(spec.apis(), OpenApi::V3_0);
    for api in spec.apis() {
        let alone = export::openapi(std::slice::from_ref(api), OpenApi::V3_0);
        for (method, path, operation) in operations(&alone) {
            assert_eq!(&whole["paths"][path.as_str()][method.to_lowercase()], operation);
        }
        for (name, schema) in alone["components"]["schemas"].as_object().unwrap() {
            assert_eq!(&whole["components"]["schemas"][name], schema);
        }
    }
}

#[test]
fn yaml_says_what_json_says() {
    let hostile = json!({
        "": "", "yes": "no", "#": "# no comment", "a: b": "c: d", "- ": ["- x", [], {}, [[1, [2]], {"k": null}], true, 1.5, -3],
        "1": "1.0", "~": "null", "line": "a\nb\r\n\tc\u{0}\u{85}\u{2028}\u{feff}", "quote": "\"'\\ `é` 漢 🎉", "anchor": "&a *b !c %d @e",
        "end": "space ", "dot": "1.", "date": "2026-01-02", "hex": "0x1F", "nested": {"deep": {"er": [{"a": [{"b": {}}], "c": "d"}]}},
    });
    let read = |text: &str| serde_yaml::from_str::<Value>(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(read(&export::openapi_yaml(&hostile)), hostile);
    for version in VERSIONS {
        let document = export::openapi(spec("ghost-spec/api").apis(), version);
        assert_eq!(read(&export::openapi_yaml(&document)), document);
    }
}

#[test]
fn the_document_of_the_small_spec_reads_well() {
    let document = export::openapi(spec("tests/specs/small").apis(), OpenApi::V3_1);
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("openapi", export::openapi_yaml(&document)) });
}

#[test]
fn the_command_takes_version_format_and_apis() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join("openapi.yaml");
    assert!(command(&["export", "openapi", "--version", "3.0.3", "--api", "content", "--out", file.to_str().unwrap()]).is_empty());
    let document: Value = serde_yaml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!((&document["openapi"], operations(&document).len()), (&json!("3.0.3"), 20));
    assert!(command(&["export", "openapi", "--format", "yaml"]).starts_with("openapi: \"3.1.0\"\n"));
    let printed: Value = serde_json::from_str(&command(&["export", "openapi", "--spec", "tests/specs/small"])).unwrap();
    assert_eq!(printed, export::openapi(spec("tests/specs/small").apis(), OpenApi::V3_1));
    let arguments = ["export", "openapi", "--api", "contents"];
    let output = Command::new(env!("CARGO_BIN_EXE_ghost-codegen")).current_dir(workspace("")).args(arguments).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "error: the spec has no API `contents`; it has admin, content\n");
}

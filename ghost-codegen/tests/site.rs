//! `docs`: the reference site is whole, leads nowhere wrong, shows examples that are valid, and cannot be made to run what a
//! description says.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ghost_codegen::export::{OpenApi, openapi};
use ghost_codegen::site;
use ghost_spec::{Checked, Spec};
use serde_json::{Value, json};

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

fn page(files: &[(String, String)], name: &str) -> String {
    files.iter().find(|(file, _)| file == name).unwrap_or_else(|| panic!("no {name}")).1.clone()
}

/// What stands between two texts, each time.
fn between<'t>(text: &'t str, before: &'t str, after: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split(after).next())
}

/// Text of an element, as a browser reads it.
fn text_of(markup: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in markup.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(text, |text, (escaped, plain)| text.replace(escaped, plain))
}

#[test]
fn every_endpoint_has_a_section_and_nothing_else() {
    for folder in ["ghost-spec/api", "tests/specs/small", "tests/specs/names"] {
        let listed: Vec<Value> = serde_json::from_str(&command(&["list", "--json", "--spec", folder])).unwrap();
        let spec = spec(folder);
        let files = site::files(spec.apis(), "crate");
        for api in spec.apis() {
            let page = page(&files, &format!("{}.html", api.name));
            let sections: BTreeSet<&str> = between(&page, "<section class=\"endpoint\" id=\"", "\"").collect();
            let rows = listed.iter().filter(|row| row["api"] == json!(api.name));
            let expected: BTreeSet<String> =
                rows.map(|row| format!("{}.{}", row["resource"].as_str().unwrap(), row["operation"].as_str().unwrap())).collect();
            assert_eq!(sections, expected.iter().map(String::as_str).collect(), "{folder}");
        }
    }
}

#[test]
fn links_within_the_site_lead_somewhere_and_ids_are_unique() {
    for folder in ["ghost-spec/api", "tests/specs/small", "tests/specs/names"] {
        let files = site::files(spec(folder).apis(), "crate");
        let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
            let ids: Vec<&str> = between(text, " id=\"", "\"").collect();
            let unique: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), unique.len(), "{name}: an id is there twice");
            for link in between(text, " href=\"", "\"") {
                let known = match link.strip_prefix('#') {
                    Some(id) => unique.contains(id),
                    None => link.starts_with("https://") || names.contains(link),
                };
                assert!(known, "{name} leads to {link}");
            }
        }
    }
}

/// It works from a folder, without a network.
#[test]
fn pages_load_nothing() {
    for (name, text) in site::files(spec("ghost-spec/api").apis(), "crate") {
        for way in [" src=", "<link", "@import", "<iframe", "<object", "<embed", "<base", "fetch(", "XMLHttpRequest"] {
            assert!(!text.contains(way), "{name} holds {way}");
        }
        assert!(between(&text, "<style>", "</style>").all(|style| !style.contains("url(")), "{name}");
        assert!(!name.ends_with(".html") || text.contains("default-src 'none'"), "{name}");
    }
}

#[test]
fn examples_are_valid_by_the_exported_document() {
    let spec = spec("ghost-spec/api");
    let files = site::files(spec.apis(), "crate");
    let document = openapi(spec.apis(), OpenApi::V3_1);
    let operations: Vec<&Value> =
        document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values()).collect();
    let (mut count, mut faults) = (0, Vec::new());
    for api in spec.apis() {
        let page = page(&files, &format!("{}.html", api.name));
        for section in between(&page, "<section class=\"endpoint\" id=\"", "</section>") {
            let name = section.split('"').next().unwrap();
            let id = format!("{}_{}", api.name, name.replace('.', "_"));
            let operation = operations.iter().find(|operation| operation["operationId"] == json!(id)).unwrap();
            let responses = operation["responses"].as_object().unwrap();
            let answer = responses
                .iter()
                .find_map(|(status, response)| status.starts_with('2').then(|| response["content"].get("application/json")).flatten());
            let request = operation.get("requestBody").and_then(|body| body["content"].get("application/json"));
            for (kind, media) in [("request", request), ("answer", answer)] {
                let start = format!("data-code=\"{kind}\"");
                let Some(block) = between(section, &start, "</pre>").next() else { continue };
                let example: Value = serde_json::from_str(&text_of(&format!("<{block}"))).unwrap_or_else(|error| panic!("{id}: {error}"));
                let schema = media.unwrap_or_else(|| panic!("{id}: no schema of the {kind}"));
                let whole = json!({ "allOf": [schema["schema"]], "components": document["components"] });
                let validator = jsonschema::draft202012::new(&whole).unwrap();
                let found =
                    validator.iter_errors(&example).next().map(|error| format!("{id} {kind}: {}: {error:.200}", error.instance_path()));
                faults.extend(found);
                count += 1;
            }
        }
    }
    assert!(faults.is_empty(), "{} examples are not valid:\n{}", faults.len(), faults.join("\n"));
    assert!(count > 250, "only {count} examples");
}

const EVIL: &str = "<img src=x onerror=alert(1)></script><script>alert(2)</script>' onmouseover='alert(3) ]]> <!-- &lt; `<b>`";

/// Whatever a description says is text.
#[test]
fn a_hostile_description_cannot_inject() {
    let quoted = format!("'{}'", EVIL.replace('\'', "''"));
    let read = |name: &str| fs::read_to_string(workspace("tests/specs/small").join(name)).unwrap();
    let notes = read("notes.yaml");
    let mut text = String::new();
    for (index, part) in notes.split("doc: ").enumerate() {
        let rest = if index == 0 { Some(part) } else { part.find([',', '}', '\n']).map(|end| &part[end..]) };
        text.push_str(&rest.map(|rest| if index == 0 { rest.to_owned() } else { format!("doc: {quoted}{rest}") }).unwrap());
    }
    let text = text
        .replace("trap: Kinds are numbers.", &format!("trap: {quoted}"))
        .replace("function: whether there is a contest", &format!("function: {quoted}"))
        .replace("flag: contest", &format!("flag: {quoted}"));
    let api = read("api.yaml")
        .replace("default: 15, doc", &format!("default: {quoted}, doc"))
        .replace("title: Notes API", &format!("title: {quoted}"))
        .replace("docs: https://notes.example/api", "docs: 'javascript:alert(4)'")
        .replace("rule: only while it is not locked", &format!("rule: {quoted}"))
        .replace("403: Not allowed.", &format!("403: {quoted}"));
    assert!(api.matches("alert(1)").count() == 4 && text.matches("alert(1)").count() > 20);
    let spec = Spec::from_sources([("api.yaml".to_owned(), api), ("notes.yaml".to_owned(), text)])
        .check()
        .unwrap_or_else(|faults| panic!("{faults}"));
    let clean = site::files(self::spec("tests/specs/small").apis(), "crate");
    for (name, text) in site::files(spec.apis(), "crate") {
        let tags =
            |text: &str| between(text, "<", ">").map(|tag| tag.split([' ', '\n']).next().unwrap().to_owned()).collect::<BTreeSet<_>>();
        let strange: Vec<String> = tags(&text).difference(&tags(&page(&clean, &name))).cloned().collect();
        assert!(strange.is_empty(), "{name}: {strange:?}");
        assert_eq!(text.matches("<script>").count(), page(&clean, &name).matches("<script>").count(), "{name}");
        for way in ["<img", "<b>", "onmouseover='", "href=\"javascript:", "alert(2)</script>"] {
            assert!(!text.contains(way), "{name}: {way}");
        }
    }
}

#[test]
fn the_page_of_the_small_spec_reads_well() {
    let files = site::files(spec("tests/specs/small").apis(), "notes");
    let page = page(&files, "notes.html");
    let body = between(&page, "<main", "</main>").next().unwrap();
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("site", format!("<main{body}</main>")) });
}

#[test]
fn the_command_writes_what_changed_and_leaves_other_files_alone() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("mine.txt"), "mine").unwrap();
    let run = || command(&["docs", "--spec", "tests/specs/small", "--out", folder.to_str().unwrap()]);
    let first = run();
    assert!(first.starts_with("wrote index.html\nwrote notes.html\nwrote notes-permissions.svg\n3 files in "), "{first}");
    assert!(run().starts_with("3 files in "));
    assert_eq!(fs::read_to_string(folder.join("mine.txt")).unwrap(), "mine");
}

//! The command as a person runs it: what it prints, what it writes, how it exits.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const API: &str = "
api: demo
title: Demo API
doc: Shows the language.
base: /api
client: Demo
versions: { oldest: 1.0, newest: 1.0 }
credentials: { key: { doc: A key. } }
access: { anyone: { doc: Any key., credentials: [key] } }
envelopes: { one: { kind: one, key: '{resource}' } }
";

const NOTES: &str = "
resource: notes
entity: note
doc: Short texts.
fields: { id: { type: id }, text: { type: string } }
endpoints:
  read: { doc: Reads a note., call: 'GET /notes/{id}/', returns: one, access: anyone, permission: none }
";

/// A folder of its own with a spec and a place for output.
struct Place(PathBuf);

impl Place {
    fn new(name: &str, notes: &str) -> Self {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(dir.join("spec")).unwrap();
        fs::write(dir.join("spec/api.yaml"), API).unwrap();
        fs::write(dir.join("spec/notes.yaml"), notes).unwrap();
        Place(dir)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ghost-codegen"));
        command.current_dir(&self.0).arg(arguments[0]).args(["--spec", "spec"]).args(&arguments[1..]);
        if arguments[0] == "generate" {
            command.args(["--out", "out", "--runtime", "::runtime"]);
        }
        command.output().unwrap()
    }

    fn modified(&self, file: &str) -> std::time::SystemTime {
        fs::metadata(self.0.join(file)).unwrap().modified().unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn an_unchanged_tree_is_not_touched_and_told_so_in_one_line() {
    let place = Place::new("unchanged", NOTES);
    assert!(place.run(&["generate"]).status.success());
    let before = place.modified("out/demo/notes.rs");
    let again = place.run(&["generate"]);
    assert_eq!(text(&again.stdout), "5 files in out are up to date\n");
    assert_eq!(place.modified("out/demo/notes.rs"), before);
}

#[test]
fn check_prints_a_diff_writes_nothing_and_fails() {
    let place = Place::new("check", NOTES);
    assert!(place.run(&["generate"]).status.success());
    assert!(place.run(&["generate", "--check"]).status.success());
    let file = place.0.join("out/demo/notes.rs");
    let edited = fs::read_to_string(&file).unwrap().replace("pub text: String", "pub text: u8");
    fs::write(&file, &edited).unwrap();
    let check = place.run(&["generate", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(text(&check.stdout).contains("-    pub text: u8,\n+    pub text: String,"), "{}", text(&check.stdout));
    assert!(text(&check.stderr).contains("run `ghost-codegen generate`"));
    assert_eq!(fs::read_to_string(&file).unwrap(), edited);
}

#[test]
fn a_broken_spec_gives_all_faults_and_leaves_the_output_alone() {
    let place = Place::new("broken", NOTES);
    assert!(place.run(&["generate"]).status.success());
    let before = place.modified("out/demo/notes.rs");
    fs::write(place.0.join("spec/notes.yaml"), NOTES.replace("string", "strin").replace("anyone", "anyon")).unwrap();
    let broken = place.run(&["generate"]);
    assert_eq!(broken.status.code(), Some(1));
    let faults = text(&broken.stderr);
    assert!(faults.contains("spec/notes.yaml:5:43") && faults.contains("did you mean `string`?"), "{faults}");
    assert!(faults.contains("did you mean `anyone`?") && faults.contains("the spec has 2 faults"), "{faults}");
    assert_eq!(place.modified("out/demo/notes.rs"), before);
}

#[test]
fn a_missing_spec_says_what_was_looked_for() {
    let place = Place::new("missing", NOTES);
    fs::remove_file(place.0.join("spec/api.yaml")).unwrap();
    let missing = place.run(&["generate"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).contains("api.yaml"), "{}", text(&missing.stderr));
    assert!(!place.0.join("out").exists());
}

#[test]
fn list_has_one_object_an_endpoint() {
    let place = Place::new("list", NOTES);
    let rows: serde_json::Value = serde_json::from_slice(&place.run(&["list", "--json"]).stdout).unwrap();
    let expected = serde_json::json!([{
        "api": "demo", "method": "GET", "path": "/notes/:id", "resource": "notes", "operation": "read", "access": ["key"],
        "permission": "none", "query": [], "envelope": "notes", "status": 200, "since": null, "until": null, "flag": null,
    }]);
    assert_eq!(rows, expected);
    assert!(text(&place.run(&["list"]).stdout).ends_with("1 endpoints\n"));
}

#[test]
fn wrong_usage_exits_with_2() {
    let usage = Command::new(env!("CARGO_BIN_EXE_ghost-codegen")).arg("generat").output().unwrap();
    assert_eq!(usage.status.code(), Some(2));
    assert!(text(&usage.stderr).contains("generate"));
}

//! `api!` in a stranger's crate: it follows its spec, and tells every fault of it.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const LIB: &str = r#"//! Notes.

/// The bindings.
pub mod bindings {
    ghost_client::api! { spec = "api" }
}

/// Whether it is known how much a note weighs.
pub fn is_weighed(note: &bindings::notes::notes::Note) -> bool {
    note.weight.is_some()
}
"#;

/// A crate that `cargo` builds, whose dependencies stay built between runs.
struct Stranger(PathBuf);

/// What came of a build.
struct Built {
    /// Whether the compiler was not even asked.
    fresh: bool,
    errors: Vec<Value>,
}

impl Stranger {
    fn new(name: &str) -> Self {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        let stranger = Stranger(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        for file in ["api.yaml", "notes.yaml"] {
            stranger.write(&format!("api/{file}"), &fs::read_to_string(tests.join("specs/small").join(file)).unwrap());
        }
        let client = tests.join("../generated-client");
        let manifest = format!(
            "[package]\nname = \"stranger\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies.ghost-client]\npath = {client:?}\n\
             default-features = false\nfeatures = [\"macros-api\"]\n"
        );
        stranger.write("Cargo.toml", &manifest);
        fs::copy(tests.join("../Cargo.lock"), stranger.0.join("Cargo.lock")).unwrap();
        stranger.write("src/lib.rs", LIB);
        stranger
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces what stands once in a file of the spec.
    fn edit(&self, file: &str, old: &str, new: &str) {
        let path = format!("api/{file}");
        let text = fs::read_to_string(self.0.join(&path)).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old}");
        self.write(&path, &text.replace(old, new));
    }

    fn check(&self) -> Built {
        self.check_with(&[])
    }

    fn check_with(&self, environment: &[(&str, &Path)]) -> Built {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--message-format", "json"])
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("strangers"))
            .envs(environment.iter().copied())
            .current_dir(&self.0)
            .output()
            .unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let own = |line: &&Value| line["target"]["name"] == "stranger";
        let fresh = lines.iter().filter(own).any(|line| line["fresh"] == true);
        // What ends a build that failed has no place.
        let is_error = |line: &&Value| line["message"]["level"] == "error" && line["message"]["spans"] != Value::Array(Vec::new());
        let errors: Vec<Value> = lines.iter().filter(own).filter(is_error).map(|line| line["message"].clone()).collect();
        assert_eq!(output.status.success(), errors.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        Built { fresh, errors }
    }
}

/// The words of the crate that an error points at.
fn word(error: &Value) -> &str {
    let span = &error["spans"][0];
    let from = |key: &str| span[key].as_u64().unwrap() as usize - 1;
    LIB.lines().nth(from("line_start")).and_then(|line| line.get(from("column_start")..from("column_end"))).unwrap()
}

#[test]
fn an_edited_spec_builds_the_crate_anew_and_its_faults_are_errors_of_the_compiler() {
    let stranger = Stranger::new("edited");
    assert!(stranger.check().errors.is_empty());
    assert!(stranger.check().fresh, "nothing changed");

    stranger.edit("notes.yaml", "weight:     {", "mass:       {");
    let renamed = stranger.check();
    let [gone] = &renamed.errors[..] else { panic!("one field is gone: {:#?}", renamed.errors) };
    assert!(gone["message"].as_str().unwrap().starts_with("no field `weight`"), "the edit is in the bindings: {gone:#}");
    assert_eq!(word(gone), "weight");

    stranger.edit("notes.yaml", "mass:       { type: number", "weight:     { type: numbr");
    stranger.edit("api.yaml", "page:    { type: integer", "page:    { type: intger");
    let faults = stranger.check().errors;
    let messages: Vec<&str> = faults.iter().map(|error| error["message"].as_str().unwrap()).collect();
    assert_eq!(messages.len(), 2, "each fault is an error: {messages:#?}");
    for (message, (place, shown)) in messages.iter().zip([("api/api.yaml:", "intger"), ("api/notes.yaml:16:23", "numbr")]) {
        assert!(message.contains(place) && message.contains("^^^") && message.contains(shown), "{message}");
    }
    assert!(faults.iter().all(|fault| word(fault) == "\"api\""), "on the word that names the spec");

    stranger.edit("notes.yaml", "numbr", "number");
    stranger.edit("api.yaml", "intger", "integer");
    let mended = stranger.check();
    assert!(mended.errors.is_empty() && !mended.fresh);
}

/// Other build tools do not say where the crate is.
#[cfg(unix)]
#[test]
fn without_cargo_a_relative_path_leads_nowhere() {
    use std::os::unix::fs::PermissionsExt;

    let stranger = Stranger::new("lost");
    stranger.write("compiler", "#!/bin/sh\nunset CARGO_MANIFEST_DIR\nexec \"$@\"\n");
    let compiler = stranger.0.join("compiler");
    fs::set_permissions(&compiler, fs::Permissions::from_mode(0o755)).unwrap();
    let errors = stranger.check_with(&[("RUSTC_WORKSPACE_WRAPPER", &compiler)]).errors;
    let [lost] = &errors[..] else { panic!("one error: {errors:#?}") };
    assert_eq!(lost["message"], "CARGO_MANIFEST_DIR is not set, so a relative path leads nowhere: build with cargo");
    assert_eq!(word(lost), "\"api\"");
}

//! The commands around a spec: `new`, `fmt`, `completions`, and the help of each.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An empty folder of its own.
fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("workshop-{name}"));
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ghost-codegen")).current_dir(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn workspace() -> PathBuf {
    fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap()
}

/// A crate with the dependencies that `new` asks for, from this workspace.
fn a_crate(name: &str) -> PathBuf {
    let dir = folder(name);
    let root = workspace();
    let manifest = format!(
        "[package]\nname = \"made-by-new\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\nghost-client = {{ path = \"{root}/generated-client\", default-features = false }}\n\n\
         [build-dependencies]\nghost-codegen = {{ path = \"{root}/ghost-codegen\" }}\n",
        root = root.display()
    );
    fs::write(dir.join("Cargo.toml"), manifest).unwrap();
    fs::create_dir(dir.join("src")).unwrap();
    fs::write(dir.join("src/lib.rs"), "include!(concat!(env!(\"OUT_DIR\"), \"/mod.rs\"));\n").unwrap();
    dir
}

#[test]
fn a_new_spec_is_clean_canonical_and_builds() {
    let dir = a_crate("new");
    let made = run(&dir, &["new"]);
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("new", text(&made.stdout)) });
    // Nothing need be named: the spec is found from any folder of the crate.
    let lint = run(&dir.join("src"), &["lint", "--deny", "warnings"]);
    assert_eq!(text(&lint.stdout), "no faults\n", "{}", text(&lint.stderr));
    assert_eq!(text(&run(&dir, &["fmt", "--check"]).stdout), "2 files are canonical\n");
    assert!(text(&run(&dir, &["list"]).stdout).ends_with("5 endpoints\n"));
    assert_eq!(text(&run(&dir, &["generate"]).stderr), "error: where to? Name the folder for the bindings of api with --out\n");
    // The versions that the workspace is locked to, so that nothing is fetched.
    fs::copy(workspace().join("Cargo.lock"), dir.join("Cargo.lock")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(&dir).args(["check", "--offline", "--quiet"]).env("CARGO_TARGET_DIR", dir.join("target"));
    let built = cargo.output().unwrap();
    assert!(built.status.success(), "{}", text(&built.stderr));
    let _ = fs::remove_dir_all(dir.join("target"));
}

#[test]
fn where_there_is_no_spec_that_is_said() {
    let output = Command::new(env!("CARGO_BIN_EXE_ghost-codegen")).current_dir(std::env::temp_dir()).arg("lint").output().unwrap();
    let told = text(&output.stderr);
    assert!(
        told.starts_with("error: no spec in `api` or `ghost-spec/api` here or above (") && told.ends_with("): name its folder\n"),
        "{told}"
    );
}

#[test]
fn new_touches_nothing_that_exists() {
    let dir = a_crate("new-twice");
    fs::write(dir.join("build.rs"), "fn main() {}\n").unwrap();
    let refused = run(&dir, &["new"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("build.rs exists already"), "{}", text(&refused.stderr));
    assert!(!dir.join("api").exists());
    assert!(text(&run(&folder("no-crate"), &["new"]).stderr).contains("cargo init"));
}

#[test]
fn fmt_rewrites_what_is_not_canonical_and_check_only_tells() {
    let dir = folder("fmt");
    let messy = "entity: note\nresource: notes # the name\ndoc: Notes.\nfields: {id: {type: id}}\n";
    fs::write(dir.join("api.yaml"), "api: demo\n").unwrap();
    fs::write(dir.join("notes.yaml"), messy).unwrap();
    let check = run(&dir, &["fmt", "--check", "."]);
    assert_eq!((check.status.code(), text(&check.stdout)), (Some(1), "not canonical: ./notes.yaml\n".to_owned()));
    assert_eq!(fs::read_to_string(dir.join("notes.yaml")).unwrap(), messy);
    assert_eq!(text(&run(&dir, &["fmt", "."]).stdout), "formatted ./notes.yaml\n");
    let formatted = "resource: notes # the name\nentity: note\ndoc: Notes.\nfields: { id: { type: id } }\n";
    assert_eq!(fs::read_to_string(dir.join("notes.yaml")).unwrap(), formatted);
    assert_eq!(text(&run(&dir, &["fmt", "--check", "."]).stdout), "2 files are canonical\n");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn fmt_tells_all_faults_of_what_is_malformed() {
    let dir = folder("fmt-malformed");
    fs::write(dir.join("api.yaml"), "api: [\n").unwrap();
    fs::write(dir.join("notes.yaml"), "a: 1\na: 2\n").unwrap();
    let failed = run(&dir, &["fmt", "."]);
    let said = text(&failed.stderr);
    assert_eq!(failed.status.code(), Some(1));
    assert!(said.contains("error[GS0003]") && said.contains("error[GS0006]"), "{said}");
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let script = text(&run(Path::new("."), &["completions", shell]).stdout);
        for command in ["generate", "lint", "fmt", "explain", "diff", "export", "docs", "list", "new"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    assert_eq!(run(Path::new("."), &["completions", "tcsh"]).status.code(), Some(2));
}

#[test]
fn help_tells_what_each_command_does_with_what() {
    for command in ["", "generate", "lint", "fmt", "explain", "diff", "export", "docs", "list", "new", "completions"] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|argument| !argument.is_empty()).collect();
        let help = run(Path::new("."), &arguments);
        assert!(help.status.success());
        assert!(!text(&help.stdout).contains('\u{1b}'), "colours are for terminals");
        let name = if command.is_empty() { "help".to_owned() } else { format!("help_{command}") };
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, text(&help.stdout)) });
    }
}

//! `ghost-codegen diff` as a person runs it: what it reads, what it prints, how it exits.

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
fields:
  id: { type: id }
  mail: { type: string }
endpoints:
  read: { doc: Reads a note., call: 'GET /notes/{id}/', returns: one, access: anyone, permission: none }
  newest: { doc: Reads the newest., call: GET /notes/newest/, returns: one, access: anyone, permission: none }
";

/// A repository of its own with a spec in `api/`.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("diff-{name}"));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(dir.join("api")).unwrap();
        let place = Place(dir);
        place.write("api/api.yaml", API);
        place.write("api/notes.yaml", NOTES);
        place
    }

    /// With one commit, `HEAD`.
    fn committed(name: &str) -> Self {
        let place = Place::new(name);
        place.git(&["init", "--quiet"]);
        place.commit();
        place
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.0.join(file), text).unwrap();
    }

    fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "-m", "x"]);
    }

    fn git(&self, arguments: &[&str]) {
        assert!(Command::new("git").current_dir(&self.0).args(arguments).status().unwrap().success(), "git {arguments:?}");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_in(".", arguments)
    }

    fn run_in(&self, folder: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_ghost-codegen")).current_dir(self.0.join(folder)).arg("diff").args(arguments).output().unwrap()
    }

    /// The spec with a change of each class.
    fn change(&self) {
        let notes = NOTES.replace(
            "  newest: { doc: Reads the newest., call: GET /notes/newest/, returns: one, access: anyone, permission: none }\n",
            "",
        );
        let notes = notes.replace("mail: { type: string }", "mail: { type: string, nullable: true }\n  name: { type: string }");
        self.write("api/notes.yaml", &notes.replace("Reads a note.", "Reads one note."));
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn said(output: &Output) -> String {
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), String::new()));
    text(&output.stderr)
}

#[test]
fn two_folders_are_compared_for_people_for_programs_and_for_a_changelog() {
    let (old, new) = (Place::new("formats-old"), Place::new("formats-new"));
    new.change();
    let place = new.0.join("api");
    let run = |format: &str| {
        let output = old.run(&["api", place.to_str().unwrap(), "--format", format]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    for format in ["human", "json", "markdown"] {
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(format!("format_{format}"), run(format)) });
    }
    let report: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(report["bump"], "major");
    assert_eq!(report["counts"], serde_json::json!({ "breaking-callers": 1, "breaking-readers": 1, "additive": 1, "docs": 1 }));
}

#[test]
fn nothing_but_a_terminal_gets_colours() {
    let place = Place::committed("colours");
    place.change();
    let printed = place.run(&["HEAD:api", "api"]);
    assert!(!text(&printed.stdout).contains('\u{1b}'));
}

#[test]
fn no_change_is_said_in_every_format() {
    let place = Place::new("same");
    assert_eq!(text(&place.run(&["api", "api"]).stdout), "no change\n");
    assert_eq!(text(&place.run(&["api", "api", "--format", "markdown"]).stdout), "No change of the description.\n");
    let report: serde_json::Value = serde_json::from_slice(&place.run(&["api", "api", "--format", "json"]).stdout).unwrap();
    assert_eq!((report["bump"].as_str(), report["changes"].as_array().map(Vec::len)), (Some("none"), Some(0)));
}

#[test]
fn the_exit_code_tells_changes_that_are_bad_enough() {
    let place = Place::committed("exit");
    let code = |limit: &str| place.run(&["HEAD:api", "api", "--fail-on", limit]).status.code().unwrap();
    let codes = || ["breaking", "additive", "any"].map(code);
    assert_eq!(codes(), [0, 0, 0]);
    place.write("api/notes.yaml", &NOTES.replace("Reads a note.", "Reads one note."));
    assert_eq!(codes(), [0, 0, 1], "documentation");
    place.write("api/notes.yaml", &NOTES.replace("  mail:", "  name: { type: string }\n  mail:"));
    assert_eq!(codes(), [0, 1, 1], "a field more");
    place.write("api/notes.yaml", &NOTES.replace("  mail: { type: string }\n", ""));
    assert_eq!(codes(), [1, 1, 1], "a field less");
    assert_eq!(place.run(&["HEAD:api", "api"]).status.code(), Some(0), "unless asked for, changes are no failure");
    assert_eq!(place.run(&["HEAD:api", "api", "--fail-on", "nothing"]).status.code(), Some(2));
}

#[test]
fn revisions_are_read_from_git_and_the_work_tree_stays_as_it_is() {
    let place = Place::committed("revisions");
    place.change();
    place.commit();
    place.write("api/notes.yaml", "not: [a, spec");
    let before = fs::read_to_string(place.0.join("api/notes.yaml")).unwrap();
    let compared = place.run(&["HEAD~1:api", "HEAD:api"]);
    assert!(text(&compared.stdout).contains("notes.newest"), "{}", text(&compared.stderr));
    assert_eq!(place.run_in("api", &["HEAD~1:./", "HEAD:./"]).stdout, compared.stdout, "paths may start at the current folder");
    assert_eq!(place.run_in("api", &["HEAD~1:api/", "HEAD:api"]).stdout, compared.stdout, "and else start at the top");
    assert_eq!(fs::read_to_string(place.0.join("api/notes.yaml")).unwrap(), before);
    let mut files: Vec<String> =
        fs::read_dir(&place.0).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    files.sort();
    assert_eq!(files, [".git", "api"]);
}

#[test]
fn a_revision_may_hold_several_apis_and_files_that_are_none() {
    let place = Place::new("several");
    fs::create_dir(place.0.join("other")).unwrap();
    place.write("other/api.yaml", &API.replace("api: demo", "api: other"));
    place.write("README.md", "not YAML");
    place.write(".hidden.yaml", "[");
    place.git(&["init", "--quiet"]);
    place.commit();
    fs::remove_file(place.0.join(".hidden.yaml")).unwrap();
    let same = place.run(&["HEAD:", "."]);
    assert_eq!((text(&same.stdout), text(&same.stderr)), ("no change\n".to_owned(), String::new()));
}

#[test]
fn faults_of_a_revision_name_it() {
    let place = Place::committed("faults");
    place.write("api/notes.yaml", &NOTES.replace("type: string", "type: strin"));
    place.commit();
    let faults = said(&place.run(&["HEAD:api", "api"]));
    assert!(faults.contains("HEAD:api/notes.yaml:7:17") && faults.contains("did you mean `string`?"), "{faults}");
}

#[test]
fn what_is_not_there_is_said_plainly() {
    let place = Place::committed("missing");
    let git = |old: &str| said(&place.run(&[old, "api"]));
    assert_eq!(git("HEAD~7:api"), "error: git knows no revision `HEAD~7` (in `HEAD~7:api`)\n");
    assert!(
        git("HEAD:apy").starts_with("error: revision `HEAD` has no folder `apy`: there is none; paths start at the top"),
        "{}",
        git("HEAD:apy")
    );
    assert!(git("HEAD:api/notes.yaml").contains("it is a file"), "{}", git("HEAD:api/notes.yaml"));
    assert!(git("apy").contains("cannot read the folder apy"), "{}", git("apy"));
    place.write("api/link.txt", "");
    assert!(git(":api").contains("neither a folder nor a git revision"), "{}", git(":api"));
}

#[test]
fn without_git_or_a_repository_the_person_learns_so() {
    let place = Place::new("bare");
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ghost-codegen"));
        command.current_dir(&place.0).args(["diff", "HEAD:api", "api"]);
        command
    };
    let outside = said(&command().env("GIT_CEILING_DIRECTORIES", place.0.parent().unwrap()).output().unwrap());
    assert!(outside.starts_with("error: git cannot read `HEAD:api`: not a git repository"), "{outside}");
    let without = said(&command().env("PATH", "").output().unwrap());
    assert!(without.contains("needs `git`, which is not to be found"), "{without}");
    assert!(place.run(&["api", "api"]).status.success(), "folders need none");
}

#[cfg(unix)]
#[test]
fn links_of_a_revision_are_refused() {
    let place = Place::new("links");
    std::os::unix::fs::symlink("notes.yaml", place.0.join("api/tags.yaml")).unwrap();
    place.git(&["init", "--quiet"]);
    place.commit();
    assert!(said(&place.run(&["HEAD:api", "api"])).contains("`tags.yaml` of `HEAD:api` is no regular file"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let place = Place::committed("pipe");
    place.change();
    let command = format!("'{}' diff HEAD:api api --fail-on breaking | true; echo ${{PIPESTATUS[0]}}", env!("CARGO_BIN_EXE_ghost-codegen"));
    let output = Command::new("bash").current_dir(&place.0).args(["-c", &command]).output().unwrap();
    assert_eq!((text(&output.stdout), text(&output.stderr)), ("1\n".to_owned(), String::new()));
}

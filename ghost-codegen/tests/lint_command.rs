//! `lint` and `explain` as a person or a workflow runs them.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ghost_spec::Code;

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

/// Deletes everything without a word.
const RISKY: &str = "  destroy_all: { doc: Deletes all., call: DELETE /notes/, returns: one, access: anyone }\n";

/// A folder of its own with specs.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lint-{name}"));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        Place(dir)
    }

    fn spec(self, name: &str, notes: &str) -> Self {
        fs::create_dir_all(self.0.join(name)).unwrap();
        fs::write(self.0.join(name).join("api.yaml"), API).unwrap();
        fs::write(self.0.join(name).join("notes.yaml"), notes).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_ghost-codegen")).current_dir(&self.0).args(arguments).output().unwrap()
    }

    /// Exit code and what was printed.
    fn lint(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.run(&[&["lint"], arguments].concat());
        (output.status.code().unwrap(), text(&output.stdout))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn broken() -> String {
    NOTES.replace("type: string", "type: strin").replace("returns: one", "returns: on")
}

#[test]
fn a_clean_spec_has_no_faults() {
    let place = Place::new("clean").spec("api", NOTES);
    assert_eq!(place.lint(&["api", "--deny", "warnings"]), (0, "no faults\n".to_owned()));
}

#[test]
fn all_errors_are_told_in_each_format() {
    let place = Place::new("errors").spec("api", &broken());
    for format in ["human", "short", "json", "github"] {
        let (code, said) = place.lint(&["api", "--format", format]);
        assert_eq!(code, 1);
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(format!("errors_{format}"), said) });
    }
}

/// What starts a bold or coloured stretch.
const STYLE: &str = "\u{1b}[";

#[test]
fn colours_are_for_those_who_want_them() {
    let place = Place::new("colours").spec("api", &broken()).spec("good", NOTES);
    for arguments in [&["lint", "api"][..], &["generate", "--spec", "api", "--out", "out"], &["diff", "api", "good"], &["lint", "nowhere"]]
    {
        let styled = |variables: &[(&str, &str)], more: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_ghost-codegen"));
            command.current_dir(&place.0).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").envs(variables.iter().copied());
            let output = command.args(arguments).args(more).output().unwrap();
            (text(&output.stdout) + &text(&output.stderr)).contains(STYLE)
        };
        assert!(!styled(&[], &[]), "{arguments:?}: a pipe is no terminal");
        assert!(styled(&[("CLICOLOR_FORCE", "1")], &[]), "{arguments:?}");
        assert!(!styled(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]), "{arguments:?}");
        assert!(styled(&[("NO_COLOR", "1")], &["--color", "always"]), "{arguments:?}: the command line knows best");
        assert!(!styled(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]), "{arguments:?}");
    }
}

/// `script`, of util-linux, gives a command a terminal and prints what it wrote there.
#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_there_are_colours_and_long_work_shows_that_it_goes_on() {
    let place = Place::new("terminal").spec("api", &broken()).spec("good", NOTES);
    let on_a_terminal = |arguments: &str, variables: &[(&str, &str)]| {
        let mut command = Command::new("script");
        command
            .current_dir(&place.0)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env("TERM", "xterm")
            .envs(variables.iter().copied());
        let asked = format!("{} {arguments}", env!("CARGO_BIN_EXE_ghost-codegen"));
        command.args(["--quiet", "--command", &asked, "/dev/null"]).output().ok().map(|output| text(&output.stdout))
    };
    let Some(plain) = on_a_terminal("lint api", &[("NO_COLOR", "1")]) else {
        eprintln!("\n!! SKIPPED: no `script` here, so NOTHING tested what a terminal is shown (it is part of util-linux)\n");
        return;
    };
    let bold = format!("{STYLE}1m");
    assert!(plain.contains("error[GS0012]") && !plain.contains(&bold), "{plain}");
    let colored = on_a_terminal("lint api", &[]).unwrap();
    assert!(colored.contains(&bold), "{colored}");
    let written = on_a_terminal("generate --spec good --out out --runtime ::runtime", &[("XDG_CACHE_HOME", "cache")]).unwrap();
    assert!(written.contains("generating") && written.contains("5 of 5 files"), "{written}");
    // Nothing of it reaches a pipe.
    let piped = place.run(&["generate", "--spec", "good", "--out", "out", "--runtime", "::runtime", "--force"]);
    assert_eq!((text(&piped.stdout), text(&piped.stderr)), ("5 files in out are up to date\n".to_owned(), String::new()));
}

#[test]
fn warnings_fail_only_where_they_are_denied() {
    let place = Place::new("warnings").spec("api", &format!("{NOTES}{RISKY}"));
    let (code, said) = place.lint(&["api"]);
    assert!(said.contains("warning[GS0101]") && said.ends_with("1 warning; `ghost-codegen explain CODE` tells more\n"), "{said}");
    assert_eq!(code, 0);
    assert_eq!(place.lint(&["api", "--deny", "warnings"]).0, 1);
    assert_eq!(place.lint(&["api", "--deny", "GS0101", "--format", "short"]).0, 1);
    assert_eq!(place.lint(&["api", "--deny", "GS0102"]).0, 0);
    assert_eq!(place.run(&["lint", "api", "--deny", "GS0012"]).status.code(), Some(2), "an error need not be denied");
}

#[test]
fn several_specs_are_one_report() {
    let place = Place::new("several").spec("one", &broken()).spec("two", &format!("{NOTES}{RISKY}"));
    let (code, said) = place.lint(&["one", "two", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &report["errors"], &report["warnings"]), (1, &2.into(), &1.into()));
    assert_eq!(report["faults"][2]["labels"][0]["file"], "two/notes.yaml");
    assert_eq!(place.lint(&["nowhere"]).0, 1);
}

#[test]
fn an_allowed_warning_is_not_told() {
    let allowed = RISKY.replace(" }\n", ", allow: [{ GS0101: That is what it is for. }] }\n");
    let place = Place::new("allowed").spec("api", &format!("{NOTES}{allowed}"));
    assert_eq!(place.lint(&["api", "--deny", "warnings"]), (0, "no faults\n".to_owned()));
}

#[test]
fn every_code_is_explained_with_a_wrong_and_a_right_example() {
    let place = Place::new("explain");
    for code in Code::ALL {
        let output = place.run(&["explain", &code.to_string()]);
        let said = text(&output.stdout);
        assert!(output.status.success() && said.contains(&format!("[{code}]: {}\n", code.title())), "{said}");
        assert!(said.contains("\nWrong:\n\n    # ") && said.contains("\nRight:\n\n    # "), "{said}");
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("explain_GS0012", text(&place.run(&["explain", "12"]).stdout));
        insta::assert_snapshot!("explain_list", text(&place.run(&["explain"]).stdout));
    });
    assert_eq!(place.run(&["explain", "GS9999"]).status.code(), Some(2));
}

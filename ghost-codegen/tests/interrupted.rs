//! Runs that do not get to their end: killed, on a full disk, in a folder that cannot be written. Whatever happens, each file is
//! whole, the old one or the new one, and the next run finds its way.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod synthetic;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Instant;

use ghost_codegen::Generator;

type Files = BTreeMap<String, String>;

struct Place(PathBuf);

impl Place {
    /// A folder with two states of a spec, `old` and `new`, in which everything differs.
    fn new(name: &str) -> Self {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&dir);
        synthetic::write(&dir.join("old"), 12, "Old things.");
        synthetic::write(&dir.join("new"), 12, "New things.");
        Place(dir)
    }

    fn command(&self, spec: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ghost-codegen"));
        command.args(["generate", "--spec", spec, "--out", "out", "--runtime", "::runtime"]);
        command.current_dir(&self.0).env("XDG_CACHE_HOME", self.0.join("cache")).stdout(Stdio::null());
        command
    }

    /// Runs with files of at most four or eight KiB, as the shell counts; beyond, writing fails as on a full disk, or kills.
    fn limited(&self, spec: &str, survives: bool) -> Output {
        let trap = if survives { "trap '' XFSZ; " } else { "" };
        let script = format!("{trap}ulimit -f 8; exec \"$0\" generate --spec {spec} --out out --runtime ::runtime");
        let mut command = Command::new("sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_ghost-codegen")]);
        command.current_dir(&self.0).env("XDG_CACHE_HOME", self.0.join("cache")).output().unwrap()
    }

    fn expected(&self, spec: &str) -> Files {
        Generator::new().spec(self.0.join(spec)).runtime("::runtime").generate().unwrap().files().iter().cloned().collect()
    }

    /// All files of the output, also hidden ones.
    fn found(&self) -> Files {
        fn walk(dir: &Path, prefix: &str, files: &mut Files) {
            for entry in fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
                if path.is_dir() {
                    walk(&path, &format!("{name}/"), files);
                } else {
                    files.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        let mut files = Files::new();
        if self.0.join("out").exists() {
            walk(&self.0.join("out"), "", &mut files);
        }
        files
    }
}

fn is_leftover(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|file| file.starts_with('.'))
}

#[test]
fn a_killed_run_leaves_each_file_whole_and_the_next_one_cleans_up() {
    let place = Place::new("killed");
    let states = [place.expected("old"), place.expected("new")];
    let start = Instant::now();
    assert!(place.command("old").status().unwrap().success());
    let whole = start.elapsed();
    for round in 0..40 {
        let spec = if round % 2 == 0 { "new" } else { "old" };
        let mut child = place.command(spec).spawn().unwrap();
        thread::sleep(whole * (20 - round % 20) / 20);
        let _ = child.kill();
        child.wait().unwrap();
        let found = place.found();
        for (name, text) in found.iter().filter(|(name, _)| !is_leftover(name)) {
            assert!(states.iter().any(|files| files.get(name) == Some(text)), "round {round}: {name} is neither old nor new");
        }
    }
    assert!(place.command("new").status().unwrap().success());
    assert_eq!(place.found(), states[1]);
}

#[test]
fn a_run_that_dies_in_the_middle_of_a_file_leaves_the_old_one_and_is_cleaned_up_after() {
    let place = Place::new("dies");
    assert!(place.command("old").status().unwrap().success());
    let died = place.limited("new", false);
    assert!(died.status.signal().is_some(), "{died:?}");
    let (old, found) = (place.expected("old"), place.found());
    let (leftovers, files): (Files, Files) = found.into_iter().partition(|(name, _)| is_leftover(name));
    assert_eq!(files, old);
    let cut = |text: &String| !text.is_empty() && !place.expected("new").values().any(|whole| whole == text);
    assert!(leftovers.values().any(cut), "it was writing a file when it died: {:?}", leftovers.keys());
    assert!(place.command("new").status().unwrap().success());
    assert_eq!(place.found(), place.expected("new"));
}

#[test]
fn where_the_disk_is_full_every_file_stays_as_it_was_and_the_error_names_one() {
    let place = Place::new("full");
    assert!(place.command("old").status().unwrap().success());
    let full = place.limited("new", true);
    let told = String::from_utf8_lossy(&full.stderr);
    assert_eq!(full.status.code(), Some(1), "{told}");
    assert!(told.starts_with("cannot write out/shop/") && told.contains(".rs: File too large"), "{told}");
    assert!(told.contains("no file was changed"), "{told}");
    assert_eq!(place.found(), place.expected("old"));
    assert!(place.command("new").status().unwrap().success());
    assert_eq!(place.found(), place.expected("new"));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let place = Place::new("no-folder");
    fs::create_dir_all(place.0.join("out")).unwrap();
    fs::write(place.0.join("out/shop"), "a file").unwrap();
    let refused = place.command("new").output().unwrap();
    let told = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{told}");
    assert!(told.contains("out/shop") && told.contains("Not a directory"), "{told}");
    assert_eq!(place.found(), Files::from([("shop".to_owned(), "a file".to_owned())]));
}

#[test]
fn a_folder_that_cannot_be_written_is_left_alone() {
    let place = Place::new("read-only");
    assert!(place.command("old").status().unwrap().success());
    let folder = place.0.join("out/shop");
    let set = |mode| fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    set(0o555);
    let refused = place.command("new").output().unwrap();
    let is_obeyed = fs::write(folder.join("probe"), "").is_err();
    set(0o755);
    if is_obeyed {
        let told = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1), "{told}");
        assert!(told.contains("Permission denied") && told.contains("no file was changed"), "{told}");
        assert_eq!(place.found(), place.expected("old"));
    } else {
        // The system's administrator writes everywhere, also here: then the run is like any other.
        fs::remove_file(folder.join("probe")).unwrap();
        assert!(refused.status.success());
        assert_eq!(place.found(), place.expected("new"));
    }
}

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

/// Arguments that write what `new` describes.
const NEW: &str = "generate --spec new --out out --runtime ::runtime";

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
    fn limited(&self, arguments: &str, survives: bool) -> Output {
        let trap = if survives { "trap '' XFSZ; " } else { "" };
        self.script(Command::new("sh").args(["-c", &format!("{trap}ulimit -f 8; exec \"$0\" {arguments}")]))
    }

    /// Generates `new` into a folder that `mount` was run on, in a namespace of its own, where the output may then be looked at in `kept`.
    /// `None` where such namespaces are not to be had.
    fn mounted(&self, mount: &str) -> Option<Output> {
        let run = |script: &str| {
            let command = &mut Command::new("unshare");
            self.script(command.args(["--user", "--map-root-user", "--mount", "sh", "-ec", script]))
        };
        if !Command::new("unshare").arg("--version").output().is_ok_and(|found| found.status.success()) || !run(mount).status.success() {
            eprintln!("\n!! SKIPPED: nothing can be mounted here, so NOTHING tested `{mount}` (needs unshare and user namespaces)\n");
            return None;
        }
        Some(run(&format!("{mount}; code=0; \"$0\" {NEW} || code=$?; cp -a out kept; exit $code")))
    }

    fn script(&self, command: &mut Command) -> Output {
        command.arg(env!("CARGO_BIN_EXE_ghost-codegen")).current_dir(&self.0).env("XDG_CACHE_HOME", self.0.join("cache")).output().unwrap()
    }

    fn expected(&self, spec: &str) -> Files {
        Generator::new().spec(self.0.join(spec)).runtime("::runtime").generate().unwrap().files().iter().cloned().collect()
    }

    /// All files of the output, also hidden ones.
    fn found(&self) -> Files {
        self.found_in("out")
    }

    fn found_in(&self, folder: &str) -> Files {
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
        if self.0.join(folder).exists() {
            walk(&self.0.join(folder), "", &mut files);
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
    let died = place.limited(NEW, false);
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
    let full = place.limited(NEW, true);
    let told = String::from_utf8_lossy(&full.stderr);
    assert_eq!(full.status.code(), Some(1), "{told}");
    assert!(told.starts_with("error: cannot write out/shop/") && told.contains(".rs: File too large"), "{told}");
    assert!(told.contains("no file was changed"), "{told}");
    assert_eq!(place.found(), place.expected("old"));
    assert!(place.command("new").status().unwrap().success());
    assert_eq!(place.found(), place.expected("new"));
}

#[test]
fn on_a_disk_that_is_really_full_every_file_stays_as_it_was() {
    let place = Place::new("tmpfs");
    assert!(place.command("old").status().unwrap().success());
    // Room for the old files, in blocks, and for half of the new ones.
    let room: usize = place.expected("old").values().map(|text| text.len().div_ceil(4096) * 4096).sum::<usize>() * 3 / 2;
    let mount = format!("mv out before; mkdir out; mount -t tmpfs -o size={room} tmpfs out; cp -a before/. out");
    fs::create_dir_all(place.0.join("out")).unwrap();
    let Some(full) = place.mounted(&mount) else { return };
    let told = String::from_utf8_lossy(&full.stderr);
    assert_eq!(full.status.code(), Some(1), "{told}");
    assert!(told.starts_with("error: cannot write out/shop/") && told.contains(": No space left on device"), "{told}");
    assert!(told.ends_with("no file was changed: make room, then run it again\n"), "{told}");
    assert_eq!(place.found_in("kept"), place.expected("old"));
}

#[test]
fn in_a_folder_mounted_to_be_read_only_every_file_stays_as_it_was() {
    let place = Place::new("mounted-read-only");
    assert!(place.command("old").status().unwrap().success());
    let Some(refused) = place.mounted("mount --bind out out; mount -o remount,bind,ro out") else { return };
    let told = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{told}");
    assert!(told.starts_with("error: cannot write out/shop/") && told.contains(": Read-only file system"), "{told}");
    assert!(told.ends_with("no file was changed: make the folder writable, or name another\n"), "{told}");
    assert_eq!(place.found_in("kept"), place.expected("old"));
}

#[test]
fn what_is_exported_or_formatted_is_replaced_whole_or_not_at_all() {
    let place = Place::new("exported");
    let file = place.0.join("shop.json");
    fs::write(&file, "before").unwrap();
    let full = place.limited("export openapi --spec old --out shop.json", true);
    let told = String::from_utf8_lossy(&full.stderr);
    assert!(told.starts_with("error: cannot write ") && told.contains("shop.json: File too large"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "before");
    // A long file that is not canonical.
    let messy = place.0.join("old/api.yaml");
    let text = fs::read_to_string(&messy).unwrap() + &"# A long story.\n".repeat(1000) + "docs:     https://example.com\n";
    fs::write(&messy, &text).unwrap();
    let full = place.limited("fmt old/api.yaml", true);
    assert!(String::from_utf8_lossy(&full.stderr).contains("api.yaml: File too large"), "{full:?}");
    assert_eq!(fs::read_to_string(&messy).unwrap(), text);
    let hidden =
        |dir: &Path| fs::read_dir(dir).unwrap().filter(|entry| is_leftover(&entry.as_ref().unwrap().file_name().to_string_lossy())).count();
    assert_eq!((hidden(&place.0), hidden(&place.0.join("old"))), (0, 0), "nothing is left behind");
}

#[test]
fn a_link_stays_a_link_a_mode_a_mode_and_a_device_a_device() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new("kinds");
    let (file, link) = (place.0.join("shop.md"), place.0.join("link.md"));
    fs::write(&file, "before").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("shop.md", &link).unwrap();
    let export = |out: &str| place.script(Command::new("sh").args(["-c", &format!("exec \"$0\" export markdown --spec old --out {out}")]));
    assert!(export("link.md").status.success());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# "), "{text}");
    assert_eq!(String::from_utf8_lossy(&export("/dev/stdout").stdout), text);
    assert_eq!(
        String::from_utf8_lossy(&export("/dev/full").stderr),
        "error: cannot write /dev/full: No space left on device (os error 28): make room, then run it again\n"
    );
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

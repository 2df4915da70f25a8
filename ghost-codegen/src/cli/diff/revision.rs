//! The files of a spec in a git revision, asked of `git`: nothing is checked out, nothing is written.

use std::io::{self, Write};
use std::process::{Command, Output, Stdio};
use std::thread;

use crate::cli::Failure;

/// Most bytes of one file that are asked for; the reader of specs refuses it by its name.
const MAX_FILE: u64 = 4 * 1024 * 1024;

/// A file of a tree.
struct Entry {
    object: String,
    size: u64,
    name: String,
}

/// Files of the folder `path` at `revision`, under names that say both: `HEAD~1:api/posts.yaml`.
pub(super) fn files(revision: &str, path: &str) -> Result<Vec<(String, String)>, Failure> {
    let place = format!("{revision}:{path}");
    if place.starts_with('-') || revision.is_empty() {
        return Err(Failure::from(format!("`{place}` is neither a folder nor a git revision with a path, such as `HEAD~1:api`")));
    }
    let tree = tree(revision, path, &place)?;
    let listed = entries(&git(&["ls-tree", "-r", "-z", "-l", "--full-tree", &tree], &place)?, &place)?;
    let root = place.trim_end_matches('/');
    let separator = if root.ends_with(':') { "" } else { "/" };
    let texts = texts(&listed, &place)?;
    Ok(listed.into_iter().zip(texts).map(|(entry, text)| (format!("{root}{separator}{}", entry.name), text)).collect())
}

/// The object of the folder, or what is missing of it.
fn tree(revision: &str, path: &str, place: &str) -> Result<String, Failure> {
    let found = |name: &str| -> Result<Option<String>, Failure> {
        let output = run(Command::new("git").args(["rev-parse", "--verify", "--quiet", name]), place)?;
        Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned()))
    };
    git(&["rev-parse", "--git-dir"], place)?;
    let object = found(place)?;
    if let Some(object) = &object
        && git(&["cat-file", "-t", object], place)?.stdout.starts_with(b"tree")
    {
        return Ok(object.clone());
    }
    if found(&format!("{revision}^{{tree}}"))?.is_none() {
        return Err(Failure::from(format!("git knows no revision `{revision}` (in `{place}`)")));
    }
    let what = if object.is_some() { "it is a file" } else { "there is none" };
    let help = "paths start at the top of the repository, or at the current folder with `./`";
    Err(Failure::from(format!("revision `{revision}` has no folder `{path}`: {what}; {help}")))
}

/// YAML files of a listing: those of the folder, or of its sub-folders if it has no `api.yaml`, as for a folder on a disk.
fn entries(listing: &Output, place: &str) -> Result<Vec<Entry>, Failure> {
    let text = String::from_utf8_lossy(&listing.stdout).into_owned();
    let mut entries = Vec::new();
    for line in text.split('\0').filter(|line| !line.is_empty()) {
        let Some((about, name)) = line.split_once('\t') else { continue };
        let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
        let is_hidden = name.split('/').any(|part| part.starts_with('.'));
        if !is_yaml || is_hidden || name.matches('/').count() > 1 {
            continue;
        }
        let [mode, _, object, size] = about.split_whitespace().collect::<Vec<_>>()[..] else { continue };
        if !mode.starts_with("100") {
            return Err(Failure::from(format!("`{name}` of `{place}` is no regular file: links are not followed in a revision")));
        }
        let size = size.parse().unwrap_or(u64::MAX);
        if size > MAX_FILE {
            return Err(Failure::from(format!("`{name}` of `{place}` is larger than {} MiB", MAX_FILE / 1024 / 1024)));
        }
        entries.push(Entry { object: object.to_owned(), size, name: name.to_owned() });
    }
    if entries.iter().any(|entry| entry.name == "api.yaml") {
        entries.retain(|entry| !entry.name.contains('/'));
    }
    if entries.is_empty() {
        return Err(Failure::from(format!("no `api.yaml` in `{place}` or in a folder of it")));
    }
    Ok(entries)
}

/// Contents of all entries, from one process.
fn texts(entries: &[Entry], place: &str) -> Result<Vec<String>, Failure> {
    let mut command = Command::new("git");
    command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_run(&error, place))?;
    let wanted: String = entries.iter().map(|entry| format!("{}\n", entry.object)).collect();
    let input = child.stdin.take();
    // It answers while it is asked: with many files both pipes would fill up.
    let asking = thread::spawn(move || input.map_or(Ok(()), |mut input| input.write_all(wanted.as_bytes())));
    let output = child.wait_with_output().map_err(|error| not_run(&error, place))?;
    let asked = asking.join().unwrap_or_else(|_| Err(io::Error::other("the question was not asked")));
    if !output.status.success() || asked.is_err() {
        return Err(refused(&output, place));
    }
    let mut rest = output.stdout.as_slice();
    entries.iter().map(|entry| content(entry, &mut rest, place)).collect()
}

/// `<object> blob <size>`, a line break, the content, a line break.
fn content(entry: &Entry, rest: &mut &[u8], place: &str) -> Result<String, Failure> {
    let broken = || Failure::from(format!("git did not give `{}` of `{place}`", entry.name));
    let head = rest.iter().position(|byte| *byte == b'\n').ok_or_else(broken)?;
    let is_expected = String::from_utf8_lossy(&rest[..head]) == format!("{} blob {}", entry.object, entry.size);
    *rest = &rest[head + 1..];
    let size = usize::try_from(entry.size).ok().filter(|size| is_expected && *size < rest.len()).ok_or_else(broken)?;
    let text = String::from_utf8(rest[..size].to_vec());
    *rest = &rest[size + 1..];
    text.map_err(|_| Failure::from(format!("cannot read `{}` of `{place}`: it is not UTF-8", entry.name)))
}

/// Runs `git`; what it says of a failure is part of ours.
fn git(arguments: &[&str], place: &str) -> Result<Output, Failure> {
    let output = run(Command::new("git").args(arguments), place)?;
    if output.status.success() { Ok(output) } else { Err(refused(&output, place)) }
}

fn run(command: &mut Command, place: &str) -> Result<Output, Failure> {
    // Messages are looked at by people alone, but not in whatever language; no lock, since nothing is written.
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").stdin(Stdio::null());
    command.output().map_err(|error| not_run(&error, place))
}

fn not_run(error: &io::Error, place: &str) -> Failure {
    if error.kind() == io::ErrorKind::NotFound {
        return Failure::from(format!(
            "`{place}` is no folder, and to read it as a git revision needs `git`, which is not to be found: install it, or name a folder"
        ));
    }
    Failure::from(format!("cannot run `git` to read `{place}`: {error}"))
}

fn refused(output: &Output, place: &str) -> Failure {
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim().trim_start_matches("fatal: ");
    let said: String = said.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Failure::from(format!("git cannot read `{place}`: {said}"))
}

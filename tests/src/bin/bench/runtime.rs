//! What the parts that measure the client at work share: the programs of `tests/peers/runtime` and `tests/peers/node`, a real Ghost,
//! and the page of posts that it answers.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use ghost_tests::server::{DEFAULT_VERSION, GhostServer};

use crate::fault::{Doing, Fault, Result};
use crate::measure::{Sample, output, run};
use crate::results::Section;
use crate::settings::Settings;

/// A program whose tasks print what they cost.
#[derive(Clone, Debug)]
pub(crate) struct Worker {
    program: PathBuf,
    before: Option<PathBuf>,
}

impl Worker {
    /// Of `tests/peers/runtime`, which has our client and all peers in Rust.
    pub(crate) fn rust(settings: &Settings) -> Result<Self> {
        Worker::built(settings, "runtime", &[])
    }

    /// The same, counting allocations.
    pub(crate) fn counting(settings: &Settings) -> Result<Self> {
        Worker::built(settings, "counted", &["--features", "counted"])
    }

    fn built(settings: &Settings, name: &str, features: &[&str]) -> Result<Self> {
        let (project, target) = (settings.peers().join("runtime"), settings.cache.join("target/runtime"));
        println!("building {} ({name})", project.display());
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--release", "--quiet"]).args(features).current_dir(project);
        run(cargo.env("CARGO_TARGET_DIR", &target))?;
        // Both kinds are built in one folder, so that they share their dependencies.
        let program = settings.cache.join(format!("{name}-peers"));
        fs::copy(target.join("release/runtime-peers"), &program).doing(format_args!("copy {}", program.display()))?;
        Ok(Worker { program, before: None })
    }

    /// Of `tests/peers/node`, with the clients for JavaScript, which come from npm.
    pub(crate) fn node(settings: &Settings) -> Result<Self> {
        let (from, folder) = (settings.peers().join("node"), settings.work("node"));
        fs::create_dir_all(&folder).doing(format_args!("make {}", folder.display()))?;
        for file in ["package.json", "package-lock.json", "main.mjs"] {
            fs::copy(from.join(file), folder.join(file)).doing(format_args!("copy {file}"))?;
        }
        if !folder.join("node_modules").exists() {
            println!("installing the clients for JavaScript (once)");
            run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder))?;
        }
        Ok(Worker { program: "node".into(), before: Some(folder.join("main.mjs")) })
    }

    /// Node's clients, or that they cannot be had.
    pub(crate) fn node_or_skip(settings: &Settings, section: &mut Section) -> Option<Self> {
        Worker::node(settings).map_err(|fault| section.skip("the clients for JavaScript", fault)).ok()
    }

    /// What a task costs, as the program itself has measured it.
    pub(crate) fn cost(&self, words: &[&str]) -> Result<Sample> {
        let said = output(&mut self.command(words))?;
        serde_json::from_slice(&said).doing(format_args!("understand what {words:?} costs"))
    }

    /// How many instructions of the processor a task takes once: the difference of doing it more and less often, since starting costs some as
    /// well. Unlike time it hardly depends on what else the machine does.
    pub(crate) fn instructions(&self, task: &str, contender: &str, about: &str, [fewer, more]: [u32; 2]) -> Result<Sample> {
        let count = |times: u32| self.counted(&[task, contender, &times.to_string(), about]);
        // Each task is done a tenth as often before it is measured.
        let done = |times: u32| f64::from(times + times / 10);
        Ok(crate::measure::count("instructions", ((count(more)? - count(fewer)?) / (done(more) - done(fewer))).round()))
    }

    fn counted(&self, words: &[&str]) -> Result<f64> {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(&self.program).args(words);
        let said = valgrind.stdin(Stdio::null()).output().doing("run valgrind (apt-get install valgrind)")?.stderr;
        let said = String::from_utf8_lossy(&said).into_owned();
        let number = said.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
        number.doing(format_args!("find the number of instructions in what valgrind says:\n{said}"))
    }

    /// Does a task that is not measured.
    pub(crate) fn work(&self, words: &[&str]) -> Result<()> {
        run(&mut self.command(words))
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.before).args(words);
        command
    }

    /// Starts a server on the loopback interface; `how` it answers is `serve` or `serve-cut`.
    pub(crate) fn serve(&self, how: &str, page: &Path) -> Result<Loopback> {
        let mut command = self.command(&[how]);
        let mut child = command.arg(page).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().doing("start the loopback server")?;
        let mut address = String::new();
        let said = child.stdout.take().doing("read what the loopback server prints")?;
        BufReader::new(said).read_line(&mut address).doing("read the address of the loopback server")?;
        Ok(Loopback { child, url: address.trim().to_owned() })
    }
}

/// A server that ends with this value.
#[derive(Debug)]
pub(crate) struct Loopback {
    child: Child,
    pub(crate) url: String,
}

impl Drop for Loopback {
    fn drop(&mut self) {
        // It ends with its input; what could fail is that it has ended already.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// A real Ghost of one's own, installed from npm if it is not in the cache of the live suite.
pub(crate) fn ghost() -> Result<GhostServer> {
    GhostServer::start(DEFAULT_VERSION).map_err(|error| Fault::new(error.to_string()))
}

/// The page of 100 posts with HTML, tags and authors that a real Ghost answers, asked for once and then kept.
pub(crate) fn page(settings: &Settings, worker: &Worker) -> Result<PathBuf> {
    let path = settings.cache.join(format!("posts-{DEFAULT_VERSION}.json"));
    if !path.exists() {
        println!("asking a real Ghost for the page of posts (once)");
        let ghost = ghost()?;
        worker.work(&["fill", ghost.url(), ghost.admin_key()])?;
        let path = path.to_str().doing("write the path of the page as text")?;
        worker.work(&["page", ghost.url(), ghost.admin_key(), path])?;
    }
    Ok(path)
}

//! How long the command takes, from the start of the process to its end: `cargo bench -p ghost-codegen --bench generate`.
//!
//! *cold* writes everything into an empty folder, *unchanged* finds all as it should be, *edited* follows a change of one file.
//! The first three are about the shipped description of Ghost, the others about a made-up one and ten times of it. What must hold
//! is printed last, beside what was measured: it is meant for a machine with nothing else to do.

#![allow(clippy::unwrap_used)]

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 15;
/// At most this long, for the whole description of Ghost.
const COLD: f64 = 150.0;
const UNCHANGED: f64 = 15.0;
/// At most this much more for ten times the spec.
const TENFOLD: f64 = 11.0;
/// Resources of the made-up spec: about as many as Ghost has.
const RESOURCES: usize = 40;

fn main() {
    let here = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-generate");
    let _ = fs::remove_dir_all(&here);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../ghost-spec/api"), &here.join("ghost"));
    synthetic::write(&here.join("once"), RESOURCES, "Things.");
    synthetic::write(&here.join("tenfold"), RESOURCES * 10, "Things.");

    let ghost = Bench { spec: here.join("ghost"), out: here.join("out-ghost"), cache: here.join("cache") };
    println!("{:<22} {:>8} {:>8}   ({ROUNDS} runs each)", "process", "median", "best");
    let cold = ghost.cold();
    cold.print("ghost, cold");
    println!("{:<22} {:>8} lines", "", ghost.lines());
    let unchanged = median(|| (), || ghost.run());
    unchanged.print("ghost, unchanged");
    let labels = ghost.spec.join("admin/labels.yaml");
    let text = fs::read_to_string(&labels).unwrap();
    let mut round = 0;
    let edit = || {
        round += 1;
        fs::write(&labels, text.replace("Internal marks", &format!("Internal marks of round {round}"))).unwrap();
    };
    median(edit, || ghost.run()).print("ghost, edited");

    // Into memory where the system has a folder there: what a disk takes for a thousand files depends on all that it was given before.
    let memory = Path::new("/dev/shm");
    let grown = if memory.is_dir() { memory.join("ghost-codegen-bench") } else { here.join("grown") };
    let [once, tenfold] = ["once", "tenfold"].map(|name| Bench { spec: here.join(name), out: grown.join(name), cache: here.join("cache") });
    // In turns, so that what else the machine does is borne by both.
    let pairs: Vec<[Duration; 2]> = (0..ROUNDS).map(|_| [once.once(), tenfold.once()]).collect();
    for (index, bench) in [&once, &tenfold].into_iter().enumerate() {
        Times::of(pairs.iter().map(|pair| pair[index])).print(["made-up, once", "made-up, tenfold"][index]);
        println!("{:<22} {:>8} lines", "", bench.lines());
    }
    let mut ratios: Vec<f64> = pairs.iter().map(|[once, tenfold]| tenfold.as_secs_f64() / once.as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);

    println!("\n{:<22} {:>8} {:>8}", "must hold", "median", "at most");
    holds("cold", cold.median.as_secs_f64() * 1000.0, COLD, "ms");
    holds("unchanged", unchanged.median.as_secs_f64() * 1000.0, UNCHANGED, "ms");
    holds("tenfold costs", ratios[ratios.len() / 2], TENFOLD, "times");
    fs::remove_dir_all(&here).unwrap();
    fs::remove_dir_all(&grown).unwrap_or_default();
}

fn holds(what: &str, measured: f64, most: f64, unit: &str) {
    println!("{what:<22} {measured:>8.1} {most:>8.1} {unit}   {}", if measured <= most { "holds" } else { "does not hold" });
}

/// A spec, its output, and where the command keeps its record.
struct Bench {
    spec: PathBuf,
    out: PathBuf,
    cache: PathBuf,
}

struct Times {
    median: Duration,
    best: Duration,
}

impl Bench {
    fn cold(&self) -> Times {
        median(|| self.clear(), || self.run())
    }

    /// How long one cold run takes.
    fn once(&self) -> Duration {
        self.clear();
        let start = Instant::now();
        self.run();
        start.elapsed()
    }

    fn clear(&self) {
        let _ = fs::remove_dir_all(&self.out);
        let _ = fs::remove_dir_all(&self.cache);
    }

    fn run(&self) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ghost-codegen"));
        command.arg("generate").arg("--spec").arg(&self.spec).arg("--out").arg(&self.out).env("XDG_CACHE_HOME", &self.cache);
        assert!(command.stdout(Stdio::null()).status().unwrap().success());
    }

    fn lines(&self) -> usize {
        files(&self.out).iter().map(|file| fs::read_to_string(file).unwrap().lines().count()).sum()
    }
}

impl Times {
    fn of(times: impl Iterator<Item = Duration>) -> Self {
        let mut times: Vec<Duration> = times.collect();
        times.sort();
        Times { median: times[times.len() / 2], best: times[0] }
    }

    fn print(&self, name: &str) {
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        println!("{name:<22} {:>5.1} ms {:>5.1} ms", ms(self.median), ms(self.best));
    }
}

fn median(mut prepare: impl FnMut(), run: impl Fn()) -> Times {
    let times = (0..=ROUNDS).map(|_| {
        prepare();
        let start = Instant::now();
        run();
        start.elapsed()
    });
    // The first one reads the program from the disk.
    Times::of(times.skip(1))
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&file, target).unwrap();
    }
}

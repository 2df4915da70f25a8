//! An upload of 200 MB needs no more memory than one of a few bytes: a process of its own uploads, and says how much it
//! has ever held.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::{self, Read};
use std::process::Command;

use ghost_client::files::UploadForm;
use ghost_client::{File, Ghost};
use ghost_tests::sink::{Answers, Sink};

const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";
const STORED: &str = r#"{"files":[{"url":"https://blog.example.com/a.zip","ref":null}]}"#;
const LARGE: u64 = 200 * 1024 * 1024;
/// Far below the file, and above what buffers of sockets and the noise of an allocator need.
const MOST: u64 = 24 * 1024 * 1024;

const SITE: &str = "GHOST_TEST_UPLOAD_SITE";
const WAY: &str = "GHOST_TEST_UPLOAD_WAY";
const PATH: &str = "GHOST_TEST_UPLOAD_PATH";

#[test]
fn no_way_to_upload_holds_the_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.zip");
    // A sparse file: it takes no room on the disk.
    fs::File::create(&path).unwrap().set_len(LARGE).unwrap();
    let sink = Sink::start(Answers::AtTheEnd, "201 Created", STORED).unwrap();
    let mut held = Vec::new();
    for way in ["path", "reader", "path, blocking", "reader, blocking", "memory"] {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_process_that_uploads", "--nocapture"])
            .envs([(SITE, sink.url()), (WAY, way), (PATH, path.to_str().unwrap())])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout).into_owned();
        let grown = said.lines().find_map(|line| line.split_once("grown: ")).and_then(|(_, bytes)| bytes.trim().parse::<u64>().ok());
        held.push((way, grown.unwrap_or_else(|| panic!("{way}: {said}{}", String::from_utf8_lossy(&child.stderr)))));
        assert!(sink.seen().unwrap().body > LARGE);
    }
    // What is given as bytes is in memory, once: this says that the others are measured rightly.
    let (_, memory) = held.pop().unwrap();
    assert!((LARGE..LARGE + MOST).contains(&memory), "{memory}");
    assert!(held.iter().all(|(_, bytes)| *bytes < MOST), "{held:?}");
}

/// Does nothing unless the test above started it.
#[test]
fn a_process_that_uploads() {
    let (Ok(site), Ok(way), Ok(path)) = (std::env::var(SITE), std::env::var(WAY), std::env::var(PATH)) else { return };
    let file = || match way.split(',').next().unwrap() {
        "path" => File::open(&path).unwrap(),
        "memory" => File::new("a.zip", fs::read(&path).unwrap()),
        _ => File::reader("a.zip", io::repeat(0).take(LARGE)).unwrap(),
    };
    let upload: Box<dyn Fn(File)> = if way.ends_with("blocking") {
        let ghost = Ghost::builder(&site).unwrap().integration_blocking(KEY).unwrap();
        Box::new(move |file| drop(ghost.files().upload(UploadForm::new(file)).send().unwrap()))
    } else {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let ghost = Ghost::integration(&site, KEY).unwrap();
        Box::new(move |file| drop(runtime.block_on(async { ghost.files().upload(UploadForm::new(file)).await }).unwrap()))
    };
    let before = most_held();
    upload(file());
    println!("grown: {}", most_held() - before);
}

/// The most memory that this process has ever held, in bytes.
fn most_held() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

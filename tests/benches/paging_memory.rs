//! Whether walking a long list takes no more memory than walking a short one.
//!
//! `cargo bench -p ghost-tests --profile dev --bench paging_memory`. A server on the loopback interface has lists of 1,000 and of
//! 100,000 members; a process of its own walks each, awaited and blocking, and says the most memory it ever held. It fails if the
//! long one took over 20 MB more. No time is measured.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, ExitCode};
use std::{env, fs, thread};

use ghost_client::{Blocking, Ghost, Integration};
use serde_json::Value;

const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";
const SHORT: u64 = 1_000;
const LONG: u64 = 100_000;
/// In kilobytes.
const MOST: u64 = 20 * 1024;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().collect();
    if let [_, role, mode, url] = &arguments[..]
        && role == "walk"
    {
        let count = if mode == "awaited" { awaited(url) } else { blocking(url) };
        println!("{count} {}", peak().expect("the kernel tells the peak of a process"));
        return ExitCode::SUCCESS;
    }
    if peak().is_none() {
        println!("NOT MEASURED: this system has no /proc/self/status that tells the peak of a process");
        return ExitCode::SUCCESS;
    }
    let address = serve();
    let fails = ["awaited", "blocking"].into_iter().filter(|mode| {
        let [short, long] = [SHORT, LONG].map(|count| walk(mode, &address, count));
        let more = long.saturating_sub(short);
        println!("{mode}: {SHORT} members {short} kB, {LONG} members {long} kB: {more} kB more, of at most {MOST}");
        more > MOST
    });
    if fails.count() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Walks a list in a process of its own, and gives its peak in kilobytes.
fn walk(mode: &str, address: &str, count: u64) -> u64 {
    let output = Command::new(env::current_exe().unwrap()).args(["walk", mode, &format!("{address}/{count}")]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let told: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let &[met, peak] = &told[..] else { panic!("{}{text}{}", output.status, String::from_utf8_lossy(&output.stderr)) };
    assert_eq!(met, count, "all of them, each once");
    peak
}

/// The most memory that this process ever held, in kilobytes.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix("kB")?.trim().parse().ok()
}

fn awaited(url: &str) -> u64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let ghost = Ghost::integration(url, KEY).unwrap();
        let (mut members, mut count) = (ghost.members().browse().items(), 0);
        while let Some(member) = members.next().await {
            assert!(!member.unwrap().email.is_empty());
            count += 1;
        }
        count
    })
}

fn blocking(url: &str) -> u64 {
    let ghost: Ghost<Integration, Blocking> = Ghost::builder(url).unwrap().integration_blocking(KEY).unwrap();
    ghost.members().browse().items().map(|member| u64::from(!member.unwrap().email.is_empty())).sum()
}

/// Serves lists of members, as long as the first segment of the path says.
fn serve() -> String {
    let recording: Value = serde_json::from_str(include_str!("../recorded/traps/member_read.json")).unwrap();
    let member = recording["response"]["body"]["members"][0].clone();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let member = member.clone();
            thread::spawn(move || converse(stream.unwrap(), member));
        }
    });
    address
}

/// Answers the requests of a connection until it is closed.
fn converse(mut stream: TcpStream, mut member: Value) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    while let Some(Ok(request)) = lines.next() {
        let head = lines.by_ref().map_while(Result::ok).take_while(|line| !line.is_empty());
        head.for_each(drop);
        let (path, query) = request.split(' ').nth(1).unwrap().split_once('?').unwrap();
        let total: u64 = path.split('/').nth(1).unwrap().parse().unwrap();
        let option = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)).unwrap().parse::<u64>().unwrap();
        let (page, limit) = (option("page="), option("limit="));
        let pages = total.div_ceil(limit);
        let members: Vec<Value> = ((page - 1) * limit..total.min(page * limit))
            .map(|number| {
                member["id"] = format!("{number:024x}").into();
                member.clone()
            })
            .collect();
        let meta = serde_json::json!({ "page": page, "limit": limit, "pages": pages, "total": total, "next": page + 1, "prev": null });
        let body = serde_json::json!({ "members": members, "meta": { "pagination": meta } }).to_string();
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
        if stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).is_err() {
            return;
        }
    }
}

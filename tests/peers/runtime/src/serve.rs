//! A server on the loopback interface that answers every request with the first post of a page, without its content, as Ghost would.
//!
//! It prints its address, and works until it is stopped or what started it is gone.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

use crate::Fault;

/// Headers of a real answer.
const HEAD: &str = "HTTP/1.1 200 OK\r\nX-Powered-By: Express\r\nContent-Version: v6.65\r\n\
    Vary: Accept-Version, Origin, Accept-Encoding\r\n\
    Cache-Control: no-cache, private, no-store, must-revalidate, max-stale=0, post-check=0, pre-check=0\r\n\
    Content-Type: application/json; charset=utf-8\r\nETag: W/\"8d2-PmSaWnDbCEtlgP6RUgUAwKFHtqM\"\r\n\
    Date: Wed, 25 Nov 2026 04:25:45 GMT\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n";

/// What a client refuses to read of an author that holds answers against schemas of an early Ghost 5.
const NEWER: [&str; 11] = [
    "bluesky",
    "donation_notifications",
    "gift_subscription_notifications",
    "instagram",
    "linkedin",
    "mastodon",
    "recommendation_notifications",
    "threads",
    "tiktok",
    "tour",
    "youtube",
];

pub fn forever(answer: &[u8]) -> Result<(), Fault> {
    let answer: Arc<[u8]> = answer.into();
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    thread::spawn(until_the_end_of_input);
    for stream in listener.incoming() {
        let (stream, answer) = (stream?, Arc::clone(&answer));
        thread::spawn(move || converse(stream, &answer));
    }
    Ok(())
}

fn until_the_end_of_input() {
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    std::process::exit(0);
}

/// The answer of Ghost 6.
pub fn answer(page: &str) -> Result<Vec<u8>, Fault> {
    let (mut post, meta) = read(page)?;
    // What the Content API says besides.
    for said in ["access", "comments"] {
        post[said] = true.into();
    }
    Ok(written(&post, &meta))
}

/// The same post for clients that refuse newer keys.
pub fn cut_answer(page: &str) -> Result<Vec<u8>, Fault> {
    let (mut post, meta) = read(page)?;
    without_newer(&mut post["primary_author"]);
    post["authors"].as_array_mut().ok_or("the post has no authors")?.iter_mut().for_each(without_newer);
    Ok(written(&post, &meta))
}

fn without_newer(author: &mut Value) {
    if let Some(author) = author.as_object_mut() {
        author.retain(|key, _| !NEWER.contains(&key.as_str()));
    }
}

/// The first post of a page, without its content, and what the page says of itself.
fn read(page: &str) -> Result<(Value, Value), Fault> {
    let page: Value = serde_json::from_slice(&fs::read(page)?)?;
    let mut post = page["posts"][0].clone();
    post.as_object_mut().ok_or("the page has no post")?.remove("html");
    Ok((post, page["meta"].clone()))
}

fn written(post: &Value, meta: &Value) -> Vec<u8> {
    let body = json!({ "posts": [post], "meta": meta }).to_string();
    format!("{HEAD}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Answers the requests of a connection, which have no bodies, until it is closed.
fn converse(mut stream: TcpStream, answer: &[u8]) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut lines = BufReader::new(stream.try_clone().ok()?);
    let mut line = String::new();
    while lines.read_line(&mut line).ok()? > 0 {
        if line == "\r\n" {
            stream.write_all(answer).ok()?;
        }
        line.clear();
    }
    Some(())
}

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

pub fn forever(page: &str) -> Result<(), Fault> {
    let answer: Arc<[u8]> = answer(&fs::read(page)?)?.into();
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

fn answer(page: &[u8]) -> Result<Vec<u8>, Fault> {
    let page: Value = serde_json::from_slice(page)?;
    let mut post = page["posts"][0].clone();
    let object = post.as_object_mut().ok_or("the page has no post")?;
    object.remove("html");
    // What the Content API says besides.
    for said in ["access", "comments"] {
        object.insert(said.to_owned(), true.into());
    }
    let body = json!({ "posts": [post], "meta": page["meta"] }).to_string();
    Ok(format!("{HEAD}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes())
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

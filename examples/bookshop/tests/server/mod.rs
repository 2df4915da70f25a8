//! A bookshop on a port of this machine. It has habits of its own: paths without a slash at their end, a mark instead of page numbers,
//! `data` and `items` as envelopes, errors under `error`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

const BOOKS: [(&str, &str, u64, &str); 3] =
    [("b1", "Emma", 950, "hardcover"), ("b2", "Dracula", 1200, "paper_back"), ("b3", "Persuasion", 805, "stone tablets")];

/// The open shop. Its thread ends with the test's process.
pub(crate) struct Shop {
    url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Method and target.
    pub(crate) line: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Shop {
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let request = read(&stream);
                let (status, body) = answer(&request);
                log.lock().unwrap().push(request);
                write(stream, status, &body);
            }
        });
        Shop { url, asked }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// What it was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(request: &Asked) -> (u16, Value) {
    let error = |code: &str, reason: &str| json!({ "error": { "code": code, "reason": reason } });
    if request.header("x-api-key") != Some("program-key") {
        return (401, error("no_key", "Which program is this?"));
    }
    let is_customer = request.header("authorization") == Some("Bearer customer-token");
    match request.line.as_str() {
        "GET /v2/books?size=2" => (200, json!({ "items": [book(0), book(1)], "meta": { "next": "m2" } })),
        "GET /v2/books?size=2&after=m2" => (200, json!({ "items": [book(2)], "meta": { "next": null } })),
        "GET /v2/books/b2" => (200, json!({ "data": book(1) })),
        line if line.starts_with("GET /v2/books/") => (404, error("no_book", "There is no such book.")),
        _ if !is_customer => (403, error("no_customer", "Who is buying?")),
        "POST /v2/orders" if request.body.contains("b3") => {
            (422, json!({ "error": { "code": "sold_out", "reason": "It is sold out.", "field": "book_id" } }))
        }
        "POST /v2/orders" => (201, json!({ "data": order(serde_json::from_str(&request.body).unwrap()) })),
        "PATCH /v2/orders/o1" => (200, json!({ "data": order(json!({ "book_id": "b2" })) })),
        "DELETE /v2/orders/o1" => (204, Value::Null),
        other => (400, error("bad", other)),
    }
}

fn book(index: usize) -> Value {
    let (id, title, price, binding) = BOOKS[index];
    json!({ "id": id, "title": title, "price": price, "binding": binding })
}

fn order(sent: Value) -> Value {
    json!({ "id": "o1", "book_id": sent["book_id"], "note": sent["note"], "placed_at": "2026-01-02T03:04:05Z" })
}

fn read(stream: &TcpStream) -> Asked {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        lines.push(line.trim().to_owned());
    }
    let pairs = lines[1..].iter().filter_map(|line| line.split_once(':'));
    let headers: Vec<(String, String)> = pairs.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let line = lines[0].trim_end_matches(" HTTP/1.1").to_owned();
    Asked { line, headers, body: String::from_utf8(body).unwrap() }
}

fn write(mut stream: TcpStream, status: u16, body: &Value) {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let length = body.len();
    let head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    stream.write_all((head + &body).as_bytes()).unwrap();
}

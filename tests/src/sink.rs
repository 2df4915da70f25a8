//! A server on loopback that takes uploads: it reads what is sent without keeping it, and says what it saw.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// What a request looked like.
#[derive(Debug, Default)]
pub struct Seen {
    /// Lines of its head.
    pub head: Vec<String>,
    /// How many bytes its body had, chunks' frames taken off.
    pub body: u64,
    /// The last bytes of the body.
    pub tail: Vec<u8>,
    /// Whether the body came whole, as its head or its last chunk says.
    pub whole: bool,
}

impl Seen {
    /// First header of a name, which is in small letters.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let value = |line: &'_ String| line.split_once(':').is_some_and(|(known, _)| known.eq_ignore_ascii_case(name));
        self.head.iter().find(|line| value(line)).and_then(|line| line.split_once(':')).map(|(_, value)| value.trim())
    }
}

/// When the server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// When the whole body has come.
    AtTheEnd,
    /// As soon as the head has come; then it goes on reading.
    AtOnce,
}

/// A server that answers each request with the same; it runs until the process ends.
#[derive(Debug)]
pub struct Sink {
    url: String,
    seen: Receiver<Seen>,
}

impl Sink {
    /// Starts one that answers with a status and a body of JSON.
    ///
    /// # Errors
    ///
    /// There is no port on loopback.
    pub fn start(when: Answers, status: &'static str, body: &'static str) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let (report, seen) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let report = report.clone();
                // A caller that goes away is what some tests are about.
                thread::spawn(move || drop(serve(&stream, when, status, body, &report)));
            }
        });
        Ok(Sink { url, seen })
    }

    /// Address of the site.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The next request that has ended, if one does within ten seconds.
    #[must_use]
    pub fn seen(&self) -> Option<Seen> {
        self.seen.recv_timeout(Duration::from_secs(10)).ok()
    }

    /// All other requests that end until none does for a while.
    #[must_use]
    pub fn rest(&self) -> Vec<Seen> {
        std::iter::from_fn(|| self.seen.recv_timeout(Duration::from_millis(300)).ok()).collect()
    }
}

fn serve(stream: &TcpStream, when: Answers, status: &str, body: &str, report: &Sender<Seen>) -> std::io::Result<()> {
    let mut reader = BufReader::with_capacity(64 * 1024, stream);
    let mut seen =
        Seen { head: reader.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect(), ..Seen::default() };
    let answer =
        format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    if when == Answers::AtOnce {
        (&mut &*stream).write_all(answer.as_bytes())?;
    }
    let length = seen.header("content-length").and_then(|length| length.parse().ok());
    let read = match length {
        Some(length) => take(&mut reader, length, &mut seen).map(|()| seen.whole = seen.body == length),
        None if seen.header("transfer-encoding") == Some("chunked") => chunks(&mut reader, &mut seen),
        None => Ok(()),
    };
    let whole = seen.whole;
    // The test may be over.
    let _ = report.send(seen);
    if whole && when == Answers::AtTheEnd {
        (&mut &*stream).write_all(answer.as_bytes())?;
    }
    read
}

/// Reads so many bytes, and counts those that come.
fn take(reader: &mut impl Read, length: u64, seen: &mut Seen) -> std::io::Result<()> {
    let mut rest = reader.take(length);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = rest.read(&mut buffer)?;
        let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else { return Ok(()) };
        seen.body += u64::try_from(count).unwrap_or_default();
        seen.tail.extend_from_slice(part);
        let surplus = seen.tail.len().saturating_sub(100);
        seen.tail.drain(..surplus);
    }
}

fn chunks(reader: &mut impl BufRead, seen: &mut Seen) -> std::io::Result<()> {
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Ok(length) = u64::from_str_radix(line.trim(), 16) else { return Ok(()) };
        take(reader, length, seen)?;
        reader.read_line(&mut String::new())?;
        if length == 0 {
            seen.whole = true;
            return Ok(());
        }
    }
}

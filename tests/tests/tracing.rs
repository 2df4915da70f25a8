//! What a subscriber sees of calls over real sockets: a span for each call, an event for each attempt, and never a secret.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ghost_client::members::NewMember;
use ghost_client::posts::PostId;
use ghost_client::schedules::{SchedulePublish, ScheduledKind};
use ghost_client::{Builder, Ghost, Retry};
use tracing::subscriber::{DefaultGuard, set_default};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

const KEY_ID: &str = "6b0651d2fb70531d3b71c6af";
const SECRET: &str = "0b0c0d0e0f0b0c0d0e0f0b0c0d0e0f0b0c0d0e0f0b0c0d0e0f0b0c0d0e0f0b0c";
const CONTENT_KEY: &str = "22444f78447824223cefc48062";

/// All that a subscriber of the most talkative kind would write.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<u8>>>);

impl Write for Seen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Seen {
    type Writer = Seen;

    fn make_writer(&'a self) -> Seen {
        self.clone()
    }
}

impl Seen {
    fn begin() -> (Seen, DefaultGuard) {
        let seen = Seen::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(seen.clone())
            .finish();
        (seen, set_default(subscriber))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The one line that says all these, of the kind of a span's end (`close`) or of an attempt (`attempt`).
    fn line(&self, kind: &str, parts: &[&str]) -> String {
        let text = self.text();
        let lines: Vec<&str> = text.lines().filter(|line| line.contains(kind) && parts.iter().all(|part| line.contains(part))).collect();
        let [line] = lines[..] else { panic!("{} lines with {kind} and {parts:?} in\n{text}", lines.len()) };
        line.to_owned()
    }

    fn has_no(&self, secrets: &[&str]) {
        let text = self.text();
        assert!(text.contains("ghost.operation"), "nothing was seen");
        for secret in secrets {
            assert!(!text.contains(secret), "{secret} in\n{text}");
        }
    }
}

/// A server that gives its callers these answers, one after the other, and then the last one for ever.
fn serving(answers: &'static [&'static str]) -> Builder {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for (count, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let mut asked = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            while asked.read_line(&mut line).unwrap_or(0) > 2 {
                line.clear();
            }
            let answer = answers[count.min(answers.len() - 1)];
            // A caller that has gone away is no fault of the test's.
            let _ = write!(stream, "HTTP/1.1 {answer}");
        }
    });
    Ghost::builder(&url).unwrap().retry(Retry::new().backoff(Duration::from_millis(1)))
}

fn key() -> String {
    format!("{KEY_ID}:{SECRET}")
}

const BUSY: &str = "503 Service Unavailable\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbusy";
const EMPTY: &str = "200 OK\r\ncontent-type: application/json\r\ncontent-length: 12\r\nconnection: close\r\n\r\n{\"posts\":[]}";

#[tokio::test]
async fn a_call_is_a_span_and_each_attempt_an_event_in_it() {
    let (seen, _guard) = Seen::begin();
    let ghost = serving(&[BUSY, EMPTY]).integration(&key()).unwrap();
    ghost.posts().browse().filter("title:'Only for me'").await.unwrap();
    let of_the_call = ["operation=posts.browse", "method=\"GET\"", "route=/ghost/api/admin/posts/"];
    let end = seen.line(" close ", &[&of_the_call[..], &["status=200", "attempts=2", "elapsed="]].concat());
    assert!(end.contains("INFO ghost.operation{"), "{end}");
    let first = seen.line(" attempt ", &[&of_the_call[..], &["attempt=1", "status=503"]].concat());
    assert!(first.contains("DEBUG ghost.operation{"), "{first}");
    seen.line(" attempt ", &["attempt=2", "status=200"]);
    seen.has_no(&["Only", SECRET, "Ghost eyJ"]);
}

#[test]
fn a_call_that_blocks_is_seen_as_well() {
    let (seen, _guard) = Seen::begin();
    let ghost = serving(&[BUSY, EMPTY]).integration_blocking(&key()).unwrap();
    ghost.posts().browse().send().unwrap();
    seen.line(" close ", &["operation=posts.browse", "status=200", "attempts=2"]);
    seen.line(" attempt ", &["attempt=1", "status=503"]);
    seen.has_no(&[SECRET, "Ghost eyJ"]);
}

#[tokio::test]
async fn a_route_holds_places_and_not_what_stands_there() {
    let (seen, _guard) = Seen::begin();
    let ghost = serving(&["404 Not Found\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}"]).integration(&key()).unwrap();
    ghost.posts().read(&PostId::new("6b0662f5a431294809054cd2").unwrap()).await.unwrap_err();
    seen.line(" close ", &["route=/ghost/api/admin/posts/{id}/", "status=404", "attempts=1"]);
    seen.has_no(&["6b0662f5a431294809054cd2"]);
}

#[tokio::test]
async fn an_attempt_without_an_answer_says_why() {
    let (seen, _guard) = Seen::begin();
    let ghost = Ghost::builder("http://127.0.0.1:9").unwrap().no_retries().integration(&key()).unwrap();
    ghost.posts().browse().await.unwrap_err();
    seen.line(" attempt ", &["attempt=1", "fault=\"not sent\""]);
    let end = seen.line(" close ", &["attempts=1"]);
    assert!(!end.contains("status="), "there was none: {end}");
}

#[tokio::test]
async fn a_download_is_a_call_too() {
    let (seen, _guard) = Seen::begin();
    let ghost = serving(&[BUSY, "200 OK\r\ncontent-type: text/csv\r\ncontent-length: 2\r\nconnection: close\r\n\r\nid"])
        .integration(&key())
        .unwrap();
    drop(ghost.members().export_csv().await.unwrap());
    seen.line(" close ", &["operation=members.export_csv", "status=200", "attempts=2"]);
    seen.line(" attempt ", &["attempt=2", "status=200"]);
}

#[tokio::test]
async fn secrets_are_not_seen_whatever_happens() {
    let redirect =
        "301 Moved\r\nlocation: /elsewhere/?key=22444f78447824223cefc48062&token=eyJh\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let refusal = "401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: 93\r\nconnection: close\r\n\r\n\
        {\"errors\":[{\"message\":\"Unknown Content API Key 22444f78447824223cefc48062\",\"type\":\"x\",\"id\":\"y\"}]}";
    for answers in [&[EMPTY][..], &[BUSY, refusal], &[redirect, EMPTY], &["nonsense"]] {
        // Not every one of them is a success, nor needs to be.
        let answers: &'static [&'static str] = Vec::leak(answers.to_vec());
        let (seen, _guard) = Seen::begin();
        let _ = serving(answers).content(CONTENT_KEY).unwrap().posts().browse().await;
        let _ = serving(answers).url_token(&key()).unwrap().schedules().publish(&ScheduledKind::Posts, "1", SchedulePublish::new()).await;
        let _ = serving(answers).staff_token(&key()).unwrap().members().add(NewMember::new("ada@example.com").note("s3cr3t")).await;
        let token = ["eyJ", "Ghost ey"];
        seen.has_no(&[&token[..], &[CONTENT_KEY, SECRET, "s3cr3t", "ada@example.com", "key=2", "token=e"]].concat());
    }
}

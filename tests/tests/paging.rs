//! Walks through lists, against answers that were recorded from a real Ghost.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ghost_client::transport::{BlockingTransport, Request, Response, TransportError};
use ghost_client::{Blocking, Ghost, Integration};
use serde_json::Value;

const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";

/// Gives the answer of one recording to everything.
#[derive(Clone, Debug)]
struct Recorded {
    body: Vec<u8>,
    asked: Arc<AtomicUsize>,
}

impl BlockingTransport for Recorded {
    fn execute(&self, _: Request) -> Result<Response, TransportError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(Response::new(200, vec![("content-type".to_owned(), "application/json".to_owned())], self.body.clone()))
    }
}

fn answering(recording: &str) -> (Ghost<Integration, Blocking>, Recorded) {
    let recording: Value = serde_json::from_str(recording).unwrap();
    let body = recording["response"]["body"].to_string().into_bytes();
    let recorded = Recorded { body, asked: Arc::default() };
    let ghost = Ghost::builder("https://blog.example.com").unwrap().blocking_transport(recorded.clone()).integration_blocking(KEY).unwrap();
    (ghost, recorded)
}

#[test]
fn past_the_end_there_is_nothing_although_the_server_names_a_next_page() {
    let (ghost, recorded) = answering(include_str!("../recorded/traps/page_past_end.json"));
    let page = ghost.tags().browse().limit(2).page(999).send().unwrap();
    assert_eq!((page.len(), page.pagination().unwrap().next), (0, Some(1000)), "the trap");
    assert_eq!(ghost.tags().browse().limit(2).page(999).items().count(), 0);
    assert_eq!(recorded.asked.load(Ordering::SeqCst), 2);
}

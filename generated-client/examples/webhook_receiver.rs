//! Receives webhooks: verifies each delivery, answers at once, and works on it afterwards.
//!
//! ```text
//! GHOST_WEBHOOK_SECRET=… cargo run -p ghost-client --example webhook_receiver -- 127.0.0.1:8080
//! ```
//!
//! Have Ghost call it with `ghost_client::webhook::Registration`, or on an integration's page, at any path: where the path ends in an event's
//! name, it tells events of older servers apart.

use std::env;
use std::error::Error;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::post;
use ghost_client::webhook::{Event, Verifier};
use ghost_client::webhooks::WebhookEvent;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// Most deliveries that wait to be worked on.
const QUEUE: usize = 1000;
/// Most bytes of a delivery: a post with all its content and history.
const MOST_BYTES: usize = 32 * 1024 * 1024;

#[derive(Clone)]
struct Reception {
    verifier: Arc<Verifier>,
    queue: Sender<Event>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = env::var("GHOST_WEBHOOK_SECRET").map_err(|_| "set GHOST_WEBHOOK_SECRET; see the first lines of this example")?;
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let (queue, deliveries) = mpsc::channel(QUEUE);
    tokio::spawn(work(deliveries));

    let reception = Reception { verifier: Arc::new(Verifier::new(secret)), queue };
    let routes = Router::new().fallback(post(receive)).layer(DefaultBodyLimit::max(MOST_BYTES)).with_state(reception);
    let listener = TcpListener::bind(address).await?;
    println!("waiting at http://{}", listener.local_addr()?);
    axum::serve(listener, routes).await?;
    Ok(())
}

/// Answers within Ghost's two seconds, whatever comes, and never with 410, upon which Ghost deletes the webhook.
async fn receive(State(reception): State<Reception>, uri: Uri, headers: HeaderMap, body: Bytes) -> StatusCode {
    let last = uri.path().rsplit('/').next().unwrap_or_default();
    let read = reception.verifier.verify(&headers, &body).and_then(|delivery| match WebhookEvent::from(last) {
        WebhookEvent::Unknown(_) => delivery.event(),
        event => delivery.event_or(event),
    });
    match read {
        Ok(event) => match reception.queue.try_send(event) {
            Ok(()) => StatusCode::ACCEPTED,
            // Ghost does not call again: what does not fit into the queue is lost, and said to be.
            Err(_) => StatusCode::SERVICE_UNAVAILABLE,
        },
        Err(error) => {
            eprintln!("refused: {error}");
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_REQUEST)
        }
    }
}

/// What is done with events takes as long as it takes.
async fn work(mut deliveries: Receiver<Event>) {
    while let Some(event) = deliveries.recv().await {
        let name = event.name();
        let name = name.as_ref().map_or("something happened", WebhookEvent::as_str);
        match (event.post(), event.member()) {
            (Some(post), _) => println!("{name}: {}", post.latest().title.as_deref().unwrap_or("-")),
            (_, Some(member)) => println!("{name}: {}", member.latest().email.as_deref().unwrap_or("-")),
            _ => println!("{name}"),
        }
    }
}

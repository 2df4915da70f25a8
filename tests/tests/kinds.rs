//! Every error that a recorded Ghost of either major answered, and the kind it has.
//!
//! The table `recorded/hostile/errors.txt` has a line for each recording that is none of success: its name, what a right client
//! yields in the words of whoever recorded it, and the kind. A recording without a line fails, and so does a line without one.

#![allow(clippy::unwrap_used, clippy::panic)]

mod route_of;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use ghost_client::rt::{Endpoint, ErrorForm, Method, judge};
use ghost_client::transport::{BoxFuture, Request, Response, Transport, TransportError};
use ghost_client::{Detour, Error, ErrorKind, Ghost};
use ghost_tests::recordings::{Exchange, Recordings};
use serde_json::Value;

use crate::route_of::route;

/// Stands for the route of a request that Ghost has none for.
static NOWHERE: Endpoint = Endpoint {
    api: "none",
    resource: "none",
    operation: "none",
    method: Method::Get,
    base: "",
    path: "/",
    status: &[],
    credential: false,
    errors: ErrorForm::GHOST,
};

fn recorded() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("recorded")
}

/// Recordings that are none of success, by name: `6.65.0/tier-missing`.
fn failures() -> BTreeMap<String, Exchange> {
    let all = Recordings::below(&recorded()).unwrap().exchanges;
    let name = |exchange: &Exchange| {
        let path = Path::new(&exchange.origin).strip_prefix(recorded()).unwrap();
        path.to_str().unwrap().replace('\\', "/").replace(".json", "")
    };
    all.into_iter().filter(|exchange| exchange.status >= 300).map(|exchange| (name(&exchange), exchange)).collect()
}

fn answer(exchange: &Exchange) -> Response {
    let header = |name: &str, value: &Option<String>| value.clone().map(|value| (name.to_owned(), value));
    let headers = [header("content-type", &exchange.content_type), header("location", &exchange.location)];
    Response::new(exchange.status, headers.into_iter().flatten().collect(), exchange.body.clone())
}

fn error(exchange: &Exchange) -> Error {
    judge(route(exchange).map_or(&NOWHERE, |route| route.endpoint), answer(exchange)).unwrap_err()
}

/// A kind as the table has it; of a foreign body only the type.
fn said(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::NotJson { content_type, .. } => format!("NotJson of {}", content_type.as_deref().unwrap_or("no type")),
        ErrorKind::Redirected { to, .. } => format!("Redirected to {to}"),
        kind => format!("{kind:?}").replace("Some(", "(").replace("None", "-"),
    }
}

/// Whether an error is what the recorder says: `Err ValidationError (422, code X)`, `Err HTTP 404, HTML page, …`.
fn agrees(expect: &str, error: &Error) -> bool {
    let ghost = |key: fn(&ghost_client::GhostError) -> &Option<String>| error.ghost().and_then(|ghost| key(ghost).as_deref());
    let status = error.status().unwrap().to_string();
    if let Some(rest) = expect.strip_prefix("Redirect (") {
        return rest.starts_with(&status) && matches!(error.kind(), ErrorKind::Redirected { .. });
    }
    if let Some(rest) = expect.strip_prefix("NotModified (") {
        return rest.starts_with(&status) && error.kind() == &ErrorKind::NotModified;
    }
    if let Some(rest) = expect.strip_prefix("Err HTTP ") {
        return rest.starts_with(&status) && error.ghost().is_none();
    }
    let (kind, rest) = expect.strip_prefix("Err ").and_then(|rest| rest.split_once(" (")).unwrap_or_else(|| panic!("{expect}"));
    let (found, code) = rest
        .strip_suffix(')')
        .and_then(|rest| rest.split_once(", code "))
        .map_or((rest.trim_end_matches(')'), None), |(s, c)| (s, Some(c)));
    let kind = Some(kind).filter(|kind| *kind != "without a type");
    (found, kind, code) == (status.as_str(), ghost(|ghost| &ghost.kind), ghost(|ghost| &ghost.code))
}

#[test]
fn every_recorded_error_has_the_kind_of_the_table() {
    let table = std::fs::read_to_string(recorded().join("hostile/errors.txt")).unwrap();
    let mut failures = failures();
    let (mut lines, mut wrong) = (0, Vec::new());
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [name, expect, kind] = line.split(" | ").collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("{line}"));
        let exchange = failures.remove(name).unwrap_or_else(|| panic!("no recording for {line}"));
        let error = error(&exchange);
        lines += 1;
        if expect != "-" && !agrees(expect, &error) {
            wrong.push(format!("{name} should be {expect}: {error:?}"));
        }
        if said(error.kind()) != kind {
            wrong.push(format!("{name} | {expect} | {}", said(error.kind())));
        }
    }
    let unlisted: Vec<_> = failures.iter().map(|(name, exchange)| format!("{name} | - | {}", said(error(exchange).kind()))).collect();
    assert!(unlisted.is_empty(), "recordings without a line:\n{}", unlisted.join("\n"));
    assert!(wrong.is_empty(), "{} of {lines} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(lines > 200, "only {lines} lines");
}

#[test]
fn every_error_of_ghosts_own_keeps_its_words_and_says_the_route() {
    for (name, exchange) in failures() {
        let error = error(&exchange);
        let body: Value = serde_json::from_slice(&exchange.body).unwrap_or_default();
        let Some(message) = body.pointer("/errors/0/message").and_then(Value::as_str) else { continue };
        let shown = error.to_string();
        assert!(shown.contains(message) && shown.contains(&format!("[HTTP {}]", exchange.status)), "{name}: {shown}");
        let endpoint = error.endpoint().unwrap();
        assert!(shown.starts_with(&format!("{endpoint}: ")), "{name}: {shown}");
    }
}

/// Answers a recorded redirect to the first request, and an empty list to the next.
#[derive(Clone, Debug)]
struct Moved {
    location: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Transport for Moved {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let mut asked = self.asked.lock().unwrap();
        asked.push(request.url.clone());
        let first = asked.len() == 1;
        let headers = vec![("location".to_owned(), self.location.clone())];
        let answer =
            if first { Response::new(301, headers, Vec::new()) } else { Response::new(200, Vec::new(), br#"{"posts":[]}"#.to_vec()) };
        Box::pin(async { Ok(answer) })
    }
}

/// What becomes of asking for one post through a recorded redirect, and which addresses were asked.
async fn redirected(name: &str, site: &str) -> (Result<(), Error>, Vec<String>) {
    let moved = Moved { location: failures()[name].location.clone().unwrap(), asked: Arc::default() };
    let ghost = Ghost::builder(site).unwrap().transport(moved.clone()).content("0123456789abcdef0123456789").unwrap();
    let result = if name.contains("slash") { ghost.posts().browse().await } else { ghost.posts().browse().limit(1).await };
    let asked = moved.asked.lock().unwrap().clone();
    (result.map(drop), asked)
}

#[tokio::test]
async fn a_recorded_redirect_within_the_origin_is_followed_with_the_key_once() {
    let (result, asked) = redirected("5.130.6/err-redirect-no-slash-content", "http://127.0.0.1:2369/folder").await;
    result.unwrap();
    assert_eq!(asked[1], "http://127.0.0.1:2369/ghost/api/content/posts/?key=0123456789abcdef0123456789");
}

#[tokio::test]
async fn a_recorded_redirect_to_another_origin_is_an_error_that_names_it() {
    let cases = [
        ("5.130.6/config-https-content", "http://127.0.0.1:2381", "https://127.0.0.1:2381"),
        ("6.65.0/config-admin-domain-content", "http://127.0.0.1:2380", "http://localhost:2380"),
    ];
    for (name, site, named) in cases {
        let (result, asked) = redirected(name, site).await;
        let error = result.unwrap_err();
        let to = format!("{named}/ghost/api/content/posts/");
        assert_eq!(error.kind(), &ErrorKind::Redirected { to, why: Detour::OtherOrigin }, "{name}");
        assert!(error.to_string().ends_with(&format!("; connect to {named} instead")), "{error}");
        assert!(!format!("{error} {error:?} {}", error.body()).contains("0123456789abcdef"), "{error:?}");
        assert_eq!(asked.len(), 1, "the key went to another origin");
    }
}

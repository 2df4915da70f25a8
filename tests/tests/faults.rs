//! What becomes of a call when the network or a proxy fails it: over real sockets, awaited and blocking.
//!
//! Each call must end in the right error within its deadline, and no write may be sent twice.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "faults/server.rs"]
mod server;

use std::time::{Duration, Instant};

use ghost_client::posts::NewPost;
use ghost_client::{Builder, Detour, Error, ErrorKind, Ghost, Retry, Written};

use crate::server::{Fault, Server, answer, head};

const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";
const CONTENT_KEY: &str = "0123456789abcdef0123456789";
const JSON: &str = "Content-Type: application/json";
const HTML: &str = "Content-Type: text/html";
const NOTHING: &str = r#"{"posts":[]}"#;
/// Of an attempt, and of a call with all its attempts.
const TIMEOUT: Duration = Duration::from_millis(600);
const BUDGET: Duration = Duration::from_secs(2);
/// A loaded machine is late.
const SLACK: Duration = Duration::from_secs(4);

#[derive(Clone, Copy, Debug)]
enum Mode {
    Awaited,
    Blocking,
}

const MODES: [Mode; 2] = [Mode::Awaited, Mode::Blocking];

/// A connection with 4 attempts within the budget.
fn connection(url: &str) -> Builder {
    let retry = Retry::new().backoff(Duration::from_millis(20)).budget(BUDGET);
    Ghost::builder(url).unwrap().timeout(TIMEOUT).retry(retry).max_body(1024 * 1024)
}

fn awaited<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Something that is done with a connection; it must end within the deadline.
fn timely<T>(call: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = call();
    assert!(started.elapsed() < BUDGET + SLACK, "it took {:?}", started.elapsed());
    result
}

/// How many posts a read finds.
fn read(mode: Mode, builder: Builder) -> Result<usize, Error> {
    timely(|| match mode {
        Mode::Awaited => awaited(async { builder.integration(KEY).unwrap().posts().browse().limit(1).await }),
        Mode::Blocking => builder.integration_blocking(KEY).unwrap().posts().browse().limit(1).send(),
    })
    .map(|page| page.len())
}

/// The error of a write.
fn write(mode: Mode, builder: Builder) -> Result<(), Error> {
    let post = NewPost::new("T");
    timely(|| match mode {
        Mode::Awaited => awaited(async { builder.integration(KEY).unwrap().posts().add(post).await }),
        Mode::Blocking => builder.integration_blocking(KEY).unwrap().posts().add(post).send(),
    })
    .map(drop)
}

/// Reads through a fault that stays; says how many requests there were.
fn failed_read(mode: Mode, fault: Fault) -> (Error, usize) {
    let server = Server::doing([fault]);
    let error = read(mode, connection(&server.url)).unwrap_err();
    let asked = server.asked();
    assert!(asked.iter().all(|head| head.starts_with("GET /ghost/api/admin/posts/?limit=1 ")), "{asked:?}");
    // One that times out early may not even have arrived.
    assert!(u32::try_from(asked.len()).unwrap() <= error.attempts(), "{error}");
    (error, asked.len())
}

/// Writes through a fault that stays; the request must have been sent once.
fn failed_write(mode: Mode, fault: Fault) -> Error {
    let server = Server::doing([fault]);
    let error = write(mode, connection(&server.url)).unwrap_err();
    let asked = server.asked();
    assert!(asked.len() == 1 && asked[0].starts_with("POST /ghost/api/admin/posts/ "), "a write was repeated: {asked:?}");
    assert_eq!(error.attempts(), 1);
    error
}

/// The start of an answer that says it is longer.
fn half(status: u16) -> Vec<u8> {
    [head(status, &[JSON, "Content-Length: 1000"]), br#"{"posts":[{"id":"6b0"#.to_vec()].concat()
}

fn is_lost(error: &Error, status: Option<u16>) {
    assert!(matches!(error.kind(), ErrorKind::Transport { timeout: false, sent: true, .. }), "{error:?}");
    assert_eq!(error.status(), status, "{error}");
}

fn is_late(error: &Error, status: Option<u16>) {
    assert!(matches!(error.kind(), ErrorKind::Transport { timeout: true, sent: true, .. }), "{error:?}");
    assert_eq!(error.status(), status, "{error}");
}

#[test]
fn a_reset_in_the_body_is_no_answer() {
    for mode in MODES {
        let (error, requests) = failed_read(mode, Fault::Reset(half(200)));
        is_lost(&error, Some(200));
        assert_eq!((requests, error.written()), (4, Written::No));

        let error = failed_write(mode, Fault::Reset(half(201)));
        is_lost(&error, Some(201));
        assert_eq!(error.written(), Written::Yes, "the server had already said so");

        let error = failed_write(mode, Fault::Reset(Vec::new()));
        is_lost(&error, None);
        assert_eq!(error.written(), Written::Maybe);
    }
}

#[test]
fn half_a_response_is_no_answer() {
    for mode in MODES {
        let (error, requests) = failed_read(mode, Fault::Say(half(200)));
        is_lost(&error, Some(200));
        assert_eq!(requests, 4);
        is_lost(&failed_read(mode, Fault::Say(b"HTTP/1.1 20".to_vec())).0, None);
        is_lost(&failed_read(mode, Fault::Say(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec())).0, None);

        let error = failed_write(mode, Fault::Say(half(201)));
        is_lost(&error, Some(201));
        assert_eq!(error.written(), Written::Yes);
    }
}

#[test]
fn a_read_goes_on_after_a_reset() {
    for mode in MODES {
        let server = Server::doing([Fault::Reset(half(200)), Fault::Say(half(200)), Fault::Say(answer(200, &[JSON], NOTHING))]);
        assert_eq!(read(mode, connection(&server.url)).unwrap(), 0);
        assert_eq!(server.asked().len(), 3);
    }
}

#[test]
fn a_slow_body_ends_with_the_deadline() {
    for mode in MODES {
        let slow = |status| Fault::Drip(head(status, &[JSON, "Content-Length: 100000"]));
        let (error, requests) = failed_read(mode, slow(200));
        is_late(&error, Some(200));
        assert!((1..=4).contains(&requests) && error.attempts() >= 2, "{requests} requests, {error}");

        let error = failed_write(mode, slow(201));
        is_late(&error, Some(201));
        assert_eq!(error.written(), Written::Yes);

        let error = failed_write(mode, Fault::Drip(b"HTTP/1.1 201 Created\r\nX-Slow:".to_vec()));
        is_late(&error, None);
        assert_eq!(error.written(), Written::Maybe);
    }
}

fn limited(words: &str) -> Fault {
    let body = format!(r#"{{"errors":[{{"message":"Too many attempts. Please wait {words}.","type":"TooManyRequestsError"}}]}}"#);
    Fault::Say(answer(429, &[JSON], body))
}

#[test]
fn a_read_waits_as_long_as_a_429_says() {
    for mode in MODES {
        let server = Server::doing([limited("1 second"), Fault::Say(answer(200, &[JSON], NOTHING))]);
        let started = Instant::now();
        assert_eq!(read(mode, connection(&server.url)).unwrap(), 0);
        assert!(started.elapsed() >= Duration::from_secs(1) && server.asked().len() == 2);

        let header = Fault::Say(answer(429, &[HTML, "Retry-After: 1"], "<h1>Slow down</h1>"));
        let server = Server::doing([header, Fault::Say(answer(200, &[JSON], NOTHING))]);
        let started = Instant::now();
        assert_eq!(read(mode, connection(&server.url)).unwrap(), 0);
        assert!(started.elapsed() >= Duration::from_secs(1) && server.asked().len() == 2);
    }
}

#[test]
fn a_429_that_takes_too_long_or_refuses_a_write_is_an_error() {
    for mode in MODES {
        let (error, requests) = failed_read(mode, limited("10 minutes"));
        assert_eq!((error.kind(), requests), (&ErrorKind::RateLimited { wait: Some(Duration::from_secs(600)) }, 1));
        let error = failed_write(mode, limited("1 second"));
        assert_eq!(error.kind(), &ErrorKind::RateLimited { wait: Some(Duration::from_secs(1)) });
        assert_eq!(error.written(), Written::No);
    }
}

#[test]
fn a_502_page_is_asked_again_and_then_said_to_be_one() {
    let page = || Fault::Say(answer(502, &[HTML], "<html><h1>502 Bad Gateway</h1>"));
    for mode in MODES {
        let (error, requests) = failed_read(mode, page());
        assert!(matches!(error.kind(), ErrorKind::NotJson { status: 502, head, .. } if head.contains("Bad Gateway")), "{error:?}");
        assert!(error.to_string().contains("/ghost/api/admin/posts/) [HTTP 502] after 4 requests"), "{error}");
        assert_eq!(requests, 4);

        let server = Server::doing([page(), page(), Fault::Say(answer(200, &[JSON], NOTHING))]);
        assert_eq!(read(mode, connection(&server.url)).unwrap(), 0);

        let error = failed_write(mode, page());
        assert!(matches!(error.kind(), ErrorKind::NotJson { status: 502, .. }), "{error:?}");
        assert_eq!(error.written(), Written::Maybe);

        let server = Server::doing([page()]);
        let once = read(mode, connection(&server.url).no_retries()).unwrap_err();
        assert_eq!((once.status(), server.asked().len()), (Some(502), 1), "one call turns repetitions off");
    }
}

#[test]
fn a_server_that_boots_is_waited_for() {
    for mode in MODES {
        let page = Fault::Say(answer(503, &[HTML], "<html>We'll be right back"));
        let server = Server::doing([page.clone(), Fault::Say(answer(200, &[JSON], NOTHING))]);
        assert_eq!(read(mode, connection(&server.url)).unwrap(), 0);
        assert_eq!(failed_write(mode, page).kind(), &ErrorKind::Maintenance);
    }
}

fn moved(to: &str) -> Fault {
    Fault::Say(answer(301, &[&format!("Location: {to}")], ""))
}

#[test]
fn redirects_in_a_circle_end() {
    for mode in MODES {
        let circle = [moved("/a/?limit=1"), moved("/b/?limit=1"), moved("/a/?limit=1")];
        let server = Server::doing(circle);
        let error = read(mode, connection(&server.url)).unwrap_err();
        let to = format!("{}/a/", server.url);
        assert_eq!((error.kind(), server.asked().len()), (&ErrorKind::Redirected { to, why: Detour::Loop }, 3));

        let away = Server::doing((1..20).map(|step| moved(&format!("/{step}/?limit=1"))));
        let error = read(mode, connection(&away.url)).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Redirected { why: Detour::TooMany, .. }), "{error}");
        assert_eq!(away.asked().len(), 6);
        assert!(matches!(failed_write(mode, moved("/a/")).kind(), ErrorKind::Redirected { why: Detour::Write, .. }));
    }
}

#[test]
fn a_redirect_within_the_origin_is_followed_with_the_credential() {
    for mode in MODES {
        let server = Server::doing([moved("/blog/ghost/api/admin/posts/?limit=1"), Fault::Say(answer(200, &[JSON], NOTHING))]);
        assert_eq!(read(mode, connection(&server.url)).unwrap(), 0);
        let asked = server.asked();
        assert!(asked[1].starts_with("GET /blog/ghost/api/admin/posts/?limit=1 "), "{asked:?}");
        assert!(asked[1].contains("authorization: Ghost eyJ"), "{asked:?}");
    }
}

#[test]
fn a_redirect_to_another_origin_gets_no_credential_and_is_named() {
    for mode in MODES {
        let other = Server::doing([Fault::Say(answer(200, &[JSON], NOTHING))]);
        let away = Server::doing([moved(&format!("{}/ghost/api/admin/posts/?limit=1", other.url))]);
        let error = read(mode, connection(&away.url)).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Redirected { why: Detour::OtherOrigin, .. }), "{error:?}");
        assert!(error.to_string().ends_with(&format!("connect to {} instead", other.url)), "{error}");

        let to = format!("{}/ghost/api/content/posts/?limit=1&key={CONTENT_KEY}", other.url);
        let away = Server::doing([moved(&to)]);
        let error = timely(|| match mode {
            Mode::Awaited => awaited(async { connection(&away.url).content(CONTENT_KEY).unwrap().posts().browse().limit(1).await }),
            Mode::Blocking => connection(&away.url).content_blocking(CONTENT_KEY).unwrap().posts().browse().limit(1).send(),
        })
        .unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Redirected { why: Detour::OtherOrigin, .. }), "{error:?}");
        assert!(!format!("{error} {error:?}").contains(CONTENT_KEY), "{error:?}");
        assert!(other.asked().is_empty(), "the other origin was asked: {:?}", other.asked());
    }
}

#[test]
fn a_write_that_is_sent_to_https_is_not_repeated_there() {
    for mode in MODES {
        let error = failed_write(mode, moved("https://127.0.0.1:9/ghost/api/admin/posts/"));
        let to = "https://127.0.0.1:9/ghost/api/admin/posts/".to_owned();
        assert_eq!(error.kind(), &ErrorKind::Redirected { to, why: Detour::OtherOrigin });
        assert!(error.to_string().ends_with("[HTTP 301]; connect to https://127.0.0.1:9 instead"), "{error}");
        assert_eq!(error.written(), Written::No);
    }
}

#[test]
fn a_redirect_that_loses_the_query_is_no_answer() {
    for mode in MODES {
        let (error, requests) = failed_read(mode, moved("/blog/ghost/api/admin/posts/"));
        assert!(matches!(error.kind(), ErrorKind::Redirected { why: Detour::QueryDropped, .. }), "{error:?}");
        assert_eq!(requests, 1);
    }
}

/// `{"posts":[],"meta":{"pagination":{"page":1,"limit":1,"pages":1,"total":0,"next":null,"prev":null}}}`.
const ZIPPED: [u8; 98] = [
    0x1f, 0x8b, 0x8, 0x0, 0x0, 0x0, 0x0, 0x0, 0x2, 0x3, 0xab, 0x56, 0x2a, 0xc8, 0x2f, 0x2e, 0x29, 0x56, 0xb2, 0x8a, 0x8e, 0xd5, 0x51, 0xca,
    0x4d, 0x2d, 0x49, 0x54, 0xb2, 0xaa, 0x56, 0x2a, 0x48, 0x4c, 0xcf, 0xcc, 0x4b, 0x2c, 0xc9, 0xcc, 0xcf, 0x83, 0xf2, 0x52, 0x95, 0xac,
    0xc, 0x75, 0x94, 0x72, 0x32, 0x73, 0x33, 0x4b, 0xc0, 0x2c, 0x90, 0x50, 0x31, 0x98, 0x55, 0x92, 0x5f, 0x92, 0x98, 0xa3, 0x64, 0x65,
    0xa0, 0xa3, 0x94, 0x97, 0x5a, 0x1, 0x94, 0xcc, 0x2b, 0xcd, 0xc9, 0x1, 0xca, 0x17, 0xa5, 0x96, 0x41, 0xd8, 0xb5, 0xb5, 0xb5, 0x0, 0x8c,
    0x1c, 0xaf, 0xa4, 0x63, 0x0, 0x0, 0x0,
];

#[test]
fn gzip_that_is_cut_short_is_no_answer() {
    let zipped = |status, bytes: &[u8]| Fault::Say(answer(status, &[JSON, "Content-Encoding: gzip"], bytes));
    for mode in MODES {
        let whole = Server::doing([zipped(200, &ZIPPED)]);
        assert_eq!(read(mode, connection(&whole.url)).unwrap(), 0);

        let (error, requests) = failed_read(mode, zipped(200, &ZIPPED[..60]));
        is_lost(&error, Some(200));
        assert_eq!(requests, 4);
        let error = failed_write(mode, zipped(201, &ZIPPED[..60]));
        is_lost(&error, Some(201));
        assert_eq!(error.written(), Written::Yes);
    }
}

const LARGE: usize = 100 * 1024 * 1024;

#[test]
fn an_endless_error_page_is_read_no_further_than_needed() {
    for mode in MODES {
        let length = format!("Content-Length: {LARGE}");
        let server = Server::doing([Fault::Flood(head(500, &[HTML, &length]), LARGE)]);
        let error = read(mode, connection(&server.url)).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::NotJson { status: 500, .. }), "{error:?}");
        assert!(error.body().len() <= 64 * 1024, "{}", error.body().len());
        // What the sockets hold is on its way when the caller leaves.
        assert!(server.written() < LARGE / 4, "{} bytes were sent", server.written());

        let server = Server::doing([Fault::Flood(head(200, &[JSON, &length]), LARGE)]);
        let error = read(mode, connection(&server.url)).unwrap_err();
        assert_eq!((error.kind(), server.asked().len()), (&ErrorKind::TooLarge { limit: 1024 * 1024 }, 1));
        assert!(server.written() < LARGE / 4, "{} bytes were sent", server.written());
    }
}

#[test]
fn a_wrong_content_type_matters_only_where_the_content_is_wrong() {
    for mode in MODES {
        let (error, requests) = failed_read(mode, Fault::Say(answer(200, &[HTML], "<title>Sign in to the network</title>")));
        assert!(matches!(error.kind(), ErrorKind::NotJson { status: 200, head, .. } if head.contains("Sign in")), "{error:?}");
        assert!(error.to_string().contains("(http://127.0.0.1:") && requests == 1, "{error}");

        let (error, _) = failed_read(mode, Fault::Say(answer(200, &["Content-Type: image/png"], b"\x89PNG\r\n\x1a\n\xff\xfe")));
        assert!(matches!(error.kind(), ErrorKind::NotJson { .. }), "{error:?}");
        let error = failed_write(mode, Fault::Say(answer(200, &[HTML], "<title>Sign in</title>")));
        assert!(matches!(error.kind(), ErrorKind::NotJson { .. }) && error.written() == Written::Maybe, "{error:?}");

        let server = Server::doing([Fault::Say(answer(200, &["Content-Type: text/plain"], NOTHING))]);
        assert_eq!(read(mode, connection(&server.url)).unwrap(), 0);
    }
}

#[test]
fn a_refused_connection_is_tried_again_also_for_a_write() {
    for mode in MODES {
        let patient =
            Retry::new().max_attempts(100).backoff(Duration::from_millis(20)).max_backoff(Duration::from_millis(50)).budget(BUDGET);
        let (url, server) = Server::later(Duration::from_millis(200), vec![Fault::Say(answer(200, &[JSON], NOTHING))]);
        assert_eq!(read(mode, connection(&url).retry(patient.clone())).unwrap(), 0);
        assert_eq!(server.join().unwrap().asked().len(), 1);

        let (url, server) = Server::later(Duration::from_millis(200), vec![Fault::Say(answer(500, &[JSON], "{}"))]);
        let error = write(mode, connection(&url).retry(patient)).unwrap_err();
        assert!(error.attempts() > 1 && error.kind() == &ErrorKind::Server, "{error:?}");
        assert_eq!(server.join().unwrap().asked().len(), 1, "it was sent once it could be, and not again");
    }
}

#[test]
fn nobody_at_home_is_an_error_that_surely_wrote_nothing() {
    for mode in MODES {
        let error = write(mode, connection("http://127.0.0.1:9")).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport { timeout: false, sent: false, .. }), "{error:?}");
        assert_eq!((error.written(), error.attempts()), (Written::No, 4));
        let error = read(mode, connection("http://name.invalid")).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport { sent: false, .. }), "{error:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_connection_that_takes_too_long_is_known_not_to_have_written() {
    let (url, _kept) = Server::full();
    for mode in MODES {
        let error = write(mode, connection(&url).connect_timeout(Duration::from_millis(150))).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport { sent: false, .. }), "{error:?}");
        assert!(error.written() == Written::No && error.attempts() > 1, "{error:?}");
    }
}

#[test]
fn a_write_on_a_connection_that_dies_is_not_repeated() {
    let alive = || String::from_utf8(answer(200, &[JSON], NOTHING)).unwrap().replace("Connection: close\r\n", "").into_bytes();
    for mode in MODES {
        let server = Server::doing([Fault::Keep(alive()), Fault::Reset(Vec::new())]);
        let builder = connection(&server.url);
        let error = match mode {
            Mode::Awaited => awaited(async {
                let ghost = builder.integration(KEY).unwrap();
                ghost.posts().browse().await.unwrap();
                ghost.posts().add(NewPost::new("T")).await.unwrap_err()
            }),
            Mode::Blocking => {
                let ghost = builder.integration_blocking(KEY).unwrap();
                ghost.posts().browse().send().unwrap();
                ghost.posts().add(NewPost::new("T")).send().unwrap_err()
            }
        };
        is_lost(&error, None);
        assert_eq!((error.written(), server.asked().len()), (Written::Maybe, 2), "{:?}", server.asked());
    }
}

/// When a token was signed, in seconds since 1970.
fn signed(head: &str) -> u64 {
    let token = head.split("authorization: Ghost ").nth(1).unwrap().lines().next().unwrap();
    let claims = base64::Engine::decode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, token.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice::<serde_json::Value>(&claims).unwrap()["iat"].as_u64().unwrap()
}

#[test]
fn a_clock_that_is_behind_is_put_right_by_the_servers() {
    let hour = 3600;
    for mode in MODES {
        let now = jiff::Timestamp::now().as_second();
        let date = jiff::Timestamp::from_second(now + hour).unwrap().strftime("Date: %a, %d %b %Y %H:%M:%S GMT").to_string();
        let expired = r#"{"errors":[{"message":"Invalid token: maxAge exceeded","type":"UnauthorizedError","code":"INVALID_JWT"}]}"#;
        let server = Server::doing([Fault::Say(answer(401, &[JSON, &date], expired)), Fault::Say(answer(500, &[JSON], "{}"))]);
        let builder = connection(&server.url);
        match mode {
            Mode::Awaited => awaited(async {
                let ghost = builder.integration(KEY).unwrap();
                assert_eq!(ghost.posts().add(NewPost::new("T")).await.unwrap_err().kind(), &ErrorKind::Server);
                ghost.posts().browse().await.unwrap_err()
            }),
            Mode::Blocking => {
                let ghost = builder.integration_blocking(KEY).unwrap();
                assert_eq!(ghost.posts().add(NewPost::new("T")).send().unwrap_err().kind(), &ErrorKind::Server);
                ghost.posts().browse().send().unwrap_err()
            }
        };
        let signed: Vec<u64> = server.asked().iter().map(|head| signed(head)).collect();
        let (now, hour) = (u64::try_from(now).unwrap(), u64::try_from(hour).unwrap());
        assert_eq!(signed.len(), 3, "refused, signed anew, and the next call at once");
        assert!(signed[0].abs_diff(now) < 60 && signed[1].abs_diff(now + hour) < 60 && signed[2].abs_diff(now + hour) < 60, "{signed:?}");
    }
}

#[test]
fn a_page_that_repeats_the_request_does_not_reveal_the_credential() {
    for mode in MODES {
        let server = Server::doing([Fault::Echo(404)]);
        let error = read(mode, connection(&server.url)).unwrap_err();
        let token = server.asked()[0].split("authorization: Ghost ").nth(1).unwrap().lines().next().unwrap().to_owned();
        assert!(error.body().contains("authorization: Ghost …"), "{}", error.body());
        assert!(!format!("{error} {error:?} {}", error.body()).contains(&token), "{error:?}");

        let server = Server::doing([Fault::Echo(200)]);
        let error = timely(|| match mode {
            Mode::Awaited => awaited(async { connection(&server.url).content(CONTENT_KEY).unwrap().posts().browse().await }),
            Mode::Blocking => connection(&server.url).content_blocking(CONTENT_KEY).unwrap().posts().browse().send(),
        })
        .unwrap_err();
        assert!(error.body().contains("?key=…") && !format!("{error} {error:?} {}", error.body()).contains(CONTENT_KEY), "{error:?}");
    }
}

#[test]
fn a_file_is_asked_for_again_until_it_begins() {
    let page = Fault::Say(answer(502, &[HTML], "<html>"));
    let file = Fault::Say(answer(200, &["Content-Type: application/yaml"], "routes:\n"));
    for mode in MODES {
        let server = Server::doing([page.clone(), Fault::Reset(Vec::new()), file.clone()]);
        let found = timely(|| match mode {
            Mode::Awaited => {
                awaited(async { connection(&server.url).staff_token(KEY).unwrap().settings().download_routes().await?.bytes().await })
            }
            Mode::Blocking => connection(&server.url).staff_token_blocking(KEY).unwrap().settings().download_routes().send()?.bytes(),
        });
        assert_eq!((found.unwrap(), server.asked().len()), (b"routes:\n".to_vec(), 3));
    }
}

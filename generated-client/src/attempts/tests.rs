//! What follows an attempt, as a table.

use std::time::UNIX_EPOCH;

use super::*;
use crate::endpoint::Method;

const fn endpoint(method: Method) -> Endpoint {
    Endpoint {
        api: "admin",
        resource: "posts",
        operation: "do",
        method,
        base: "/ghost/api/admin",
        path: "/posts/",
        status: &[200],
        credential: true,
        errors: crate::error::ErrorForm::GHOST,
    }
}

static READ: Endpoint = endpoint(Method::Get);
static WRITE: Endpoint = endpoint(Method::Post);
const ASKED: &str = "https://x.org/ghost/api/admin/posts/?limit=1";

/// What a connection keeps, with 4 attempts within a minute and no chance.
struct Kept {
    retry: Retry,
    tokens: Tokens,
    clock: Clock,
}

impl Default for Kept {
    fn default() -> Self {
        Kept::of(Retry::new())
    }
}

impl Kept {
    fn of(retry: Retry) -> Self {
        Kept { tokens: Tokens::new(&retry), retry, clock: Clock::default() }
    }

    fn attempts(&self, endpoint: &'static Endpoint) -> Attempts<'_> {
        Attempts {
            endpoint,
            retry: &self.retry,
            tokens: &self.tokens,
            clock: &self.clock,
            deadline: Duration::from_secs(60),
            worthwhile: Duration::from_secs(3),
            max_body: 100,
            addresses: vec![ASKED.to_owned()],
            credential: None,
            sent: 0,
            repeated: 0,
            signed_anew: false,
        }
    }
}

fn after(seconds: u64) -> Moment {
    Moment { elapsed: Duration::from_secs(seconds), now: UNIX_EPOCH + Duration::from_secs(1_795_580_745), dice: 0, repeatable: true }
}

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Result<Response, TransportError> {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Ok(Response::new(status, headers, body.as_bytes().to_vec()))
}

fn html(status: u16) -> Result<Response, TransportError> {
    answer(status, &[("content-type", "text/html")], "<html>")
}

/// The wait in milliseconds, an address, or the end.
#[derive(Debug, PartialEq)]
enum Then {
    Wait(u128),
    Follow(String),
    Good,
    Bad(ErrorKind),
}

fn then(step: Step) -> Then {
    match step {
        Step::Again { after } => Then::Wait(after.as_millis()),
        Step::Follow { url } => Then::Follow(url),
        Step::Done(Ok(_)) => Then::Good,
        Step::Done(Err(error)) => Then::Bad(error.kind().clone()),
    }
}

fn first(endpoint: &'static Endpoint, outcome: Result<Response, TransportError>) -> Then {
    then(Kept::default().attempts(endpoint).next(outcome, after(0)))
}

#[test]
fn reads_are_repeated_where_it_may_help() {
    let failures = [
        Err(TransportError::NotSent("x".into())),
        Err(TransportError::Failed("x".into())),
        Err(TransportError::Timeout),
        Err(TransportError::Cut { status: 200, timeout: false, message: "x".into() }),
        html(429),
        html(502),
        html(503),
        html(504),
        answer(502, &[], r#"{"errors":[{"message":"x"}]}"#),
    ];
    for outcome in failures {
        let said = format!("{outcome:?}");
        assert_eq!(first(&READ, outcome), Then::Wait(250), "{said}");
    }
    for outcome in [Err(TransportError::TooLarge), html(500), html(404), html(501), answer(403, &[], r#"{"errors":[{"message":"x"}]}"#)] {
        let said = format!("{outcome:?}");
        assert!(matches!(first(&READ, outcome), Then::Bad(_)), "{said}");
    }
    assert_eq!(first(&READ, answer(200, &[], "{}")), Then::Good);
}

#[test]
fn writes_are_repeated_only_if_they_surely_did_not_arrive() {
    assert_eq!(first(&WRITE, Err(TransportError::NotSent("x".into()))), Then::Wait(250));
    let failures = [
        Err(TransportError::Failed("x".into())),
        Err(TransportError::Timeout),
        Err(TransportError::Cut { status: 201, timeout: true, message: "x".into() }),
        html(429),
        html(502),
        html(503),
        html(504),
    ];
    for outcome in failures {
        let said = format!("{outcome:?}");
        assert!(matches!(first(&WRITE, outcome), Then::Bad(_)), "{said}");
    }
}

#[test]
fn waits_double_until_there_were_enough() {
    let kept = Kept::default();
    let mut attempts = kept.attempts(&READ);
    for wait in [250, 500, 1000] {
        assert_eq!(then(attempts.next(html(502), after(0))), Then::Wait(wait));
    }
    let Step::Done(Err(error)) = attempts.next(html(502), after(0)) else { panic!("a fifth attempt") };
    assert_eq!((attempts.sent, error.status()), (4, Some(502)));
}

#[test]
fn nothing_is_repeated_unless_wanted() {
    let kept = Kept::of(Retry::never());
    assert!(matches!(then(kept.attempts(&READ).next(html(503), after(0))), Then::Bad(ErrorKind::Maintenance)));
    let kept = Kept::default();
    let once = Moment { repeatable: false, ..after(0) };
    let step = kept.attempts(&WRITE).next(Err(TransportError::NotSent("x".into())), once);
    assert!(matches!(then(step), Then::Bad(ErrorKind::Transport { sent: false, .. })), "the body is gone");
}

#[test]
fn a_servers_wait_is_kept_or_not_waited_for_at_all() {
    let text = |words: &str| answer(429, &[("retry-after", "3")], &format!(r#"{{"errors":[{{"message":"Please wait {words}."}}]}}"#));
    assert_eq!(first(&READ, text("a moment")), Then::Wait(3000));
    assert_eq!(first(&READ, text("20 seconds")), Then::Wait(20_000), "the text says it more exactly");
    assert_eq!(first(&READ, text("10 minutes")), Then::Bad(ErrorKind::RateLimited { wait: Some(Duration::from_secs(600)) }));
    let until = [("retry-after", "Wed, 25 Nov 2026 04:25:50 GMT"), ("date", "Wed, 25 Nov 2026 04:25:45 GMT")];
    assert_eq!(first(&READ, answer(503, &until, "<html>")), Then::Wait(5000));
    assert_eq!(first(&READ, answer(503, &[("retry-after", "never")], "<html>")), Then::Wait(250));
}

#[test]
fn nothing_is_repeated_after_the_budget() {
    let kept = Kept::default();
    assert_eq!(then(kept.attempts(&READ).next(Err(TransportError::Timeout), after(30))), Then::Wait(250));
    assert!(matches!(then(kept.attempts(&READ).next(Err(TransportError::Timeout), after(60))), Then::Bad(_)));
    assert!(matches!(then(kept.attempts(&READ).next(Err(TransportError::Timeout), after(57))), Then::Bad(_)), "too late to be worth it");
    let late = || answer(429, &[("retry-after", "30")], "");
    assert_eq!(then(kept.attempts(&READ).next(late(), after(27))), Then::Wait(30_000));
    assert!(matches!(then(kept.attempts(&READ).next(late(), after(28))), Then::Bad(ErrorKind::RateLimited { .. })));
}

#[test]
fn all_calls_of_a_connection_share_their_attempts() {
    let kept = Kept::of(Retry::new().tokens(1));
    assert_eq!(then(kept.attempts(&READ).next(html(502), after(0))), Then::Wait(250));
    assert!(matches!(then(kept.attempts(&READ).next(html(502), after(0))), Then::Bad(_)));
    for _ in 0..10 {
        assert_eq!(then(kept.attempts(&READ).next(answer(200, &[], "{}"), after(0))), Then::Good);
    }
    assert_eq!(then(kept.attempts(&READ).next(html(502), after(0))), Then::Wait(250));
}

const EXPIRED: &str = r#"{"errors":[{"message":"Invalid token: jwt expired","type":"UnauthorizedError","code":"INVALID_JWT"}]}"#;

#[test]
fn an_expired_token_is_signed_anew_once_by_the_servers_clock() {
    let kept = Kept::default();
    let refused = || answer(401, &[("date", "Wed, 25 Nov 2026 05:25:45 GMT")], EXPIRED);
    let mut attempts = kept.attempts(&WRITE);
    assert_eq!(then(attempts.next(refused(), after(0))), Then::Wait(0));
    assert_eq!(kept.clock.at(after(0).now), after(0).now + Duration::from_secs(3600));
    assert_eq!(then(attempts.next(refused(), after(0))), Then::Bad(ErrorKind::Token(TokenFault::Expired)));
    assert!(kept.tokens.take(), "that was no repetition");
}

#[test]
fn an_expired_token_is_not_signed_anew_where_the_clocks_agree() {
    for headers in [&[("date", "Wed, 25 Nov 2026 04:25:45 GMT")][..], &[]] {
        assert_eq!(first(&READ, answer(401, headers, EXPIRED)), Then::Bad(ErrorKind::Token(TokenFault::Expired)));
    }
}

fn moved(to: &str) -> Result<Response, TransportError> {
    answer(301, &[("location", to)], "")
}

fn refused(endpoint: &'static Endpoint, to: &str) -> (String, Detour) {
    match first(endpoint, moved(to)) {
        Then::Bad(ErrorKind::Redirected { to, why }) => (to, why),
        other => panic!("{other:?}"),
    }
}

#[test]
fn reads_follow_within_the_origin() {
    let to = "/ghost/api/admin/posts/other/?limit=1";
    assert_eq!(first(&READ, moved(to)), Then::Follow(format!("https://x.org{to}")));
    assert_eq!(refused(&WRITE, to), ("https://x.org/ghost/api/admin/posts/other/".to_owned(), Detour::Write));
    assert_eq!(refused(&READ, "/ghost/api/admin/posts/other/").1, Detour::QueryDropped);
    assert_eq!(refused(&READ, "https://admin.x.org/ghost/api/admin/posts/?limit=1").1, Detour::OtherOrigin);
    assert_eq!(first(&READ, answer(304, &[], "")), Then::Bad(ErrorKind::NotModified));
}

#[test]
fn the_error_of_a_redirect_names_the_url_to_use() {
    let kept = Kept::default();
    let step = kept.attempts(&WRITE).next(moved("https://y.org/blog/ghost/api/admin/posts/?limit=1&key=secret"), after(0));
    let Step::Done(Err(error)) = step else { panic!("{step:?}") };
    let expected = "posts.do (POST /posts/): the server points to https://y.org/blog/ghost/api/admin/posts/ \
                    (another origin, where the credential does not go) [HTTP 301]; connect to https://y.org/blog instead";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn redirects_end() {
    let kept = Kept::default();
    let mut attempts = kept.attempts(&READ);
    for step in 1..=5 {
        assert!(matches!(attempts.next(moved(&format!("/{step}?limit=1")), after(0)), Step::Follow { .. }));
    }
    let Step::Done(Err(error)) = attempts.next(moved("/6?limit=1"), after(0)) else { panic!("a sixth redirect") };
    assert!(matches!(error.kind(), ErrorKind::Redirected { why: Detour::TooMany, .. }) && attempts.sent == 6, "{error}");

    let mut attempts = kept.attempts(&READ);
    assert!(matches!(attempts.next(moved("/1?limit=1"), after(0)), Step::Follow { .. }));
    assert_eq!(
        then(attempts.next(moved(ASKED), after(0))),
        Then::Bad(ErrorKind::Redirected { to: "https://x.org/ghost/api/admin/posts/".into(), why: Detour::Loop })
    );
}

//! Logging in, against answers as Ghost 6 gives them.

use std::sync::{Arc, Mutex};

use super::*;
use crate::error::SignInFault;
use crate::transport::{BlockingTransport, BoxFuture, Request, Response, Transport, TransportError};

/// Answers one after the other, and what was asked: method and path, cookie, origin, body.
#[derive(Clone, Debug, Default)]
struct Site {
    answers: Arc<Mutex<Vec<Response>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Asked {
    route: String,
    cookie: Option<String>,
    origin: Option<String>,
    body: String,
}

impl Site {
    fn answering(answers: &[(u16, Option<&str>, &str)]) -> Self {
        let answer = |(status, cookie, body): &(u16, Option<&str>, &str)| {
            let media = if body.starts_with('{') { "application/json" } else { "text/plain; charset=utf-8" };
            let cookie = cookie.map(|value| ("set-cookie".to_owned(), format!("ghost-admin-api-session={value}; Path=/ghost; HttpOnly")));
            Response::new(
                *status,
                cookie.into_iter().chain([("content-type".to_owned(), media.to_owned())]).collect(),
                body.as_bytes().to_vec(),
            )
        };
        Site { answers: Arc::new(Mutex::new(answers.iter().rev().map(answer).collect())), asked: Arc::default() }
    }

    fn builder(&self) -> Builder {
        Ghost::builder("https://x.org/blog/ghost").unwrap().transport(self.clone()).blocking_transport(self.clone())
    }

    fn answer(&self, request: &Request) -> Result<Response, TransportError> {
        let header = |name: &str| request.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        self.asked.lock().unwrap().push(Asked {
            route: format!("{} {}", request.method, request.url.trim_start_matches("https://x.org/blog/ghost/api/admin")),
            cookie: header("cookie"),
            origin: header("origin"),
            body: request
                .body
                .as_ref()
                .and_then(|body| body.as_bytes())
                .map(|body| String::from_utf8_lossy(body).into_owned())
                .unwrap_or_default(),
        });
        self.answers.lock().unwrap().pop().ok_or_else(|| TransportError::Failed("nothing more was expected".to_owned()))
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    fn cookies(&self) -> Vec<Option<String>> {
        self.asked()
            .into_iter()
            .map(|asked| asked.cookie.map(|cookie| cookie.trim_start_matches("ghost-admin-api-session=").to_owned()))
            .collect()
    }
}

impl Transport for Site {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move { self.answer(&request) })
    }
}

impl BlockingTransport for Site {
    fn execute(&self, request: Request) -> Result<Response, TransportError> {
        self.answer(&request)
    }
}

const NEEDS_CODE: &str = r#"{"errors":[{"message":"User must verify session to login.","context":"A 6-digit sign-in verification code has been sent to your email to keep your account safe.","type":"Needs2FAError","code":"2FA_NEW_DEVICE_DETECTED"}]}"#;
const WRONG_PASSWORD: &str = r#"{"errors":[{"message":"Your password is incorrect.","context":"Your password is incorrect.","type":"ValidationError","code":"PASSWORD_INCORRECT"}]}"#;
const TOKEN: &str = r#"{"apiKey":{"id":"6b0651d2fb70531d3b71c6af","secret":"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b","type":"admin","user_id":"1","role_id":null,"integration_id":null,"last_seen_at":null,"last_seen_version":null,"created_at":"2026-01-02T03:04:05.000Z","updated_at":null}}"#;
const PASSWORD: &str = "s3cret-password";

async fn signed_in(site: &Site) -> Ghost<Session> {
    match site.builder().login("ada@example.com", PASSWORD).await.unwrap() {
        Login::SignedIn(ghost) => ghost,
        Login::NeedsCode(challenge) => panic!("{challenge:?}"),
    }
}

#[tokio::test]
async fn a_login_keeps_the_cookie_and_takes_over_each_new_one() {
    let site = Site::answering(&[(201, Some("cookie-1"), "Created"), (200, Some("cookie-2"), TOKEN), (204, Some("cookie-3"), "")]);
    let ghost = signed_in(&site).await;
    assert!(ghost.export().expose().contains("cookie-1"));
    let staff = ghost.to_staff_token().await.unwrap();
    ghost.sign_out().await.unwrap();
    assert_eq!(site.cookies(), [None, Some("cookie-1".to_owned()), Some("cookie-2".to_owned())]);
    assert!(ghost.export().expose().contains("cookie-3"));
    let first = &site.asked()[0];
    assert_eq!((first.route.as_str(), first.origin.as_deref()), ("POST /session/", Some("https://x.org")));
    assert_eq!(first.body, r#"{"username":"ada@example.com","password":"s3cret-password"}"#);
    let shown = format!("{ghost:?} {staff:?} {:?} {:?}", ghost.export(), SessionLogIn::new("ada", PASSWORD));
    assert!(["cookie-", "0b0b", PASSWORD].iter().all(|secret| !shown.contains(secret)), "{shown}");
}

#[tokio::test]
async fn a_code_belongs_to_the_cookie_of_its_login() {
    let answers = [(403, Some("asked"), NEEDS_CODE), (401, None, "Unauthorized"), (200, None, "OK"), (200, None, "OK"), (204, None, "")];
    let site = Site::answering(&answers);
    let Login::NeedsCode(challenge) = site.builder().login("ada@example.com", PASSWORD).await.unwrap() else { panic!("signed in") };
    assert_eq!(challenge.reason(), CodeReason::NewDevice);
    assert!(matches!(challenge.verify(" \n").await.unwrap_err().kind(), ErrorKind::Input { .. }));
    let wrong = challenge.verify("000000").await.unwrap_err();
    assert_eq!(wrong.kind(), &ErrorKind::SignIn(SignInFault::WrongCode), "{wrong}");
    assert!(wrong.to_string().contains("the code is wrong, or older than five minutes [HTTP 401]; have another code sent"), "{wrong}");
    challenge.resend().await.unwrap();
    challenge.verify("123 456\n").await.unwrap().sign_out().await.unwrap();
    assert!(site.cookies()[1..].iter().all(|cookie| cookie.as_deref() == Some("asked")), "{:?}", site.cookies());
    let bodies: Vec<String> = site.asked().into_iter().map(|asked| format!("{} {}", asked.route, asked.body)).collect();
    let expected = [r#"PUT /session/verify/ {"token":"000000"}"#, "POST /session/verify/ ", r#"PUT /session/verify/ {"token":"123456"}"#];
    assert_eq!(&bodies[1..4], expected);
}

#[test]
fn blocking_logins_are_the_same() {
    let answers = [(403, Some("asked"), NEEDS_CODE), (200, None, "OK"), (200, None, "OK"), (200, None, TOKEN), (204, None, "")];
    let site = Site::answering(&answers);
    let Login::NeedsCode(challenge) = site.builder().login_blocking("ada@example.com", PASSWORD).unwrap() else { panic!("signed in") };
    challenge.resend().unwrap();
    let ghost = challenge.verify("123456").unwrap();
    assert!(ghost.staff_key().unwrap().expose().starts_with("6b0651d2fb70531d3b71c6af:0b0b"));
    ghost.sign_out().unwrap();
    let resumed = Ghost::builder("https://x.org/blog").unwrap().blocking_transport(site.clone()).resume_blocking(&ghost.export()).unwrap();
    assert_eq!(resumed.export(), ghost.export());
    assert!(site.cookies()[1..].iter().all(|cookie| cookie.as_deref() == Some("asked")));
}

#[tokio::test]
async fn a_wrong_password_is_said_to_be_one_and_is_not_shown() {
    let site = Site::answering(&[(422, None, WRONG_PASSWORD)]);
    let error = site.builder().login("ada@example.com", PASSWORD).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::SignIn(SignInFault::WrongPassword));
    assert!(!format!("{error} {error:?}").contains(PASSWORD), "{error:?}");
    for (email, password) in [(" ", PASSWORD), ("ada@example.com", "")] {
        let error = site.builder().login(email, password).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Input { .. }), "{error}");
    }
    assert_eq!(site.asked().len(), 1);
}

#[tokio::test]
async fn a_known_device_logs_in_with_its_cookie() {
    let site = Site::answering(&[(201, Some("cookie-1"), "Created"), (201, Some("cookie-2"), "Created")]);
    let earlier = signed_in(&site).await.export();
    let Login::SignedIn(ghost) = site.builder().login_again(&earlier, "ada@example.com", PASSWORD).await.unwrap() else { panic!("asked") };
    assert_eq!(site.cookies(), [None, Some("cookie-1".to_owned())]);
    assert!(ghost.export().expose().contains("cookie-2"));
}

#[tokio::test]
async fn a_session_goes_to_no_other_site() {
    let site = Site::answering(&[(201, Some("cookie-1"), "Created")]);
    let saved = signed_in(&site).await.export();
    for other in ["https://evil.org/blog", "http://x.org/blog", "https://x.org", "https://x.org:444/blog"] {
        let builder = || Ghost::builder(other).unwrap().transport(site.clone());
        let error = builder().resume(&saved).unwrap_err();
        assert_eq!(error.to_string(), "the session is of another site: https://x.org/blog");
        assert!(builder().login_again(&saved, "ada@example.com", PASSWORD).await.is_err());
    }
    assert_eq!(site.asked().len(), 1);
}

#[test]
fn a_login_can_be_sent_between_threads() {
    fn is_send(_: impl Send) {}
    let site = Site::default();
    is_send(site.builder().login("ada@example.com", PASSWORD));
    is_send(site.builder().resume(&SavedSession::new("https://x.org/blog", [])).unwrap().check());
}

#[test]
fn a_malformed_address_is_a_fault_of_the_input() {
    let error = Error::from(Ghost::builder("x.org").unwrap_err());
    assert!(matches!(error.kind(), ErrorKind::Input { .. }), "{error}");
}

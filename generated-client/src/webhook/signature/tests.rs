use super::*;

/// The answer published with the change that put the time under the signature.
const KNOWN: &str = include_str!("../../../../tests/recorded/webhooks/signature_known_answer.json");

struct Known {
    secret: String,
    header: String,
    body: String,
}

fn known() -> Known {
    let json: serde_json::Value = serde_json::from_str(KNOWN).unwrap();
    let text = |key: &str| json[key].as_str().unwrap().to_owned();
    Known { secret: text("secret"), header: text("header"), body: text("body") }
}

/// When the known delivery was sent.
fn then() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(1_719_842_984_367)
}

fn signed(secret: &str, message: &str) -> String {
    base16ct::lower::encode_string(&HMAC::mac(message, secret))
}

fn check(verifier: &Verifier, header: &str, body: &str) -> Result<Scheme, WebhookError> {
    verifier.verify_at(then(), [("X-Ghost-Signature", header)], body.as_bytes()).map(|verified| verified.scheme())
}

#[test]
fn the_published_answer_is_right() {
    let known = known();
    let headers = [("content-type", "application/json"), ("x-ghost-SIGNATURE", known.header.as_str())];
    let verified = Verifier::new(&*known.secret).verify_at(then(), headers, known.body.as_bytes()).unwrap();
    assert_eq!((verified.scheme(), verified.sent(), verified.body()), (Scheme::BodyAndTime, then(), known.body.as_bytes()));
    assert!(
        matches!(verified.event().unwrap(), Event::Unnamed(crate::webhook::Subject::Tag(tag)) if tag.latest().slug.as_deref() == Some("test"))
    );
}

#[test]
fn another_secret_body_time_or_digest_is_wrong() {
    let known = known();
    let right = Verifier::new(&*known.secret);
    assert_eq!(check(&Verifier::new("FOOBARBAR"), &known.header, &known.body), Err(WebhookError::WrongSignature));
    assert_eq!(check(&right, &known.header, &known.body.replace("test", "best")), Err(WebhookError::WrongSignature));
    assert_eq!(check(&right, &known.header.replace("367", "368"), &known.body), Err(WebhookError::WrongSignature));
    for at in 0..64 {
        let mut header = known.header.clone().into_bytes();
        let digit = &mut header["sha256=".len() + at];
        *digit = if *digit == b'0' { b'1' } else { b'0' };
        assert_eq!(check(&right, &String::from_utf8(header).unwrap(), &known.body), Err(WebhookError::WrongSignature), "digit {at}");
    }
}

#[test]
fn a_delivery_is_fresh_for_five_minutes_before_and_after_unless_set() {
    let known = known();
    let at = |verifier: &Verifier, now| verifier.verify_at(now, [("x-ghost-signature", &known.header)], known.body.as_bytes()).err();
    let verifier = Verifier::new(&*known.secret);
    let (window, second) = (Duration::from_secs(300), Duration::from_secs(1));
    for (now, fresh) in
        [(then() + window, true), (then() - window, true), (then() + window + second, false), (then() - window - second, false)]
    {
        assert_eq!(at(&verifier, now), (!fresh).then_some(WebhookError::OutsideWindow { distance: window + second, window }));
    }
    assert_eq!(verifier.verify([("x-ghost-signature", &known.header)], known.body.as_bytes()).err().map(|error| error.status()), Some(401));
    assert!(at(&verifier.clone().window(second), then() + second * 2).is_some());
    assert!(at(&verifier.window(Duration::MAX), then() + window * 1_000_000).is_none());
}

#[test]
fn the_older_scheme_counts_only_on_request() {
    let known = known();
    let header = format!("sha256={}, t=1719842984367", signed(&known.secret, &known.body));
    let verifier = Verifier::new(&*known.secret);
    assert_eq!(check(&verifier, &header, &known.body), Err(WebhookError::WrongSignature));
    let older = verifier.also_body_only();
    assert_eq!(check(&older, &header, &known.body), Ok(Scheme::BodyOnly));
    assert_eq!(check(&older, &known.header, &known.body), Ok(Scheme::BodyAndTime));
    assert_eq!(check(&older, &header, &known.body.replace("test", "best")), Err(WebhookError::WrongSignature));
}

#[test]
fn digits_do_not_wander_between_body_and_time() {
    let known = known();
    let longer = format!("{}1719842984367", known.body);
    let header = known.header.replace("t=1719842984367", "t=1719842984368");
    let older = Verifier::new(&*known.secret).also_body_only();
    assert_eq!(check(&older, &header, &longer), Err(WebhookError::NotJson), "what was signed with its time is no older delivery");
    let shifted = known.header.replace("t=1719842984367", "t=9842984367");
    let verifier = Verifier::new(&*known.secret).window(Duration::MAX);
    assert_eq!(check(&verifier, &shifted, &format!("{}171", known.body)), Err(WebhookError::NotJson));
}

#[test]
fn an_empty_secret_signs_nothing() {
    let header = format!("sha256={}, t=1719842984367", signed("", "{}1719842984367"));
    assert_eq!(check(&Verifier::new(""), &header, "{}"), Err(WebhookError::EmptySecret));
}

#[test]
fn junk_is_told_apart_and_does_no_harm() {
    let digest = "ab".repeat(32);
    let verifier = Verifier::new("secret");
    assert_eq!(verifier.verify([("x-hub-signature", "sha256=00")], b"{}").unwrap_err(), WebhookError::Unsigned);
    assert_eq!(verifier.verify(Vec::<(String, Vec<u8>)>::new(), b"{}").unwrap_err(), WebhookError::Unsigned);
    let twice = [("x-ghost-signature", "sha256=00, t=1"), ("X-Ghost-Signature", "sha256=00, t=1")];
    assert_eq!(verifier.verify(twice, b"{}").unwrap_err(), WebhookError::Malformed { reason: "it is there twice" });
    assert_eq!(verifier.verify([("x-ghost-signature", [0xff])], b"{}").unwrap_err(), WebhookError::Malformed { reason: "it is not text" });
    let malformed = [
        String::new(),
        ",".to_owned(),
        "sha256".to_owned(),
        format!("sha256={digest}"),
        "t=1719842984367".to_owned(),
        format!("sha256={digest}, t="),
        format!("sha256={digest}, t=-1"),
        format!("sha256={digest}, t=+1719842984367"),
        format!("sha256={digest}, t=1e3"),
        format!("sha256={digest}, t={}", "9".repeat(40)),
        format!("sha256={digest}, t=1, t=2"),
        format!("sha256={digest}, sha256={digest}, t=1"),
        format!("sha256={}, t=1719842984367", &digest[1..]),
        format!("sha256={digest}ab, t=1719842984367"),
        format!("sha256={}zz, t=1719842984367", &digest[2..]),
        format!("sha256={}é, t=1719842984367", &digest[2..]),
    ];
    for header in malformed {
        assert!(matches!(check(&verifier, &header, "{}"), Err(WebhookError::Malformed { .. })), "{header}");
    }
    let unknown_part = format!("v2=x=y, sha256={digest}, t=1719842984367");
    assert_eq!(check(&verifier, &unknown_part, "{}"), Err(WebhookError::WrongSignature));
}

#[test]
fn neither_secret_nor_body_is_shown() {
    let known = known();
    let verifier = Verifier::new(&*known.secret);
    let verified = verifier.verify_at(then(), [("x-ghost-signature", &known.header)], known.body.as_bytes()).unwrap();
    let error = check(&verifier, &known.header, "{}").unwrap_err();
    let shown = format!("{verifier:?} {verified:?} {error:?} {error}");
    assert!(!shown.contains(&known.secret) && !shown.contains("slug"), "{shown}");
}

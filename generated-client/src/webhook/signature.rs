//! Signatures of deliveries: `X-Ghost-Signature: sha256=<hex>, t=<milliseconds>`.
//!
//! Signed is the body directly followed by the digits of `t`, with HMAC-SHA256 and the text of the secret as key. Ghost before July 2024 (5.8x)
//! sends the same header and signs the body alone.

use std::fmt;
use std::time::{Duration, SystemTime};

use hmac_sha256::HMAC;

use super::error::WebhookError;
use super::event::Event;
use crate::admin::webhooks::WebhookEvent;
use crate::time::now;

/// How far a delivery's time may be from the receiver's, unless set.
const WINDOW: Duration = Duration::from_secs(5 * 60);
const HEADER: &str = "x-ghost-signature";

/// Checks that a delivery was signed with the webhook's secret, over body and time, within five minutes.
///
/// `headers` is anything that gives names (in any case) and values; `raw_body` must be the bytes as they came, not JSON written anew.
///
/// # Errors
///
/// The delivery is not Ghost's, or it is not fresh.
pub fn verify<'b, N: AsRef<str>, V: AsRef<[u8]>>(
    secret: &str,
    headers: impl IntoIterator<Item = (N, V)>,
    raw_body: &'b [u8],
) -> Result<Verified<'b>, WebhookError> {
    Verifier::new(secret).verify(headers, raw_body)
}

/// Checks deliveries, with options.
///
/// ```
/// use std::time::Duration;
/// use ghost_client::webhook::Verifier;
///
/// let verifier = Verifier::new("the webhook's secret").window(Duration::from_secs(60));
/// assert!(verifier.verify([("content-type", "application/json")], b"{}").is_err());
/// ```
#[derive(Clone)]
pub struct Verifier {
    secret: String,
    window: Duration,
    also_body_only: bool,
}

impl fmt::Debug for Verifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = formatter.debug_struct("Verifier");
        out.field("window", &self.window).field("also_body_only", &self.also_body_only).finish_non_exhaustive()
    }
}

impl Verifier {
    /// Checks with this secret, the one the webhook was added with.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Verifier { secret: secret.into(), window: WINDOW, also_body_only: false }
    }

    /// How far a delivery's time may be from now, before or after; five minutes unless set.
    ///
    /// Within it a delivery that somebody recorded can be played again: whoever must not act twice keeps what has been seen.
    #[must_use]
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// Takes also signatures over the body alone, as Ghost made them before July 2024 (5.8x).
    ///
    /// Such a delivery's time is not signed: it can be played again at any time with a new one. [`Verified::scheme`] tells which it was.
    #[must_use]
    pub fn also_body_only(mut self) -> Self {
        self.also_body_only = true;
        self
    }

    /// As the function [`verify`].
    ///
    /// # Errors
    ///
    /// The delivery is not Ghost's, or it is not fresh.
    pub fn verify<'b, N: AsRef<str>, V: AsRef<[u8]>>(
        &self,
        headers: impl IntoIterator<Item = (N, V)>,
        raw_body: &'b [u8],
    ) -> Result<Verified<'b>, WebhookError> {
        self.verify_at(now(), headers, raw_body)
    }

    /// As [`verify`](Verifier::verify), at a moment: for tests, and for deliveries that were kept.
    ///
    /// # Errors
    ///
    /// The delivery is not Ghost's, or it was not fresh then.
    pub fn verify_at<'b, N: AsRef<str>, V: AsRef<[u8]>>(
        &self,
        now: SystemTime,
        headers: impl IntoIterator<Item = (N, V)>,
        raw_body: &'b [u8],
    ) -> Result<Verified<'b>, WebhookError> {
        if self.secret.is_empty() {
            return Err(WebhookError::EmptySecret);
        }
        let mut found = headers.into_iter().filter(|(name, _)| name.as_ref().eq_ignore_ascii_case(HEADER));
        let (_, value) = found.next().ok_or(WebhookError::Unsigned)?;
        if found.next().is_some() {
            return Err(WebhookError::Malformed { reason: "it is there twice" });
        }
        let signature = Signature::parse(value.as_ref())?;
        // Ghost sends an object. Anything that ends in a digit could be a body and the beginning of its time,
        // or both of them as one body that was signed alone.
        if raw_body.trim_ascii_end().last() != Some(&b'}') {
            return Err(WebhookError::NotJson);
        }
        let scheme = self.scheme(&signature, raw_body).ok_or(WebhookError::WrongSignature)?;
        let distance = now.duration_since(signature.sent).unwrap_or_else(|future| future.duration());
        if distance > self.window {
            return Err(WebhookError::OutsideWindow { distance, window: self.window });
        }
        Ok(Verified { body: raw_body, sent: signature.sent, scheme })
    }

    /// The scheme by which a signature is right.
    #[inline]
    fn scheme(&self, signature: &Signature<'_>, body: &[u8]) -> Option<Scheme> {
        if self.signs(&[body, signature.time.as_bytes()], &signature.digest) {
            return Some(Scheme::BodyAndTime);
        }
        (self.also_body_only && self.signs(&[body], &signature.digest)).then_some(Scheme::BodyOnly)
    }

    /// Whether the secret signs these parts with this digest, compared in constant time.
    fn signs(&self, parts: &[&[u8]], digest: &[u8; 32]) -> bool {
        let mut mac = HMAC::new(&self.secret);
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize_verify(digest)
    }
}

/// What a signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// Body and time: Ghost since July 2024 (5.8x).
    BodyAndTime,
    /// The body alone: before. The time is anybody's word.
    BodyOnly,
}

/// A delivery whose signature is right.
#[derive(Clone, Copy, PartialEq)]
pub struct Verified<'b> {
    body: &'b [u8],
    sent: SystemTime,
    scheme: Scheme,
}

impl<'b> Verified<'b> {
    /// The event, as the body names it; see [`Event::Unnamed`] for Ghost before 6.45.
    ///
    /// # Errors
    ///
    /// The body is not JSON, or not as described.
    #[inline]
    pub fn event(&self) -> Result<Event, WebhookError> {
        Event::read(self.body)
    }

    /// The event, as the body names it, or else this one: what the address that was called is for.
    ///
    /// # Errors
    ///
    /// The body is not JSON, or not as described.
    #[inline]
    pub fn event_or(&self, assumed: WebhookEvent) -> Result<Event, WebhookError> {
        Event::read_or(self.body, assumed)
    }

    /// The body, as it came.
    #[must_use]
    pub fn body(&self) -> &'b [u8] {
        self.body
    }

    /// When Ghost sent it, by its own clock.
    #[must_use]
    pub fn sent(&self) -> SystemTime {
        self.sent
    }

    /// What the signature covers.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = formatter.debug_struct("Verified");
        out.field("bytes", &self.body.len()).field("sent", &self.sent).field("scheme", &self.scheme).finish_non_exhaustive()
    }
}

/// The header's parts.
struct Signature<'h> {
    digest: [u8; 32],
    /// The digits as they came, since they are signed.
    time: &'h str,
    sent: SystemTime,
}

impl<'h> Signature<'h> {
    #[inline]
    fn parse(value: &'h [u8]) -> Result<Self, WebhookError> {
        let wrong = |reason| WebhookError::Malformed { reason };
        let text = std::str::from_utf8(value).map_err(|_| wrong("it is not text"))?;
        let (mut digest, mut time) = (None, None);
        for part in text.split(',') {
            let (name, value) = part.trim().split_once('=').ok_or(wrong("a part has no `=`"))?;
            let place = match name {
                "sha256" => &mut digest,
                "t" => &mut time,
                // Whatever a later Ghost adds.
                _ => continue,
            };
            if place.replace(value).is_some() {
                return Err(wrong("a part is there twice"));
            }
        }
        let digest = digest.ok_or(wrong("there is no `sha256`"))?;
        let digest = base16ct::mixed::decode_vec(digest).ok().and_then(|digest| digest.try_into().ok());
        let time = time.ok_or(wrong("there is no `t`"))?;
        let sent = sent(time).ok_or(wrong("`t` is not a time in milliseconds"))?;
        Ok(Signature { digest: digest.ok_or(wrong("`sha256` is not 64 hexadecimal digits"))?, time, sent })
    }
}

/// The moment of digits that count milliseconds; none that could overflow.
fn sent(digits: &str) -> Option<SystemTime> {
    let plain = (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let milliseconds = digits.parse().ok().filter(|_| plain)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(milliseconds))
}

#[cfg(test)]
mod tests;

//! What is wrong with a delivery.

use std::fmt;
use std::time::Duration;

/// Why a delivery is not taken. The secret is never shown, nor the signature that would have been right.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// The receiver's secret is empty: anybody could sign with it.
    EmptySecret,
    /// There is no `X-Ghost-Signature`: the webhook has no secret, or somebody else is calling.
    Unsigned,
    /// The signature's header is not `sha256=…, t=…`.
    Malformed {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The signature is not that of this body with this secret.
    WrongSignature,
    /// Signed right, but too long ago, or too far in the future: a replay, or clocks that disagree.
    OutsideWindow {
        /// How far the delivery's time is from the receiver's.
        distance: Duration,
        /// How far it may be.
        window: Duration,
    },
    /// The body is not a JSON object.
    NotJson,
    /// The content is not as described.
    Decode {
        /// Where in the body, such as `post.current.title`.
        path: String,
        /// What is wrong there.
        reason: String,
    },
}

impl WebhookError {
    /// A fitting HTTP status for the answer: 401 if it is not certain that Ghost sent it, 400 if what it sent cannot be read.
    ///
    /// It is never 410, upon which Ghost deletes the webhook.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            WebhookError::EmptySecret => 500,
            WebhookError::NotJson | WebhookError::Decode { .. } => 400,
            _ => 401,
        }
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WebhookError::EmptySecret => formatter.write_str("the secret to verify with is empty; set the one the webhook was added with"),
            WebhookError::Unsigned => {
                formatter.write_str("there is no X-Ghost-Signature; Ghost signs the calls of webhooks that have a secret")
            }
            WebhookError::Malformed { reason } => write!(formatter, "X-Ghost-Signature is not `sha256=…, t=…`: {reason}"),
            WebhookError::WrongSignature => {
                formatter.write_str("the signature is not that of this body; is it the webhook's secret, and the body exactly as it came?")
            }
            WebhookError::OutsideWindow { distance, window } => write!(
                formatter,
                "the delivery's time is {} s from now and may be {} s; it is a replay, or a clock is wrong",
                distance.as_secs(),
                window.as_secs()
            ),
            WebhookError::NotJson => formatter.write_str("the body is not a JSON object"),
            WebhookError::Decode { path, reason } => write!(formatter, "the delivery is not as described at `{path}`: {reason}"),
        }
    }
}

impl std::error::Error for WebhookError {}

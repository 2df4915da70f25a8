//! What an answer means: success, or the error it is.

use std::time::Duration;

use crate::answer::Answer;
use crate::clock::http_date;
use crate::endpoint::Endpoint;
use crate::error::{Detour, Error, ErrorKind, SignInFault, foreign};
use crate::transport::{Response, TransportError};

/// An answer of success, or the error it is.
///
/// # Errors
///
/// The status is not one of success.
pub fn judge(endpoint: &'static Endpoint, response: Response) -> Result<Answer, Error> {
    match refusal(endpoint, &response) {
        Some(error) => Err(error),
        None => Ok(Answer::new(endpoint, response)),
    }
}

/// The error that an answer is, unless it is one of success.
pub(crate) fn refusal(endpoint: &'static Endpoint, response: &Response) -> Option<Error> {
    let (status, body) = (response.status(), response.body());
    if (200..300).contains(&status) || endpoint.status.contains(&status) {
        return None;
    }
    let (ghost, is_ghosts) = (endpoint.errors.read(body), endpoint.errors.is_ghosts());
    let mut kind = match (&ghost, status) {
        (_, 304) => ErrorKind::NotModified,
        (_, 300..400) => ErrorKind::Redirected { to: without_query(response.header("location")), why: Detour::NotFollowed },
        (Some(ghost), _) if is_ghosts => ghost.error_kind(status, endpoint),
        (Some(other), _) => other.foreign_kind(status, endpoint),
        (None, _) => foreign(status, response.header("content-type"), body, endpoint),
    };
    if let Some(fault) = SignInFault::read(endpoint, status, ghost.as_ref()).filter(|_| is_ghosts) {
        kind = ErrorKind::SignIn(fault);
    }
    if let ErrorKind::RateLimited { wait: wait @ None } = &mut kind {
        *wait = retry_after(response);
    }
    Some(Error::new(kind).on(endpoint).with_status(status).with_body(body).with_ghost(ghost))
}

/// A redirect may carry a credential along in its query.
fn without_query(location: Option<&str>) -> String {
    location.and_then(|location| location.split(['?', '#']).next()).unwrap_or("nowhere").to_owned()
}

/// How long the head of an answer says to wait: seconds, or a moment by the server's own clock.
pub(crate) fn retry_after<B>(response: &Response<B>) -> Option<Duration> {
    let text = response.header("retry-after")?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let (until, now) = (http_date(text)?, http_date(response.header("date")?)?);
    Some(until.duration_since(now).unwrap_or_default())
}

/// The error of an answer that did not arrive.
pub(crate) fn undelivered(endpoint: &'static Endpoint, error: TransportError, limit: usize) -> Error {
    let late = || "no whole answer in time".to_owned();
    let (kind, status) = match error {
        TransportError::Timeout => (ErrorKind::Transport { timeout: true, sent: true, message: late() }, None),
        TransportError::TooLarge => (ErrorKind::TooLarge { limit }, None),
        TransportError::Unreadable(message) => (ErrorKind::Unreadable { message }, None),
        TransportError::NotSent(message) => (ErrorKind::Transport { timeout: false, sent: false, message }, None),
        TransportError::Failed(message) => (ErrorKind::Transport { timeout: false, sent: true, message }, None),
        TransportError::Cut { status, timeout: true, .. } => {
            (ErrorKind::Transport { timeout: true, sent: true, message: late() }, Some(status))
        }
        TransportError::Cut { status, message, .. } => (ErrorKind::Transport { timeout: false, sent: true, message }, Some(status)),
    };
    let error = Error::new(kind).on(endpoint);
    match status {
        Some(status) => error.with_status(status),
        None => error,
    }
}

//! Faults on demand.

use std::time::Duration;

use super::refusal::Refusal;
use super::refused;
use crate::permission::Version;
use crate::transport::{Response, TransportError};

/// What goes wrong with one request. The fake does nothing else with that request, unless said.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// This is answered: JSON if it starts like it, a page of HTML otherwise.
    Answer {
        /// HTTP status.
        status: u16,
        /// Body.
        body: String,
    },
    /// No whole answer comes in time.
    Timeout,
    /// There is no connection: the request surely did not arrive, and even a write may be repeated.
    Refused,
    /// The connection breaks before anything is answered.
    Reset,
    /// The request is carried out, and then the connection breaks: nobody can tell this from [`Fault::Reset`].
    Lost,
    /// Somebody else changed it meanwhile: 409, as Ghost writes it.
    Collision,
    /// Too many tries: 429, with this wait in the text, in whole minutes.
    RateLimited(Duration),
    /// Ghost is starting: 503, as a page of HTML.
    Maintenance,
}

impl Fault {
    /// An answer of one's own.
    #[must_use]
    pub fn answer(status: u16, body: impl Into<String>) -> Self {
        Fault::Answer { status, body: body.into() }
    }

    /// Whether the request is carried out all the same.
    pub(super) fn comes_after(&self) -> bool {
        *self == Fault::Lost
    }

    /// What comes back instead of an answer.
    pub(super) fn answered(self, version: Version, entity: &str) -> Result<Response, TransportError> {
        match self {
            Fault::Answer { status, body } => Ok(page(status, body)),
            Fault::Timeout => Err(TransportError::Timeout),
            Fault::Refused => Err(TransportError::NotSent("connection refused".to_owned())),
            Fault::Reset | Fault::Lost => Err(TransportError::Failed("connection reset by peer".to_owned())),
            Fault::Collision => {
                let long_ago = "1970-01-01T00:00:00.000Z";
                Ok(refused(version, &Refusal::collision(version, entity, &[], (long_ago, long_ago))))
            }
            Fault::RateLimited(wait) => Ok(refused(version, &Refusal::rate_limited(wait.as_secs().div_ceil(60)))),
            Fault::Maintenance => Ok(page(503, "<html><body>We'll be right back.</body></html>".to_owned())),
        }
    }
}

fn page(status: u16, body: String) -> Response {
    let kind = if body.trim_start().starts_with(['{', '[']) { "application/json; charset=utf-8" } else { "text/html; charset=utf-8" };
    Response::new(status, vec![("content-type".to_owned(), kind.to_owned())], body.into_bytes())
}

//! Errors: what happened, on which route, with what the server said, and what to do.

mod asked;
mod form;
mod ghost_body;
mod kind;
mod sign_in;
mod validation;
mod written;

use std::error::Error as StdError;
use std::fmt;

pub(crate) use asked::Asked;
pub use form::ErrorForm;
pub use ghost_body::GhostError;
pub(crate) use ghost_body::foreign;
pub use kind::{Denial, Detour, ErrorKind, TokenFault};
pub use sign_in::SignInFault;
pub use written::Written;

use crate::endpoint::Endpoint;

/// Why a call did not give what it promises.
///
/// [`kind`](Error::kind) is what programs match on; `Display` is for people. Neither it nor `Debug`
/// ever shows a credential.
///
/// ```no_run
/// use ghost_client::{ErrorKind, Written};
/// # use ghost_client::{Error, Ghost, Integration, members::NewMember};
///
/// # async fn example(ghost: Ghost<Integration>) -> Result<(), Error> {
/// match ghost.members().add(NewMember::new("ada@example.com")).await {
///     Err(error) if matches!(error.kind(), ErrorKind::Validation { rule: Some(rule), .. } if rule == "unique") => {}
///     Err(error) if error.written() == Written::Maybe => eprintln!("look whether it is there before you repeat it: {error}"),
///     other => drop(other?),
/// }
/// # Ok(()) }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    endpoint: Option<&'static Endpoint>,
    status: Option<u16>,
    ghost: Option<GhostError>,
    body: String,
    url: String,
    attempts: u32,
    page: Option<u64>,
}

/// Most of a body that an error keeps, in bytes.
const KEPT_BODY: usize = 64 * 1024;

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        let (body, url) = (String::new(), String::new());
        Error(Box::new(Inner { kind, endpoint: None, status: None, ghost: None, body, url, attempts: 0, page: None }))
    }

    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Input { message: message.into() })
    }

    pub(crate) fn on(mut self, endpoint: &'static Endpoint) -> Self {
        self.0.endpoint = Some(endpoint);
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_body(mut self, body: &[u8]) -> Self {
        self.0.body = String::from_utf8_lossy(&body[..body.len().min(KEPT_BODY)]).into_owned();
        self
    }

    pub(crate) fn with_ghost(mut self, ghost: Option<GhostError>) -> Self {
        self.0.ghost = ghost;
        self
    }

    /// This was asked; its secrets are taken out of every text, should somebody have echoed them.
    pub(crate) fn about(mut self, asked: &Asked) -> Self {
        let Inner { kind, ghost, body, url, attempts, .. } = &mut *self.0;
        let secrets = asked.secrets();
        kind.texts(&mut |text| secrets.veil(text));
        if let Some(ghost) = ghost {
            ghost.texts().for_each(|text| secrets.veil(text));
            if secrets.are_in(&ghost.details.to_string()) {
                ghost.details = serde_json::Value::Null;
            }
        }
        secrets.veil(body);
        (*url, *attempts) = (asked.url.clone(), asked.attempts);
        self
    }

    /// The redirect's address, as far as it may be shown, and why it was not followed.
    pub(crate) fn redirected(mut self, to: String, why: Detour) -> Self {
        self.0.kind = ErrorKind::Redirected { to, why };
        self
    }

    pub(crate) fn of_page(mut self, page: u64) -> Self {
        self.0.page = Some(page);
        self
    }

    /// What happened, to match on.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// HTTP status, if there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// What the server says of it, if it answered with an error of its own. Bindings for other APIs have theirs here, too: their
    /// description tells where its parts are.
    #[must_use]
    pub fn ghost(&self) -> Option<&GhostError> {
        self.0.ghost.as_ref()
    }

    /// The answer's body, cut after 64 KiB; empty if there was none.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.0.body
    }

    /// The address that was asked last, without its query; empty if nothing was sent.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// How many requests were sent: repetitions and followed redirects are counted, and nothing sent is 0.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the call changed something on the server all the same.
    #[must_use]
    pub fn written(&self) -> Written {
        let writes = self.0.endpoint.is_some_and(|endpoint| endpoint.method.writes());
        if writes { written::by(&self.0.kind, self.0.status) } else { Written::No }
    }

    /// The page that failed, on a walk through the pages of a list; a new walk can start there.
    #[must_use]
    pub fn page(&self) -> Option<u64> {
        self.0.page
    }

    /// The endpoint that was called.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.0.endpoint
    }
}

/// What the JSON reader says, without the place.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason).to_owned()
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(endpoint) = inner.endpoint {
            write!(formatter, "{endpoint}")?;
            if let Some(page) = inner.page {
                write!(formatter, ", page {page}")?;
            }
            formatter.write_str(": ")?;
        }
        inner.kind.fmt(formatter)?;
        if let Some(ghost) = &inner.ghost {
            write!(formatter, ": {ghost}")?;
        }
        if inner.kind.is_about_the_address() && !inner.url.is_empty() {
            write!(formatter, " ({})", inner.url)?;
        }
        if let Some(status) = inner.status {
            write!(formatter, " [HTTP {status}]")?;
        }
        if inner.attempts > 1 {
            write!(formatter, " after {} requests", inner.attempts)?;
        }
        if let Some(advice) = inner.kind.advice() {
            write!(formatter, "; {advice}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let mut out = formatter.debug_struct("Error");
        out.field("kind", &inner.kind).field("status", &inner.status).field("ghost", &inner.ghost).field("attempts", &inner.attempts);
        if let Some(endpoint) = inner.endpoint {
            out.field("endpoint", &format_args!("{} {}", endpoint.method, endpoint.path));
        }
        out.finish_non_exhaustive()
    }
}

impl StdError for Error {}

//! A connection: where to, with what credential, over which transport, within which bounds.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use crate::base_url::BaseUrl;
use crate::clock::Clock;
use crate::credential::{Authorize, Presented};
use crate::draft::add_pair;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::permission::Version;
use crate::retry::{Retry, Tokens};
use crate::server::{Deprecation, Seen};
use crate::transport::{BlockingTransport, Body, Bounds, Request, Response, Transport};

/// Calls are awaited.
#[derive(Clone, Copy, Debug)]
pub enum Async {}

/// Calls are sent on the calling thread.
#[derive(Clone, Copy, Debug)]
pub enum Blocking {}

/// Where requests go and how. Cloning is cheap.
pub struct Connection<M> {
    inner: Arc<Inner>,
    mode: PhantomData<fn() -> M>,
}

/// Bounds and names of a connection.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Whole time of a call.
    pub(crate) timeout: Duration,
    /// Whole time of an upload.
    pub(crate) upload_timeout: Duration,
    /// Most time to connect.
    pub(crate) connect_timeout: Duration,
    /// Most bytes of an answer.
    pub(crate) max_body: usize,
    /// Most bytes of an answer that is an error.
    pub(crate) max_error_body: usize,
    /// When to send again.
    pub(crate) retry: Retry,
    /// Version asked for.
    pub(crate) accept_version: Option<String>,
    /// Version in the path, as in `/ghost/api/v4/admin/`.
    pub(crate) path_version: Option<String>,
    /// Who is calling.
    pub(crate) user_agent: String,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            timeout: Duration::from_secs(30),
            upload_timeout: Duration::from_secs(600),
            connect_timeout: Duration::from_secs(10),
            max_body: 64 * 1024 * 1024,
            max_error_body: 1024 * 1024,
            retry: Retry::default(),
            accept_version: Some("v6.0".to_owned()),
            path_version: None,
            user_agent: concat!("ghost-client-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

impl Limits {
    /// How much is read of an answer.
    pub(crate) fn bounds(&self) -> Bounds {
        Bounds { max_body: self.max_body, max_error_body: self.max_error_body }
    }

    /// Path that tokens are signed for.
    pub(crate) fn audience(&self) -> String {
        self.path_version.as_ref().map_or_else(|| "/admin/".to_owned(), |version| format!("/{version}/admin/"))
    }
}

#[derive(Clone)]
pub(crate) enum Carrier {
    Async(Arc<dyn Transport>),
    Blocking(Arc<dyn BlockingTransport>),
}

pub(crate) struct Inner {
    base: BaseUrl,
    authorizer: Box<dyn Authorize>,
    pub(crate) carrier: Carrier,
    pub(crate) limits: Limits,
    /// What is left of the attempts that its calls may repeat.
    pub(crate) tokens: Tokens,
    /// What is known of the server's.
    pub(crate) clock: Clock,
    seen: Seen,
}

impl<M> Connection<M> {
    pub(crate) fn new(base: BaseUrl, authorizer: Box<dyn Authorize>, carrier: Carrier, limits: Limits) -> Self {
        let tokens = Tokens::new(&limits.retry);
        let inner = Inner { base, authorizer, carrier, limits, tokens, clock: Clock::default(), seen: Seen::default() };
        Connection { inner: Arc::new(inner), mode: PhantomData }
    }

    /// Address of the site, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        self.inner.base.as_str()
    }

    /// Version of the server, by its latest answer; `None` before the first one.
    #[must_use]
    pub fn server_version(&self) -> Option<Version> {
        self.inner.seen.version()
    }

    /// What the server said, in any answer, about something that was called and will go away.
    #[must_use]
    pub fn deprecation(&self) -> Option<Deprecation> {
        self.inner.seen.deprecation()
    }

    /// The same connection with another credential.
    #[cfg(feature = "site-admin")]
    pub(crate) fn presenting(&self, authorizer: Box<dyn Authorize>) -> Self {
        Self::new(self.inner.base.clone(), authorizer, self.inner.carrier.clone(), self.inner.limits.clone())
    }

    pub(crate) fn inner(&self) -> &Arc<Inner> {
        &self.inner
    }
}

impl<M> Clone for Connection<M> {
    fn clone(&self) -> Self {
        Connection { inner: Arc::clone(&self.inner), mode: PhantomData }
    }
}

impl<M> fmt::Debug for Connection<M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Connection").field("url", &self.url()).field("authorizer", &self.inner.authorizer).finish_non_exhaustive()
    }
}

impl Inner {
    /// The request for an endpoint, without a credential: URL, headers, bounds.
    pub(crate) fn request(&self, endpoint: &Endpoint, path: &str, query: &str, body: Option<(String, Body)>, upload: bool) -> Request {
        let mut url = format!("{}{}{path}", self.base.as_str(), self.versioned(endpoint.base));
        add_to_query(&mut url, query);
        let mut headers = vec![("accept", "application/json".to_owned()), ("user-agent", self.limits.user_agent.clone())];
        headers.extend(self.limits.accept_version.clone().map(|version| ("accept-version", version)));
        let body = body.map(|(content_type, body)| {
            headers.push(("content-type", content_type));
            body
        });
        let timeout = if upload { self.limits.upload_timeout } else { self.limits.timeout };
        let Limits { max_body, max_error_body, .. } = self.limits;
        Request { method: endpoint.method, url, headers, body, timeout, max_body, max_error_body }
    }

    /// Adds the credential to a request, by the server's clock.
    pub(crate) fn sign(&self, request: &mut Request) -> Presented {
        let presented = self.authorizer.present(self.clock.at(crate::time::now()));
        request.headers.extend(presented.header.iter().chain(&presented.more).cloned());
        request.headers.extend(presented.origin.then(|| ("origin", self.base.origin().to_owned())));
        if let Some((name, value)) = &presented.query {
            let mut pair = String::new();
            add_pair(&mut pair, name, value);
            add_to_query(&mut request.url, &pair);
        }
        presented
    }

    /// Takes note of the head of an answer: what it says of the server, and what it hands out to the credential.
    pub(crate) fn observe<B>(&self, answer: &Response<B>) {
        self.seen.note(answer.headers());
        self.authorizer.observe(answer.headers());
    }

    /// What the credential was given by the server.
    #[cfg(feature = "site-admin")]
    pub(crate) fn held(&self) -> Vec<(String, String)> {
        self.authorizer.held()
    }

    /// `/ghost/api/admin` → `/ghost/api/v4/admin`.
    fn versioned(&self, base: &str) -> String {
        match (&self.limits.path_version, base.rsplit_once('/')) {
            (Some(version), Some((start, last))) => format!("{start}/{version}/{last}"),
            _ => base.to_owned(),
        }
    }

    pub(crate) fn wrong_mode() -> Error {
        Error::input("the connection's transport is of the other kind: async or blocking")
    }
}

fn add_to_query(url: &mut String, pairs: &str) {
    if !pairs.is_empty() {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(pairs);
    }
}

/// A borrowed connection that remembers the kind of credential.
pub struct Scope<'a, C, M> {
    connection: &'a Connection<M>,
    credential: PhantomData<fn() -> C>,
}

impl<'a, C, M> Scope<'a, C, M> {
    /// Of a client.
    #[must_use]
    pub fn new(connection: &'a Connection<M>) -> Self {
        Scope { connection, credential: PhantomData }
    }

    pub(crate) fn connection(self) -> &'a Connection<M> {
        self.connection
    }
}

impl<C, M> Clone for Scope<'_, C, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C, M> Copy for Scope<'_, C, M> {}

impl<C, M> fmt::Debug for Scope<'_, C, M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.connection.fmt(formatter)
    }
}

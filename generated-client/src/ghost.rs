//! Connecting to a Ghost site.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::base_url::{BaseUrl, UrlError};
use crate::client::{Ghost, Integration, StaffToken, UrlToken};
use crate::connection::{Async, Blocking, Carrier, Connection, Limits};
use crate::credential::{AdminKey, AdminToken, Authorize, KeyError, TokenInUrl};
use crate::error::Error;
use crate::retry::Retry;
use crate::transport::{BlockingTransport, Transport, TransportError};

/// Why there is no connection. The key is never shown.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConnectError {
    /// The address cannot be a site's.
    Url(UrlError),
    /// The key is malformed.
    Key(KeyError),
    /// The transport cannot be set up, or there is none.
    Transport(String),
    /// The session is of another site, to which alone it may be sent.
    OtherSite {
        /// Address of the site it is of.
        saved: String,
    },
}

impl fmt::Display for ConnectError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConnectError::Url(error) => error.fmt(formatter),
            ConnectError::Key(error) => error.fmt(formatter),
            ConnectError::Transport(message) => write!(formatter, "no transport: {message}"),
            ConnectError::OtherSite { saved } => write!(formatter, "the session is of another site: {saved}"),
        }
    }
}

impl std::error::Error for ConnectError {}

impl From<ConnectError> for Error {
    fn from(error: ConnectError) -> Self {
        Error::input(error.to_string())
    }
}

impl From<TransportError> for ConnectError {
    fn from(error: TransportError) -> Self {
        ConnectError::Transport(match error {
            TransportError::Failed(message) | TransportError::NotSent(message) => message,
            other => format!("{other:?}"),
        })
    }
}

impl Ghost<Integration> {
    /// Connects with the Admin API key of a custom integration, `id:secret`. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The address or the key is malformed.
    #[cfg(any(feature = "hyper", feature = "browser"))]
    pub fn integration(url: &str, key: &str) -> Result<Self, ConnectError> {
        Self::builder(url)?.integration(key)
    }

    /// Options for a connection to the site at `url`: its own address, or that of its `/ghost` area.
    ///
    /// # Errors
    ///
    /// The address is malformed.
    pub fn builder(url: &str) -> Result<Builder, ConnectError> {
        BaseUrl::parse(url).map(Builder::at).map_err(ConnectError::Url)
    }
}

impl Ghost<StaffToken> {
    /// Connects with the token of a member of staff, `id:secret`. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The address or the token is malformed.
    #[cfg(any(feature = "hyper", feature = "browser"))]
    pub fn staff_token(url: &str, token: &str) -> Result<Self, ConnectError> {
        Ghost::builder(url)?.staff_token(token)
    }
}

impl Connection<Async> {
    /// Options for a connection to any API, for bindings that were generated from a description of your own: nothing in them is
    /// Ghost's. Connect with [`authorize`](Builder::authorize).
    ///
    /// # Errors
    ///
    /// The address is malformed.
    pub fn builder(url: &str) -> Result<Builder, ConnectError> {
        let mut builder = Ghost::builder(url)?;
        builder.limits.accept_version = None;
        Ok(builder)
    }
}

/// Options of a connection.
pub struct Builder {
    base: BaseUrl,
    limits: Limits,
    transport: Option<Arc<dyn Transport>>,
    blocking: Option<Arc<dyn BlockingTransport>>,
}

impl fmt::Debug for Builder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Builder").field("url", &self.base.as_str()).field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Builder {
    pub(crate) fn at(base: BaseUrl) -> Self {
        Builder { base, limits: Limits::default(), transport: None, blocking: None }
    }

    /// Most time of an attempt; 30 seconds unless set. [`Retry::budget`] bounds all attempts of a call.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// Most time of an upload; 10 minutes unless set.
    #[must_use]
    pub fn upload_timeout(mut self, timeout: Duration) -> Self {
        self.limits.upload_timeout = timeout;
        self
    }

    /// Most time to connect, as part of the time of a call; 10 seconds unless set. A transport of your own has its own.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.limits.connect_timeout = timeout;
        self
    }

    /// When and how often requests are sent again.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.limits.retry = retry;
        self
    }

    /// Every request is sent once.
    #[must_use]
    pub fn no_retries(self) -> Self {
        self.retry(Retry::never())
    }

    /// Most bytes of an answer that is an error; 1 MiB unless set. More of it is not read.
    #[must_use]
    pub fn max_error_body(mut self, bytes: usize) -> Self {
        self.limits.max_error_body = bytes;
        self
    }

    /// Most bytes of an answer; 64 MiB unless set.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.limits.max_body = bytes;
        self
    }

    /// `Accept-Version` to send; `v6.0` unless set. The server looks at it only for routes it does not have.
    #[must_use]
    pub fn accept_version(mut self, version: impl Into<String>) -> Self {
        self.limits.accept_version = Some(version.into());
        self
    }

    /// The versioned paths of older documentation: `v4` calls `/ghost/api/v4/admin/`.
    ///
    /// Ghost 5 and 6 still answer `v2`, `v3`, `v4` and `canary`, and want tokens signed for that path.
    #[must_use]
    pub fn path_version(mut self, version: impl Into<String>) -> Self {
        self.limits.path_version = Some(version.into());
        self
    }

    /// Name of the program, as `User-Agent`.
    #[must_use]
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.limits.user_agent = name.into();
        self
    }

    /// A transport of your own.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// A blocking transport of your own, for the blocking connections.
    #[must_use]
    pub fn blocking_transport(mut self, transport: impl BlockingTransport + 'static) -> Self {
        self.blocking = Some(Arc::new(transport));
        self
    }

    /// Connects with the Admin API key of a custom integration, `id:secret`.
    ///
    /// # Errors
    ///
    /// The key is malformed, or there is no transport.
    pub fn integration(self, key: &str) -> Result<Ghost<Integration>, ConnectError> {
        let token = Box::new(self.token(key)?);
        self.connect_async(token).map(Ghost::from_connection)
    }

    /// Connects with the token of a member of staff, `id:secret`.
    ///
    /// # Errors
    ///
    /// The token is malformed, or there is no transport.
    pub fn staff_token(self, token: &str) -> Result<Ghost<StaffToken>, ConnectError> {
        let token = Box::new(self.token(token)?);
        self.connect_async(token).map(Ghost::from_connection)
    }

    /// As [`integration`](Builder::integration), with calls that block.
    ///
    /// # Errors
    ///
    /// The key is malformed, or there is no transport.
    pub fn integration_blocking(self, key: &str) -> Result<Ghost<Integration, Blocking>, ConnectError> {
        let token = Box::new(self.token(key)?);
        self.connect_blocking(token).map(Ghost::from_connection)
    }

    /// As [`staff_token`](Builder::staff_token), with calls that block.
    ///
    /// # Errors
    ///
    /// The token is malformed, or there is no transport.
    pub fn staff_token_blocking(self, token: &str) -> Result<Ghost<StaffToken, Blocking>, ConnectError> {
        let token = Box::new(self.token(token)?);
        self.connect_blocking(token).map(Ghost::from_connection)
    }

    /// Connects with an Admin API key whose tokens go into the address, as the scheduler's do.
    ///
    /// # Errors
    ///
    /// The key is malformed, or there is no transport.
    pub fn url_token(self, key: &str) -> Result<Ghost<UrlToken>, ConnectError> {
        let token = Box::new(TokenInUrl::new(self.token(key)?));
        self.connect_async(token).map(Ghost::from_connection)
    }

    /// As [`url_token`](Builder::url_token), with calls that block.
    ///
    /// # Errors
    ///
    /// The key is malformed, or there is no transport.
    pub fn url_token_blocking(self, key: &str) -> Result<Ghost<UrlToken, Blocking>, ConnectError> {
        let token = Box::new(TokenInUrl::new(self.token(key)?));
        self.connect_blocking(token).map(Ghost::from_connection)
    }

    /// Connects with a credential of your own.
    ///
    /// # Errors
    ///
    /// There is no transport.
    pub fn authorize(self, credential: impl Authorize + 'static) -> Result<Connection<Async>, ConnectError> {
        self.connect_async(Box::new(credential))
    }

    /// As [`authorize`](Builder::authorize), with calls that block.
    ///
    /// # Errors
    ///
    /// There is no transport.
    pub fn authorize_blocking(self, credential: impl Authorize + 'static) -> Result<Connection<Blocking>, ConnectError> {
        self.connect_blocking(Box::new(credential))
    }

    /// Address of the site, without a slash at the end.
    #[cfg(feature = "site-admin")]
    pub(crate) fn url(&self) -> &str {
        self.base.as_str()
    }

    pub(crate) fn connect_async(mut self, authorizer: Box<dyn Authorize>) -> Result<Connection<Async>, ConnectError> {
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => default_transport(self.limits.connect_timeout)?,
        };
        Ok(Connection::new(self.base, authorizer, Carrier::Async(transport), self.limits))
    }

    pub(crate) fn connect_blocking(mut self, authorizer: Box<dyn Authorize>) -> Result<Connection<Blocking>, ConnectError> {
        let transport = match self.blocking.take() {
            Some(transport) => transport,
            None => default_blocking_transport(self.limits.connect_timeout)?,
        };
        Ok(Connection::new(self.base, authorizer, Carrier::Blocking(transport), self.limits))
    }

    fn token(&self, key: &str) -> Result<AdminToken, ConnectError> {
        let key = AdminKey::parse(key).map_err(ConnectError::Key)?;
        Ok(AdminToken::new(key, self.limits.audience()))
    }
}

#[cfg(feature = "hyper")]
fn default_transport(connect: Duration) -> Result<Arc<dyn Transport>, ConnectError> {
    Ok(Arc::new(crate::transport::Hyper::connecting_within(connect)?))
}

#[cfg(all(feature = "browser", target_arch = "wasm32", target_os = "unknown"))]
fn default_transport(_: Duration) -> Result<Arc<dyn Transport>, ConnectError> {
    Ok(Arc::new(crate::transport::Browser::new()))
}

#[cfg(not(any(feature = "hyper", all(feature = "browser", target_arch = "wasm32", target_os = "unknown"))))]
fn default_transport(_: Duration) -> Result<Arc<dyn Transport>, ConnectError> {
    Err(ConnectError::Transport("give one with `transport`, or enable the feature `rustls`, in browsers `browser`".to_owned()))
}

#[cfg(feature = "blocking")]
fn default_blocking_transport(connect: Duration) -> Result<Arc<dyn BlockingTransport>, ConnectError> {
    Ok(Arc::new(crate::transport::HyperBlocking::connecting_within(connect)?))
}

#[cfg(not(feature = "blocking"))]
fn default_blocking_transport(_: Duration) -> Result<Arc<dyn BlockingTransport>, ConnectError> {
    Err(ConnectError::Transport("give one with `blocking_transport`, or enable the feature `blocking`".to_owned()))
}

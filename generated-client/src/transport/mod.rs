//! What carries a request to the server and an answer back.
//!
//! The client knows only the traits here; [`reqwest`](https://docs.rs/reqwest) is one way to
//! implement them, a test's own table of answers another.

#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "reqwest")]
mod reqwest;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

#[cfg(feature = "blocking")]
pub use self::blocking::ReqwestBlocking;
#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
use crate::endpoint::Method;

/// A future that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries requests without blocking.
///
/// Redirects must not be followed: the client decides what a redirect means.
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends a request and receives the whole answer.
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>>;
}

/// Carries requests and waits for the answer.
pub trait BlockingTransport: fmt::Debug + Send + Sync {
    /// Sends a request and receives the whole answer.
    ///
    /// # Errors
    ///
    /// No whole answer arrived.
    fn execute(&self, request: Request) -> Result<Response, TransportError>;
}

/// A request that is ready to be sent.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// HTTP method.
    pub method: Method,
    /// Absolute URL. Its query may hold a credential.
    pub url: String,
    /// Headers, names in small letters.
    pub headers: Vec<(&'static str, String)>,
    /// Body, if any.
    pub body: Option<Vec<u8>>,
    /// Most time from the first byte out to the last one in.
    pub timeout: Duration,
    /// Most bytes of a body that are to be read.
    pub max_body: usize,
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.url.split('?').next().unwrap_or_default();
        write!(formatter, "Request({} {path}, {} bytes)", self.method, self.body.as_ref().map_or(0, Vec::len))
    }
}

/// A whole answer.
#[derive(Clone)]
pub struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    /// An answer; names of headers in any case.
    #[must_use]
    pub fn new(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        Response { status, headers, body }
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// First header of a name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Response({}, {} bytes)", self.status, self.body.len())
    }
}

/// No whole answer arrived.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransportError {
    /// It took too long.
    Timeout,
    /// The body was larger than the request allows.
    TooLarge,
    /// The connection failed. The text must hold no secret: no query of a URL.
    Failed(String),
}

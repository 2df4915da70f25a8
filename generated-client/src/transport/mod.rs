//! What carries a request to the server and an answer back.
//!
//! The client knows only the traits here; [`hyper`](https://docs.rs/hyper) is one way to
//! implement them, a test's own table of answers another.

mod body;
#[cfg(all(feature = "browser", target_arch = "wasm32", target_os = "unknown"))]
mod browser;
mod collected;
#[cfg(feature = "hyper")]
mod hyper;
mod off_thread;
mod source;
mod stream;
mod wait;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

pub use self::body::Body;
#[cfg(all(feature = "browser", target_arch = "wasm32", target_os = "unknown"))]
pub use self::browser::Browser;
pub use self::collected::{Bounds, Collected};
#[cfg(feature = "hyper")]
pub use self::hyper::Hyper;
#[cfg(feature = "blocking")]
pub use self::hyper::HyperBlocking;
pub(crate) use self::off_thread::off_thread;
pub(crate) use self::source::{Piece, Progress, Source};
#[cfg(feature = "hyper")]
pub(crate) use self::stream::Reader;
use self::stream::blocking_whole;
pub use self::stream::{BlockingStream, BodyStream, Stream};
pub(crate) use self::stream::{Preceded, Whole};
use self::wait::Wait;
use crate::endpoint::Method;

#[cfg(all(feature = "hyper", target_arch = "wasm32", target_os = "unknown"))]
compile_error!(
    "the features `hyper`, `rustls` and `native-tls` are not for browsers: use `default-features = false` and the feature `browser`"
);

/// A future that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries requests without blocking.
///
/// Redirects must not be followed: the client decides what a redirect means.
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends a request and receives the whole answer.
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>>;

    /// Sends a request and receives the head of the answer, whose body is read part by part.
    ///
    /// The request's timeout counts for the head and then for each part, and `max_body` does not
    /// count. Unless implemented, the whole answer is received by [`execute`](Transport::execute),
    /// with its bounds.
    fn open(&self, request: Request) -> BoxFuture<'_, Result<Stream, TransportError>> {
        Box::pin(async move { Ok(self.execute(request).await?.map(Whole::boxed)) })
    }

    /// Waits before another attempt. Unless implemented, a thread of its own does.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(Wait::new(time))
    }
}

/// Carries requests and waits for the answer.
pub trait BlockingTransport: fmt::Debug + Send + Sync {
    /// Sends a request and receives the whole answer.
    ///
    /// # Errors
    ///
    /// No whole answer arrived.
    fn execute(&self, request: Request) -> Result<Response, TransportError>;

    /// Sends a request and receives the head of the answer, whose body is then read.
    ///
    /// The request's timeout counts for the head and then for each read, and `max_body` does not
    /// count. Unless implemented, the whole answer is received by
    /// [`execute`](BlockingTransport::execute), with its bounds.
    ///
    /// # Errors
    ///
    /// No head arrived.
    fn open(&self, request: Request) -> Result<BlockingStream, TransportError> {
        Ok(self.execute(request)?.map(blocking_whole))
    }

    /// Waits before another attempt.
    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// A request that is ready to be sent.
#[non_exhaustive]
pub struct Request {
    /// HTTP method.
    pub method: Method,
    /// Absolute URL. Its query may hold a credential.
    pub url: String,
    /// Headers, names in small letters.
    pub headers: Vec<(&'static str, String)>,
    /// Body, if any.
    pub body: Option<Body>,
    /// Most time from the first byte out to the last one in; for a stream, to its head and from
    /// part to part.
    pub timeout: Duration,
    /// Most bytes of the body of a success that are to be read whole.
    pub max_body: usize,
    /// Most bytes of the body of an error that are to be read; the rest may be left. [`Bounds`] keep both.
    pub max_error_body: usize,
}

impl Request {
    /// The same request once more; none if its body can be read once only.
    #[must_use]
    pub fn try_clone(&self) -> Option<Request> {
        let body = match &self.body {
            Some(body) => Some(body.try_clone()?),
            None => None,
        };
        let (url, headers) = (self.url.clone(), self.headers.clone());
        let Request { method, timeout, max_body, max_error_body, .. } = *self;
        Some(Request { method, url, headers, body, timeout, max_body, max_error_body })
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.url.split('?').next().unwrap_or_default();
        match &self.body {
            Some(body) => write!(formatter, "Request({} {path}, {body:?})", self.method),
            None => write!(formatter, "Request({} {path})", self.method),
        }
    }
}

/// An answer: a whole one, unless its body is of another type.
#[derive(Clone)]
pub struct Response<B = Vec<u8>> {
    status: u16,
    headers: Vec<(String, String)>,
    body: B,
}

impl<B> Response<B> {
    /// An answer; names of headers in any case.
    #[must_use]
    pub fn new(status: u16, headers: Vec<(String, String)>, body: B) -> Self {
        Response { status, headers, body }
    }

    /// The same answer with another body.
    #[must_use]
    pub fn map<T>(self, body: impl FnOnce(B) -> T) -> Response<T> {
        Response { status: self.status, headers: self.headers, body: body(self.body) }
    }

    /// The head alone, and the body.
    pub(crate) fn split(self) -> (Response<()>, B) {
        (Response { status: self.status, headers: self.headers, body: () }, self.body)
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// All headers; a name may occur several times.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// First header of a name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl Response {
    /// Body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl<B> fmt::Debug for Response<B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Response({})", self.status)
    }
}

/// No whole answer arrived.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TransportError {
    /// It took too long.
    Timeout,
    /// The body was larger than the request allows.
    TooLarge,
    /// A file of the request could not be read to its end, so that the server did not receive the
    /// whole request. The text says which and why.
    Unreadable(String),
    /// The request surely did not reach the server: no address, no connection, no TLS. The text must hold no secret.
    NotSent(String),
    /// The connection failed, or what came is no HTTP; the request may have reached the server. The text must hold no
    /// secret: no query of a URL.
    Failed(String),
    /// The answer broke off after its head: the server has dealt with the request.
    Cut {
        /// HTTP status that it began with.
        status: u16,
        /// It took too long.
        timeout: bool,
        /// What failed; it must hold no secret.
        message: String,
    },
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TransportError::Timeout => formatter.write_str("it took too long"),
            TransportError::TooLarge => formatter.write_str("the answer is too large"),
            TransportError::Unreadable(message)
            | TransportError::NotSent(message)
            | TransportError::Failed(message)
            | TransportError::Cut { message, .. } => formatter.write_str(message),
        }
    }
}

impl std::error::Error for TransportError {}

impl From<std::io::Error> for TransportError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::TimedOut => TransportError::Timeout,
            _ => TransportError::Failed(error.to_string()),
        }
    }
}

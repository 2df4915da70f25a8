//! The default transport.

use std::time::Duration;

use ::reqwest::header::HeaderValue;
use ::reqwest::redirect::Policy;
use tokio::time::{sleep, timeout};

use super::streamed::{Fault, streamed};
use super::tls;
use super::{BodyStream, Bounds, BoxFuture, Request, Response, Stream, Transport, TransportError};
use crate::endpoint::Method;

/// Most time to connect, unless the caller says otherwise.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// `reqwest` with rustls, which trusts what the operating system trusts. Needs a tokio runtime.
///
/// The cryptography is that of the process if it chose one before (`CryptoProvider::install_default` of rustls 0.23), such as
/// `aws-lc-rs` for key exchanges that withstand quantum computers; else it is `ring`.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: ::reqwest::Client,
}

impl Reqwest {
    /// A client of its own, with a pool of connections.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        Reqwest::connecting_within(CONNECT_TIMEOUT)
    }

    /// As [`new`](Reqwest::new), with another limit than 10 seconds for connecting.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up.
    pub fn connecting_within(time: Duration) -> Result<Self, TransportError> {
        let builder = ::reqwest::Client::builder().tls_backend_preconfigured(tls::configuration()?);
        let client = builder.redirect(Policy::none()).connect_timeout(time).build().map_err(failed)?;
        Ok(Reqwest { client })
    }

    /// A request to be given its time and sent, and where to find what was wrong with its body.
    fn builder(&self, request: Request) -> (::reqwest::RequestBuilder, Fault) {
        let mut builder = self.client.request(method(request.method), &request.url);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        match request.body {
            Some(body) => {
                let (body, fault) = streamed(body);
                (builder.body(body), fault)
            }
            None => (builder, Fault::default()),
        }
    }
}

impl Transport for Reqwest {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let (time, bounds) = (request.timeout, Bounds::of(&request));
            let (builder, fault) = self.builder(request);
            let mut answer = builder.timeout(time).send().await.map_err(|error| fault.or(failed(error)))?;
            let (status, headers) = (answer.status().as_u16(), headers(answer.headers()));
            let mut body = bounds.collected(status).expecting(answer.content_length());
            while let Some(chunk) = answer.chunk().await.map_err(|error| body.broke(failed(error)))? {
                if !body.add(&chunk)? {
                    break;
                }
            }
            Ok(Response::new(status, headers, body.into_body()))
        })
    }

    fn open(&self, request: Request) -> BoxFuture<'_, Result<Stream, TransportError>> {
        Box::pin(async move {
            let time = request.timeout;
            let (builder, fault) = self.builder(request);
            let answer = in_time(time, builder.send()).await.map_err(|error| fault.or(error))?;
            let (status, headers) = (answer.status().as_u16(), headers(answer.headers()));
            Ok(Response::new(status, headers, Box::new(Body { answer, time }) as Box<dyn BodyStream>))
        })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(sleep(time))
    }
}

/// The body of an answer, each part in its own time.
struct Body {
    answer: ::reqwest::Response,
    time: Duration,
}

impl BodyStream for Body {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(async { Ok(in_time(self.time, self.answer.chunk()).await?.map(Vec::from)) })
    }
}

async fn in_time<T>(time: Duration, future: impl Future<Output = Result<T, ::reqwest::Error>>) -> Result<T, TransportError> {
    timeout(time, future).await.map_err(|_| TransportError::Timeout)?.map_err(failed)
}

pub(super) fn method(method: Method) -> ::reqwest::Method {
    match method {
        Method::Get => ::reqwest::Method::GET,
        Method::Post => ::reqwest::Method::POST,
        Method::Put => ::reqwest::Method::PUT,
        Method::Patch => ::reqwest::Method::PATCH,
        Method::Delete => ::reqwest::Method::DELETE,
    }
}

pub(super) fn headers(headers: &::reqwest::header::HeaderMap) -> Vec<(String, String)> {
    // Nearly all values are ASCII, which is known faster than what else is text.
    let text = |value: &HeaderValue| value.to_str().map_or_else(|_| String::from_utf8_lossy(value.as_bytes()).into_owned(), str::to_owned);
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// The cause without its URL, whose query may hold a credential.
pub(super) fn failed(error: ::reqwest::Error) -> TransportError {
    let unsent = error.is_connect() || error.is_builder();
    if error.is_timeout() && !unsent {
        return TransportError::Timeout;
    }
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    if unsent { TransportError::NotSent(text) } else { TransportError::Failed(text) }
}

//! The default transport: HTTP/1.1 over `hyper`, which needs a tokio runtime.

#[cfg(feature = "blocking")]
mod blocking;
mod connection;
mod connector;
mod failure;
mod packed;
mod received;
mod sent;
#[cfg(test)]
mod tests;
mod tls;

use std::fmt;
use std::time::Duration;

use ::hyper::Uri;
use ::hyper::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderName, HeaderValue, PROXY_AUTHORIZATION};
use bytes::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::runtime::Handle;
use tokio::time::{Instant, sleep, timeout, timeout_at};

#[cfg(feature = "blocking")]
pub use self::blocking::HyperBlocking;
use self::connector::Connector;
use self::packed::Packed;
use self::received::Received;
use self::sent::{Fault, Sent};
use super::wait::Wait;
use super::{BodyStream, Bounds, BoxFuture, Request, Response, Stream, Transport, TransportError};
use crate::endpoint::Method;

/// Most time to connect, unless the caller says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Longer than anybody waits, and what a clock can still be asked for.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// `hyper` with a pool of connections. Needs a tokio runtime.
///
/// The feature `rustls`, which is on by default, brings TLS that trusts what the operating system trusts; its cryptography is that of
/// the process if it chose one before (`CryptoProvider::install_default` of rustls 0.23), such as `aws-lc-rs` for key exchanges that
/// withstand quantum computers, and else `ring`. The feature `native-tls`, without `rustls`, takes the TLS of the operating system.
///
/// With the feature `gzip`, which is on by default, answers may travel packed.
///
/// Proxies are those of the environment (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) or of the system's settings: HTTP and
/// SOCKS 5.
#[derive(Clone)]
pub struct Hyper {
    client: Client<Connector, Sent>,
    connector: Connector,
}

impl Hyper {
    /// A client of its own, with a pool of connections.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        Hyper::connecting_within(CONNECT_TIMEOUT)
    }

    /// As [`new`](Hyper::new), with another limit than 10 seconds for connecting, TLS included.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up.
    pub fn connecting_within(time: Duration) -> Result<Self, TransportError> {
        let connector = Connector::new(time)?;
        let client = Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector.clone());
        Ok(Hyper { client, connector })
    }

    /// Sends a request; what comes is the head of its answer.
    async fn send(&self, request: Request) -> Result<Response<Received>, TransportError> {
        let (request, fault) = self.prepared(request)?;
        let answer = self.client.request(request).await.map_err(|error| fault.or(failure::of_client(error)))?;
        Ok(Received::of(answer))
    }

    fn prepared(&self, request: Request) -> Result<(::hyper::Request<Sent>, Fault), TransportError> {
        let uri: Uri = request.url.parse().map_err(failure::unsent)?;
        let mut headers = HeaderMap::with_capacity(request.headers.len() + 3);
        for (name, value) in request.headers {
            let value = HeaderValue::from_maybe_shared(Bytes::from(value)).map_err(failure::unsent)?;
            headers.append(HeaderName::from_bytes(name.as_bytes()).map_err(failure::unsent)?, value);
        }
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static("*/*"));
        if let Some(packed) = Packed::ACCEPTED {
            headers.entry(ACCEPT_ENCODING).or_insert(packed);
        }
        if let Some(authorization) = self.connector.proxy_authorization(&uri) {
            headers.insert(PROXY_AUTHORIZATION, authorization);
        }
        let (body, fault) = Sent::new(request.body);
        let mut prepared = ::hyper::Request::new(body);
        *prepared.method_mut() = method(request.method);
        *prepared.uri_mut() = uri;
        *prepared.headers_mut() = headers;
        Ok((prepared, fault))
    }
}

impl Transport for Hyper {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            in_runtime()?;
            let (end, bounds) = (Instant::now() + request.timeout.min(LONGEST), Bounds::of(&request));
            let answer = timeout_at(end, self.send(request)).await.map_err(|_| TransportError::Timeout)??;
            let (head, mut received) = answer.split();
            let mut body = bounds.collected(head.status()).expecting(received.length());
            let late = |_| Err(TransportError::Timeout);
            while let Some(part) = timeout_at(end, received.part()).await.unwrap_or_else(late).map_err(|error| body.broke(error))? {
                if !body.add(&part)? {
                    break;
                }
            }
            Ok(head.map(|()| body.into_body()))
        })
    }

    fn open(&self, request: Request) -> BoxFuture<'_, Result<Stream, TransportError>> {
        Box::pin(async move {
            in_runtime()?;
            let time = request.timeout.min(LONGEST);
            let answer = timeout(time, self.send(request)).await.map_err(|_| TransportError::Timeout)??;
            Ok(answer.map(|received| Box::new(Parts { received, time }) as Box<dyn BodyStream>))
        })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        if in_runtime().is_err() {
            return Box::pin(Wait::new(time));
        }
        Box::pin(sleep(time))
    }
}

impl fmt::Debug for Hyper {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Hyper")
    }
}

/// The body of an answer, each part in its own time.
struct Parts {
    received: Received,
    time: Duration,
}

impl BodyStream for Parts {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(async {
            let part = timeout(self.time, self.received.part()).await.map_err(|_| TransportError::Timeout)??;
            Ok(part.map(Vec::from))
        })
    }
}

/// Without a runtime, `tokio` would panic.
fn in_runtime() -> Result<(), TransportError> {
    let missing = |_| TransportError::NotSent("there is no tokio runtime: call it from one, or take the blocking client".to_owned());
    Handle::try_current().map(drop).map_err(missing)
}

fn method(method: Method) -> ::hyper::Method {
    match method {
        Method::Get => ::hyper::Method::GET,
        Method::Post => ::hyper::Method::POST,
        Method::Put => ::hyper::Method::PUT,
        Method::Patch => ::hyper::Method::PATCH,
        Method::Delete => ::hyper::Method::DELETE,
    }
}

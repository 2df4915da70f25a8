//! The default transport of blocking clients.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::reqwest::blocking::{Client, ClientBuilder, RequestBuilder};
use ::reqwest::redirect::Policy;

use super::reqwest::{CONNECT_TIMEOUT, failed, headers, method};
use super::stream::blocking_whole;
use super::tls;
use super::{BlockingStream, BlockingTransport, Body, Bounds, Request, Reqwest, Response, Transport, TransportError};

/// `reqwest::blocking` with the TLS of [`Reqwest`]. Must not be used inside of an async runtime.
#[derive(Clone, Debug)]
pub struct ReqwestBlocking {
    client: Client,
    connect: Duration,
    /// For streams: only a client's timeout counts for each read, a request's for all of them.
    patient: Arc<Mutex<Option<(Duration, Client)>>>,
}

impl ReqwestBlocking {
    /// A client of its own, with a pool of connections.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        ReqwestBlocking::connecting_within(CONNECT_TIMEOUT)
    }

    /// As [`new`](ReqwestBlocking::new), with another limit than 10 seconds for connecting.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up.
    pub fn connecting_within(time: Duration) -> Result<Self, TransportError> {
        let client = options(time)?.build().map_err(failed)?;
        Ok(ReqwestBlocking { client, connect: time, patient: Arc::default() })
    }

    /// The client whose operations take at most `time` each.
    fn patient(&self, time: Duration) -> Result<Client, TransportError> {
        let mut kept = self.patient.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((known, client)) if *known == time => Ok(client.clone()),
            _ => {
                let client = options(self.connect)?.timeout(time).build().map_err(failed)?;
                *kept = Some((time, client.clone()));
                Ok(client)
            }
        }
    }

    /// Sends a body that is read meanwhile, on a runtime of its own.
    ///
    /// The blocking client of `reqwest` reads such a body to its end before it looks at anything else:
    /// it would say of a server that cannot be reached, and of one that refuses early, that the body
    /// could not be sent; and a reader that hangs would not time out.
    fn upload(&self, request: Request) -> Result<Response, TransportError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let answer = runtime.block_on(async { Reqwest::connecting_within(self.connect)?.execute(request).await });
        // A read that hangs is left to itself.
        runtime.shutdown_background();
        answer
    }
}

impl BlockingTransport for ReqwestBlocking {
    fn execute(&self, request: Request) -> Result<Response, TransportError> {
        if is_streamed(&request) {
            return self.upload(request);
        }
        let (time, bounds) = (request.timeout, Bounds::of(&request));
        let answer = builder(&self.client, request).timeout(time).send().map_err(failed)?;
        let (status, headers, length) = (answer.status().as_u16(), headers(answer.headers()), answer.content_length());
        let body = bounds.collected(status).expecting(length).read(&mut Answer(answer))?;
        Ok(Response::new(status, headers, body))
    }

    fn open(&self, request: Request) -> Result<BlockingStream, TransportError> {
        if is_streamed(&request) {
            return Ok(self.upload(request)?.map(blocking_whole));
        }
        let answer = builder(&self.patient(request.timeout)?, request).send().map_err(failed)?;
        let (status, headers) = (answer.status().as_u16(), headers(answer.headers()));
        Ok(Response::new(status, headers, Box::new(Answer(answer)) as Box<dyn Read + Send>))
    }
}

fn options(connect: Duration) -> Result<ClientBuilder, TransportError> {
    let builder = Client::builder().tls_backend_preconfigured(tls::configuration()?);
    Ok(builder.redirect(Policy::none()).connect_timeout(connect))
}

fn builder(client: &Client, request: Request) -> RequestBuilder {
    let mut builder = client.request(method(request.method), &request.url);
    for (name, value) in &request.headers {
        builder = builder.header(*name, value);
    }
    match request.body.as_ref().and_then(Body::as_bytes) {
        Some(bytes) => builder.body(bytes.to_vec()),
        None => builder,
    }
}

/// Whether the body is to be read while it is sent.
fn is_streamed(request: &Request) -> bool {
    request.body.as_ref().is_some_and(|body| body.as_bytes().is_none())
}

/// The body of an answer, whose errors show no URL.
struct Answer(::reqwest::blocking::Response);

impl Read for Answer {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(plain)
    }
}

/// The error without its URL, and with its kind where it timed out.
fn plain(error: io::Error) -> io::Error {
    let kind = error.kind();
    match error.downcast::<::reqwest::Error>() {
        Ok(error) => match failed(error) {
            TransportError::Timeout => io::ErrorKind::TimedOut.into(),
            other => io::Error::new(kind, other),
        },
        Err(error) => error,
    }
}

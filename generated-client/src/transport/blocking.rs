//! The default transport of blocking clients.

use std::io::Read;

use ::reqwest::redirect::Policy;

use super::reqwest::{failed, headers, method};
use super::{BlockingTransport, Request, Response, TransportError};

/// `reqwest::blocking` with rustls. Must not be used inside of an async runtime.
#[derive(Clone, Debug)]
pub struct ReqwestBlocking {
    client: ::reqwest::blocking::Client,
}

impl ReqwestBlocking {
    /// A client of its own, with a pool of connections.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        let client = ::reqwest::blocking::Client::builder().redirect(Policy::none()).build().map_err(failed)?;
        Ok(ReqwestBlocking { client })
    }
}

impl BlockingTransport for ReqwestBlocking {
    fn execute(&self, request: Request) -> Result<Response, TransportError> {
        let mut builder = self.client.request(method(request.method), &request.url).timeout(request.timeout);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        if let Some(body) = request.body {
            builder = builder.body(body);
        }
        let answer = builder.send().map_err(failed)?;
        let (status, headers) = (answer.status().as_u16(), headers(answer.headers()));
        let mut body = Vec::new();
        let most = u64::try_from(request.max_body).unwrap_or(u64::MAX).saturating_add(1);
        answer.take(most).read_to_end(&mut body).map_err(|error| TransportError::Failed(error.to_string()))?;
        if body.len() > request.max_body {
            return Err(TransportError::TooLarge);
        }
        Ok(Response::new(status, headers, body))
    }
}

//! The default transport.

use ::reqwest::redirect::Policy;

use super::{BoxFuture, Request, Response, Transport, TransportError};
use crate::endpoint::Method;

/// `reqwest` with rustls. Needs a tokio runtime.
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
        let client = ::reqwest::Client::builder().redirect(Policy::none()).build().map_err(failed)?;
        Ok(Reqwest { client })
    }
}

impl Transport for Reqwest {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let mut builder = self.client.request(method(request.method), &request.url).timeout(request.timeout);
            for (name, value) in &request.headers {
                builder = builder.header(*name, value);
            }
            if let Some(body) = request.body {
                builder = builder.body(body);
            }
            let mut answer = builder.send().await.map_err(failed)?;
            let (status, headers) = (answer.status().as_u16(), headers(answer.headers()));
            let mut body = Vec::new();
            while let Some(chunk) = answer.chunk().await.map_err(failed)? {
                if body.len() + chunk.len() > request.max_body {
                    return Err(TransportError::TooLarge);
                }
                body.extend_from_slice(&chunk);
            }
            Ok(Response::new(status, headers, body))
        })
    }
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
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect()
}

/// The cause without its URL, whose query may hold a credential.
pub(super) fn failed(error: ::reqwest::Error) -> TransportError {
    if error.is_timeout() {
        return TransportError::Timeout;
    }
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    TransportError::Failed(text)
}

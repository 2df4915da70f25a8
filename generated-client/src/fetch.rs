//! Calls whose answer is a file, read part by part.

use std::fmt;
use std::future::IntoFuture;
use std::io::Read;
use std::sync::Arc;

use crate::answer::Answer;
use crate::call::{Call, judge, undelivered};
use crate::connection::{Async, Blocking, Carrier, Inner};
use crate::download::{Download, Mode};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::transport::{BodyStream, BoxFuture, Request, Response, TransportError};

/// A call whose answer is a file.
#[must_use = "nothing is sent until the call is awaited or `send` is called"]
pub struct Fetch<'a, M> {
    call: Call<'a, M, ()>,
}

/// A file's call under way: until its head has come.
pub type Fetching<'a> = BoxFuture<'a, Result<Download, Error>>;

impl<'a, M, T> Call<'a, M, T> {
    /// The same call, whose answer is a file that is read part by part.
    pub fn fetch(self) -> Fetch<'a, M> {
        Fetch { call: self.decoded(Answer::empty) }
    }
}

impl<M> fmt::Debug for Fetch<'_, M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(formatter)
    }
}

impl<'a> IntoFuture for Fetch<'a, Async> {
    type Output = Result<Download, Error>;
    type IntoFuture = Fetching<'a>;

    fn into_future(mut self) -> Self::IntoFuture {
        let request = self.call.request();
        Box::pin(open(Arc::clone(self.call.connection().inner()), self.call.endpoint(), request))
    }
}

async fn open(inner: Arc<Inner>, endpoint: &'static Endpoint, request: Result<Request, Error>) -> Result<Download, Error> {
    let request = request?;
    let Carrier::Async(transport) = &inner.carrier else { return Err(Inner::wrong_mode()) };
    let limit = inner.limits.max_body;
    let stream = transport.open(request).await.map_err(|error| undelivered(endpoint, error, limit))?;
    let (head, mut body) = stream.split();
    if is_file(endpoint, &head) {
        return Ok(Download::new(endpoint, &head, body, limit));
    }
    let body = whole(&mut *body, limit).await.map_err(|error| undelivered(endpoint, error, limit))?;
    judge(endpoint, head.map(|()| body))?.file()
}

impl Fetch<'_, Blocking> {
    /// Sends the call and waits for the head of the answer.
    ///
    /// # Errors
    ///
    /// Whatever kept the answer from arriving as described.
    pub fn send(mut self) -> Result<Download<Blocking>, Error> {
        let request = self.call.request()?;
        let (inner, endpoint) = (self.call.connection().inner(), self.call.endpoint());
        let Carrier::Blocking(transport) = &inner.carrier else { return Err(Inner::wrong_mode()) };
        let limit = inner.limits.max_body;
        let (head, body) = transport.open(request).map_err(|error| undelivered(endpoint, error, limit))?.split();
        if is_file(endpoint, &head) {
            return Ok(Download::new(endpoint, &head, body, limit));
        }
        let body = whole_blocking(body, limit).map_err(|error| undelivered(endpoint, error, limit))?;
        refused(judge(endpoint, head.map(|()| body))?)
    }
}

/// Whether the head is that of a file: a success, and no page of a proxy.
fn is_file(endpoint: &'static Endpoint, head: &Response<()>) -> bool {
    judge(endpoint, head.clone().map(|()| Vec::new())).is_ok_and(|answer| answer.empty().is_ok())
}

/// The error of a success that is no file.
fn refused<M: Mode>(answer: Answer) -> Result<Download<M>, Error> {
    Err(answer.not_json())
}

async fn whole(body: &mut dyn BodyStream, limit: usize) -> Result<Vec<u8>, TransportError> {
    let mut all = Vec::new();
    while let Some(part) = body.chunk().await? {
        if all.len() + part.len() > limit {
            return Err(TransportError::TooLarge);
        }
        all.extend_from_slice(&part);
    }
    Ok(all)
}

fn whole_blocking(body: Box<dyn Read + Send>, limit: usize) -> Result<Vec<u8>, TransportError> {
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut all = Vec::new();
    body.take(most).read_to_end(&mut all)?;
    if all.len() > limit { Err(TransportError::TooLarge) } else { Ok(all) }
}

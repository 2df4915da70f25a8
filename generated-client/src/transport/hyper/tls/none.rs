//! No TLS: for servers on the same machine, and behind a proxy that ends it.

use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::task::{Context, Poll};

use ::hyper::Uri;
use tower_service::Service;

use super::TransportError;

/// Refuses what asks for TLS.
#[derive(Clone)]
pub(in super::super) struct Tls;

impl Tls {
    #[allow(clippy::unnecessary_wraps, reason = "as with TLS, which may fail to be set up")]
    pub(in super::super) fn new() -> Result<Self, TransportError> {
        Ok(Tls)
    }

    /// No connections, where those of another connector with TLS were asked for.
    #[allow(clippy::unused_self, reason = "as with TLS")]
    pub(in super::super) fn over<C>(&self, _: C) -> Refusal<C> {
        Refusal(PhantomData)
    }
}

pub(in super::super) struct Refusal<C>(PhantomData<C>);

impl<C: Service<Uri>> Service<Uri> for Refusal<C> {
    type Response = C::Response;
    type Error = &'static str;
    type Future = Ready<Result<C::Response, &'static str>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), &'static str>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        ready(Err("there is no TLS: enable the feature `rustls` or `native-tls` of ghost-client"))
    }
}

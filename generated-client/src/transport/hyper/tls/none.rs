//! No TLS: for servers on the same machine, and behind a proxy that ends it.

use std::error::Error;
use std::pin::Pin;
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

    /// Connections of another connector, but none to `https`.
    #[allow(clippy::unused_self, reason = "as with TLS")]
    pub(in super::super) fn over<C>(&self, connector: C) -> Plain<C> {
        Plain(connector)
    }
}

pub(in super::super) struct Plain<C>(C);

type Fault = Box<dyn Error + Send + Sync>;

impl<C> Service<Uri> for Plain<C>
where
    C: Service<Uri>,
    C::Future: Send + 'static,
    C::Error: Into<Fault>,
{
    type Response = C::Response;
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<C::Response, Fault>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Fault>> {
        self.0.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        if to.scheme_str() == Some("https") {
            return Box::pin(async { Err("there is no TLS: enable the feature `rustls` or `native-tls` of ghost-client".into()) });
        }
        let connecting = self.0.call(to);
        Box::pin(async { connecting.await.map_err(Into::into) })
    }
}

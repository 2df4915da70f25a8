//! From an address to a connection: TCP, a proxy where there is one, TLS where it is asked for, all within the time to connect.

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use ::hyper::Uri;
use ::hyper::header::HeaderValue;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tokio::time::timeout;
use tower_service::Service;

use super::TransportError;
use super::connection::{Connection, Wire};
use super::tls::Tls;

/// What went wrong while connecting, as `hyper` wants it.
type Fault = Box<dyn Error + Send + Sync>;

/// A connection that is being made.
type Connecting = Pin<Box<dyn Future<Output = Result<Connection, Fault>> + Send>>;

/// Makes connections.
#[derive(Clone)]
pub(super) struct Connector {
    tcp: HttpConnector,
    tls: Tls,
    proxies: Arc<Matcher>,
    /// Most time for all of it.
    time: Duration,
}

impl Connector {
    pub(super) fn new(time: Duration) -> Result<Self, TransportError> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        Ok(Connector { tcp, tls: Tls::new()?, proxies: Arc::new(Matcher::from_system()), time })
    }

    /// With other proxies than those of the environment.
    #[cfg(test)]
    pub(super) fn through(mut self, proxies: Matcher) -> Self {
        self.proxies = Arc::new(proxies);
        self
    }

    /// What a proxy wants to see on each request: only where it reads the requests, which it does not in a tunnel.
    pub(super) fn proxy_authorization(&self, to: &Uri) -> Option<HeaderValue> {
        if is_https(to) {
            return None;
        }
        self.proxies.intercept(to)?.basic_auth().cloned()
    }

    async fn connect(self, to: Uri) -> Result<Connection, Fault> {
        match self.proxies.intercept(&to) {
            Some(proxy) => self.connect_through(&proxy, to).await,
            None => self.secured(Way::new(self.tcp.clone()), to).await,
        }
    }

    async fn connect_through(self, proxy: &Intercept, to: Uri) -> Result<Connection, Fault> {
        let (at, scheme) = (proxy.uri().clone(), proxy.uri().scheme_str().unwrap_or_default());
        let tcp = Way::new(self.tcp.clone());
        if let Some(variant) = scheme.strip_prefix("socks5") {
            let mut socks = SocksV5::new(at, tcp).local_dns(variant != "h");
            if let Some((user, password)) = proxy.raw_auth() {
                socks = socks.with_auth(user.to_owned(), password.to_owned());
            }
            return self.secured(Way::new(socks), to).await;
        }
        if !is_https(&to) {
            return Ok(self.secured(tcp, at).await?.of_proxy());
        }
        let to_proxy = if is_https(&at) { Way::new(self.tls.over(tcp)) } else { tcp };
        let mut tunnel = Tunnel::new(at, to_proxy);
        if let Some(authorization) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(authorization.clone());
        }
        self.secured(Way::new(tunnel), to).await
    }

    /// Over a way to there, with TLS where the address asks for it.
    async fn secured(&self, mut way: Way, to: Uri) -> Result<Connection, Fault> {
        if is_https(&to) {
            return Way::new(self.tls.over(way)).call(to).await;
        }
        way.call(to).await
    }
}

/// A connector of any kind, so that what is put over it is compiled once.
struct Way(Box<dyn FnMut(Uri) -> Connecting + Send>);

impl Way {
    fn new<C>(mut connector: C) -> Self
    where
        C: Service<Uri, Response: Wire, Error: Into<Fault>, Future: Send + 'static> + Send + 'static,
    {
        Way(Box::new(move |to| {
            let connecting = connector.call(to);
            Box::pin(async { Ok(Connection::new(connecting.await.map_err(Into::into)?)) })
        }))
    }
}

impl Service<Uri> for Way {
    type Response = Connection;
    type Error = Fault;
    type Future = Connecting;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Fault>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Connecting {
        (self.0)(to)
    }
}

impl Service<Uri> for Connector {
    type Response = Connection;
    type Error = Fault;
    type Future = Connecting;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Fault>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Connecting {
        let (connector, time) = (self.clone(), self.time);
        Box::pin(async move {
            let late = |_| Err(format!("no connection within {} ms", time.as_millis()).into());
            timeout(time, connector.connect(to)).await.unwrap_or_else(late)
        })
    }
}

fn is_https(uri: &Uri) -> bool {
    uri.scheme_str() == Some("https")
}

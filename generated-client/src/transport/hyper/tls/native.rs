//! The TLS of the operating system: OpenSSL on Linux, which must be there, Secure Transport on macOS, SChannel on Windows.

use hyper_tls::HttpsConnector;

use super::TransportError;

/// Puts TLS over connections.
#[derive(Clone)]
pub(in super::super) struct Tls(hyper_tls::native_tls::TlsConnector);

impl Tls {
    pub(in super::super) fn new() -> Result<Self, TransportError> {
        let connector = hyper_tls::native_tls::TlsConnector::new();
        connector.map(Tls).map_err(|error| TransportError::NotSent(format!("TLS cannot be set up: {error}")))
    }

    /// Connections of another connector: with TLS where the address says `https`.
    pub(in super::super) fn over<C>(&self, connector: C) -> HttpsConnector<C> {
        HttpsConnector::from((connector, self.0.clone().into()))
    }
}

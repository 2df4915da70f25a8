//! rustls, which trusts what the operating system trusts.
//!
//! Which code does the cryptography is the process's choice; where it made none, it is `ring`: `aws-lc-rs`, the usual one, is C code
//! that takes longer to compile than everything else of this package and its dependencies together.

use std::sync::Arc;

use ::rustls::ClientConfig;
use ::rustls::crypto::{CryptoProvider, ring};
use hyper_rustls::HttpsConnector;
use rustls_platform_verifier::BuilderVerifierExt;

use super::TransportError;

/// What is offered to the server. Ghost itself speaks nothing newer.
const PROTOCOL: &[u8] = b"http/1.1";

/// Puts TLS over connections.
#[derive(Clone)]
pub(in super::super) struct Tls(Arc<ClientConfig>);

impl Tls {
    pub(in super::super) fn new() -> Result<Self, TransportError> {
        configuration().map(|configuration| Tls(Arc::new(configuration)))
    }

    /// Connections of another connector: with TLS where the address says `https`.
    pub(in super::super) fn over<C>(&self, connector: C) -> HttpsConnector<C> {
        HttpsConnector::from((connector, Arc::clone(&self.0)))
    }
}

fn configuration() -> Result<ClientConfig, TransportError> {
    let provider = CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(ring::default_provider()));
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let trust = versions.and_then(BuilderVerifierExt::with_platform_verifier).map_err(refused)?;
    let mut configuration = trust.with_no_client_auth();
    configuration.alpn_protocols = vec![PROTOCOL.to_vec()];
    Ok(configuration)
}

fn refused(error: ::rustls::Error) -> TransportError {
    TransportError::NotSent(format!("TLS cannot be set up: {error}"))
}

#[cfg(test)]
mod tests {
    use ::rustls::ClientConnection;
    use ::rustls::pki_types::ServerName;
    use ::rustls::server::Acceptor;

    use super::*;

    #[test]
    fn a_server_is_called_by_its_name_and_offered_what_is_spoken() {
        let name = ServerName::try_from("blog.example.com").unwrap();
        let mut client = ClientConnection::new(Arc::new(configuration().unwrap()), name).unwrap();
        let mut sent = Vec::new();
        client.write_tls(&mut sent).unwrap();

        let mut server = Acceptor::default();
        server.read_tls(&mut sent.as_slice()).unwrap();
        let accepted = server.accept().map_err(|(error, _)| error).unwrap().unwrap();
        let hello = accepted.client_hello();
        assert_eq!(hello.server_name(), Some("blog.example.com"));
        assert_eq!(hello.alpn().unwrap().collect::<Vec<_>>(), [PROTOCOL]);
    }
}

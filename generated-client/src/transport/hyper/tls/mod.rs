//! TLS of the default transport: of whom it is taken is a feature of the package.

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
mod native;
#[cfg(not(any(feature = "native-tls", feature = "rustls")))]
mod none;
#[cfg(feature = "rustls")]
mod rustls;

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
pub(super) use self::native::Tls;
#[cfg(not(any(feature = "native-tls", feature = "rustls")))]
pub(super) use self::none::Tls;
#[cfg(feature = "rustls")]
pub(super) use self::rustls::Tls;
use super::TransportError;

//! Connecting to the Content API: what readers see, with a key that may be in a browser.

use crate::client::{ContentKey, Ghost};
use crate::connection::Blocking;
use crate::credential::ContentApiKey;
use crate::ghost::{Builder, ConnectError};

impl Ghost<ContentKey> {
    /// Connects with the Content API key of a custom integration, 26 hexadecimal digits. Nothing is
    /// sent yet.
    ///
    /// # Errors
    ///
    /// The address or the key is malformed.
    #[cfg(any(feature = "hyper", feature = "browser"))]
    pub fn content(url: &str, key: &str) -> Result<Self, ConnectError> {
        Ghost::builder(url)?.content(key)
    }
}

impl Builder {
    /// Connects with the Content API key of a custom integration.
    ///
    /// # Errors
    ///
    /// The key is malformed, or there is no transport.
    pub fn content(self, key: &str) -> Result<Ghost<ContentKey>, ConnectError> {
        let key = ContentApiKey::parse(key).map_err(ConnectError::Key)?;
        self.connect_async(Box::new(key)).map(Ghost::from_connection)
    }

    /// As [`content`](Builder::content), with calls that block.
    ///
    /// # Errors
    ///
    /// The key is malformed, or there is no transport.
    pub fn content_blocking(self, key: &str) -> Result<Ghost<ContentKey, Blocking>, ConnectError> {
        let key = ContentApiKey::parse(key).map_err(ConnectError::Key)?;
        self.connect_blocking(Box::new(key)).map(Ghost::from_connection)
    }
}

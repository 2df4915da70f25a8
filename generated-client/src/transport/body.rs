//! What a request carries.

use std::fmt;
use std::sync::Arc;

/// The body of a request.
pub struct Body {
    bytes: Arc<Vec<u8>>,
}

impl Body {
    /// The bytes, if they are all in memory and in one piece.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        Some(&self.bytes)
    }

    /// How many bytes it has, if that is known before they are read.
    #[must_use]
    pub fn len(&self) -> Option<u64> {
        u64::try_from(self.bytes.len()).ok()
    }

    /// Whether it surely has no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// The same body once more; none if it can be read once only.
    #[must_use]
    pub fn try_clone(&self) -> Option<Body> {
        Some(Body { bytes: Arc::clone(&self.bytes) })
    }

    #[cfg(feature = "reqwest")]
    pub(super) fn into_bytes(self) -> Vec<u8> {
        Arc::unwrap_or_clone(self.bytes)
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Body { bytes: Arc::new(bytes) }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.len() {
            Some(length) => write!(formatter, "{length} bytes"),
            None => formatter.write_str("bytes of unknown number"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_can_be_sent_again() {
        let body = Body::from(b"{}".to_vec());
        let again = body.try_clone().unwrap();
        assert_eq!((again.as_bytes(), again.len(), again.is_empty()), (Some(&b"{}"[..]), Some(2), false));
        assert_eq!(format!("{body:?}"), "2 bytes");
        assert!(Body::from(Vec::new()).is_empty());
    }
}

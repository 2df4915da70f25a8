//! Content API keys: 26 hexadecimal digits, sent in the query of each request.
//!
//! A key of this kind only reads what is public, but is still kept out of errors and logs.

use std::fmt;
use std::time::SystemTime;

use super::{Authorize, KeyError, Presented};

/// The Content API key of a custom integration.
#[derive(Clone, PartialEq, Eq)]
pub struct ContentApiKey(String);

impl ContentApiKey {
    /// Reads a key. White space around it, as from a file, is ignored.
    ///
    /// # Errors
    ///
    /// It is not 26 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.contains(':') {
            return Err(KeyError::AdminKey);
        }
        let right = text.len() == 26 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if right { Ok(ContentApiKey(text.to_owned())) } else { Err(KeyError::Content) }
    }
}

#[cfg(all(feature = "fake", feature = "content-api"))]
impl ContentApiKey {
    /// A key that is known to be right.
    pub(crate) fn of(key: &str) -> Self {
        ContentApiKey(key.to_owned())
    }
}

impl fmt::Debug for ContentApiKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ContentApiKey(…)")
    }
}

impl Authorize for ContentApiKey {
    fn present(&self, _: SystemTime) -> Presented {
        Presented::query("key", self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "22444f78447824223cefc48062";

    #[test]
    fn a_key_goes_into_the_query_and_is_never_shown() {
        let key = ContentApiKey::parse(&format!(" {KEY}\n")).unwrap();
        let presented = key.present(SystemTime::UNIX_EPOCH);
        assert_eq!((presented.query.clone(), presented.header.clone()), (Some(("key", KEY.to_owned())), None));
        assert!(!format!("{key:?} {presented:?}").contains(KEY));
    }

    #[test]
    fn other_keys_are_refused() {
        let admin = format!("6b0651d2fb70531d3b71c6af:{}", "0b".repeat(32));
        let cases = [("", KeyError::Content), (&KEY[1..], KeyError::Content), ("z2444f78447824223cefc48062", KeyError::Content)];
        for (text, expected) in cases.into_iter().chain([(admin.as_str(), KeyError::AdminKey)]) {
            let error = ContentApiKey::parse(text).unwrap_err();
            assert_eq!(error, expected);
            assert!(text.is_empty() || !error.to_string().contains(text));
        }
    }
}

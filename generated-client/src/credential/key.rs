//! Admin API keys: `id:secret`, both hexadecimal.

use std::fmt;

/// A key of an integration, or of a member of staff.
#[derive(Clone, PartialEq, Eq)]
pub struct AdminKey {
    id: String,
    secret: Vec<u8>,
}

/// What is wrong with a key. The key itself is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// There is no colon.
    NoColon,
    /// The part before the colon is not 24 hexadecimal digits.
    Id,
    /// The part after the colon is not 64 hexadecimal digits.
    Secret,
    /// It looks like a Content API key: 26 hexadecimal digits.
    ContentKey,
    /// A Content API key is not 26 hexadecimal digits.
    Content,
    /// It looks like an Admin API key, where a Content API key is needed.
    AdminKey,
}

impl fmt::Display for KeyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            KeyError::NoColon => "the Admin API key has no `:`; it is an id and a secret, as `id:secret`",
            KeyError::Id => "the part of the Admin API key before `:` is not 24 hexadecimal digits",
            KeyError::Secret => "the part of the Admin API key after `:` is not 64 hexadecimal digits",
            KeyError::ContentKey => "this looks like a Content API key; the Admin API needs an Admin API key, as `id:secret`",
            KeyError::Content => "the Content API key is not 26 hexadecimal digits; Ghost shows it on the integration's page",
            KeyError::AdminKey => "this looks like an Admin API key, which must stay secret; the Content API needs a Content API key",
        })
    }
}

impl std::error::Error for KeyError {}

impl AdminKey {
    /// Reads `id:secret`. White space around it, as from a file, is ignored.
    ///
    /// # Errors
    ///
    /// Which part is not as it should be.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        let hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let Some((id, secret)) = text.split_once(':') else {
            return Err(if text.len() == 26 && hex(text) { KeyError::ContentKey } else { KeyError::NoColon });
        };
        if id.len() != 24 || !hex(id) {
            return Err(KeyError::Id);
        }
        let secret = Some(secret).filter(|secret| secret.len() == 64).and_then(|secret| base16ct::mixed::decode_vec(secret).ok());
        Ok(AdminKey { id: id.to_owned(), secret: secret.ok_or(KeyError::Secret)? })
    }

    /// A key that is known to be right.
    #[cfg(feature = "fake")]
    pub(crate) fn of(id: String, secret: Vec<u8>) -> Self {
        AdminKey { id, secret }
    }

    /// `id:secret`, for a key that is none of anybody's.
    #[cfg(feature = "fake")]
    pub(crate) fn exposed(&self) -> String {
        format!("{}:{}", self.id, base16ct::lower::encode_string(&self.secret))
    }

    /// Id of the key, which is no secret.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The whole key as a secret text to be kept: `id:secret`.
    #[must_use]
    pub fn expose(&self) -> String {
        format!("{}:{}", self.id, base16ct::lower::encode_string(&self.secret))
    }

    pub(crate) fn secret(&self) -> &[u8] {
        &self.secret
    }
}

impl fmt::Debug for AdminKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AdminKey({}:…)", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "6b0651d2fb70531d3b71c6af";

    #[test]
    fn a_key_is_an_id_and_a_secret() {
        let key = AdminKey::parse(&format!(" {ID}:{}\n", "aB".repeat(32))).unwrap();
        assert_eq!((key.id(), key.secret()), (ID, &[0xab; 32][..]));
        assert_eq!(format!("{key:?}"), format!("AdminKey({ID}:…)"));
        assert_eq!(AdminKey::parse(&key.expose()).unwrap(), key);
    }

    #[test]
    fn malformed_keys_are_refused_and_never_shown() {
        let cases = [
            ("", KeyError::NoColon),
            ("deadbeef", KeyError::NoColon),
            ("22444f78447824223cefc48062", KeyError::ContentKey),
            ("short:aa", KeyError::Id),
            (&format!("{ID}:{}", "zz".repeat(32)), KeyError::Secret),
            (&format!("{ID}:{}", "aa".repeat(31)), KeyError::Secret),
            (&format!("{ID}:{}é", "aa".repeat(31)), KeyError::Secret),
        ];
        for (text, expected) in cases {
            let error = AdminKey::parse(text).unwrap_err();
            assert_eq!(error, expected, "{text}");
            assert!(text.len() < 9 || !error.to_string().contains(text));
        }
    }
}

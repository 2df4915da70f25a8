//! The short-lived token that Ghost wants with each request.
//!
//! A JWT signed with HS256: `kid` is the key's id, `aud` the API's path, and `iat` at most five
//! minutes old by the server's clock, whatever `exp` says.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use hmac_sha256::HMAC;

use super::{AdminKey, Authorize, Presented};

/// How long a token is used: well within the five minutes, so that a slow request still arrives in time.
const USED_FOR: Duration = Duration::from_secs(4 * 60);
/// What `exp` says.
const VALID_FOR: u64 = 5 * 60;

/// Signs tokens with a key and keeps each while it is fresh.
pub struct AdminToken {
    key: AdminKey,
    audience: String,
    fresh: Mutex<Option<(SystemTime, String)>>,
}

impl AdminToken {
    /// Tokens for the API whose path ends in `audience`, such as `/admin/`.
    #[must_use]
    pub fn new(key: AdminKey, audience: impl Into<String>) -> Self {
        AdminToken { key, audience: audience.into(), fresh: Mutex::new(None) }
    }

    /// The token to use at a moment.
    pub(crate) fn at(&self, now: SystemTime) -> String {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((signed, token)) = &*fresh {
            // A clock that was set back makes the age unknowable: then it is signed anew.
            if now.duration_since(*signed).is_ok_and(|age| age < USED_FOR) {
                return token.clone();
            }
        }
        let token = sign(&self.key, &self.audience, now);
        *fresh = Some((now, token.clone()));
        token
    }
}

impl fmt::Debug for AdminToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AdminToken").field("key", &self.key).field("audience", &self.audience).finish_non_exhaustive()
    }
}

impl Authorize for AdminToken {
    fn present(&self, now: SystemTime) -> Presented {
        Presented::header("authorization", format!("Ghost {}", self.at(now)))
    }
}

fn sign(key: &AdminKey, audience: &str, now: SystemTime) -> String {
    let issued = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let header = serde_json::json!({ "alg": "HS256", "typ": "JWT", "kid": key.id() });
    let claims = serde_json::json!({ "iat": issued, "exp": issued + VALID_FOR, "aud": audience });
    let encode = |json: &serde_json::Value| BASE64URL.encode(json.to_string());
    let signed = format!("{}.{}", encode(&header), encode(&claims));
    let signature = HMAC::mac(&signed, key.secret());
    format!("{signed}.{}", BASE64URL.encode(signature))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> AdminToken {
        let key = AdminKey::parse(&format!("6b0651d2fb70531d3b71c6af:{}", "0b".repeat(32))).unwrap();
        AdminToken::new(key, "/admin/")
    }

    #[test]
    fn the_signature_is_that_of_rfc_4231() {
        let expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(base16ct::lower::encode_string(&HMAC::mac(b"Hi There", [0x0b; 20])), expected);
    }

    #[test]
    fn a_token_says_key_audience_and_age() {
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let text = token().at(now);
        let parts: Vec<serde_json::Value> =
            text.split('.').take(2).map(|part| serde_json::from_slice(&BASE64URL.decode(part).unwrap()).unwrap()).collect();
        assert_eq!(parts[0], serde_json::json!({ "alg": "HS256", "typ": "JWT", "kid": "6b0651d2fb70531d3b71c6af" }));
        assert_eq!(parts[1], serde_json::json!({ "iat": 1_700_000_000, "exp": 1_700_000_300, "aud": "/admin/" }));
    }

    #[test]
    fn a_token_is_kept_while_fresh_and_signed_anew_before_five_minutes() {
        let token = token();
        let start = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let first = token.at(start);
        assert_eq!(token.at(start + Duration::from_secs(200)), first);
        assert_ne!(token.at(start + Duration::from_secs(241)), first);
        assert_ne!(token.at(start - Duration::from_secs(60)), token.at(start + Duration::from_secs(241)));
    }

    #[test]
    fn neither_secret_nor_token_is_shown() {
        let shown = format!("{:?} {:?}", token(), token().present(SystemTime::now()));
        assert!(!shown.contains("0b0b") && !shown.contains("eyJ"), "{shown}");
    }
}

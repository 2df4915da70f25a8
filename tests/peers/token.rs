//! The token that Ghost wants of an integration, for programs whose client does not make it.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
use hmac::{Hmac, KeyInit as _, Mac as _};
use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

/// For five minutes, from a key `id:secret`.
pub fn signed(key: &str) -> Result<String, Box<dyn Error>> {
    let (id, secret) = key.split_once(':').ok_or("the key is not id:secret")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let head = format!(r#"{{"alg":"HS256","typ":"JWT","kid":"{id}"}}"#);
    let claims = format!(r#"{{"iat":{now},"exp":{},"aud":"/admin/"}}"#, now + 300);
    let text = format!("{}.{}", BASE64URL_NOPAD.encode(head.as_bytes()), BASE64URL_NOPAD.encode(claims.as_bytes()));
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&HEXLOWER_PERMISSIVE.decode(secret.as_bytes())?)?;
    mac.update(text.as_bytes());
    Ok(format!("{text}.{}", BASE64URL_NOPAD.encode(&mac.finalize().into_bytes())))
}

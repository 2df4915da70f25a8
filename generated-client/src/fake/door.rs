//! Who is asking, and whether they may: the table of routes and the table of rights decide.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use hmac_sha256::HMAC;
use serde_json::Value;

use super::asked::Asked;
use super::refusal::Refusal;
use super::store::STAFF;
use crate::admin::permissions::RIGHTS;
use crate::credential::AdminKey;
use crate::permission::{Need, Permit, Version};
use crate::table::Route;

/// Oldest token that Ghost takes.
const MAX_AGE: Duration = Duration::from_secs(5 * 60);
/// The one Content API key of the fake.
pub(super) const CONTENT_KEY: &str = "0c0c0c0c0c0c0c0c0c0c0c0c0c";

/// Who is asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Caller {
    /// Kind of credential, as the description names it; none without one.
    pub(super) credential: Option<&'static str>,
    /// Role it acts in.
    pub(super) role: &'static str,
}

const NOBODY: Caller = Caller { credential: None, role: "" };
const INTEGRATION: Caller = Caller { credential: Some("integration"), role: "Admin Integration" };

/// The Admin API key of the integration.
pub(super) fn integration_key() -> AdminKey {
    key(0)
}

/// The token of the member of staff in a role.
pub(super) fn staff_key(role: &str) -> AdminKey {
    let place = STAFF.iter().position(|known| *known == role).unwrap_or(STAFF.len());
    key(u8::try_from(place + 1).unwrap_or(u8::MAX))
}

fn key(number: u8) -> AdminKey {
    AdminKey::of(format!("{:024x}", 0xfa4e_0000_u64 + u64::from(number)), vec![0xfa - number; 32])
}

/// Finds out who is asking.
pub(super) fn identify(asked: &Asked, now: SystemTime) -> Result<Caller, Refusal> {
    if asked.api.as_deref() == Some("content") {
        return match asked.option("key") {
            None => Ok(NOBODY),
            Some(CONTENT_KEY) => Ok(Caller { credential: Some("content_key"), role: "" }),
            Some(_) => Err(Refusal::token(401, "UNKNOWN_CONTENT_API_KEY", "Unknown Content API Key")),
        };
    }
    if let Some(token) = asked.option("token") {
        return verified(token, now).map(|caller| Caller { credential: Some("url_token"), ..caller });
    }
    let Some(header) = asked.header("authorization") else { return Ok(NOBODY) };
    match header.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("ghost") => verified(token, now),
        _ => Err(Refusal::token(401, "INVALID_AUTH_HEADER", "Authorization header format is \"Authorization: Ghost [token]\"")),
    }
}

/// Whose token it is, if everything about it is right.
fn verified(token: &str, now: SystemTime) -> Result<Caller, Refusal> {
    let malformed = || Refusal::token(400, "INVALID_JWT", "Invalid token");
    let invalid = |reason: &str| Refusal::token(401, "INVALID_JWT", format!("Invalid token: {reason}"));
    let (signed, signature) = token.rsplit_once('.').ok_or_else(malformed)?;
    let (header, claims) = signed.split_once('.').ok_or_else(malformed)?;
    let (header, claims) = (part(header).ok_or_else(malformed)?, part(claims).ok_or_else(malformed)?);
    let id = header.get("kid").and_then(Value::as_str);
    let id = id.ok_or_else(|| Refusal::token(400, "MISSING_ADMIN_API_KID", "Admin API kid missing."))?;
    let (key, caller) = known(id).ok_or_else(|| Refusal::token(401, "UNKNOWN_ADMIN_API_KEY", "Unknown Admin API Key"))?;
    if BASE64URL.encode(HMAC::mac(signed, key.secret())) != signature {
        return Err(invalid("invalid signature"));
    }
    let audience = claims.get("aud").and_then(Value::as_str).unwrap_or_default();
    if !audience.trim_end_matches('/').ends_with("admin") {
        return Err(invalid("jwt audience invalid. expected: /\\/?admin\\/?$/"));
    }
    let issued = claims.get("iat").and_then(Value::as_u64).ok_or_else(|| invalid("iat required when maxAge is specified"))?;
    let age = now.duration_since(UNIX_EPOCH + Duration::from_secs(issued)).unwrap_or_default();
    if age > MAX_AGE { Err(invalid("maxAge exceeded")) } else { Ok(caller) }
}

fn part(encoded: &str) -> Option<Value> {
    serde_json::from_slice(&BASE64URL.decode(encoded).ok()?).ok()
}

/// The key of an id, and who has it.
fn known(id: &str) -> Option<(AdminKey, Caller)> {
    let integration = integration_key();
    if integration.id() == id {
        return Some((integration, INTEGRATION));
    }
    STAFF.iter().map(|role| (staff_key(role), Caller { credential: Some("staff_token"), role })).find(|(key, _)| key.id() == id)
}

/// Whether the caller may call the route.
pub(super) fn admit(route: &Route, caller: Caller, version: Version) -> Result<(), Refusal> {
    let Some(credentials) = route.credentials else { return Ok(()) };
    let Some(credential) = caller.credential else { return Err(nobody(route.endpoint.api)) };
    if !credentials.contains(&credential) {
        return Err(barred(credential, route.endpoint.api, version));
    }
    let right = RIGHTS.iter().find(|right| std::ptr::eq(right.endpoint, route.endpoint));
    match right {
        Some(right) if credential != "url_token" && right.permit_in(caller.role, version) == Permit::Denied => Err(lacking(&right.need)),
        _ => Ok(()),
    }
}

fn nobody(api: &str) -> Refusal {
    Refusal::denied("Authorization failed").context(if api == "content" {
        "Unable to determine the authenticated member or integration. Check the supplied Content API Key and ensure cookies are \
         being passed through if member auth is failing."
    } else {
        "Unable to determine the authenticated user or integration. Check that cookies are being passed through if using session \
         authentication."
    })
}

/// A credential of a kind that the route does not take at all.
fn barred(credential: &str, api: &str, version: Version) -> Refusal {
    match credential {
        "integration" if version.major >= 6 => Refusal::denied("API tokens do not have permission to access this endpoint"),
        "integration" => {
            let message = "The server does not support the functionality required to fulfill the request.";
            Refusal::new(501, "NotImplementedError", message)
        }
        "staff_token" => Refusal::denied("Staff tokens are not allowed to access this endpoint"),
        _ => nobody(api),
    }
}

/// A role that lacks the permission.
fn lacking(need: &Need) -> Refusal {
    match need {
        Need::Permission(permission) => {
            let (object, action) = permission.name.split_once('.').unwrap_or((permission.name, "use"));
            let plural = if object == "db" { "" } else { "s" };
            Refusal::denied(format!("You do not have permission to {action} {object}{plural}"))
        }
        _ => Refusal::denied("You do not have permission to perform this action"),
    }
}

/// Whether the role lacks a permission, rather than the credential being of the wrong kind.
pub(super) fn is_about_role(refusal: &Refusal) -> bool {
    refusal.is_about("You do not have permission")
}

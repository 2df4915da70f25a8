//! Ghost's own errors: the body, and the kind it means.
//!
//! Reading never fails: what is not as expected is left out, and the raw body is kept beside it.
//! The status is trusted over the `type` (malformed JSON is answered with 400 and
//! `InternalServerError`).

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use super::kind::{Denial, ErrorKind, TokenFault};
use super::validation;
use crate::endpoint::{Endpoint, Method};

/// The first error of a body, as Ghost words it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GhostError {
    /// What happened; generic for most endpoints.
    pub message: Option<String>,
    /// What happened in particular.
    pub context: Option<String>,
    /// Class of error, such as `ValidationError`.
    pub kind: Option<String>,
    /// Code, such as `UPDATE_COLLISION`; may be the database's.
    pub code: Option<String>,
    /// Field it is about.
    pub property: Option<String>,
    /// What to do, as the server says.
    pub help: Option<String>,
    /// Identifies this occurrence in the server's log.
    pub id: Option<String>,
    /// Whatever else it says: `null`, a list or an object.
    pub details: Value,
}

impl fmt::Display for GhostError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.message.as_deref(), self.context.as_deref()) {
            (Some(message), Some(context)) if message != context => write!(formatter, "{message} {context}"),
            (Some(text), _) | (None, Some(text)) => formatter.write_str(text),
            (None, None) => formatter.write_str("no message"),
        }
    }
}

impl GhostError {
    /// All its texts, but those in `details`.
    pub(super) fn texts(&mut self) -> impl Iterator<Item = &mut String> {
        let GhostError { message, context, kind, code, property, help, id, .. } = self;
        [message, context, kind, code, property, help, id].into_iter().flatten()
    }

    fn is(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    /// Whether the message or context holds `words`.
    pub(super) fn says(&self, words: &str) -> bool {
        [&self.message, &self.context].into_iter().flatten().any(|text| text.contains(words))
    }

    /// The kind that a status and this body mean where the server is no Ghost: its words mean nothing here.
    pub(crate) fn foreign_kind(&self, status: u16, endpoint: &Endpoint) -> ErrorKind {
        match status {
            501 => ErrorKind::Server,
            _ => GhostError { property: self.property.clone(), ..GhostError::default() }.error_kind(status, endpoint),
        }
    }

    /// The kind that a status and this body mean.
    pub(crate) fn error_kind(&self, status: u16, endpoint: &Endpoint) -> ErrorKind {
        match status {
            400 | 401 if self.is_about_token() => ErrorKind::Token(self.token_fault()),
            400 if self.says("incorrect origin") => ErrorKind::NotPermitted(Denial::WrongOrigin),
            401 => ErrorKind::NotPermitted(Denial::NotSignedIn),
            // What the fake says of what it has not got.
            501 if self.code.as_deref() == Some("NOT_IMITATED") => ErrorKind::Server,
            403 | 501 => ErrorKind::NotPermitted(self.denial(status)),
            // The words for an unknown route whose version is the right one; an object's kind is always named.
            404 if self.message.as_deref() == Some("Resource not found") && self.context.is_none() => {
                ErrorKind::RouteNotFound { client: None, server: None }
            }
            404 => ErrorKind::NotFound,
            406 => self.route_not_found(),
            409 => self.collision(),
            429 => ErrorKind::RateLimited { wait: self.wait() },
            503 => ErrorKind::Maintenance,
            // A server bug: the route of an unknown tier fails instead of not finding it.
            500 if endpoint.resource == "tiers" && endpoint.method == Method::Get && self.says("properties of null") => ErrorKind::NotFound,
            400 | 405 | 413 | 415 | 422 => self.validation(),
            _ => ErrorKind::Server,
        }
    }

    fn is_about_token(&self) -> bool {
        const CODES: [&str; 8] = [
            "INVALID_JWT",
            "INVALID_AUTH_HEADER",
            "UNKNOWN_ADMIN_API_KEY",
            "UNKNOWN_CONTENT_API_KEY",
            "INVALID_API_KEY_TYPE",
            "MISSING_ADMIN_API_KID",
            "INVALID_REQUEST",
            "UNKNOWN_API_KEY",
        ];
        self.code.as_deref().is_some_and(|code| CODES.contains(&code))
    }

    fn token_fault(&self) -> TokenFault {
        match self.code.as_deref() {
            Some("UNKNOWN_ADMIN_API_KEY" | "UNKNOWN_CONTENT_API_KEY" | "UNKNOWN_API_KEY") => TokenFault::UnknownKey,
            Some("INVALID_API_KEY_TYPE") => TokenFault::WrongKind,
            Some("INVALID_AUTH_HEADER" | "MISSING_ADMIN_API_KID" | "INVALID_REQUEST") => TokenFault::Malformed,
            _ if self.says("iat required") => TokenFault::Malformed,
            _ if self.says("expired") || self.says("maxAge") => TokenFault::Expired,
            _ if self.says("audience") => TokenFault::WrongAudience,
            _ if self.says("signature") => TokenFault::BadSignature,
            _ if self.says("not active") => TokenFault::NotYetValid,
            _ if self.says("malformed") || self.says("Invalid token") || self.says("invalid token") => TokenFault::Malformed,
            _ => TokenFault::Other,
        }
    }

    fn denial(&self, status: u16) -> Denial {
        if status == 501 || self.says("API tokens do not have permission") {
            Denial::Integration
        } else if self.says("Staff tokens are not allowed") {
            Denial::StaffToken
        } else if self.is("HostLimitError") {
            Denial::HostLimit
        } else if self.is("Needs2FAError") {
            Denial::SecondFactor
        } else if self.says("Authorization failed") {
            Denial::NotSignedIn
        } else if self.says("have permission") {
            Denial::Role
        } else {
            Denial::Other
        }
    }

    fn collision(&self) -> ErrorKind {
        let time = |key: &str| self.details.get(key).and_then(Value::as_str).map(str::to_owned);
        let fields = self.details.get("changedFields").and_then(Value::as_array).into_iter().flatten();
        ErrorKind::Collision {
            changed_fields: fields.filter_map(Value::as_str).map(str::to_owned).collect(),
            client: time("clientUpdatedAt"),
            server: time("serverUpdatedAt"),
        }
    }

    fn validation(&self) -> ErrorKind {
        let (field, rule) = validation::found(self);
        ErrorKind::Validation { field, rule }
    }

    /// 406 names both versions in its context: `… asked for v6.0 … server is v6.65`.
    fn route_not_found(&self) -> ErrorKind {
        let text = self.context.as_deref().unwrap_or_default();
        let mut versions = text
            .split(|c: char| c.is_whitespace() || c == ',')
            .map(|word| word.trim_end_matches(['.', '\'', '"']).trim_start_matches(['\'', '"']))
            .filter(|word| word.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
            .map(str::to_owned);
        let (first, second) = (versions.next(), versions.next());
        // UPDATE_CLIENT: "Provided client accept-version v6.0 is behind current Ghost version v6.65."
        ErrorKind::RouteNotFound { client: first, server: second }
    }

    /// The wait is in the message only: "Please wait 10 minutes", "try again in 1 hour", "Only 10 emails can be sent per hour".
    fn wait(&self) -> Option<Duration> {
        let text = [&self.message, &self.context].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(2).find_map(|pair| {
            let number: u64 = pair[0].parse().ok().or_else(|| matches!(pair[0], "a" | "an" | "one" | "per").then_some(1))?;
            let unit = match pair[1].trim_end_matches(['.', ',']).trim_end_matches('s') {
                "second" => 1,
                "minute" => 60,
                "hour" => 3600,
                "day" => 86_400,
                _ => return None,
            };
            number.checked_mul(unit).map(Duration::from_secs)
        })
    }
}

/// The kind of an answer that is no error of Ghost's.
pub(crate) fn foreign(status: u16, content_type: Option<&str>, body: &[u8], endpoint: &Endpoint) -> ErrorKind {
    let is = |kind: &str| content_type.is_some_and(|stated| stated.contains(kind));
    match status {
        503 => ErrorKind::Maintenance,
        429 => ErrorKind::RateLimited { wait: None },
        404 if body.is_empty() => ErrorKind::NotFound,
        // The session's routes answer a word.
        401 if is("text/plain") => ErrorKind::NotPermitted(Denial::NotSignedIn),
        _ if body.is_empty() => ErrorKind::Empty,
        // JSON of another form, or cut: the status says enough.
        400.. if is("json") => GhostError::default().error_kind(status, endpoint),
        _ => ErrorKind::NotJson { status, content_type: content_type.map(str::to_owned), head: head(body) },
    }
}

/// How a body starts, on one line.
fn head(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(400)]);
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorForm;

    static EDIT: Endpoint = Endpoint {
        api: "admin",
        resource: "posts",
        operation: "edit",
        method: Method::Put,
        base: "/ghost/api/admin",
        path: "/posts/{id}/",
        status: &[200],
        credential: true,
        errors: ErrorForm::GHOST,
    };

    fn kind(status: u16, json: &str) -> ErrorKind {
        ErrorForm::GHOST.read(json.as_bytes()).unwrap().error_kind(status, &EDIT)
    }

    #[test]
    fn collisions_of_both_majors() {
        let six = r#"{"errors":[{"message":"Saving failed!","type":"UpdateCollisionError","code":"UPDATE_COLLISION","details":{"changedFields":["title"],"clientUpdatedAt":{},"serverUpdatedAt":{}}}]}"#;
        assert_eq!(kind(409, six), ErrorKind::Collision { changed_fields: vec!["title".into()], client: None, server: None });
        let five = six.replace(r#""clientUpdatedAt":{}"#, r#""clientUpdatedAt":"2020-01-01T00:00:00.000Z""#);
        assert!(matches!(kind(409, &five), ErrorKind::Collision { client: Some(time), .. } if time.starts_with("2020")));
    }

    #[test]
    fn denials_are_told_apart() {
        let denied =
            |status, message: &str| kind(status, &format!(r#"{{"errors":[{{"message":"{message}","type":"NoPermissionError"}}]}}"#));
        assert_eq!(denied(403, "API tokens do not have permission to access this endpoint"), ErrorKind::NotPermitted(Denial::Integration));
        assert_eq!(denied(501, "The server does not support …"), ErrorKind::NotPermitted(Denial::Integration));
        assert_eq!(denied(403, "Authorization failed"), ErrorKind::NotPermitted(Denial::NotSignedIn));
        assert_eq!(denied(403, "Staff tokens are not allowed to access this endpoint"), ErrorKind::NotPermitted(Denial::StaffToken));
        assert_eq!(denied(403, "Setup has already been completed."), ErrorKind::NotPermitted(Denial::Other));
        assert_eq!(denied(400, "Request made from incorrect origin. Expected 'x'"), ErrorKind::NotPermitted(Denial::WrongOrigin));
        assert_eq!(denied(403, "You do not have permission to add posts"), ErrorKind::NotPermitted(Denial::Role));
    }

    #[test]
    fn waits_are_read_from_the_text() {
        let texts = [
            ("Too many login attempts. Please wait 10 minutes before trying again", Some(600)),
            ("Too many attempts, try again in an hour.", Some(3600)),
            ("Only 10 test emails can be sent per hour", Some(3600)),
            ("Too many attempts. Please wait 99999999999999999999 days", None),
            ("Too many login attempts.", None),
        ];
        for (text, seconds) in texts {
            let limited = format!(r#"{{"errors":[{{"message":"{text}"}}]}}"#);
            assert_eq!(kind(429, &limited), ErrorKind::RateLimited { wait: seconds.map(Duration::from_secs) }, "{text}");
        }
    }

    #[test]
    fn what_is_not_ghosts_is_told_by_status_and_type() {
        let of = |status, kind, body: &str| foreign(status, Some(kind), body.as_bytes(), &EDIT);
        assert_eq!(of(503, "text/html", "<html>"), ErrorKind::Maintenance);
        assert_eq!(of(429, "text/html", "<html>"), ErrorKind::RateLimited { wait: None });
        assert_eq!(of(401, "text/plain; charset=utf-8", "Unauthorized"), ErrorKind::NotPermitted(Denial::NotSignedIn));
        assert_eq!(of(422, "application/json", r#"{"errors":[{"mess"#), ErrorKind::Validation { field: None, rule: None });
        assert_eq!(of(409, "application/problem+json", "{}"), ErrorKind::Collision { changed_fields: vec![], client: None, server: None });
        assert_eq!(of(500, "application/json", "{}"), ErrorKind::Server);
        assert_eq!(of(413, "text/html", ""), ErrorKind::Empty);
        let page = ErrorKind::NotJson { status: 404, content_type: Some("text/html".into()), head: "<h1> Not here".into() };
        assert_eq!(of(404, "text/html", "<h1>\n  Not here"), page);
    }

    #[test]
    fn elsewhere_words_that_ghost_has_a_meaning_for_have_none() {
        let said = GhostError {
            message: Some("Resource not found".into()),
            code: Some("INVALID_JWT".into()),
            property: Some("title".into()),
            ..GhostError::default()
        };
        assert_eq!(said.foreign_kind(404, &EDIT), ErrorKind::NotFound);
        assert_eq!(said.foreign_kind(401, &EDIT), ErrorKind::NotPermitted(Denial::NotSignedIn));
        assert_eq!(said.foreign_kind(422, &EDIT), ErrorKind::Validation { field: Some("title".into()), rule: None });
        assert_eq!(said.foreign_kind(501, &EDIT), ErrorKind::Server);
    }
}

//! What an answer says about the caller's rights.

use serde_json::Value;

/// An answer, or that there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status; 0 if there was no answer in time.
    pub status: u16,
    /// `type` of Ghost's error.
    pub kind: String,
    /// `message` of Ghost's error, else how the body starts.
    pub message: String,
    /// `context` of Ghost's error.
    pub context: String,
}

/// Why a caller is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The server does not know who it is.
    NotSignedIn,
    /// This kind of credential is never let in.
    Credential,
    /// The role lacks the permission, or the object is another's.
    Role,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The request got past the checks and did something.
    Allowed,
    /// It got past them and ended at something else: there is no such object, it is not valid.
    Passed,
    /// It was refused.
    Denied(Refusal),
    /// There is no such route.
    NoRoute,
    /// The server failed.
    Failed,
    /// No answer in time.
    Silent,
    /// It says nothing about rights.
    Unclear,
}

impl Answer {
    /// Reads Ghost's error out of a body.
    #[must_use]
    pub fn new(status: u16, body: &[u8]) -> Self {
        let json: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |key: &str| json.pointer(&format!("/errors/0/{key}")).and_then(Value::as_str).map(str::to_owned);
        Answer {
            status,
            kind: text("type").unwrap_or_default(),
            message: text("message").unwrap_or_else(|| head(body)),
            context: text("context").unwrap_or_default(),
        }
    }

    fn says(&self, words: &str) -> bool {
        self.message.contains(words) || self.context.contains(words)
    }
}

fn head(body: &[u8]) -> String {
    String::from_utf8_lossy(body).chars().take(100).collect()
}

/// What an answer means.
#[must_use]
pub fn judge(answer: &Answer) -> Verdict {
    match answer.status {
        0 => Verdict::Silent,
        200..=299 => Verdict::Allowed,
        501 if answer.kind == "NotImplementedError" => Verdict::Denied(Refusal::Credential),
        401 | 403 => refused(answer),
        404 if answer.message == "Resource not found" => Verdict::NoRoute,
        406 if answer.kind == "RequestNotAcceptableError" => Verdict::NoRoute,
        // Taken for a broken token only where the server says so; else for what is asked of it.
        400 if answer.says("Invalid token") || answer.says("JWT") => Verdict::Unclear,
        400 | 404 | 409 | 410 | 413 | 415 | 422 => Verdict::Passed,
        500..=599 => Verdict::Failed,
        _ => Verdict::Unclear,
    }
}

fn refused(answer: &Answer) -> Verdict {
    let refusal = match answer.kind.as_str() {
        "NoPermissionError" if answer.says("Authorization failed") => Refusal::NotSignedIn,
        "NoPermissionError" if answer.says("API tokens do not have permission") || answer.says("Staff tokens are not allowed") => {
            Refusal::Credential
        }
        "NoPermissionError" => Refusal::Role,
        "UnauthorizedError" => Refusal::NotSignedIn,
        _ => return Verdict::Unclear,
    };
    Verdict::Denied(refusal)
}

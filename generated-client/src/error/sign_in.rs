//! What keeps somebody from signing in, as the server tells it.

use std::fmt;

use super::GhostError;
use crate::endpoint::Endpoint;

/// What keeps somebody from signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignInFault {
    /// The password is wrong: at a login, or as the old one when it is changed.
    WrongPassword,
    /// No account has this e-mail address.
    UnknownUser,
    /// The account was suspended.
    Suspended,
    /// The account is locked until it has a new password; Ghost has just sent a link for that.
    PasswordResetNeeded,
    /// The code is wrong, was used, or is older than five minutes: the server does not say which.
    WrongCode,
    /// The site could not send the e-mail with the code.
    CodeNotSent,
    /// No login waits for a code.
    NoLogin,
    /// The server does not say why.
    Other,
}

impl SignInFault {
    /// What an answer without success says about signing in; `None` if it is about something else.
    pub(crate) fn read(endpoint: &Endpoint, status: u16, ghost: Option<&GhostError>) -> Option<Self> {
        let kind = ghost.and_then(|ghost| ghost.kind.as_deref());
        if ghost.and_then(|ghost| ghost.code.as_deref()) == Some("PASSWORD_INCORRECT") {
            return Some(SignInFault::WrongPassword);
        }
        match (endpoint.resource, endpoint.operation, status, kind) {
            ("session", "log_in", 404, Some("NotFoundError")) => Some(SignInFault::UnknownUser),
            ("session", "log_in", 403, Some("NoPermissionError")) => Some(SignInFault::Suspended),
            ("session", "log_in", 401, Some("PasswordResetRequiredError")) => Some(SignInFault::PasswordResetNeeded),
            ("session", "log_in", 401, Some(_)) => Some(SignInFault::Other),
            // Plain text.
            ("session", "verify", 401, _) => Some(SignInFault::WrongCode),
            ("session", "send_code", 400, Some(_)) if ghost.is_some_and(|ghost| ghost.says("fetch user")) => Some(SignInFault::NoLogin),
            ("session", _, 500, Some("EmailError")) => Some(SignInFault::CodeNotSent),
            _ => None,
        }
    }

    pub(super) fn advice(self) -> Option<&'static str> {
        Some(match self {
            SignInFault::WrongPassword => "after five wrong ones Ghost takes none for ten minutes and longer",
            SignInFault::PasswordResetNeeded => "follow the link in the e-mail",
            SignInFault::WrongCode => "have another code sent",
            SignInFault::CodeNotSent => "check the site's e-mail settings",
            SignInFault::NoLogin => "log in first",
            _ => return None,
        })
    }
}

impl fmt::Display for SignInFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            SignInFault::WrongPassword => "the password is wrong",
            SignInFault::UnknownUser => "no account has this e-mail address",
            SignInFault::Suspended => "the account was suspended",
            SignInFault::PasswordResetNeeded => "the account is locked until it has a new password",
            SignInFault::WrongCode => "the code is wrong, or older than five minutes",
            SignInFault::CodeNotSent => "the site could not send the code",
            SignInFault::NoLogin => "no login waits for a code",
            SignInFault::Other => "the login was refused",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Method;

    const fn endpoint(resource: &'static str, operation: &'static str) -> Endpoint {
        Endpoint {
            api: "admin",
            resource,
            operation,
            method: Method::Post,
            base: "/ghost/api/admin",
            path: "/",
            status: &[200],
            credential: false,
            errors: crate::error::ErrorForm::GHOST,
        }
    }

    static LOG_IN: Endpoint = endpoint("session", "log_in");
    static SEND_CODE: Endpoint = endpoint("session", "send_code");
    static VERIFY: Endpoint = endpoint("session", "verify");
    static CHANGE_PASSWORD: Endpoint = endpoint("users", "change_password");
    static READ: Endpoint = endpoint("users", "read");

    fn read(endpoint: &Endpoint, status: u16, kind: &str, code: &str, message: &str) -> Option<SignInFault> {
        let body = serde_json::json!({ "errors": [{ "type": kind, "code": code, "message": message }] }).to_string();
        SignInFault::read(endpoint, status, crate::error::ErrorForm::GHOST.read(body.as_bytes()).as_ref())
    }

    #[test]
    fn answers_to_a_login_are_told_apart() {
        let cases = [
            (422, "ValidationError", "PASSWORD_INCORRECT", Some(SignInFault::WrongPassword)),
            (404, "NotFoundError", "", Some(SignInFault::UnknownUser)),
            (403, "NoPermissionError", "", Some(SignInFault::Suspended)),
            (401, "PasswordResetRequiredError", "", Some(SignInFault::PasswordResetNeeded)),
            (401, "UnauthorizedError", "", Some(SignInFault::Other)),
            (500, "EmailError", "", Some(SignInFault::CodeNotSent)),
            // A second factor is no fault, and too many tries have a kind of their own.
            (403, "Needs2FAError", "2FA_TOKEN_REQUIRED", None),
            (429, "TooManyRequestsError", "", None),
            (500, "InternalServerError", "", None),
        ];
        for (status, kind, code, expected) in cases {
            assert_eq!(read(&LOG_IN, status, kind, code, "…"), expected, "{status} {kind}");
        }
    }

    #[test]
    fn codes_and_passwords_are_wrong_elsewhere_too() {
        assert_eq!(SignInFault::read(&VERIFY, 401, None), Some(SignInFault::WrongCode));
        let no_login = "Could not fetch user from the session.";
        assert_eq!(read(&SEND_CODE, 400, "BadRequestError", "", no_login), Some(SignInFault::NoLogin));
        assert_eq!(read(&SEND_CODE, 400, "BadRequestError", "", "Request made from incorrect origin."), None);
        assert_eq!(read(&CHANGE_PASSWORD, 422, "ValidationError", "PASSWORD_INCORRECT", "…"), Some(SignInFault::WrongPassword));
        assert_eq!(read(&READ, 404, "NotFoundError", "", "…"), None);
        assert_eq!(SignInFault::read(&READ, 401, None), None);
    }
}

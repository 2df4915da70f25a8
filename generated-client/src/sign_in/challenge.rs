//! The second factor: a code that the site sends by e-mail.

use std::fmt;

use crate::call::Call;
use crate::client::{Ghost, Session};
use crate::connection::{Async, Blocking};
use crate::error::Error;
use crate::session::SessionVerify;

/// A login that waits for the six digits from the e-mail. It keeps the cookie to which the code belongs.
pub struct Challenge<M = Async> {
    ghost: Ghost<Session, M>,
    reason: CodeReason,
}

/// Why a site asks for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodeReason {
    /// It does not know this device.
    NewDevice,
    /// It asks at every login.
    EveryLogin,
}

impl CodeReason {
    pub(super) fn of(error: &Error) -> Self {
        match error.ghost().and_then(|ghost| ghost.code.as_deref()) {
            Some("2FA_TOKEN_REQUIRED") => CodeReason::EveryLogin,
            _ => CodeReason::NewDevice,
        }
    }
}

impl<M> fmt::Debug for Challenge<M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Challenge").field("ghost", &self.ghost).field("reason", &self.reason).finish()
    }
}

impl<M> Challenge<M> {
    pub(super) fn new(ghost: Ghost<Session, M>, reason: CodeReason) -> Self {
        Challenge { ghost, reason }
    }

    /// Why the site asks.
    #[must_use]
    pub fn reason(&self) -> CodeReason {
        self.reason
    }

    fn verifying(&self, code: &str) -> Result<Call<'_, M, String>, Error> {
        // As people copy it from a mail.
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        if code.is_empty() {
            return Err(Error::input("the code is empty"));
        }
        Ok(self.ghost.session().verify(SessionVerify::new(code)))
    }
}

impl Challenge {
    /// Hands in the code from the e-mail. After a wrong one, another can be tried.
    ///
    /// # Errors
    ///
    /// [`SignInFault::WrongCode`](crate::SignInFault::WrongCode): the code is wrong, or older than five minutes.
    /// [`ErrorKind::RateLimited`](crate::ErrorKind::RateLimited): more than five tries within an hour.
    pub async fn verify(&self, code: &str) -> Result<Ghost<Session>, Error> {
        self.verifying(code)?.await?;
        Ok(self.ghost.clone())
    }

    /// Has another code sent; the one before may stop working.
    ///
    /// # Errors
    ///
    /// [`SignInFault::CodeNotSent`](crate::SignInFault::CodeNotSent): the site cannot send e-mail.
    /// [`ErrorKind::RateLimited`](crate::ErrorKind::RateLimited): more than five within an hour.
    pub async fn resend(&self) -> Result<(), Error> {
        self.ghost.session().send_code().await.map(drop)
    }
}

impl Challenge<Blocking> {
    /// Hands in the code from the e-mail. After a wrong one, another can be tried.
    ///
    /// # Errors
    ///
    /// [`SignInFault::WrongCode`](crate::SignInFault::WrongCode): the code is wrong, or older than five minutes.
    /// [`ErrorKind::RateLimited`](crate::ErrorKind::RateLimited): more than five tries within an hour.
    #[inline]
    pub fn verify(&self, code: &str) -> Result<Ghost<Session, Blocking>, Error> {
        self.verifying(code)?.send()?;
        Ok(self.ghost.clone())
    }

    /// Has another code sent; the one before may stop working.
    ///
    /// # Errors
    ///
    /// [`SignInFault::CodeNotSent`](crate::SignInFault::CodeNotSent): the site cannot send e-mail.
    /// [`ErrorKind::RateLimited`](crate::ErrorKind::RateLimited): more than five within an hour.
    #[inline]
    pub fn resend(&self) -> Result<(), Error> {
        self.ghost.session().send_code().send().map(drop)
    }
}

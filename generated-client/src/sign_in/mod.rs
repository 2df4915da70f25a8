//! Logging in with e-mail address and password, and what a session is good for.
//!
//! ```no_run
//! use ghost_client::{Ghost, Login};
//!
//! # fn ask_for_the_code() -> String { String::new() }
//! # async fn example(password: &str) -> Result<(), ghost_client::Error> {
//! let ghost = match Ghost::login("https://blog.example.com", "ada@example.com", password).await? {
//!     Login::SignedIn(ghost) => ghost,
//!     Login::NeedsCode(challenge) => challenge.verify(&ask_for_the_code()).await?,
//! };
//! let kept = ghost.export().expose(); // for `Ghost::resume`
//! # let _ = kept; Ok(())
//! # }
//! ```

mod challenge;
mod saved;
mod staff_key;

pub use challenge::{Challenge, CodeReason};
pub use saved::{SavedSession, SavedSessionError};
pub(crate) use staff_key::me;

use crate::client::{Ghost, Session};
use crate::connection::{Async, Blocking};
use crate::credential::SessionCookies;
use crate::error::{Denial, Error, ErrorKind};
use crate::ghost::{Builder, ConnectError};
use crate::session::SessionLogIn;

/// What came of the right password.
#[derive(Debug)]
#[must_use = "a login may still need the code from the e-mail"]
pub enum Login<M = Async> {
    /// Signed in.
    SignedIn(Ghost<Session, M>),
    /// The site wants the code that it has sent by e-mail.
    NeedsCode(Challenge<M>),
}

impl<M> Login<M> {
    /// What the answer to a login means.
    fn of(ghost: Ghost<Session, M>, answer: Result<String, Error>) -> Result<Self, Error> {
        match answer {
            Ok(_) => Ok(Login::SignedIn(ghost)),
            Err(error) if error.kind() == &ErrorKind::NotPermitted(Denial::SecondFactor) => {
                Ok(Login::NeedsCode(Challenge::new(ghost, CodeReason::of(&error))))
            }
            Err(error) => Err(error),
        }
    }
}

impl Ghost<Session> {
    /// Logs in with e-mail address and password.
    ///
    /// A wrong password counts: after five of them Ghost takes none from this address for ten minutes, and longer each time.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::SignIn`] says why Ghost did not let the account in, [`ErrorKind::RateLimited`] that it takes no more tries;
    /// [`ErrorKind::Input`] that the site's address is malformed, or something is empty.
    #[cfg(feature = "hyper")]
    pub async fn login(url: &str, email: &str, password: &str) -> Result<Login, Error> {
        Ghost::builder(url)?.login(email, password).await
    }

    /// Goes on with a session that was kept. Nothing is sent yet: [`check`](Ghost::check) says whether it still counts.
    ///
    /// # Errors
    ///
    /// The session is of another site, or the address is malformed.
    #[cfg(feature = "hyper")]
    #[inline]
    pub fn resume(url: &str, saved: &SavedSession) -> Result<Self, ConnectError> {
        Ghost::builder(url)?.resume(saved)
    }

    /// Signs out; the session is over for all clones of this client. The site remembers the device: see
    /// [`Builder::login_again`].
    ///
    /// # Errors
    ///
    /// Whatever kept the answer from arriving.
    pub async fn sign_out(&self) -> Result<(), Error> {
        self.session().log_out().await
    }
}

impl Ghost<Session, Blocking> {
    /// Signs out; the session is over for all clones of this client. The site remembers the device: see
    /// [`Builder::login_again`].
    ///
    /// # Errors
    ///
    /// Whatever kept the answer from arriving.
    #[inline]
    pub fn sign_out(&self) -> Result<(), Error> {
        self.session().log_out().send()
    }
}

impl<M> Ghost<Session, M> {
    /// The session as it is now, to be kept. A login or a new password makes it worthless: export it again after them.
    #[must_use]
    pub fn export(&self) -> SavedSession {
        SavedSession::new(self.connection().url(), self.connection().inner().held())
    }
}

impl Builder {
    /// Logs in with e-mail address and password, as [`Ghost::login`] does.
    ///
    /// # Errors
    ///
    /// As for [`Ghost::login`]; [`ErrorKind::Input`] also if there is no transport.
    pub async fn login(self, email: &str, password: &str) -> Result<Login, Error> {
        self.log_in_with(SessionCookies::default(), email, password).await
    }

    /// As [`login`](Builder::login), with calls that block.
    ///
    /// # Errors
    ///
    /// As for [`login`](Builder::login).
    #[inline]
    pub fn login_blocking(self, email: &str, password: &str) -> Result<Login<Blocking>, Error> {
        self.log_in_with_blocking(SessionCookies::default(), email, password)
    }

    /// Logs in from a device that the site knows: with a session of earlier, which may be over. The site then asks for no code,
    /// unless it wants one at every login.
    ///
    /// # Errors
    ///
    /// As for [`login`](Builder::login); [`ErrorKind::Input`] also if the session is of another site.
    pub async fn login_again(self, earlier: &SavedSession, email: &str, password: &str) -> Result<Login, Error> {
        let cookies = self.cookies_of(earlier)?;
        self.log_in_with(cookies, email, password).await
    }

    /// As [`login_again`](Builder::login_again), with calls that block.
    ///
    /// # Errors
    ///
    /// As for [`login_again`](Builder::login_again).
    #[inline]
    pub fn login_again_blocking(self, earlier: &SavedSession, email: &str, password: &str) -> Result<Login<Blocking>, Error> {
        let cookies = self.cookies_of(earlier)?;
        self.log_in_with_blocking(cookies, email, password)
    }

    /// Goes on with a session that was kept. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The session is of another site, or there is no transport.
    #[inline]
    pub fn resume(self, saved: &SavedSession) -> Result<Ghost<Session>, ConnectError> {
        let cookies = self.cookies_of(saved)?;
        self.connect_async(Box::new(cookies)).map(Ghost::from_connection)
    }

    /// As [`resume`](Builder::resume), with calls that block.
    ///
    /// # Errors
    ///
    /// As for [`resume`](Builder::resume).
    #[inline]
    pub fn resume_blocking(self, saved: &SavedSession) -> Result<Ghost<Session, Blocking>, ConnectError> {
        let cookies = self.cookies_of(saved)?;
        self.connect_blocking(Box::new(cookies)).map(Ghost::from_connection)
    }

    async fn log_in_with(self, cookies: SessionCookies, email: &str, password: &str) -> Result<Login, Error> {
        let credentials = credentials(email, password)?;
        let ghost = Ghost::from_connection(self.connect_async(Box::new(cookies))?);
        let answer = ghost.session().log_in(credentials).await;
        Login::of(ghost, answer)
    }

    #[inline]
    fn log_in_with_blocking(self, cookies: SessionCookies, email: &str, password: &str) -> Result<Login<Blocking>, Error> {
        let credentials = credentials(email, password)?;
        let ghost = Ghost::from_connection(self.connect_blocking(Box::new(cookies))?);
        let answer = ghost.session().log_in(credentials).send();
        Login::of(ghost, answer)
    }

    /// The cookies of a saved session, which no other site may get.
    #[inline]
    fn cookies_of(&self, saved: &SavedSession) -> Result<SessionCookies, ConnectError> {
        if saved.url() == self.url() {
            Ok(SessionCookies::new(saved.cookies()))
        } else {
            Err(ConnectError::OtherSite { saved: saved.url().to_owned() })
        }
    }
}

fn credentials(email: &str, password: &str) -> Result<SessionLogIn, Error> {
    match (email.trim(), password) {
        ("", _) => Err(Error::input("the e-mail address is empty")),
        (_, "") => Err(Error::input("the password is empty")),
        (email, password) => Ok(SessionLogIn::new(email, password)),
    }
}

#[cfg(test)]
mod tests;

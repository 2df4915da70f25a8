//! From a session to a staff token, which does not end and asks for no code.

use crate::client::{Ghost, Session, StaffToken};
use crate::connection::Blocking;
use crate::credential::{AdminKey, AdminToken};
use crate::error::{Error, ErrorKind};
use crate::ids::UserId;
use crate::users;

impl Ghost<Session> {
    /// The caller's own staff token, as a key: for programs that run unattended.
    ///
    /// # Errors
    ///
    /// The session is over, or whatever kept the answer from arriving.
    pub async fn staff_key(&self) -> Result<AdminKey, Error> {
        key(&self.users().read_token(&me()?).await?)
    }

    /// Replaces the caller's own staff token; the old one stops working at once.
    ///
    /// # Errors
    ///
    /// As for [`staff_key`](Ghost::staff_key).
    pub async fn renew_staff_key(&self) -> Result<AdminKey, Error> {
        key(&self.users().regenerate_token(&me()?).await?)
    }

    /// A client that acts as the same member of staff with their staff token, over the same transport.
    ///
    /// # Errors
    ///
    /// As for [`staff_key`](Ghost::staff_key).
    pub async fn to_staff_token(&self) -> Result<Ghost<StaffToken>, Error> {
        Ok(self.with_key(self.staff_key().await?))
    }
}

impl Ghost<Session, Blocking> {
    /// The caller's own staff token, as a key: for programs that run unattended.
    ///
    /// # Errors
    ///
    /// The session is over, or whatever kept the answer from arriving.
    #[inline]
    pub fn staff_key(&self) -> Result<AdminKey, Error> {
        key(&self.users().read_token(&me()?).send()?)
    }

    /// Replaces the caller's own staff token; the old one stops working at once.
    ///
    /// # Errors
    ///
    /// As for [`staff_key`](Ghost::staff_key).
    #[inline]
    pub fn renew_staff_key(&self) -> Result<AdminKey, Error> {
        key(&self.users().regenerate_token(&me()?).send()?)
    }

    /// A client that acts as the same member of staff with their staff token, over the same transport.
    ///
    /// # Errors
    ///
    /// As for [`staff_key`](Ghost::staff_key).
    #[inline]
    pub fn to_staff_token(&self) -> Result<Ghost<StaffToken, Blocking>, Error> {
        Ok(self.with_key(self.staff_key()?))
    }
}

impl<M> Ghost<Session, M> {
    fn with_key(&self, key: AdminKey) -> Ghost<StaffToken, M> {
        let connection = self.connection();
        let audience = connection.inner().limits.audience();
        Ghost::from_connection(connection.presenting(Box::new(AdminToken::new(key, audience))))
    }
}

/// The server's name for whoever asks.
#[inline]
pub(crate) fn me() -> Result<UserId, Error> {
    UserId::new("me").map_err(|error| Error::input(error.to_string()))
}

/// Ghost hands out the two halves of a staff token one by one.
#[inline]
fn key(token: &users::StaffToken) -> Result<AdminKey, Error> {
    let wrong = |reason| ErrorKind::Decode { status: 200, path: "apiKey".to_owned(), reason, written: false };
    AdminKey::parse(&format!("{}:{}", token.id, token.secret)).map_err(|error| Error::new(wrong(error.to_string())))
}

//! What a connection is worth: whether its credential counts, whose it is, and what it may do.
//!
//! `GET /site/` answers everybody, also with a wrong key; so something is asked that needs the credential.
//!
//! ```no_run
//! # async fn example(ghost: ghost_client::Ghost<ghost_client::Integration>) -> Result<(), ghost_client::Error> {
//! let checked = ghost.check().await?;
//! println!("{checked}"); // integration key, Ghost 6.65.0, "My blog"
//! if checked.can("posts", "add").is_some_and(|can| can.is_yes()) {
//!     // …
//! }
//! # Ok(())
//! # }
//! ```

mod can;
mod probe;

use std::collections::BTreeMap;
use std::fmt;

pub use can::{Can, Obstacle};
pub use probe::Checkable;

use crate::endpoint::Endpoint;
use crate::ids::UserId;
use crate::permission::{Right, Version};
use crate::permissions::{self, Role};
use crate::server::Deprecation;

/// A credential that was accepted just now, and what it may do.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Checked {
    /// Who acts.
    pub who: Who,
    /// What the server says about itself.
    pub server: Server,
    /// Labs flags, as the site has set them.
    pub flags: BTreeMap<String, bool>,
}

/// Who acts through a connection.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Who {
    /// A custom integration. Ghost does not tell it its own name.
    Integration,
    /// A member of staff, with their staff token.
    StaffToken(Account),
    /// A member of staff who logged in.
    Session(Account),
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Account {
    /// Identifies them.
    pub id: UserId,
    /// Name for people.
    pub name: String,
    /// Address they log in with.
    pub email: String,
    /// Their roles; Ghost gives each exactly one.
    pub roles: Vec<Role>,
}

/// What a server says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Server {
    /// Version of Ghost; an answer of the Admin API tells three numbers, one of the Content API two.
    pub version: Option<Version>,
    /// Title of the site, if it has one.
    pub title: Option<String>,
    /// It says that what was called will go away.
    pub deprecation: Option<Deprecation>,
}

impl Who {
    /// The description's name of the credential.
    #[must_use]
    pub fn credential(&self) -> &'static str {
        match self {
            Who::Integration => "integration",
            Who::StaffToken(_) => "staff_token",
            Who::Session(_) => "session",
        }
    }

    /// The member of staff; `None` for an integration.
    #[must_use]
    pub fn account(&self) -> Option<&Account> {
        match self {
            Who::Integration => None,
            Who::StaffToken(account) | Who::Session(account) => Some(account),
        }
    }

    /// The roles it acts in.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        match self {
            Who::Integration => &[Role::AdminIntegration],
            Who::StaffToken(account) | Who::Session(account) => &account.roles,
        }
    }
}

impl Checked {
    /// Whether it may call an endpoint of the Admin API, by its names: `can("posts", "edit")`. `None` if there is no such endpoint.
    #[must_use]
    pub fn can(&self, resource: &str, operation: &str) -> Option<Can> {
        permissions::of(resource, operation).map(|right| self.may(right))
    }

    /// Whether it may call an endpoint. `None` if it is none of the Admin API.
    #[must_use]
    pub fn can_call(&self, endpoint: &Endpoint) -> Option<Can> {
        if endpoint.api == "admin" { self.can(endpoint.resource, endpoint.operation) } else { None }
    }

    /// Every endpoint of the Admin API, with whether it may be called.
    pub fn rights(&self) -> impl Iterator<Item = (&'static Right, Can)> + '_ {
        permissions::RIGHTS.iter().map(|right| (right, self.may(right)))
    }

    #[inline]
    fn may(&self, right: &Right) -> Can {
        can::judge(right, self)
    }
}

impl fmt::Display for Who {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (account, how) = match self {
            Who::Integration => return formatter.write_str("integration key"),
            Who::StaffToken(account) => (account, "staff token"),
            Who::Session(account) => (account, "session"),
        };
        let roles: Vec<&str> = account.roles.iter().map(AsRef::as_ref).collect();
        write!(formatter, "{how} of {} <{}> ({})", account.name, account.email, roles.join(", "))
    }
}

impl fmt::Display for Server {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.version {
            Some(version) => write!(formatter, "Ghost {version}")?,
            None => formatter.write_str("a Ghost of unknown version")?,
        }
        self.title.as_ref().map_or(Ok(()), |title| write!(formatter, ", {title:?}"))
    }
}

impl fmt::Display for Checked {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, {}", self.who, self.server)
    }
}

#[cfg(test)]
mod tests;

//! What is asked to learn whether a credential counts.
//!
//! Answers are read for a few keys only, so that a server that is newer than the description can be checked as well.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Account, Checked, Server, Who};
use crate::call::Call;
use crate::client::{AdminCredential, Ghost, Integration, MayCall, Session, StaffToken, access};
use crate::connection::{Blocking, Connection};
use crate::error::Error;
use crate::permission::Version;
use crate::permissions::Role;
use crate::sign_in::me;
use crate::users::{self, User};

/// A credential of the Admin API that can be checked.
#[diagnostic::on_unimplemented(message = "whether `{Self}` credentials count cannot be asked")]
pub trait Checkable: AdminCredential + MayCall<access::Anyone> + MayCall<access::Public> {
    /// Who acts, made from their account; `None` for an integration, which has none.
    #[doc(hidden)]
    const WHO: Option<fn(Account) -> Who>;
}

impl Checkable for Integration {
    const WHO: Option<fn(Account) -> Who> = None;
}

impl Checkable for StaffToken {
    const WHO: Option<fn(Account) -> Who> = Some(Who::StaffToken);
}

impl Checkable for Session {
    const WHO: Option<fn(Account) -> Who> = Some(Who::Session);
}

impl<C: Checkable> Ghost<C> {
    /// Asks the server whether the credential counts, whose it is, and what they may do.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Token`](crate::ErrorKind::Token): the key is not accepted, and why.
    /// [`ErrorKind::NotPermitted`](crate::ErrorKind::NotPermitted): the session is over. Or whatever kept the answers from arriving.
    pub async fn check(&self) -> Result<Checked, Error> {
        let who = match C::WHO {
            Some(who) => who(Account::of(myself(self)?.await?)),
            None => Who::Integration,
        };
        let config = config(self).await?;
        let title = title(self).await?;
        Ok(Checked::new(self.connection(), who, config, title))
    }
}

impl<C: Checkable> Ghost<C, Blocking> {
    /// Asks the server whether the credential counts, whose it is, and what they may do.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Token`](crate::ErrorKind::Token): the key is not accepted, and why.
    /// [`ErrorKind::NotPermitted`](crate::ErrorKind::NotPermitted): the session is over. Or whatever kept the answers from arriving.
    pub fn check(&self) -> Result<Checked, Error> {
        let who = match C::WHO {
            Some(who) => who(Account::of(myself(self)?.send()?)),
            None => Who::Integration,
        };
        let config = config(self).send()?;
        let title = title(self).send()?;
        Ok(Checked::new(self.connection(), who, config, title))
    }
}

/// The member of staff who asks.
fn myself<C: Checkable, M>(ghost: &Ghost<C, M>) -> Result<users::Read<'_, M>, Error> {
    Ok(ghost.users().read(&me()?).include([users::Include::Roles]))
}

/// What the server tells any credential of the Admin API, and nobody else.
struct Config {
    version: Option<Version>,
    flags: BTreeMap<String, bool>,
}

fn config<C: Checkable, M>(ghost: &Ghost<C, M>) -> Call<'_, M, Config> {
    ghost.config().read().decoded(|answer| {
        let config: Value = answer.object("config")?;
        let flags = config.get("labs").and_then(Value::as_object).into_iter().flatten();
        Ok(Config {
            version: config.get("version").and_then(Value::as_str).and_then(Version::parse),
            flags: flags.map(|(name, value)| (name.clone(), value.as_bool().unwrap_or(false))).collect(),
        })
    })
}

/// The title of the site. Anybody may ask for it, so it proves nothing.
fn title<C: Checkable, M>(ghost: &Ghost<C, M>) -> Call<'_, M, Option<String>> {
    ghost.site().read().decoded(|answer| answer.object("site").map(|site: Value| title_in(&site)))
}

fn title_in(object: &Value) -> Option<String> {
    object.get("title").and_then(Value::as_str).map(str::to_owned)
}

impl Account {
    #[inline]
    fn of(user: User) -> Self {
        let roles = user.roles.into_iter().flatten().map(|role| Role::from(role.name));
        Account { id: user.id, name: user.name, email: user.email, roles: roles.collect() }
    }
}

impl Checked {
    fn new<M>(connection: &Connection<M>, who: Who, config: Config, title: Option<String>) -> Self {
        let server = Server::of(connection, title);
        Checked { who, server: Server { version: config.version.or(server.version), ..server }, flags: config.flags }
    }
}

impl Server {
    fn of<M>(connection: &Connection<M>, title: Option<String>) -> Self {
        Server { version: connection.server_version(), title, deprecation: connection.deprecation() }
    }
}

#[cfg(feature = "content-api")]
mod content {
    use super::{Blocking, Call, Error, Ghost, Server, Value, title_in};
    use crate::client::ContentKey;

    impl Ghost<ContentKey> {
        /// Asks the server whether the key counts. It may then call every endpoint of the Content API.
        ///
        /// # Errors
        ///
        /// [`ErrorKind::Token`](crate::ErrorKind::Token): the key is not accepted. Or whatever kept the answer from arriving.
        pub async fn check(&self) -> Result<Server, Error> {
            let title = title(self).await?;
            Ok(Server::of(self.connection(), title))
        }
    }

    impl Ghost<ContentKey, Blocking> {
        /// Asks the server whether the key counts. It may then call every endpoint of the Content API.
        ///
        /// # Errors
        ///
        /// [`ErrorKind::Token`](crate::ErrorKind::Token): the key is not accepted. Or whatever kept the answer from arriving.
        #[inline]
        pub fn check(&self) -> Result<Server, Error> {
            let title = title(self).send()?;
            Ok(Server::of(self.connection(), title))
        }
    }

    /// The title of the site, which the Content API tells only with a key.
    fn title<M>(ghost: &Ghost<ContentKey, M>) -> Call<'_, M, Option<String>> {
        ghost.settings().read().decoded(|answer| answer.object("settings").map(|settings: Value| title_in(&settings)))
    }
}

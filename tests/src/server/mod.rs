//! A real Ghost for tests, installed from the npm registry and run on the loopback interface.
//!
//! ```ignore
//! #[test]
//! fn the_site_answers() -> Result<(), Box<dyn std::error::Error>> {
//!     let ghost = GhostServer::fresh()?; // pristine, and nobody else's until it is dropped
//!     let client = Client::new(ghost.url(), ghost.admin_key())?;
//!     // ...
//!     Ok(())
//! }
//! ```
//!
//! The scripts in `ghost-server/` do the work, and their README tells how. The first run of a
//! version fills a cache outside the checkout (a minute or two), later runs boot in about 2 s.

mod accounts;
mod error;
mod supervisor;

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::{env, fs, io};

use serde_json::Value;

pub use accounts::{Role, User};
pub use error::ServerError;

use accounts::{Accounts, text};
use supervisor::Supervisor;

/// The Ghost version the suite is written against; `GHOST_TEST_VERSION` names another.
pub const DEFAULT_VERSION: &str = "6.65.0";

/// A running Ghost with the seeded site: one user per [`Role`] and one custom integration.
///
/// Dropping it stops the server and removes its files. If the process dies first, the server
/// notices and stops by itself.
#[derive(Debug)]
pub struct GhostServer {
    version: String,
    url: String,
    log: PathBuf,
    mailbox: PathBuf,
    accounts: Accounts,
    supervisor: Mutex<Supervisor>,
}

impl GhostServer {
    /// The server that all tests of this process share, booted at the first call.
    ///
    /// Its site is in whatever state the last test left it; [`GhostServer::fresh`] is what a test
    /// that writes, or counts, wants.
    pub fn shared() -> Result<&'static Self, ServerError> {
        static SHARED: OnceLock<Result<GhostServer, ServerError>> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(&version_under_test())).as_ref().map_err(Clone::clone)
    }

    /// The shared server with a pristine site, for this caller alone until the [`Site`] is dropped.
    ///
    /// Tests of one process that use it run one after the other. Asking for a second site while
    /// holding the first blocks for ever.
    pub fn fresh() -> Result<Site, ServerError> {
        static IN_USE: Mutex<()> = Mutex::new(());
        let server = Self::shared()?;
        let turn = hold(&IN_USE);
        server.hot_reset()?;
        Ok(Site { server, _turn: turn })
    }

    /// A server of one's own.
    pub fn start(version: &str) -> Result<Self, ServerError> {
        Self::start_with(version, &[])
    }

    /// A server of one's own with other configuration values.
    ///
    /// A key is Ghost's configuration path with `__` between the levels, for example
    /// `("security__staffDeviceVerification", "true")`.
    pub fn start_with(version: &str, overrides: &[(&str, &str)]) -> Result<Self, ServerError> {
        let (supervisor, description) = Supervisor::start(version, overrides)?;
        let description: Value = serde_json::from_str(&description)
            .map_err(|error| ServerError::new(format!("the test server described itself in bad JSON: {error}")))?;
        Ok(Self {
            version: text(&description, "version")?,
            url: text(&description, "url")?,
            log: text(&description, "log")?.into(),
            mailbox: text(&description, "mailbox")?.into(),
            accounts: Accounts::parse(&description)?,
            supervisor: Mutex::new(supervisor),
        })
    }

    /// Back to the seeded site without a restart, in a fraction of a second.
    ///
    /// Where only a restart helps (themes, routes, redirects or Stripe were changed, Ghost has
    /// died), it restarts.
    pub fn hot_reset(&self) -> Result<(), ServerError> {
        hold(&self.supervisor).command("hot-reset")
    }

    /// Back to the seeded site with a restart, in about 2 s: also what Ghost keeps in memory is gone.
    pub fn reset(&self) -> Result<(), ServerError> {
        hold(&self.supervisor).command("reset")
    }

    /// Where the site is, without a slash at the end. It stays the same over resets.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The Ghost version, for example `6.65.0`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The Admin API key of the custom integration, `id:secret`.
    pub fn admin_key(&self) -> &str {
        &self.accounts.admin_key
    }

    /// The Content API key of the custom integration.
    pub fn content_key(&self) -> &str {
        &self.accounts.content_key
    }

    /// The id of the custom integration the two keys belong to.
    pub fn integration_id(&self) -> &str {
        &self.accounts.integration_id
    }

    /// The user who set the site up.
    pub fn owner(&self) -> &User {
        self.user(Role::Owner)
    }

    /// The user with this role.
    pub fn user(&self, role: Role) -> &User {
        self.accounts.user(role)
    }

    /// Ghost's log, complete since the server was started.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// The mails Ghost has sent since the last reset, oldest first, as raw MIME messages.
    pub fn mails(&self) -> io::Result<Vec<String>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.mailbox)? {
            let path = entry?.path();
            // Mails that are still being written have another ending.
            if path.extension().is_some_and(|extension| extension == "eml") {
                files.push(path);
            }
        }
        files.sort(); // they are named by the time they were sent
        files.iter().map(|path| Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned())).collect()
    }
}

/// The shared server with a pristine site, for the exclusive use of one test.
#[derive(Debug)]
pub struct Site {
    server: &'static GhostServer,
    _turn: MutexGuard<'static, ()>,
}

impl Deref for Site {
    type Target = GhostServer;

    fn deref(&self) -> &GhostServer {
        self.server
    }
}

/// The version of the shared server: `GHOST_TEST_VERSION`, else [`DEFAULT_VERSION`].
#[must_use]
pub fn version_under_test() -> String {
    env::var("GHOST_TEST_VERSION").ok().filter(|version| !version.is_empty()).unwrap_or_else(|| DEFAULT_VERSION.to_owned())
}

/// A test that failed while it held the lock must not fail the others: what the lock protects is
/// put right by the next reset.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

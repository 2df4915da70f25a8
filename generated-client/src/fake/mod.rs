//! A fake Ghost for tests: a site in memory that the client talks to without a server.
//!
//! It is driven by the tables that the client is generated with: it knows every route, who may call it, how bodies are wrapped
//! and which fields there are. Posts, pages, tags, members, labels, newsletters, tiers, snippets, staff and the site itself are
//! kept in memory, and behave as on a real site where it matters to a client: slugs, paging, filters, collisions, refusals.
//!
//! ```
//! use ghost_client::fake::{FakeGhost, Fault};
//! use ghost_client::posts::{NewPost, PostStatusInput};
//! use ghost_client::ErrorKind;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), ghost_client::Error> {
//! let fake = FakeGhost::new();
//! let ghost = fake.integration();
//!
//! // What your code does with a site, it can do with the fake.
//! let draft = ghost.posts().add(NewPost::new("Hello").tags(["News"])).await?;
//! ghost.posts().edit(&draft.id, draft.patch().status(PostStatusInput::Published)).await?;
//! let published = ghost.posts().browse().filter("status:published+tag:news").await?;
//! assert_eq!(published[0].slug, "hello");
//!
//! // A draft that somebody else changed meanwhile: the same answer as Ghost gives.
//! let stale = ghost.posts().edit(&draft.id, draft.patch().title("Too late")).await.unwrap_err();
//! assert!(matches!(stale.kind(), ErrorKind::Collision { .. }));
//!
//! // What can go wrong, goes wrong when a test wants it to.
//! fake.fail_next(Fault::Reset);
//! assert!(ghost.posts().add(NewPost::new("Lost")).await.is_err());
//!
//! // And it can be asked afterwards.
//! let asked: Vec<String> = fake.requests().iter().map(|request| request.operation()).collect();
//! assert_eq!(asked, ["posts.add", "posts.edit", "posts.browse", "posts.edit", "posts.add"]);
//! # Ok(())
//! # }
//! ```
//!
//! # What it does not do
//!
//! - Endpoints other than browsing, reading, adding, changing and deleting the resources above answer with an error that says
//!   so. Who may not call them is told first, as Ghost does.
//! - HTML is kept as it is given, in one card, where Ghost makes blocks of its own of it.
//! - A role's permissions are checked; its limits object by object, such as "only posts of their own", are not.
//! - Its clock moves on with each write, so that every stale change collides. A real site keeps whole seconds: there a change
//!   that is stale by less than that goes unnoticed.
//! - Filters: comparisons, lists, text matches, relative dates, `+`, `,` and brackets, over fields and their relations.
//! - Nobody logs in: there are no sessions.

mod asked;
mod browse;
mod door;
mod fault;
mod filter;
mod habits;
mod log;
mod operation;
mod refusal;
mod relations;
mod show;
mod store;
mod write;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use self::asked::Asked;
use self::door::{integration_key, staff_key};
use self::operation::{Answered, Tables};
use self::refusal::Refusal;
use self::store::{Store, URL, beginnings};
use crate::admin::permissions::Role;
use crate::base_url::BaseUrl;
use crate::client::{Ghost, Integration, StaffToken};
use crate::connection::{Async, Blocking, Carrier, Connection, Limits};
use crate::credential::{AdminKey, AdminToken, Authorize};
use crate::ghost::Builder;
use crate::permission::Version;
use crate::transport::{BlockingTransport, BoxFuture, Request, Response, Transport, TransportError};

pub use self::fault::Fault;
pub use self::log::Received;

/// The newest version that the fake imitates.
const NEWEST: Version = Version { major: 6, minor: 65, patch: 0 };

/// A Ghost site in memory. Clones are the same site.
///
/// A fresh one has a member of staff in each role, the owner being the author of whatever says nothing else; the roles; one
/// newsletter; a free and a paid tier; and no posts, tags or members.
#[derive(Clone)]
pub struct FakeGhost {
    state: Arc<Mutex<State>>,
}

struct State {
    store: Store,
    faults: VecDeque<Fault>,
    requests: Vec<Received>,
}

impl Default for FakeGhost {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for FakeGhost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        formatter
            .debug_struct("FakeGhost")
            .field("version", &state.store.version)
            .field("requests", &state.requests.len())
            .finish_non_exhaustive()
    }
}

impl FakeGhost {
    /// A fresh site of the newest version described.
    #[must_use]
    pub fn new() -> Self {
        Self::of_version(NEWEST)
    }

    /// A fresh site of another version, such as 5.130.6: what that version lacks is not there, and its errors are worded as it does.
    #[must_use]
    pub fn of_version(version: Version) -> Self {
        let mut store = Store::new(version);
        for (table, row) in beginnings(version) {
            // What a fresh site holds breaks no rule.
            let _ = write::add(&mut store, table, row);
        }
        FakeGhost { state: Arc::new(Mutex::new(State { store, faults: VecDeque::new(), requests: Vec::new() })) }
    }

    /// A client with the key of the site's integration.
    #[must_use]
    pub fn integration(&self) -> Ghost<Integration> {
        Ghost::from_connection(self.connected(token(integration_key())))
    }

    /// As [`integration`](FakeGhost::integration), with calls that block.
    #[must_use]
    pub fn integration_blocking(&self) -> Ghost<Integration, Blocking> {
        Ghost::from_connection(self.connected_blocking(token(integration_key())))
    }

    /// A client with the token of the member of staff in a role. Roles that are not for staff have none, and get 401.
    #[must_use]
    pub fn staff(&self, role: &Role) -> Ghost<StaffToken> {
        Ghost::from_connection(self.connected(token(staff_key(role.as_str()))))
    }

    /// As [`staff`](FakeGhost::staff), with calls that block.
    #[must_use]
    pub fn staff_blocking(&self, role: &Role) -> Ghost<StaffToken, Blocking> {
        Ghost::from_connection(self.connected_blocking(token(staff_key(role.as_str()))))
    }

    /// A client with the Content API key of the site's integration.
    #[cfg(feature = "content-api")]
    #[must_use]
    pub fn content(&self) -> Ghost<crate::client::ContentKey> {
        Ghost::from_connection(self.connected(content_key()))
    }

    /// As [`content`](FakeGhost::content), with calls that block.
    #[cfg(feature = "content-api")]
    #[must_use]
    pub fn content_blocking(&self) -> Ghost<crate::client::ContentKey, Blocking> {
        Ghost::from_connection(self.connected_blocking(content_key()))
    }

    /// Options for a connection to the fake, async or blocking: with any key, to be told what Ghost tells about it.
    #[must_use]
    pub fn builder(&self) -> Builder {
        Builder::at(site()).transport(self.clone()).blocking_transport(self.clone())
    }

    /// Address of the site.
    #[must_use]
    pub fn url(&self) -> &'static str {
        URL
    }

    /// The Admin API key of the site's integration, as `id:secret`.
    #[must_use]
    pub fn admin_key(&self) -> String {
        integration_key().exposed()
    }

    /// The Content API key of the site's integration.
    #[must_use]
    pub fn content_key(&self) -> &'static str {
        door::CONTENT_KEY
    }

    /// The token of the member of staff in a role, as `id:secret`.
    #[must_use]
    pub fn staff_token(&self, role: &Role) -> String {
        staff_key(role.as_str()).exposed()
    }

    /// Lets one of the next requests fail: the next one, or the one after those that are already to fail.
    ///
    /// A request that the client repeats by itself is one for each attempt.
    pub fn fail_next(&self, fault: Fault) {
        self.state().faults.push_back(fault);
    }

    /// Every request so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        self.state().requests.clone()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.state().requests.clear();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connected(&self, authorizer: Box<dyn Authorize>) -> Connection<Async> {
        Connection::new(site(), authorizer, Carrier::Async(Arc::new(self.clone())), Limits::default())
    }

    fn connected_blocking(&self, authorizer: Box<dyn Authorize>) -> Connection<Blocking> {
        Connection::new(site(), authorizer, Carrier::Blocking(Arc::new(self.clone())), Limits::default())
    }

    fn handle(&self, request: &Request) -> Result<Response, TransportError> {
        let asked = Asked::read(request);
        let mut state = self.state();
        let answer = state.answer(&asked);
        let endpoint = asked.api.as_deref().and_then(Tables::of).and_then(|tables| tables.route(&asked)).map(|route| route.endpoint);
        let status = answer.as_ref().ok().map(Response::status);
        state.requests.push(Received::new(&asked, endpoint, status));
        answer
    }
}

fn site() -> BaseUrl {
    BaseUrl::of(URL)
}

fn token(key: AdminKey) -> Box<dyn Authorize> {
    Box::new(AdminToken::new(key, "/admin/"))
}

#[cfg(feature = "content-api")]
fn content_key() -> Box<dyn Authorize> {
    Box::new(crate::credential::ContentApiKey::of(door::CONTENT_KEY))
}

impl State {
    fn answer(&mut self, asked: &Asked) -> Result<Response, TransportError> {
        let version = self.store.version;
        let Some(fault) = self.faults.pop_front() else { return Ok(self.carried_out(asked)) };
        if fault.comes_after() {
            self.carried_out(asked);
        }
        let entity = asked.segments.first().map_or("", |resource| resource.trim_end_matches('s'));
        fault.answered(version, entity)
    }

    fn carried_out(&mut self, asked: &Asked) -> Response {
        let version = self.store.version;
        match operation::answer(&mut self.store, asked) {
            Ok(answered) => response(version, answered),
            Err(refusal) => refused(version, &refusal),
        }
    }
}

fn response(version: Version, answered: Answered) -> Response {
    let mut headers = vec![("content-version".to_owned(), format!("v{}.{}", version.major, version.minor))];
    headers.extend(answered.location.map(|location| ("location".to_owned(), location)));
    let body = answered.body.map(|body| {
        headers.push(("content-type".to_owned(), "application/json; charset=utf-8".to_owned()));
        body.to_string().into_bytes()
    });
    Response::new(answered.status, headers, body.unwrap_or_default())
}

fn refused(version: Version, refusal: &Refusal) -> Response {
    response(version, Answered { status: refusal.status, body: Some(refusal.body()), location: None })
}

impl Transport for FakeGhost {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move { self.handle(&request) })
    }

    /// Nothing is gained by waiting.
    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

impl BlockingTransport for FakeGhost {
    fn execute(&self, request: Request) -> Result<Response, TransportError> {
        self.handle(&request)
    }

    /// Nothing is gained by waiting.
    fn sleep(&self, _: Duration) {}
}

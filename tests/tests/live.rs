//! The client against a real Ghost, booted from the npm registry by the tests themselves.
//!
//! `cargo test -p ghost-tests --features live --test live`; what it needs is in `ghost-server/README.md`.
//! `GHOST_TEST_VERSION=5.130.6` runs the same against the last 5.x.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "live/checks.rs"]
mod checks;
#[path = "live/conformance.rs"]
mod conformance;
#[path = "live/content.rs"]
mod content;
#[path = "live/examples.rs"]
mod examples;
#[path = "live/failures.rs"]
mod failures;
#[path = "live/fake.rs"]
mod fake;
#[path = "live/filters.rs"]
mod filters;
#[path = "live/gate_matrix.rs"]
mod gate_matrix;
#[path = "live/gating.rs"]
mod gating;
#[path = "live/harness.rs"]
mod harness;
#[path = "live/life_cycles.rs"]
mod life_cycles;
#[path = "live/members.rs"]
mod members;
#[path = "live/own_resources.rs"]
mod own_resources;
#[path = "live/owner.rs"]
mod owner;
#[path = "live/paging.rs"]
mod paging;
#[path = "live/projections.rs"]
mod projections;
#[path = "live/public.rs"]
mod public;
#[path = "live/sessions.rs"]
mod sessions;
#[path = "live/updates.rs"]
mod updates;
#[path = "live/uploads.rs"]
mod uploads;
#[path = "live/webhooks.rs"]
mod webhooks;

use ghost_client::{Ghost, Integration, StaffToken};
use ghost_tests::server::{GhostServer, Role, Site};

/// A pristine site with a client of its integration.
fn integration() -> (Site, Ghost<Integration>) {
    let site = GhostServer::fresh().unwrap();
    let ghost = Ghost::integration(site.url(), site.admin_key()).unwrap();
    (site, ghost)
}

/// A client of a member of staff.
fn staff(site: &Site, role: Role) -> Ghost<StaffToken> {
    Ghost::staff_token(site.url(), &site.user(role).staff_token).unwrap()
}

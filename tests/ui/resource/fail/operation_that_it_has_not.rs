//! Only what it says can be done.

use ghost_client::{Ghost, Resource, Session};

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(browse), access = User)]
struct Thing {
    id: String,
}

fn things(ghost: &Ghost<Session>, thing: &Thing) {
    let _ = ghost.resource::<Thing>().destroy(&thing.id);
}

fn main() {}

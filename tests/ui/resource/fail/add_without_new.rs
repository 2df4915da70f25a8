//! What is added has a type; that there is none is said once, wherever it is used.

use ghost_client::{Ghost, Resource, StaffToken};

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(add), access = User)]
struct Thing {
    id: String,
}

fn things(ghost: &Ghost<StaffToken>) {
    let _ = ghost.resource::<Thing>().add(&"new");
}

fn main() {}

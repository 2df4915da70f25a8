//! The gate is that of generated resources.

use ghost_client::{Ghost, Integration, Resource};

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(browse), access = User)]
struct Thing {
    id: String,
}

fn things(ghost: &Ghost<Integration>) {
    let _ = ghost.resource::<Thing>().browse();
}

fn main() {}

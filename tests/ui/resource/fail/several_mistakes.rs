//! Each mistake is told, and calls of the resource are none.

use ghost_client::{Ghost, Resource, StaffToken};

#[derive(Resource)]
#[ghost(path = "things", key = "things", operations(brows, reed), access = User, patch = String)]
struct Thing {
    id: String,
}

fn things(ghost: &Ghost<StaffToken>) {
    let _ = ghost.resource::<Thing>().browse();
    let _ = ghost.resource::<Thing>().read(&String::new());
}

fn main() {}

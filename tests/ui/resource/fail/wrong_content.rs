//! What is sent has the type that the resource says.

use std::collections::BTreeMap;

use ghost_client::{Ghost, Resource, StaffToken};

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(add), access = User, new = New)]
struct Thing {
    id: String,
}

type New = BTreeMap<String, String>;

fn things(ghost: &Ghost<StaffToken>) {
    let _ = ghost.resource::<Thing>().add("new");
}

fn main() {}

//! No part of a path is empty.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things//all/", key = "things", operations(browse), access = User)]
struct Thing {
    id: String,
}

fn main() {}

//! Options are not part of a path.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/?all=true/", key = "things", operations(browse), access = User)]
struct Thing {
    id: String,
}

fn main() {}

//! The server would redirect.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things", key = "things", operations(browse), access = User)]
struct Thing {
    id: String,
}

fn main() {}

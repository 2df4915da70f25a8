//! Operations have names.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(brows, erase), access = User)]
struct Thing {
    id: String,
}

fn main() {}

//! It says who may.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(browse))]
struct Thing {
    id: String,
}

fn main() {}

//! There are two APIs.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(browse), access = User, api = members)]
struct Thing {
    id: String,
}

fn main() {}

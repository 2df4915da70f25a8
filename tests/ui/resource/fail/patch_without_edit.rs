//! What is not sent has none.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(browse), access = User, patch = String)]
struct Thing {
    id: String,
}

fn main() {}

//! Each is named once.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(browse, browse), access = User)]
struct Thing {
    id: String,
}

fn main() {}

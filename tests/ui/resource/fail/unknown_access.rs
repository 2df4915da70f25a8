//! Classes of access are those of the client.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(browse), access = Users)]
struct Thing {
    id: String,
}

fn main() {}

//! Fields are of types that can be read.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(browse), access = User)]
struct Thing {
    id: String,
    age: std::time::Duration,
}

fn main() {}

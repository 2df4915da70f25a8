//! One is named by its id.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(read), access = User)]
struct Thing {
    name: String,
}

fn main() {}

//! It says where it is.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(key = "things", operations(browse), access = User)]
struct Thing {
    id: String,
}

fn main() {}

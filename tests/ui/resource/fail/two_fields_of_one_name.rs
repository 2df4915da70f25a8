//! A key is read once.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(browse), access = User)]
struct Thing {
    name: String,
    #[ghost(name = "name")]
    title: String,
}

fn main() {}

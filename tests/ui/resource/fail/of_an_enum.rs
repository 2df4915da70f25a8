//! Things have fields.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(browse), access = User)]
enum Thing {
    One,
}

fn main() {}

//! It says what can be done.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", access = User)]
struct Thing {
    id: String,
}

fn main() {}

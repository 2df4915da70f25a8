//! Something can be done.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(), access = User)]
struct Thing {
    id: String,
}

fn main() {}

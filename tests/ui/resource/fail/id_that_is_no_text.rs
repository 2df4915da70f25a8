//! An id stands in a path.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(read), access = User)]
struct Thing {
    id: i64,
}

fn main() {}

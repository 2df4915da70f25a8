//! What is sent can be written.

use ghost_client::Resource;

#[derive(Resource)]
#[ghost(path = "/things/", key = "things", operations(add), access = User, new = New)]
struct Thing {
    id: String,
}

struct New;

fn main() {}

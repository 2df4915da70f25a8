//! What is called is a resource.

use ghost_client::{Ghost, Integration};

struct Thing;

fn things(ghost: &Ghost<Integration>) {
    let _ = ghost.resource::<Thing>();
}

fn main() {}

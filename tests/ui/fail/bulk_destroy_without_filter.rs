use ghost_client::{Ghost, Integration};

fn main() {}

fn destroy(ghost: &Ghost<Integration>) {
    let _ = ghost.posts().bulk_destroy();
}

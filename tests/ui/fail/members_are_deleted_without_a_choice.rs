use ghost_client::{Ghost, Integration};

fn clear(ghost: &Ghost<Integration>) {
    let _ = ghost.members().bulk_destroy();
    let _ = ghost.members().bulk_destroy("");
}

fn main() {
    let _ = clear as fn(&_);
}
